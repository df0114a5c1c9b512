use super::*;

fn text(row: &str, x: u16) -> String {
    text_at(&Buffer::with_lines([row]), Position { x, y: 0 })
}

#[test]
fn the_text_at_a_cell_ends_at_two_spaces_a_rule_or_a_fill() {
    let row = " 50 % lock-wait  ·  198 switches/s │ ▇ compute 97.4%";
    assert_eq!([1, 4, 10].map(|x| text(row, x)), ["50 % lock-wait"; 3]);
    assert_eq!([20, 30].map(|x| text(row, x)), ["198 switches/s"; 2]);
    assert_eq!([37, 39, 47].map(|x| text(row, x)), ["compute 97.4%"; 3], "the sample belongs to its text");
    assert_eq!([16, 17, 35, 90].map(|x| text(row, x)), [""; 4]);
    assert_eq!(text("███ measured 0.94 ███ lock-wait 1.00 ██", 8), "measured 0.94");
}

#[test]
fn an_exact_subject_counts_before_the_text_and_a_part_after_it() {
    let buf = Buffer::with_lines(["1.97 cores busy  nothing"]);
    let (words, elsewhere) = (Position { x: 6, y: 0 }, Position { x: 20, y: 0 });
    let id = |subject, at| explained(subject, &buf, at).map(|entry| entry.id);
    assert_eq!(id(None, words), Some("cores busy"));
    assert_eq!(id(Subject::exact("axis"), words), Some("axis"));
    assert_eq!(id(Subject::part("axis"), words), Some("cores busy"));
    assert_eq!(id(Subject::part("axis"), elsewhere), Some("axis"));
    assert_eq!(id(None, elsewhere), None);
    assert_eq!((Subject::exact("nothing"), Subject::part("nothing")), (None, None));
}
