//! A command line as it can be typed.

/// The words of a command line with a space between; a word that a shell would change is quoted.
#[must_use]
pub(crate) fn command_line(words: &[String]) -> String {
    words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" ")
}

/// A word as a POSIX shell takes it literally.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:=,+@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.into()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_a_shell_would_change_are_quoted() {
        for (words, line) in [
            (&["coreograph", "race", "--lanes", "gil:2,pool"][..], "coreograph race --lanes gil:2,pool"),
            (&["a b", ""], "'a b' ''"),
            (&["it's", "$HOME"], r"'it'\''s' '$HOME'"),
            (&["/usr/bin/x", "--arg=é"], "/usr/bin/x --arg=é"),
            (&[], ""),
        ] {
            let words: Vec<String> = words.iter().map(|word| (*word).into()).collect();
            assert_eq!(command_line(&words), line);
        }
    }
}
