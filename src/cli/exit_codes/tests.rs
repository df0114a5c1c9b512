use super::*;
use crate::sys::signals::Signal;

#[test]
fn signals_have_the_codes_of_the_list() {
    let codes = [Signal::Hup, Signal::Int, Signal::Term].map(|signal| signal.exit_code().to_string());
    assert_eq!(EXIT_CODES.last().map(|(codes, _)| *codes), Some(codes.join(", ").as_str()));
}

#[test]
fn the_help_has_a_sentence_of_them() {
    assert_eq!(
        sentence(),
        "Exit codes: 0 done; 1 a task, lane, check or scene failed, lanes disagree, or the system refused; \
             2 wrong input; 3 doubts under --strict; \
             4 compare --fail-below and the interval lies below; 129, 130, 143 ended by HUP, INT, TERM."
    );
}
