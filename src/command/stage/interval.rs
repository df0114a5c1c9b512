//! The switch interval in steps that a key takes: 1, 2, 5 times a power of ten, from 1 µs to 1 s.

use std::time::Duration;

/// The longest interval that keys reach, and the shortest.
const BOUNDS: [Duration; 2] = [Duration::from_micros(1), Duration::from_secs(1)];

/// Which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// To the next shorter one.
    Shorter,
    /// To the next longer one.
    Longer,
}

impl Step {
    /// The interval a step away from `now`; `None` at the end of the scale.
    pub(super) fn from(self, now: Duration) -> Option<Duration> {
        let mut steps = scale();
        match self {
            Self::Shorter => steps.filter(|step| *step < now).last(),
            Self::Longer => steps.find(|step| *step > now),
        }
    }
}

/// All steps, the shortest first.
fn scale() -> impl Iterator<Item = Duration> {
    let decades = (0..).map(|power| BOUNDS[0] * 10u32.pow(power)).take_while(|decade| *decade <= BOUNDS[1]);
    decades.flat_map(|decade| [1, 2, 5].map(|times| decade * times)).filter(|step| *step <= BOUNDS[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_go_both_ways_and_end() {
        let micros = |us| Duration::from_micros(us);
        let cases = [(5000, Some(2000), Some(10_000)), (3000, Some(2000), Some(5000)), (1, None, Some(2))];
        for (now, shorter, longer) in cases {
            assert_eq!(Step::Shorter.from(micros(now)), shorter.map(micros));
            assert_eq!(Step::Longer.from(micros(now)), longer.map(micros));
        }
        assert_eq!(Step::Longer.from(Duration::from_secs(1)), None);
        assert_eq!(Step::Shorter.from(Duration::from_secs(30)), Some(Duration::from_secs(1)));
        assert_eq!(scale().count(), 19);
    }
}
