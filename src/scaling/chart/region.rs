//! Regions of the machine on the axis of workers.

use super::axis::Scale;
use super::{ChartCurve, ChartEntry};
use crate::scaling::analysis::Region;

/// A part of the axis on which workers have no equal core of their own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RegionSpan {
    /// Its region.
    pub region: Region,
    /// Border to fewer workers: halfway between the last tick before it and its first, as the axis measures it.
    pub from: f64,
    /// Border to more workers: halfway to the next tick, or the end of the axis.
    pub to: f64,
}

impl RegionSpan {
    /// The longer or the shorter name, whichever is the first that `fits`.
    pub fn name(&self, fits: impl Fn(&str) -> bool) -> Option<&'static str> {
        self.names().into_iter().find(|name| fits(name))
    }

    const fn names(&self) -> [&'static str; 2] {
        let brief = match self.region {
            Region::Cores => "cores",
            Region::SlowerCores => "slow",
            Region::Siblings => "SMT",
            Region::Oversubscribed => "over",
        };
        [self.region.word(), brief]
    }
}

/// The regions beyond equal cores of a chart with these ticks. Where machines disagree there is none: one border
/// would be wrong for one of them.
pub(super) fn spans(
    members: &[(&ChartEntry, &ChartCurve)],
    ticks: &[u32],
    across: &Scale,
) -> Vec<RegionSpan> {
    let mut spans: Vec<(Option<Region>, RegionSpan)> = Vec::new();
    let mut begin = across.at(0.0);
    for (place, workers) in ticks.iter().enumerate() {
        let region = agreed(members, *workers);
        let next = ticks.get(place + 1).map(|next| across.midpoint(f64::from(*workers), f64::from(*next)));
        let end = next.unwrap_or_else(|| across.at(1.0));
        match spans.last_mut() {
            Some((known, span)) if *known == region => span.to = end,
            _ => {
                let span = RegionSpan { region: region.unwrap_or(Region::Cores), from: begin, to: end };
                spans.push((region, span));
            }
        }
        begin = end;
    }
    spans.into_iter().map(|(_, span)| span).filter(|span| span.region != Region::Cores).collect()
}

/// The region of `workers` workers, where all machines agree on it.
fn agreed(members: &[(&ChartEntry, &ChartCurve)], workers: u32) -> Option<Region> {
    let mut regions = members.iter().map(|(_, curve)| curve.machine.region(workers));
    let first = regions.next()?;
    regions.all(|other| other == first).then_some(first)
}
