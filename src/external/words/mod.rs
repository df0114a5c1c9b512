//! A line, split into words as a shell splits it; without a shell nothing in it is expanded.
//!
//! Blanks separate words. Single quotes keep everything, double quotes everything but a backslash before `"`, `\`, `$` and
//! a backquote; a backslash outside quotes keeps the character behind it (POSIX, *Shell Command Language*, 2.2). What a
//! shell would do more is refused where it stands outside quotes, because a program that gets `|` as an argument does
//! something else than was meant.

/// A part of a line that cannot be understood without a shell, or at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum WordError {
    /// A quote without its end.
    #[error("the quote {quote} in column {column} has no end")]
    Open {
        /// The quote.
        quote: char,
        /// Its column, from 1.
        column: usize,
    },
    /// Something that only a shell does.
    #[error("{what} in column {column} needs a shell: add --shell, or quote it")]
    Shell {
        /// The characters that stand there.
        what: String,
        /// Its column, from 1.
        column: usize,
    },
}

/// The words of `line`.
///
/// # Errors
/// The place that needs a shell, or a quote without its end.
pub(super) fn split(line: &str) -> Result<Vec<String>, WordError> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut characters = (1..).zip(line.chars()).peekable();
    while let Some((column, character)) = characters.next() {
        let shell = |what: &str| WordError::Shell { what: what.into(), column };
        match character {
            ' ' | '\t' | '\n' | '\r' => words.extend(word.take()),
            '\'' | '"' => {
                let word = word.get_or_insert_default();
                loop {
                    let (_, inside) =
                        characters.next().ok_or(WordError::Open { quote: character, column })?;
                    match inside {
                        _ if inside == character => break,
                        '\\' if character == '"' => {
                            let escaped = characters.next_if(|(_, next)| "\"\\$`".contains(*next));
                            word.push(escaped.map_or('\\', |(_, next)| next));
                        }
                        _ => word.push(inside),
                    }
                }
            }
            '\\' => {
                let next = characters.next().ok_or(WordError::Open { quote: '\\', column })?;
                word.get_or_insert_default().push(next.1);
            }
            '|' | '&' | ';' | '<' | '>' | '(' | ')' | '`' => return Err(shell(&character.to_string())),
            '*' | '?' => return Err(shell(&format!("the pattern {character}"))),
            '$' if characters.peek().is_some_and(|(_, next)| is_expansion(*next)) => {
                return Err(shell("the $"));
            }
            '~' if word.is_none() => return Err(shell("the ~")),
            '#' if word.is_none() => return Err(shell("the comment #")),
            other => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    Ok(words)
}

/// Whether a `$` before this character is replaced by a shell.
fn is_expansion(next: char) -> bool {
    next.is_ascii_alphanumeric() || "_{(?!#@*$".contains(next)
}

/// `text` as one word for a shell.
#[must_use]
pub(super) fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-./:=@%+,".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.into();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests;
