//! Sentences with measured figures in them: `{lanes.gil.cores_busy:.2} cores busy`.

use serde_json::Value;

use super::expression::{Expression, words};
use super::figure::{Figure, Figures};
use crate::text::bytes::bytes;
use crate::text::duration::duration;
use crate::text::figure::{count, decimal};

/// Most decimals of a figure.
const MOST_DECIMALS: usize = 6;

/// Most entries of a list that a sentence names.
const MOST_ENTRIES: usize = 16;

/// A sentence with figures in it.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Template {
    parts: Vec<Part>,
}

/// A part of a sentence.
#[derive(Debug, Clone, PartialEq)]
enum Part {
    /// Text.
    Text(String),
    /// A figure.
    Value(Expression, Style),
}

/// How a figure is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// A word as it is, a number with at most two decimals, a list with spaces.
    Plain,
    /// `.2`: a number with this many decimals.
    Decimals(usize),
    /// `%`: a share in percent.
    Percent,
    /// `time`: a duration in a fitting unit.
    Time,
    /// `bytes`: a size in a fitting unit.
    Bytes,
    /// `count`: a number in at most five characters, as 300M.
    Count,
}

/// The formats that the document explains.
#[cfg(test)]
pub(crate) const FORMATS: &str = ":.2, :%, :time, :bytes, :count";

impl Style {
    fn read(text: &str) -> Option<Self> {
        match text {
            "%" => Some(Self::Percent),
            "time" => Some(Self::Time),
            "bytes" => Some(Self::Bytes),
            "count" => Some(Self::Count),
            decimals => {
                let decimals = decimals.strip_prefix('.')?.parse().ok()?;
                (decimals <= MOST_DECIMALS).then_some(Self::Decimals(decimals))
            }
        }
    }

    /// The figure as text; `None` where it is not known, or not of the kind that the style is for.
    fn show(self, expression: &Expression, figures: &Figures) -> Option<String> {
        let number = || expression.number(figures);
        match self {
            Self::Plain => plain(&expression.value(figures)?),
            Self::Decimals(decimals) => number().map(|number| format!("{number:.decimals$}")),
            Self::Percent => number().map(|share| format!("{:.0} %", share * 100.0)),
            Self::Time => number().map(|time| duration(time * expression.seconds())),
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "sizes and counts are not negative and below 2^64"
            )]
            Self::Bytes | Self::Count => number().map(|number| {
                let whole = number.round() as u64;
                if self == Self::Bytes { bytes(whole) } else { count(whole) }
            }),
        }
    }
}

/// A value as a sentence has it; `None` for one that has no place in a sentence.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Bool(truth) => Some(if *truth { "yes" } else { "no" }.into()),
        Value::Number(number) if number.is_u64() || number.is_i64() => Some(number.to_string()),
        Value::Number(number) => number.as_f64().filter(|number| number.is_finite()).map(decimal),
        Value::Array(entries) if !entries.is_empty() => {
            let shown = entries.iter().take(MOST_ENTRIES).map(|entry| match entry {
                Value::Array(_) | Value::Object(_) => None,
                entry => plain(entry),
            });
            let more = if entries.len() > MOST_ENTRIES { " …" } else { "" };
            Some(shown.collect::<Option<Vec<_>>>()?.join(" ") + more)
        }
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

impl Template {
    /// Reads a sentence.
    ///
    /// # Errors
    /// The offset in bytes of the brace at fault, and the error.
    pub(crate) fn read(text: &str) -> Result<Self, (usize, String)> {
        let (mut parts, mut plain, mut rest) = (Vec::new(), String::new(), text);
        while let Some(place) = rest.find(['{', '}']) {
            plain += &rest[..place];
            let (offset, here) = (text.len() - rest.len() + place, &rest[place..]);
            if let Some(brace) = ["{{", "}}"].into_iter().find(|brace| here.starts_with(brace)) {
                plain += &brace[..1];
                rest = &here[2..];
                continue;
            }
            let inner = here.strip_prefix('{').and_then(|inner| inner.split_once('}'));
            let Some((inner, after)) = inner else {
                let missing = if here.starts_with('{') { "}" } else { "{" };
                return Err((
                    offset,
                    format!(
                        "the {missing} of a figure is missing; a brace in the text is doubled: {{{{ or }}}}"
                    ),
                ));
            };
            if !plain.is_empty() {
                parts.push(Part::Text(std::mem::take(&mut plain)));
            }
            parts.push(value(inner).map_err(|error| (offset, error))?);
            rest = after;
        }
        plain += rest;
        if !plain.is_empty() {
            parts.push(Part::Text(plain));
        }
        Ok(Self { parts })
    }

    /// The sentence with its figures; `None` where one is not known.
    #[must_use]
    pub(crate) fn fill(&self, figures: &Figures) -> Option<String> {
        let show = |part: &Part| match part {
            Part::Text(text) => Some(text.clone()),
            Part::Value(expression, style) => style.show(expression, figures),
        };
        self.parts.iter().map(show).collect()
    }

    /// Its figures.
    #[must_use]
    pub(crate) fn figures(&self) -> Vec<&Figure> {
        let figures = self.parts.iter().map(|part| match part {
            Part::Text(_) => Vec::new(),
            Part::Value(expression, _) => expression.figures(),
        });
        figures.flatten().collect()
    }
}

/// A figure and its format: `lanes.gil.wall_s / lanes.pool.wall_s:.1`.
fn value(inner: &str) -> Result<Part, String> {
    // A lane's name has a colon in it, too: `gil:4`. The format is what follows the last.
    let styled =
        inner.rsplit_once(':').and_then(|(before, style)| Some((before, Style::read(style.trim())?)));
    let (expression, style) = styled.unwrap_or((inner, Style::Plain));
    let read = Expression::read(&words(expression))?;
    Ok(Part::Value(read, style))
}

#[cfg(test)]
mod tests;
