//! The exit codes of the program, for its help and the documents.

/// The exit codes, and what each means.
pub(crate) const EXIT_CODES: [(&str, &str); 6] = [
    ("0", "done"),
    ("1", "a task, lane, check or scene failed, lanes disagree, or the system refused"),
    ("2", "wrong input"),
    ("3", "doubts under --strict"),
    ("4", "compare --fail-below and the interval lies below"),
    ("129, 130, 143", "ended by HUP, INT, TERM"),
];

/// All of them in a sentence, as the help has them.
pub(super) fn sentence() -> String {
    let listed: Vec<String> =
        EXIT_CODES.iter().map(|(codes, meaning)| format!("{codes} {meaning}")).collect();
    format!("Exit codes: {}.", listed.join("; "))
}

#[cfg(test)]
mod tests;
