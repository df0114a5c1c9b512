//! What the cores did, over time: a bounded history of samples.

use crate::event::Nanos;

/// Samples come four times a second.
const PACE: Nanos = Nanos::from_millis(250);

/// Ten minutes at four samples a second.
const MAX_SAMPLES: usize = 2400;

/// One reading of all cores.
#[derive(Debug, Clone, PartialEq)]
pub struct CoreSample {
    /// The moment of the reading before this one: where what it measures begins.
    pub from: Nanos,
    /// The moment of the reading.
    pub until: Nanos,
    /// Utilisation per core in 1/1000.
    pub busy: Vec<u16>,
    /// The part of it that was ours, in 1/1000; empty where unknown.
    pub ours: Vec<u16>,
    /// The part of it that the host of a virtual machine gave to somebody else, in 1/1000; empty where unknown.
    pub stolen: Vec<u16>,
}

/// How busy a core was and with whose work, as shares of 1. What is neither ours nor stolen was the rest of the
/// machine's.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub struct CoreUse {
    /// Utilisation.
    pub busy: f64,
    /// Our workers' part of it, `None` where the system does not tell.
    pub ours: Option<f64>,
    /// The part of it that was stolen: the host of a virtual machine had the core work for another guest, though this
    /// one wanted it. `None` where the system does not tell. With `ours` never more than `busy`.
    pub stolen: Option<f64>,
}

/// The cores' past. When it is full, neighbours are merged, so that the older a sample is the longer the time
/// it speaks of; a gap between two stays a gap.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct CoreHistory {
    samples: Vec<CoreSample>,
}

impl CoreHistory {
    /// Adds a reading taken at `at`: how busy each core was, and the parts of that which were ours and stolen.
    pub fn push(&mut self, at: Nanos, busy: Vec<u16>, ours: Vec<u16>, stolen: Vec<u16>) {
        if self.samples.len() >= MAX_SAMPLES {
            self.halve();
        }
        // After a suspension the reading before lies far back; what was in between is a gap, not data.
        let usual = at - PACE;
        let from = match self.samples.last() {
            Some(last) if at - last.until <= Nanos(PACE.0 * 3) => last.until,
            _ => usual,
        };
        self.samples.push(CoreSample { from, until: at, busy, ours, stolen });
    }

    /// How many cores the last reading had.
    #[must_use]
    pub fn count(&self) -> usize {
        self.samples.last().map_or(0, |s| s.busy.len())
    }

    /// The last reading.
    #[must_use]
    pub fn last(&self) -> Option<&CoreSample> {
        self.samples.last()
    }

    /// What `core` did in the last reading.
    #[must_use]
    pub fn latest(&self, core: usize) -> Option<CoreUse> {
        self.samples.last().and_then(|s| use_of(s, core))
    }

    /// What `core` did between two moments: the mean of the readings that overlap them, weighted by the
    /// overlap. `None` when no reading does.
    #[must_use]
    pub fn mean(&self, core: usize, from: Nanos, until: Nanos) -> Option<CoreUse> {
        let first = self.samples.partition_point(|s| s.until <= from);
        let mut sum = Weighed::default();
        for sample in self.samples[first..].iter().take_while(|s| s.from < until) {
            if let Some(seen) = use_of(sample, core) {
                sum.add(seen, (sample.until.min(until) - sample.from.max(from)).secs());
            }
        }
        sum.mean()
    }

    fn halve(&mut self) {
        let mut halved: Vec<CoreSample> = Vec::with_capacity(MAX_SAMPLES / 2 + 1);
        let mut alone = false;
        for sample in self.samples.drain(..) {
            match halved.last_mut() {
                Some(last) if alone && last.until == sample.from => {
                    *last = merged(last, &sample);
                    alone = false;
                }
                _ => {
                    halved.push(sample);
                    alone = true;
                }
            }
        }
        // So many gaps that nothing could be merged: the oldest go.
        let surplus = halved.len().saturating_sub(MAX_SAMPLES - 1);
        halved.drain(..surplus);
        self.samples = halved;
    }
}

/// A weighed sum of what a core did, on its way to a mean.
#[derive(Debug)]
struct Weighed {
    weight: f64,
    busy: f64,
    ours: Option<f64>,
    stolen: Option<f64>,
}

impl Default for Weighed {
    fn default() -> Self {
        Self { weight: 0.0, busy: 0.0, ours: Some(0.0), stolen: Some(0.0) }
    }
}

impl Weighed {
    /// What is unknown for a part is unknown for the whole.
    fn add(&mut self, seen: CoreUse, weight: f64) {
        let more = |sum: Option<f64>, part: Option<f64>| Some(sum? + part? * weight);
        self.weight += weight;
        self.busy += seen.busy * weight;
        self.ours = more(self.ours, seen.ours);
        self.stolen = more(self.stolen, seen.stolen);
    }

    fn mean(&self) -> Option<CoreUse> {
        let mean = |sum: f64| sum / self.weight;
        let seen =
            CoreUse { busy: mean(self.busy), ours: self.ours.map(mean), stolen: self.stolen.map(mean) };
        (self.weight > 0.0).then_some(seen)
    }
}

/// Two readings as one: the mean of each core, weighed by how long each reading was.
fn merged(a: &CoreSample, b: &CoreSample) -> CoreSample {
    let [long, short] = [a, b].map(|s| (s.until - s.from).secs());
    let weight = if long + short > 0.0 { long / (long + short) } else { 0.5 };
    let mean = |a: &[u16], b: &[u16]| a.iter().zip(b).map(|(a, b)| between(*a, *b, weight)).collect();
    CoreSample {
        from: a.from,
        until: b.until,
        busy: mean(&a.busy, &b.busy),
        ours: mean(&a.ours, &b.ours),
        stolen: mean(&a.stolen, &b.stolen),
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two of u16")]
fn between(a: u16, b: u16, weight: f64) -> u16 {
    (f64::from(a) * weight + f64::from(b) * (1.0 - weight)).round() as u16
}

fn use_of(sample: &CoreSample, core: usize) -> Option<CoreUse> {
    let share = |of: &[u16]| of.get(core).map(|part| f64::from(*part) / 1000.0);
    let busy = share(&sample.busy)?;
    let ours = share(&sample.ours).map(|part| part.min(busy));
    let stolen = share(&sample.stolen).map(|part| part.min(busy - ours.unwrap_or(0.0)));
    Some(CoreUse { busy, ours, stolen })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: u64) -> Nanos {
        Nanos::from_millis(ms)
    }

    #[test]
    fn the_mean_weighs_by_overlap() {
        let mut history = CoreHistory::default();
        history.push(at(250), vec![1000, 0], vec![500, 0], vec![]);
        history.push(at(500), vec![0, 1000], vec![0, 0], vec![]);
        let seen = history.mean(0, at(125), at(500)).unwrap();
        assert!((seen.busy - 1.0 / 3.0).abs() < 1e-9);
        assert!((seen.ours.unwrap() - 0.5 / 3.0).abs() < 1e-9);
        assert_eq!(history.mean(0, at(500), at(900)), None);
        assert_eq!(history.mean(7, at(0), at(500)), None);
    }

    #[test]
    fn what_is_ours_is_unknown_without_attribution_and_never_more_than_all() {
        let mut history = CoreHistory::default();
        history.push(at(250), vec![400], vec![], vec![]);
        assert_eq!(history.latest(0).unwrap().ours, None);
        history.push(at(500), vec![400], vec![900], vec![]);
        assert_eq!(history.latest(0).unwrap().ours, Some(0.4));
    }

    #[test]
    fn what_is_stolen_is_part_of_what_is_busy_and_not_ours() {
        let mut history = CoreHistory::default();
        history.push(at(250), vec![1000], vec![600], vec![300]);
        history.push(at(500), vec![500], vec![400], vec![300]);
        assert!((history.mean(0, at(0), at(250)).unwrap().stolen.unwrap() - 0.3).abs() < 1e-9);
        assert!((history.latest(0).unwrap().stolen.unwrap() - 0.1).abs() < 1e-9, "no more than is left");
        history.push(at(750), vec![500], vec![400], vec![]);
        assert_eq!(history.mean(0, at(0), at(750)).unwrap().stolen, None, "unknown in part");
    }

    #[test]
    fn a_suspension_is_a_gap() {
        let mut history = CoreHistory::default();
        history.push(at(250), vec![1000], vec![], vec![]);
        history.push(at(10_000), vec![1000], vec![], vec![]);
        assert_eq!(history.mean(0, at(300), at(9_700)), None);
        assert!(history.mean(0, at(9_750), at(10_000)).is_some());
    }

    #[test]
    fn merging_weighs_by_length_and_keeps_gaps() {
        let mut history = CoreHistory::default();
        history.push(at(250), vec![1000], vec![], vec![]);
        history.push(at(1000), vec![0], vec![], vec![]);
        history.push(at(60_000), vec![1000], vec![], vec![]);
        history.halve();
        assert!((history.mean(0, at(0), at(1000)).unwrap().busy - 0.25).abs() < 1e-9);
        assert_eq!(history.mean(0, at(1000), at(59_000)), None);
        assert!((history.mean(0, at(59_750), at(60_000)).unwrap().busy - 1.0).abs() < 1e-9);
    }

    #[test]
    fn nothing_but_gaps_stays_bounded_too() {
        let mut history = CoreHistory::default();
        for i in 1..=5000 {
            history.push(at(i * 10_000), vec![500], vec![], vec![]);
        }
        assert!(history.samples.len() <= MAX_SAMPLES);
    }

    #[test]
    fn a_long_session_stays_bounded() {
        let mut history = CoreHistory::default();
        for i in 1..=10_000 {
            history.push(at(i * 250), vec![500; 4], vec![500; 4], vec![]);
        }
        assert!(history.samples.len() <= MAX_SAMPLES);
        assert!((history.mean(3, at(0), at(2_500_000)).unwrap().busy - 0.5).abs() < 1e-9);
    }
}
