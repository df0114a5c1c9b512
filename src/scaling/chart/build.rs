//! Construction of a panel from the curves of a chart.

use super::ideal::guides;
use super::region::spans;
use super::sampling::sampled;
use super::{
    Axis, Band, Chart, ChartCurve, ChartEntry, Charts, DataPoint, Guide, Metric, Panel, Scale, Series,
    round_up,
};
use crate::scaling::analysis::{Claim, Fit, Region};
use crate::scaling::report::Mode;
use crate::statistics::Estimate;

/// Largest number of workers on a linear axis; with more it is logarithmic. Twelve equal steps would leave so little
/// between one and two workers that marks cover each other in the narrowest panel.
const MOST_LINEAR: u32 = 8;
/// Part of an interval that is always visible, as a factor on the highest and the lowest value.
const WIDEST: f64 = 1.3;

/// Options of a panel.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PanelOptions {
    /// Metric of the vertical axis.
    pub metric: Metric,
    /// Whether the axis of workers is logarithmic; `None`: as suits the number of workers.
    pub doubling: Option<bool>,
    /// Index of the member in front: its machine's throughput is compared with its ideal.
    pub front: usize,
}

/// Whether an axis up to `most` workers is logarithmic.
#[must_use]
pub(crate) fn is_doubling(wanted: Option<bool>, most: u32) -> bool {
    wanted.unwrap_or(most > MOST_LINEAR)
}

/// Builds the panel of a chart.
#[must_use]
pub(crate) fn panel(chart: &Chart, curves: &[ChartCurve], options: PanelOptions) -> Panel {
    let PanelOptions { metric, doubling, front } = options;
    let members: Vec<(&ChartEntry, &ChartCurve)> =
        chart.members.iter().filter_map(|member| Some((member, curves.get(member.curve)?))).collect();
    let front = front.min(members.len().saturating_sub(1));
    let ticks = ticks(&members);
    let most = ticks.last().copied().unwrap_or(1);
    let doubling = is_doubling(doubling, most);
    let across = across(most, doubling);
    let guides = guides(&members, metric, front, most);
    let mut series: Vec<Series> =
        members.iter().map(|(member, curve)| series(member, curve, metric)).collect();
    let upwards = upwards(&series, &guides, metric, doubling);
    for series in &mut series {
        cut_off(&mut series.band, &upwards);
    }
    let mode = members.get(front).map_or(Mode::Strong, |(_, curve)| curve.measured.mode);
    Panel {
        title: chart.name.clone(),
        metric,
        regions: spans(&members, &ticks, &across),
        across: Axis::with_ticks("workers", across, ticks.into_iter().map(f64::from).collect()),
        upwards: Axis::round(metric.title(mode), upwards, metric.factor()),
        series,
        guides,
    }
}

impl Charts {
    /// A panel for each chart with any measurement.
    #[must_use]
    pub(crate) fn panels(&self, metric: Metric) -> Vec<Panel> {
        let measured = |member: &ChartEntry| {
            self.curves.get(member.curve).is_some_and(|curve| !curve.measured.points.is_empty())
        };
        let charts = self.charts.iter().filter(|chart| chart.members.iter().any(measured));
        let options = PanelOptions { metric, ..PanelOptions::default() };
        charts.map(|chart| panel(chart, &self.curves, options)).collect()
    }
}

/// Every measured number of workers.
fn ticks(members: &[(&ChartEntry, &ChartCurve)]) -> Vec<u32> {
    let mut ticks: Vec<u32> = members.iter().flat_map(|(_, curve)| curve.planned.iter().copied()).collect();
    ticks.sort_unstable();
    ticks.dedup();
    ticks
}

fn series(member: &ChartEntry, curve: &ChartCurve, metric: Metric) -> Series {
    let (mut points, mut band) = (Vec::new(), Band::default());
    for point in &curve.measured.points {
        let Some(Estimate { value, low, high, .. }) = metric.of(point) else { continue };
        let x = f64::from(point.workers);
        points.push(DataPoint { x, y: value, doubted: !point.doubts.is_empty() });
        band.lower.push((x, low));
        band.upper.push((x, high));
    }
    let fit = fitted(curve, metric).unwrap_or_default();
    Series { name: member.name.clone(), look: member.look, points, band, fit }
}

/// The claimed law of a curve, over the workers that it was fitted to: beyond them it claims nothing.
fn fitted(curve: &ChartCurve, metric: Metric) -> Option<Vec<(f64, f64)>> {
    let fit: &Fit = match &curve.measured.claim {
        Claim::Points(_) => return None,
        Claim::Amdahl { fit, .. } | Claim::Usl { fit, .. } => fit,
    };
    let alone = curve.alone()?;
    let fitted = curve.measured.points.iter().filter(|point| point.region == Region::Cores);
    let most = fitted.map(|point| point.workers).max()?;
    let points = sampled(1.0, f64::from(most)).map(|n| (n, metric.of_fit(fit, n, alone)));
    Some(points.filter(|(_, y)| y.is_finite() && *y > 0.0).collect())
}

/// Scale of 1 to `most` workers, with a small margin at both ends so that no mark stands on the frame.
fn across(most: u32, doubling: bool) -> Scale {
    let most = f64::from(most.max(2));
    if doubling {
        let room = 1.0 + 0.02 * most.log2();
        Scale::doubling(1.0 / room, most * room)
    } else {
        let room = 0.03 * (most - 1.0);
        Scale::linear(1.0 - room, most + room)
    }
}

/// Scale from the lowest to the highest drawn value. The ideal is known from the start, so that nothing moves while a
/// curve grows below it.
fn upwards(series: &[Series], guides: &[Guide], metric: Metric, doubling: bool) -> Scale {
    let points = series.iter().flat_map(|series| &series.points).map(|point| point.y);
    let fits = series.iter().flat_map(|series| &series.fit).map(|(_, y)| *y);
    let ideal = guides.iter().flat_map(|guide| &guide.points).map(|(_, y)| *y);
    let (least, most) = points
        .chain(fits)
        .chain(ideal)
        .filter(|y| *y > 0.0 && y.is_finite())
        .fold((f64::INFINITY, 0.0), |(least, most): (f64, f64), y| (least.min(y), most.max(y)));
    let least = if least.is_finite() { least } else { 1.0 };
    // A wide interval may leave the panel: it would press everything else into a corner.
    let ends = |of: fn(&Band) -> &Vec<(f64, f64)>| {
        series.iter().flat_map(move |series| of(&series.band)).map(|(_, y)| *y)
    };
    let top = ends(|band| &band.upper).fold(most, f64::max).min(WIDEST * most);
    let lowest = ends(|band| &band.lower).fold(least, f64::min).max(least / WIDEST);
    match metric {
        Metric::Efficiency => Scale::linear(0.0, top.max(1.0) * 1.08),
        Metric::Speedup if doubling => Scale::doubling(0.75 * lowest.min(1.0), top.max(2.0) * 1.08),
        Metric::Throughput if doubling => Scale::decades(0.75 * lowest, top * 1.1),
        Metric::Speedup => Scale::linear(0.0, top.max(1.0) * 1.04),
        Metric::Throughput => Scale::linear(0.0, if top > 0.0 { round_up(top / 4.0) * 4.0 } else { 1.0 }),
    }
}

/// Cuts intervals off where the axis ends.
fn cut_off(band: &mut Band, upwards: &Scale) {
    let (bottom, top) = (upwards.at(0.0), upwards.at(1.0));
    for (_, y) in band.lower.iter_mut().chain(&mut band.upper) {
        *y = y.clamp(bottom, top);
    }
}
