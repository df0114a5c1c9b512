//! Text inside Markdown.

use super::escape::visible;

/// Text for Markdown, also in a cell of a table: characters with a meaning there are escaped.
#[must_use]
pub(crate) fn plain(text: &str) -> String {
    visible(text).chars().fold(String::new(), |mut plain, c| {
        if matches!(c, '|' | '*' | '_' | '`' | '<' | '>' | '[' | ']' | '\\' | '#' | '&' | '~') {
            plain.push('\\');
        }
        plain.push(c);
        plain
    })
}

/// A name in code type, where it consists of letters, digits and a few signs; any other as plain text.
#[must_use]
pub(crate) fn code(name: &str) -> String {
    let simple =
        |c: char| c.is_alphanumeric() || matches!(c, ' ' | ':' | '-' | '.' | ',' | '_' | '(' | ')' | '/');
    if !name.is_empty() && name.trim() == name && name.chars().all(simple) {
        format!("`{name}`")
    } else {
        plain(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_with_a_meaning_are_escaped() {
        assert_eq!(plain("a | b\n*c* <d>"), "a \\| b\\\\n\\*c\\* \\<d\\>");
        assert_eq!(plain("a\u{1b}[1m `x` &#27; ~b~"), "a\\\\u{1b}\\[1m \\`x\\` \\&\\#27; \\~b\\~");
    }

    #[test]
    fn names_stand_in_code_type_where_nothing_in_them_could_end_it() {
        assert_eq!(code("py-threads:2"), "`py-threads:2`");
        for name in ["a`b", "a|b", "a\u{1b}b", "a\nb", "", " "] {
            assert_eq!(code(name), plain(name));
        }
    }
}
