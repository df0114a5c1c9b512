use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::text::generated::matching;

fn figures() -> Figures {
    Figures::of_json(vec![json!({
        "a": 1.5, "b": 3, "none": null, "no": false, "yes": true, "state": "finished", "word": "finished", "other": "failed", "list": [1, 2],
    })])
}

fn holds(text: &str) -> bool {
    Condition::read(text).expect("a condition").holds(&figures())
}

#[test]
fn figures_are_compared() {
    for true_one in [
        "a > 1",
        "b >= 3 and b <= 3 and b = 3",
        "a != b",
        "a < 0.6 * b",
        "a / b = 0.5",
        "a > 2 or b > 2",
        "a > 2 or b > 2 and a > 1",
        "not a > 2",
        "not (a > 2 or b > 4)",
        "a",
        "yes",
        "not no",
        "not none",
        "state is finished",
        "yes is true",
        "not state is running",
        "list.count = 2",
        "a > 1 or missing > 1",
        "state = word",
        "state != other",
    ] {
        assert!(holds(true_one), "{true_one}");
    }
    for false_one in [
        "a > 2",
        "a > 2 and b > 2",
        "no",
        "none",
        "missing",
        "state is running",
        "a < 1 or b < 1",
        "state != word",
        "state > other",
        "state = a",
    ] {
        assert!(!holds(false_one), "{false_one}");
    }
}

#[test]
fn a_comparison_with_what_is_not_known_holds_neither_way() {
    for unknown in
        ["none > 1", "not none > 1", "missing is finished", "not missing is finished", "none > 1 or a > 2"]
    {
        assert!(!holds(unknown), "{unknown}");
    }
}

#[test]
fn errors_say_which_word_is_wrong() {
    for (wrong, told) in [
        ("", "a figure is missing"),
        ("a >", "a figure is missing"),
        ("a > 1 and", "a figure is missing"),
        ("(a > 1", "closing parenthesis"),
        ("a > 1)", "\")\" stands where the condition ends"),
        ("a > 1 < 2", "\"<\" stands where the condition ends"),
        ("a is", "a word is missing"),
        ("a + b is x", "before is stands a figure"),
        ("a ? b", "operator"),
    ] {
        let error = Condition::read(wrong).expect_err(wrong);
        assert!(error.contains(told), "{wrong}: {error}");
    }
    assert!(Condition::read(&"(".repeat(10_000)).is_err());
    assert!(Condition::read(&"not ".repeat(10_000)).is_err());
}

#[test]
fn a_condition_knows_its_figures() {
    let read = Condition::read("not (a > 1 and b / c < 2) or d is x or e").expect("a condition");
    let figures: Vec<String> = read.figures().into_iter().map(ToString::to_string).collect();
    assert_eq!(figures, ["a", "b", "c", "d", "e"]);
}

proptest! {
    #[test]
    fn no_condition_panics(
        text in matching("((and|or|not|is|\\(|\\)|<|>=|=|a|b|none|1|\\*|/) ?){0,16}|\\PC{0,24}")
    ) {
        if let Ok(read) = Condition::read(&text) {
            let opposite = Condition::Not(Box::new(read.clone()));
            prop_assert!(!(read.holds(&figures()) && opposite.holds(&figures())));
        }
    }
}
