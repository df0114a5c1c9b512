use super::*;

const LANES: [&str; 8] =
    ["sequential", "threads", "gil", "pool", "processes", "py-threads", "py-pool", "interpreters"];

#[test]
fn a_mistyped_word_leads_to_the_nearest() {
    for (typed, meant) in [
        ("gill", Some("gil")),
        ("gli", Some("gil")),
        ("GIL", Some("gil")),
        ("pol", Some("pool")),
        ("thraeds", Some("threads")),
        ("thread", Some("threads")),
        ("py_threads", Some("py-threads")),
        ("pypool", Some("py-pool")),
        ("process", Some("processes")),
        ("seq", Some("sequential")),
        ("sequental", Some("sequential")),
        ("interpretres", Some("interpreters")),
        (" gil", Some("gil")),
        ("nonsense", None),
        ("xml", None),
        ("g", None),
        ("", None),
        ("ä", None),
    ] {
        assert_eq!(nearest(typed, LANES), meant, "{typed}");
    }
}

#[test]
fn the_question_stands_before_or_after() {
    assert_eq!((question("gill", LANES).as_str(), question("x", LANES).as_str()), ("did you mean gil? ", ""));
    assert_eq!(question_after("gill", LANES), ": did you mean gil? ");
    assert_eq!(question_after("nonsense", LANES), "; ");
}
