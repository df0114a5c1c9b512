//! Shortens messages that repeat long text: both ends are kept, the middle is counted.

/// Characters after which a message is shortened: a longer one repeats text of the user's, typed or from a file.
const LONGEST: usize = 2000;

/// Characters kept at either end of such a message: its subject, and the accepted values.
const KEPT: usize = 600;

/// Whether a message is too long to be read.
#[must_use]
pub(crate) fn is_long(message: &str) -> bool {
    message.chars().nth(LONGEST).is_some()
}

/// The message, without its middle where it is too long.
#[must_use]
pub(crate) fn shortened(message: &str) -> String {
    if !is_long(message) {
        return message.into();
    }
    let length = message.chars().count();
    let start: String = message.chars().take(KEPT).collect();
    let end: String = message.chars().skip(length - KEPT).collect();
    format!("{start} … ({} characters) … {end}", length - 2 * KEPT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_message_keeps_its_ends() {
        assert_eq!(shortened("short"), "short");
        let told = shortened(&format!("begins {} accepted: x", "ä".repeat(100_000)));
        assert!(told.starts_with("begins ä") && told.ends_with("ä accepted: x"), "{told}");
        assert!(told.chars().count() < 1300 && told.contains("characters"), "{told}");
    }
}
