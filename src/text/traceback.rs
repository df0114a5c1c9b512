//! Reasons with a traceback below them: a sentence, then indented lines.

/// The sentence and the lines of the traceback, each without its end. A text whose other lines are not all indented has no
/// traceback: it is one sentence.
#[must_use]
pub(crate) fn split(reason: &str) -> (&str, Vec<&str>) {
    let mut lines = reason.trim_end().split('\n');
    let sentence = lines.next().unwrap_or_default();
    let lines: Vec<&str> = lines.collect();
    if lines.iter().all(|line| line.starts_with("  ")) { (sentence, lines) } else { (reason, Vec::new()) }
}

/// The sentence alone.
#[must_use]
pub(crate) fn sentence(reason: &str) -> &str {
    split(reason).0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_traceback_is_what_is_indented_below_a_sentence() {
        let reason = "ValueError: no\n  File \"a.py\", line 3, in f\n    raise ValueError\n";
        let lines = vec!["  File \"a.py\", line 3, in f", "    raise ValueError"];
        assert_eq!(split(reason), ("ValueError: no", lines));
        assert_eq!(sentence(reason), "ValueError: no");
        for text in ["", "one", "one\ntwo", "one\n  two\nthree"] {
            assert_eq!(split(text), (text, Vec::new()));
        }
    }
}
