//! The mark before every message of Python to this program, which distinguishes it from other output.
//!
//! An interpreter may print before the first line of ours runs: a `.pth` file or a `sitecustomize` does it at every
//! start. Such output, whole lines or the beginning of one, is no message. Each of ours begins with a record
//! separator, as in JSON text sequences (RFC 7464); JSON escapes control characters, so that none stands inside.

/// The mark.
pub(crate) const MARK: char = '\u{1e}';

/// Splits a line at the mark: the text before it, and the text behind it, if there is a mark.
#[must_use]
pub(crate) fn split(line: &str) -> (&str, Option<&str>) {
    line.split_once(MARK).map_or((line, None), |(before, behind)| (before, Some(behind)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_marked_is_found_wherever_it_stands() {
        assert_eq!(split("\u{1e}{}"), ("", Some("{}")));
        assert_eq!(split("hello \u{1e}{}"), ("hello ", Some("{}")));
        assert_eq!(split("hello"), ("hello", None));
    }
}
