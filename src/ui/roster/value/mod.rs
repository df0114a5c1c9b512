//! Values of the table's cells, as they are printed and compared.

use std::fmt;

use super::row::WorkerStatus;
use crate::text::bytes::memory;
use crate::text::figure::count;

/// A value. What is printed the same compares as equal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Value<'a> {
    /// Unknown, or not applicable to this worker.
    Unknown,
    /// A name, with its sort order.
    Name(&'a str, usize),
    /// A worker of its lane: `T0` is a thread, `P3` a process.
    Label(char, usize),
    /// State of a worker.
    WorkerStatus(WorkerStatus),
    /// A number that identifies.
    Number(u64),
    /// A count.
    Count(u64),
    /// A core number.
    Core(u16),
    /// A share of 1, in whole percent; and whether it is more than nothing although it rounds to that.
    Percent(u64, bool),
    /// An amount of memory, in bytes.
    Bytes(u64),
}

/// A tenth of a mebibyte, in bytes: the finest step that is printed.
const TENTH: u64 = (1 << 20) / 10;

impl Value<'_> {
    /// A share of 1, rounded as it is printed.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 999 percent")]
    pub(crate) fn share(share: f64) -> Self {
        let whole = (share.clamp(0.0, 9.99) * 100.0).round() as u64;
        Self::Percent(whole, whole == 0 && share > 0.0)
    }

    /// Its sort order, smallest first; `None` for an unknown value, which comes last.
    #[must_use]
    pub(crate) fn order(self) -> Option<u64> {
        match self {
            Self::Unknown => None,
            Self::Name(_, place) | Self::Label(_, place) => Some(place as u64),
            Self::WorkerStatus(status) => Some(status.order()),
            Self::Number(n) | Self::Count(n) => Some(n),
            Self::Percent(n, trace) => Some(2 * n + u64::from(trace)),
            Self::Core(core) => Some(core.into()),
            Self::Bytes(bytes) => Some(bytes / TENTH),
        }
    }

    /// Whether it stands for nothing.
    #[must_use]
    pub(crate) fn is_nothing(self) -> bool {
        matches!(self, Self::Unknown | Self::Count(0) | Self::Percent(0, false))
    }
}

impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Unknown => Ok(()),
            Self::Name(name, _) => f.write_str(name),
            Self::Label(letter, place) => write!(f, "{letter}{place}"),
            Self::WorkerStatus(status) => f.write_str(status.word()),
            Self::Number(n) => write!(f, "{n}"),
            Self::Count(n) => f.write_str(&count(*n)),
            Self::Core(core) => write!(f, "c{core}"),
            Self::Percent(_, true) => f.write_str("<1%"),
            Self::Percent(n, false) => write!(f, "{n}%"),
            Self::Bytes(bytes) => f.write_str(&memory(*bytes)),
        }
    }
}

#[cfg(test)]
mod tests;
