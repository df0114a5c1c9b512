//! Reports for people are as wide as the terminal that they are read on, and 100 columns where there is none.

mod support;

use support::pty::Terminal;
use support::run::run;
use unicode_width::UnicodeWidthChar;

const COMPARE: [&str; 4] = [
    "compare",
    "--headless",
    "tests/fixtures/simulated-64-cores.json",
    "tests/fixtures/simulated-128-cores.json",
];

/// The columns of the widest line.
fn widest(text: &str) -> usize {
    text.lines().map(|line| line.chars().filter_map(UnicodeWidthChar::width).sum()).max().unwrap_or(0)
}

/// What a command leaves on a terminal of so many columns. A line that the terminal had to wrap is one line here.
fn on_terminal(columns: u16, args: &[&str]) -> String {
    Terminal::start((columns, 60), args).end().text
}

#[test]
fn a_comparison_fits_the_terminal_with_whole_heads() {
    for columns in [40, 80, 100, 200] {
        let text = on_terminal(columns, &COMPARE);
        assert!(widest(&text) <= usize::from(columns), "{columns}:\n{text}");
        for word in ["throughput", "one", "core", "scaling", "whole", "machine"] {
            assert!(text.split_whitespace().any(|told| told == word), "{word} in {columns}:\n{text}");
        }
    }
    assert!(widest(&on_terminal(200, &COMPARE)) > 100);
}

#[test]
fn the_doctor_fits_the_terminal() {
    for columns in [40, 80, 200] {
        let text = on_terminal(columns, &["doctor"]);
        assert!(
            text.contains("BEFORE MEASURING") && widest(&text) <= usize::from(columns),
            "{columns}:\n{text}"
        );
    }
}

#[test]
fn without_a_terminal_there_are_100_columns() {
    for args in [&COMPARE[..], &["doctor"]] {
        let ended = run(args);
        let widest = widest(&ended.stdout);
        assert!((81..=100).contains(&widest), "{widest}: {ended}");
    }
}
