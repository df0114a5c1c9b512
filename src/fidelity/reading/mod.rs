//! Figures from raw numbers: the one place where slices, rates, waits and shares are computed, for either side.

use super::scenario::Raw;
use crate::statistics::{mean, median};

/// A figure of a run of a scenario.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Figure {
    /// Median length of a slice, s.
    Slice,
    /// Switches per second.
    Switches,
    /// Time of the hog that ran most over that of the one that ran least.
    Fairness,
    /// Speed of this leg over that of the first.
    Speed(usize),
    /// A quantile of the waits, s.
    Wait(f64),
    /// Median wait, in multiples of the hogs' calls.
    WaitInCalls,
    /// Requests per second.
    Requests,
    /// A quantile of the reply times, s.
    Reply(f64),
}

impl Figure {
    /// The figure of one run; `None` when the run was of another kind or has too few values.
    #[must_use]
    pub(crate) fn of(self, raw: &Raw) -> Option<f64> {
        match (self, raw) {
            (Self::Slice, Raw::Stretches(hogs)) => {
                median(slices(hogs).iter().map(|slice| secs(slice.until - slice.from)))
            }
            (Self::Switches, Raw::Stretches(hogs)) => switches_per_second(&slices(hogs)),
            (Self::Fairness, Raw::Stretches(hogs)) => unfairness(hogs),
            (Self::Speed(leg), Raw::Walls(walls)) => {
                let (one, this) = (*walls.first()?, *walls.get(leg)?);
                (this > 0).then(|| one as f64 / this as f64)
            }
            (Self::WaitInCalls, Raw::Waits { waits, calls }) => {
                let call = median(calls.iter().map(|ns| secs(*ns))).filter(|length| *length > 0.0)?;
                Some(median(waits.iter().map(|ns| secs(*ns)))? / call)
            }
            (Self::Requests, Raw::Replies(_)) => Some(1.0 / mean(&self.samples(raw))?),
            (Self::Wait(q) | Self::Reply(q), _) => {
                let mut samples = self.samples(raw);
                samples.sort_by(f64::total_cmp);
                crate::statistics::quantile(&samples, q)
            }
            _ => None,
        }
    }

    /// The quantile, for a figure of a tail: one repetition has too few waits for it, so those of all repetitions are
    /// pooled.
    #[must_use]
    pub(crate) fn tail(self) -> Option<f64> {
        match self {
            Self::Wait(q) | Self::Reply(q) => Some(q).filter(|q| *q > 0.5),
            _ => None,
        }
    }

    /// The single values that a quantile is of, s; none for a figure that is no quantile.
    #[must_use]
    pub(crate) fn samples(self, raw: &Raw) -> Vec<f64> {
        match (self, raw) {
            (Self::Wait(_), Raw::Waits { waits: samples, .. })
            | (Self::Reply(_) | Self::Requests, Raw::Replies(samples)) => {
                samples.iter().map(|ns| secs(*ns)).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// A time in which one hog, and no other, had the lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Slice {
    hog: usize,
    from: u64,
    until: u64,
}

/// The slices of hogs that ran side by side. A gap in a hog's stretches in which no other ran was no loss of the lock
/// but of the core (another program, a hypervisor): such stretches are one slice. The time before every hog had run
/// is the start of the run, and the slice in which the first one ended was cut short: both are left out.
fn slices(hogs: &[Vec<(u64, u64)>]) -> Vec<Slice> {
    let mut stretches: Vec<Slice> = (0..)
        .zip(hogs)
        .flat_map(|(hog, own)| {
            own.iter().map(move |&(from, until)| Slice { hog, from, until: until.max(from) })
        })
        .collect();
    stretches.sort_by_key(|s| (s.from, s.until));
    let begin = hogs.iter().filter_map(|own| Some(own.first()?.0)).max().unwrap_or(0);
    let end = hogs.iter().filter_map(|own| Some(own.last()?.1)).min().unwrap_or(0);
    let mut slices: Vec<Slice> = Vec::new();
    for stretch in stretches {
        match slices.last_mut() {
            Some(last) if last.hog == stretch.hog => last.until = last.until.max(stretch.until),
            _ => slices.push(stretch),
        }
    }
    slices.retain(|slice| slice.from >= begin && slice.until < end);
    slices
}

fn switches_per_second(slices: &[Slice]) -> Option<f64> {
    // From the beginning of the first to the beginning of the last, the lock was passed on once a slice.
    let (first, last) = (slices.first()?, slices.last()?);
    let between = last.from.checked_sub(first.from).filter(|ns| *ns > 0)?;
    Some((slices.len() - 1) as f64 / secs(between))
}

fn unfairness(hogs: &[Vec<(u64, u64)>]) -> Option<f64> {
    let slices = slices(hogs);
    let ran = |hog| slices.iter().filter(|s| s.hog == hog).map(|s| s.until - s.from).sum::<u64>();
    let ran: Vec<u64> = (0..hogs.len()).map(ran).collect();
    let (most, least) = (*ran.iter().max()?, *ran.iter().min()?);
    (least > 0).then(|| most as f64 / least as f64)
}

fn secs(ns: u64) -> f64 {
    ns as f64 / 1e9
}

#[cfg(test)]
mod tests;
