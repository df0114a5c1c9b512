//! What the benches share: figures taken in turns, the interval of a median, and how they are printed.

#![allow(dead_code, reason = "each bench compiles its own copy and uses a part of it")]

use coreograph::statistics::Estimate;

/// Whether `--quick` was asked for: fewer rounds, wider intervals.
pub(crate) fn quick() -> bool {
    std::env::args().any(|argument| argument == "--quick")
}

/// Measures every candidate once a round, for so many rounds: whatever the machine does meanwhile, it does to
/// all of them. The readings of each candidate, in the order of the candidates.
pub(crate) fn in_turns<C, R, E>(
    rounds: usize,
    candidates: &[C],
    mut measure: impl FnMut(&C) -> Result<R, E>,
) -> Result<Vec<Vec<R>>, E> {
    let mut readings: Vec<Vec<R>> = candidates.iter().map(|_| Vec::with_capacity(rounds)).collect();
    for _ in 0..rounds {
        for (candidate, read) in candidates.iter().zip(&mut readings) {
            read.push(measure(candidate)?);
        }
    }
    Ok(readings)
}

/// The median of some readings in words: see [`in_words`].
pub(crate) fn spread(readings: impl IntoIterator<Item = f64>, decimals: usize) -> String {
    in_words(Estimate::of_median(readings), decimals)
}

/// `value (low to high)` with so many decimals; `-` when nothing was read.
pub(crate) fn in_words(estimate: Option<Estimate>, decimals: usize) -> String {
    estimate.map_or_else(
        || "-".into(),
        |Estimate { value, low, high, .. }| {
            format!("{value:.decimals$} ({low:.decimals$} to {high:.decimals$})")
        },
    )
}

/// Prints rows as a Markdown table, its columns as wide as their widest cell.
pub(crate) fn print_table(rows: &[Vec<String>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    for (number, row) in rows.iter().enumerate() {
        let cells: Vec<String> =
            row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}", width = *width)).collect();
        println!("| {} |", cells.join(" | "));
        if number == 0 {
            let rules: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
            println!("| {} |", rules.join(" | "));
        }
    }
}
