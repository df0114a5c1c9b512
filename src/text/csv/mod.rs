//! Comma-separated values, as RFC 4180 has them: one line of fields.
//!
//! A spreadsheet takes a field that begins with `=`, `+`, `-` or `@` for a formula and runs it. Such a field gets a single
//! quote before it, which makes it text (as OWASP advises, <https://owasp.org/www-community/attacks/CSV_Injection>);
//! negative numbers stay numbers. Control characters are escaped, so a field never holds the end of a line.

use super::escape::visible;

/// A field; an unknown value is empty.
pub(crate) fn field(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |v| v.to_string())
}

/// One line of fields, with its line end.
#[must_use]
pub(crate) fn line(fields: &[String]) -> String {
    fields.iter().map(|field| cell(field)).collect::<Vec<_>>().join(",") + "\n"
}

/// A field as written to the file.
#[must_use]
pub(crate) fn cell(field: &str) -> String {
    let shown = visible(field);
    if is_formula(field) {
        format!("\"'{}\"", shown.replace('"', "\"\""))
    } else if shown.contains([',', '"']) {
        format!("\"{}\"", shown.replace('"', "\"\""))
    } else {
        shown.into_owned()
    }
}

/// Whether some spreadsheet may run a field. Spaces before a sign do not stop all of them, nor do the wide forms of the
/// signs.
fn is_formula(field: &str) -> bool {
    let sign = field.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    field.starts_with(['\t', '\r', '\n']) || (sign && !is_negative_number(field))
}

fn is_negative_number(field: &str) -> bool {
    field.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        && field.parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests;
