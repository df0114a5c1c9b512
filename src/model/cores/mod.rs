//! History of the cores' use: a bounded series of readings.

mod walk;

use crate::event::Nanos;

/// Time between readings: four a second.
const PACE: Nanos = Nanos::from_millis(250);

/// Most readings kept: ten minutes at four a second.
const MAX_READINGS: usize = 2400;

/// Load of a core by origin, as shares of 1. What is neither ours nor stolen was due to other
/// programs.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub struct CoreUse {
    /// Utilisation.
    pub busy: f64,
    /// Our workers' part of it, `None` where the system does not report it.
    pub ours: Option<f64>,
    /// The stolen part: the host of a virtual machine had the core work for another guest, though this one wanted it.
    /// `None` where the system does not report it. With `ours` never more than `busy`.
    pub stolen: Option<f64>,
}

/// Times of a core: busy, ours, stolen, and online; in thousandths of nanoseconds, so that they add up exactly.
type Uses = [u64; 4];

/// Index of the online time in [`Uses`].
const THERE: usize = 3;

/// One reading of all cores, with the sums of everything until then: the use between any two times is the difference
/// of two sums, however many readings lie between them.
#[derive(Debug, Default, Clone, PartialEq)]
struct Reading {
    /// Time of the reading before this one: where its period begins.
    from: Nanos,
    /// Time of the reading.
    until: Nanos,
    /// Number of readings until then without figures for ours, and for stolen.
    untold: [u32; 2],
    /// Sums of each core until then.
    sums: Vec<Uses>,
}

/// History of the cores. When it is full, neighbours are merged, so that older readings span longer periods; a gap
/// between two stays a gap.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct CoreHistory {
    readings: Vec<Reading>,
    /// The last reading that was dropped, from which the sums go on.
    forgotten: Reading,
}

/// A position among the readings: the number before it, and its share of the next one.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Cut {
    before: usize,
    share: f64,
}

/// The sums of some cores together at the beginning and at the end of a reading.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
struct Bracket {
    /// Number of readings before it.
    before: usize,
    uses: [Uses; 2],
}

impl Bracket {
    /// The sums after a `share` of the reading, taken to be even.
    fn at(&self, share: f64) -> Until {
        let at = |then: u64, now: u64| then as f64 + (now - then) as f64 * share;
        let [then, now] = self.uses;
        Until { uses: [0, 1, 2, THERE].map(|part| at(then[part], now[part])) }
    }
}

/// Sums up to a position, in thousandths of nanoseconds.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
struct Until {
    uses: [f64; 4],
}

impl CoreHistory {
    /// Adds a reading taken at `at`: how busy each core was in 1/1000, the parts of that which were ours and stolen,
    /// empty where unknown, and the numbers of the offline cores, whose figures are meaningless.
    pub fn push(&mut self, at: Nanos, busy: &[u16], ours: &[u16], stolen: &[u16], offline: &[u16]) {
        if self.readings.len() >= MAX_READINGS {
            self.halve();
        }
        // After a suspension the previous reading lies far back; the time between is a gap, not data.
        let before = self.readings.last().unwrap_or(&self.forgotten);
        let recent = !self.readings.is_empty() && at - before.until <= Nanos(PACE.0 * 3);
        let from = if recent { before.until } else { at - PACE };
        let length = at - from;
        let told = [!ours.is_empty(), !stolen.is_empty()];
        let mut sums = before.sums.clone();
        sums.resize(sums.len().max(busy.len()), Uses::default());
        let there = |core: &usize| !offline.iter().any(|cpu| usize::from(*cpu) == *core);
        for (core, (sum, busy)) in sums.iter_mut().zip(busy).enumerate().filter(|(core, _)| there(core)) {
            let part = |of: &[u16], most: u16| of.get(core).copied().unwrap_or(0).min(most);
            let ours = part(ours, *busy);
            let stolen = part(stolen, busy - ours);
            for (sum, share) in sum.iter_mut().zip([*busy, ours, stolen, 1000]) {
                *sum = sum.saturating_add(length.0.saturating_mul(share.into()));
            }
        }
        let mut untold = before.untold;
        untold.iter_mut().zip(told).for_each(|(count, told)| *count += u32::from(!told));
        self.readings.push(Reading { from, until: at, untold, sums });
    }

    /// Number of cores.
    #[must_use]
    pub fn count(&self) -> usize {
        self.readings.last().map_or(0, |reading| reading.sums.len())
    }

    /// Use of `core` in the last reading; `None` when it was offline.
    #[must_use]
    pub fn latest(&self, core: usize) -> Option<CoreUse> {
        let last = self.readings.last()?;
        self.mean(core, last.from, last.until)
    }

    /// Whether all of `cores` were offline in the last reading.
    #[must_use]
    pub fn are_offline(&self, cores: &[usize]) -> bool {
        !self.readings.is_empty() && cores.iter().all(|core| self.latest(*core).is_none())
    }

    /// Use of `core` between two times: the mean of the readings that overlap them, weighted by the
    /// overlap. `None` when no reading does, or when it was offline in all of them.
    #[must_use]
    pub fn mean(&self, core: usize, from: Nanos, until: Nanos) -> Option<CoreUse> {
        let cuts = [from, until].map(|at| self.cut(at, 0));
        let sums = cuts.map(|cut| self.bracket(cut.before, &[core]).at(cut.share));
        self.between(cuts, sums)
    }

    /// Position of a time, at or after a given index of the readings.
    fn cut(&self, at: Nanos, first: usize) -> Cut {
        let later = self.readings.get(first..).unwrap_or_default();
        let before = first + later.partition_point(|reading| reading.until <= at);
        let share = self.readings.get(before).map_or(0.0, |reading| {
            (at - reading.from).share_of(reading.until - reading.from).clamp(0.0, 1.0)
        });
        Cut { before, share }
    }

    /// Sums of some cores at the beginning and at the end of a reading.
    fn bracket(&self, before: usize, cores: &[usize]) -> Bracket {
        let last = before.checked_sub(1).and_then(|last| self.readings.get(last)).unwrap_or(&self.forgotten);
        let next = self.readings.get(before).unwrap_or(last);
        let sum = |reading: &Reading| {
            let known = cores.iter().filter_map(|core| reading.sums.get(*core));
            known.fold(Uses::default(), |sum, more| [0, 1, 2, THERE].map(|part| sum[part] + more[part]))
        };
        Bracket { before, uses: [last, next].map(sum) }
    }

    /// Mean of some cores between two positions, over the time in which they were online.
    fn between(&self, cuts: [Cut; 2], [from, until]: [Until; 2]) -> Option<CoreUse> {
        let [busy, ours, stolen, there] = [0, 1, 2, THERE].map(|part| until.uses[part] - from.uses[part]);
        let untold = self.untold(cuts);
        let told = |part: usize, time: f64| (!untold[part]).then_some(time / there);
        // Less than a nanosecond is what is left of rounding.
        (there >= 1000.0).then(|| CoreUse {
            busy: busy / there,
            ours: told(0, ours),
            stolen: told(1, stolen),
        })
    }

    /// Whether a reading between two positions has no figures for ours, and for stolen: what is unknown for a part is
    /// unknown for the whole.
    fn untold(&self, [from, until]: [Cut; 2]) -> [bool; 2] {
        let last = until.before + usize::from(until.share > 0.0);
        let count = |readings: usize| {
            let reading = readings.checked_sub(1).and_then(|last| self.readings.get(last));
            reading.unwrap_or(&self.forgotten).untold
        };
        let (then, now) = (count(from.before), count(last.min(self.readings.len())));
        [0, 1].map(|part| now[part] > then[part])
    }

    fn halve(&mut self) {
        let mut halved: Vec<Reading> = Vec::with_capacity(MAX_READINGS);
        let mut alone = false;
        for reading in self.readings.drain(..) {
            match halved.last_mut() {
                // The sums of the second are those of both.
                Some(last) if alone && last.until == reading.from => {
                    *last = Reading { from: last.from, ..reading };
                    alone = false;
                }
                _ => {
                    halved.push(reading);
                    alone = true;
                }
            }
        }
        // With so many gaps nothing could be merged: the oldest readings go.
        let surplus = halved.len().saturating_sub(MAX_READINGS - 1);
        if let Some(last) = halved.drain(..surplus).next_back() {
            self.forgotten = last;
        }
        self.readings = halved;
    }
}

#[cfg(test)]
mod tests;
