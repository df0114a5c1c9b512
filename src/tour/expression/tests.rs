use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::text::generated::matching;

fn figures() -> Figures {
    Figures::of_json(vec![json!({ "a": 6.0, "b": 4, "zero": 0, "none": null, "word": "x" })])
}

fn number(text: &str) -> Option<f64> {
    Expression::read(&words(text)).expect("an expression").number(&figures())
}

#[test]
fn figures_are_multiplied_and_divided() {
    let close = |text, expected: f64| {
        assert!(number(text).is_some_and(|number| (number - expected).abs() < 1e-12), "{text}");
    };
    close("a", 6.0);
    close("a / b", 1.5);
    close("0.5 * b", 2.0);
    close("a - b / 2", 1.0);
    close("-1 + a", 5.0);
    for unknown in ["none", "missing", "a / zero", "word * 2", "a / none"] {
        assert_eq!(number(unknown), None, "{unknown}");
    }
}

#[test]
fn what_is_missing_is_told() {
    for (wrong, told) in [
        ("", "missing"),
        ("a *", "missing after *"),
        ("a b", "operator"),
        ("* a", "operator"),
        ("a % b", "* / + -"),
    ] {
        let error = Expression::read(&words(wrong)).expect_err(wrong);
        assert!(error.contains(told), "{wrong}: {error}");
    }
}

#[test]
fn words_are_separated_by_spaces_outside_of_quotes() {
    assert_eq!(words("not (a.'b c'.d > 1)"), ["not", "(", "a.'b c'.d", ">", "1", ")"]);
    assert_eq!(words("  "), Vec::<&str>::new());
}

proptest! {
    #[test]
    fn no_expression_panics(text in matching("[a-z0-9_.:'*/+() -]{0,24}|\\PC{0,12}")) {
        if let Ok(read) = Expression::read(&words(&text)) {
            let _ = (read.value(&figures()), read.seconds());
        }
    }
}
