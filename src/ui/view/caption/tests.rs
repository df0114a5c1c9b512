use super::*;

fn fit(rows: usize) -> Vec<String> {
    let said = ["One two three.", "Four five.", "Six."].map(String::from);
    fitting(&said, 15, rows, "…")
}

#[test]
fn whole_sentences_give_way_from_the_last() {
    assert_eq!(fit(2), ["One two three.", "Four five. Six."]);
    assert_eq!(fit(1), ["One two three."]);
}

#[test]
fn a_sentence_that_is_cut_shows_it() {
    let long = ["One two three four five.".to_string()];
    assert_eq!(fitting(&long, 10, 2, "…"), ["One two", "three fou…"]);
    assert_eq!(fitting(&long, 12, 1, "…"), ["One two …"]);
}
