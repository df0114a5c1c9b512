//! Use of each core at the moment of the figures: at the cursor, else just now, else over the run of the focused
//! lane.

use std::ops::Range;

use super::stage::Stage;
use crate::event::Nanos;
use crate::model::cores::CoreUse;
use crate::ui::roster::AROUND;

/// The moment of the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// The last sample.
    Now,
    /// The moment under the cursor.
    At(Nanos),
    /// A lane's run from start to end.
    Run(usize, Nanos, Nanos),
}

impl Moment {
    pub(super) fn of(stage: &Stage) -> Self {
        if let Some(at) = stage.session.cursor {
            return Self::At(at);
        }
        let model = stage.ctx.model;
        let focus = stage.ctx.state.selection.focus_in(model);
        let run = model.lanes.get(focus).and_then(|lane| lane.started.zip(lane.finished));
        run.map_or(Self::Now, |(started, finished)| Self::Run(focus, started, finished))
    }
}

/// Use of all cores then.
pub(super) struct Uses {
    pub(super) moment: Moment,
    /// By index in the order of the groups.
    each: Vec<Option<CoreUse>>,
}

impl Uses {
    pub(super) fn of(stage: &Stage, moment: Moment) -> Self {
        let history = &stage.ctx.model.cores;
        let one = |core: &usize| match moment {
            Moment::Now => history.latest(*core),
            Moment::At(at) => history.mean(*core, at, at + AROUND),
            Moment::Run(_, started, finished) => history.mean(*core, started, finished),
        };
        Self { moment, each: stage.cores.iter().map(one).collect() }
    }

    /// Use of some cores, one by one, as far as it was measured.
    pub(super) fn among(&self, members: Range<usize>) -> impl Iterator<Item = CoreUse> + Clone {
        self.each.get(members).unwrap_or_default().iter().flatten().copied()
    }

    /// Use of all cores: see [`Uses::among`].
    pub(super) fn all(&self) -> impl Iterator<Item = CoreUse> + Clone {
        self.each.iter().flatten().copied()
    }

    /// Use of one core.
    pub(super) fn one(&self, place: usize) -> Option<CoreUse> {
        self.each.get(place).copied().flatten()
    }
}

/// Use of some cores together, in cores: a sum of shares.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub(super) struct Sum {
    pub(super) cores: f64,
    pub(super) busy: f64,
    /// Ours; `None` where the load cannot be divided.
    pub(super) ours: Option<f64>,
    pub(super) stolen: Option<f64>,
}

impl Sum {
    /// Sum of all measured uses; `None` where none was measured.
    pub(super) fn of(uses: impl Iterator<Item = CoreUse>) -> Option<Self> {
        let nothing = Self { ours: Some(0.0), stolen: Some(0.0), ..Self::default() };
        let add = |sum: Self, seen: CoreUse| Self {
            cores: sum.cores + 1.0,
            busy: sum.busy + seen.busy,
            ours: sum.ours.zip(seen.ours).map(|(sum, more)| sum + more),
            stolen: sum.stolen.zip(seen.stolen).map(|(sum, more)| sum + more),
        };
        let sum = uses.fold(nothing, add);
        (sum.cores > 0.0).then_some(sum)
    }

    /// Load that was neither ours nor stolen, where known.
    pub(super) fn rest(&self) -> Option<f64> {
        self.ours.map(|ours| (self.busy - ours - self.stolen.unwrap_or(0.0)).max(0.0))
    }
}

/// Load of the least, the median and the most busy core, %; of an even number the median is a mean.
pub(super) fn spread(uses: impl Iterator<Item = CoreUse>) -> Option<[f64; 3]> {
    let mut busy: Vec<f64> = uses.map(|seen| seen.busy * 100.0).collect();
    busy.sort_by(f64::total_cmp);
    let upper = *busy.get(busy.len() / 2)?;
    let lower = *busy.get((busy.len() - 1) / 2)?;
    Some([*busy.first()?, f64::midpoint(lower, upper), *busy.last()?])
}

#[cfg(test)]
mod tests;
