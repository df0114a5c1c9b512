//! CSV: `n,value` or `n,value,value…`, a row for each N, with the seconds of one or several runs.
//!
//! Several rows with the same N are further runs of it. A header may come first; it says whether the values are times, and
//! in which unit, or rates per second. Blank lines and lines that begin with `#` are skipped. Fields are separated by tabs,
//! semicolons or commas, whichever of them stands in the line, in this order; where none does, by spaces.

use super::numbers::{Numbers, Sample, Series};
use super::value::{self, accepted_workers, measurable};
use crate::scaling::file::Flaw;
use crate::text::width::characters;

/// The accepted rows, for messages.
const ACCEPTED: &str = "accepted are rows n,value or n,value,value…";

/// A field of a line, and its place: both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Field<'a> {
    text: &'a str,
    line: usize,
    column: usize,
}

impl Field<'_> {
    fn flaw(&self, reason: impl Into<String>) -> Flaw {
        Flaw::at(format!(", line {}, column {}", self.line, self.column), reason)
    }

    fn is_number(&self) -> bool {
        self.text.parse::<f64>().is_ok()
    }
}

/// Meaning of the values.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Meaning {
    /// Times; the factor makes seconds of them.
    Times(f64),
    /// Rates per second.
    Rates,
}

/// The numbers of a text.
pub(super) fn numbers(text: &str) -> Result<Numbers, Flaw> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (mut meaning, mut notes, mut samples) = (Meaning::Times(1.0), Vec::new(), Vec::new());
    let (mut first, mut rate) = (true, "");
    for (line, row) in (1..).zip(text.lines()) {
        if row.trim().is_empty() || row.trim_start().starts_with('#') {
            continue;
        }
        let fields = fields(row, line);
        if std::mem::take(&mut first) && is_header(&fields) {
            rate = fields[1].text;
            let (found, note) = meaning_of(rate);
            meaning = found;
            notes.extend(note);
            continue;
        }
        samples.extend(samples_of(&fields, row, line, meaning)?);
    }
    if samples.is_empty() {
        return Err(Flaw::at("", format!("has no row of numbers; {ACCEPTED}")));
    }
    let rates = meaning == Meaning::Rates;
    let unit = if rates { format!("unit of {rate:?}") } else { "run".into() };
    Ok(Numbers {
        format: "CSV",
        lane: "csv",
        label: "from a CSV file",
        series: vec![Series { name: "numbers".into(), unit, samples }],
        notes,
        rates,
        ..Numbers::default()
    })
}

/// The samples of a row.
fn samples_of(fields: &[Field], row: &str, line: usize, meaning: Meaning) -> Result<Vec<Sample>, Flaw> {
    let Some((first, values)) = fields.split_first() else { return Ok(Vec::new()) };
    let workers = value::workers(first.text).ok_or_else(|| {
        first.flaw(format!("{:?} is no number of workers; {}", first.text, accepted_workers()))
    })?;
    let mut samples = Vec::new();
    // A spreadsheet fills short rows with empty fields.
    for field in values.iter().filter(|field| !field.text.is_empty()) {
        let wall_s = wall(field, meaning)?;
        samples.push(Sample { workers, wall_s, cpu_s: None, failed: false });
    }
    if samples.is_empty() {
        let column = characters(row.trim_end()) + 1;
        let end = Field { text: "", line, column };
        return Err(end.flaw(format!("N = {workers} has no value; {ACCEPTED}")));
    }
    Ok(samples)
}

/// The time of a value, s.
fn wall(field: &Field, meaning: Meaning) -> Result<f64, Flaw> {
    let accepted = match meaning {
        Meaning::Times(_) => "accepted is a time above 0, e.g. 59.14",
        Meaning::Rates => "accepted is a rate per second above 0, e.g. 59.14",
    };
    let refuse = |what: &str| Err(field.flaw(format!("{:?} is {what}; {accepted}", field.text)));
    let Ok(number) = field.text.parse::<f64>() else {
        let comma = field.text.contains(',') && field.text.replace(',', ".").parse::<f64>().is_ok();
        return refuse(if comma { "no number (decimals follow a point)" } else { "no number" });
    };
    if number.is_nan() || number <= 0.0 {
        return refuse("not above 0");
    }
    let wall = match meaning {
        Meaning::Times(factor) => number * factor,
        Meaning::Rates => 1.0 / number,
    };
    measurable(wall).map_or_else(|| refuse("beyond what can be measured"), Ok)
}

/// The fields of a line.
fn fields(row: &str, line: usize) -> Vec<Field<'_>> {
    let separator = ['\t', ';', ','].into_iter().find(|separator| row.trim().contains(*separator));
    let separates = |c: char| separator.map_or_else(|| c.is_whitespace(), |separator| c == separator);
    let indent = row.len() - row.trim_start().len();
    let mut column = characters(&row[..indent]) + 1;
    let mut fields = Vec::new();
    for piece in row[indent..].trim_end().split_inclusive(separates) {
        let part = piece.strip_suffix(separates).unwrap_or(piece);
        let before = part.chars().take_while(|c| c.is_whitespace()).count();
        let text = unquoted(part.trim());
        if separator.is_some() || !text.is_empty() {
            fields.push(Field { text, line, column: column + before });
        }
        column += characters(piece);
    }
    fields
}

/// A field without the quotes around it.
fn unquoted(text: &str) -> &str {
    let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    inner.map_or(text, str::trim)
}

/// Whether the first row is a header: no field of it is a number.
fn is_header(fields: &[Field]) -> bool {
    fields.len() > 1 && !fields.iter().any(Field::is_number)
}

/// Meaning of the values below this name of their column, and a note on it.
fn meaning_of(name: &str) -> (Meaning, Option<String>) {
    let lower = name.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_rate = lower.contains("throughput")
        || words.contains(&"rate")
        || lower.ends_with("/s")
        || words.ends_with(&["per", "second"])
        || words.ends_with(&["per", "s"]);
    if is_rate {
        let note = format!(
            "{name:?} are rates per second: a time is the inverse, and how long a run took is not known"
        );
        return (Meaning::Rates, Some(note));
    }
    let (factor, unit) = match words.last().copied() {
        Some("s" | "sec" | "secs" | "second" | "seconds") => return (Meaning::Times(1.0), None),
        Some("ms" | "millisecond" | "milliseconds") => (1e-3, "milliseconds"),
        Some("us" | "µs" | "μs" | "microsecond" | "microseconds") => (1e-6, "microseconds"),
        Some("ns" | "nanosecond" | "nanoseconds") => (1e-9, "nanoseconds"),
        Some("min" | "minute" | "minutes") => (60.0, "minutes"),
        _ => (1.0, "seconds"),
    };
    (Meaning::Times(factor), Some(format!("{name:?} are taken as {unit}")))
}

#[cfg(test)]
mod tests;
