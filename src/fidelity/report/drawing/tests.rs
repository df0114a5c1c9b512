use super::*;

const PLAIN: Look = Look { colour: false, ascii: true, columns: 100 };

#[test]
fn one_is_in_the_middle_and_factors_are_as_far_on_either_side() {
    let axis = Axis::new(33, PLAIN);
    assert_eq!(axis.marks(), "1/4    1/2      1       2       4");
    let lines: Vec<String> = [
        (1.25, Some((1.0, 1.0, 1.0))),
        (2.0, Some((0.5, 1.0, 2.0))),
        (1.1, Some((0.6, 0.7, 0.8))),
        (2.0, Some((0.01, 1.5, 9.0))),
        (1.25, None),
    ]
    .map(|(factor, ratio)| axis.line(factor, ratio, Verdict::Agree))
    .into();
    assert_eq!(
        lines,
        [
            ".............:::o:::.............",
            "........========o========........",
            "..........==o=.:::...............",
            "<====================o==========>",
            ".............:::::::.............",
        ]
    );
}

#[test]
fn colours_only_where_they_are_wanted() {
    let axis = Axis::new(20, Look { colour: true, ..Look::default() });
    let line = axis.line(1.1, Some((0.9, 1.0, 1.1)), Verdict::Differ);
    assert!(line.contains("\u{1b}[31m") && line.ends_with('·'), "{line:?}");
    let bare: String = line.replace("\u{1b}[31m", "").replace("\u{1b}[0m", "");
    assert_eq!(bare, Axis::new(20, Look::default()).line(1.1, Some((0.9, 1.0, 1.1)), Verdict::Differ));
    assert_eq!(width(&bare), 19);
}

#[test]
fn no_ratio_is_too_strange_to_draw() {
    let axis = Axis::new(1, PLAIN);
    for strange in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let line = axis.line(2.0, Some((strange, strange, strange)), Verdict::Agree);
        assert_eq!(width(&line), 3);
    }
}
