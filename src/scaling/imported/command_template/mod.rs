//! The command of a scan over N: `xz -T1 f` and `xz -T2 f`, with N = 1 and 2, are `xz -T{N} f`.
//!
//! hyperfine writes every command with its parameters put in. Two commands are the same but for N where they agree in
//! everything but their numbers, and each number is either the same in both, or in each of them its N.

/// A command with the N that was put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ScannedCommand<'a> {
    /// The whole command.
    pub(super) text: &'a str,
    /// N as it stands in it.
    pub(super) n: String,
}

/// The numbers of a text, and the parts before each of them and after the last.
fn parts(text: &str) -> (Vec<&str>, Vec<&str>) {
    let (mut between, mut numbers) = (Vec::new(), Vec::new());
    let mut rest = text;
    while let Some(begin) = rest.find(|c: char| c.is_ascii_digit()) {
        let after = &rest[begin..];
        let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
        between.push(&rest[..begin]);
        numbers.push(&after[..end]);
        rest = &after[end..];
    }
    between.push(rest);
    (between, numbers)
}

impl ScannedCommand<'_> {
    /// Whether the two differ in nothing but N.
    pub(super) fn is_like(&self, other: &ScannedCommand) -> bool {
        let ((ours, our_numbers), (theirs, their_numbers)) = (parts(self.text), parts(other.text));
        let agree = |(a, b): (&&str, &&str)| a == b || (**a == self.n && **b == other.n);
        ours == theirs && our_numbers.iter().zip(&their_numbers).all(agree)
    }
}

/// The command of which all of these, which are like each other, are instances.
pub(super) fn template(commands: &[ScannedCommand]) -> String {
    let Some(first) = commands.first() else { return String::new() };
    let all: Vec<Vec<&str>> = commands.iter().map(|command| parts(command.text).1).collect();
    let (between, numbers) = parts(first.text);
    let mut text = String::new();
    for (place, before) in between.iter().enumerate() {
        text.push_str(before);
        let Some(number) = numbers.get(place) else { continue };
        let varies = all.iter().any(|numbers| numbers.get(place) != Some(number));
        text.push_str(if varies { "{N}" } else { number });
    }
    text
}

#[cfg(test)]
mod tests;
