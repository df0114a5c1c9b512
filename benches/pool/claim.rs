//! A figure beside what it is meant to reach.

use coreograph::statistics::Estimate;

use super::support::in_words;

/// What a figure is meant to reach.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Goal {
    AtLeast(f64),
    AtMost(f64),
    /// It is told, and promises nothing by itself.
    None,
}

/// A measured figure.
#[derive(Debug)]
pub(crate) struct Claim {
    pub(crate) name: String,
    pub(crate) unit: &'static str,
    pub(crate) decimals: usize,
    /// `None` where there were no readings.
    pub(crate) measured: Option<Estimate>,
    pub(crate) goal: Goal,
}

impl Claim {
    /// The median of some readings.
    pub(crate) fn median(
        name: impl Into<String>,
        (unit, decimals): (&'static str, usize),
        readings: impl IntoIterator<Item = f64>,
        goal: Goal,
    ) -> Self {
        Self { name: name.into(), unit, decimals, measured: Estimate::of_median(readings), goal }
    }

    pub(crate) fn head() -> Vec<String> {
        ["figure", "unit", "measured (interval)", "goal", "met"].map(Into::into).into()
    }

    pub(crate) fn row(&self) -> Vec<String> {
        let goal = match self.goal {
            Goal::AtLeast(bound) => format!("≥ {bound}"),
            Goal::AtMost(bound) => format!("≤ {bound}"),
            Goal::None => "-".into(),
        };
        vec![
            self.name.clone(),
            self.unit.into(),
            in_words(self.measured, self.decimals),
            goal,
            self.met().into(),
        ]
    }

    /// Only when the whole interval lies on one side of the goal is it met, or missed.
    fn met(&self) -> &'static str {
        let Some(Estimate { low, high, .. }) = self.measured else { return "not measured" };
        let (surely, possibly) = match self.goal {
            Goal::AtLeast(bound) => (low >= bound, high >= bound),
            Goal::AtMost(bound) => (high <= bound, low <= bound),
            Goal::None => return "-",
        };
        match (surely, possibly) {
            (true, _) => "yes",
            (false, true) => "within the interval",
            (false, false) => "NO",
        }
    }
}
