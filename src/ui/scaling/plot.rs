//! A subject as a chart.

use super::alignment::{self, alone};
use super::choice::Choice;
use super::exhibit::{Exhibit, Member, Subject, Trace};
use crate::scaling::analysis::{Claim, Fit, Region};
use crate::scaling::figure::Aligned;
use crate::scaling::report::Mode;
use crate::ui::theme::Theme;
use crate::ui::widget::axis::round_up;
use crate::ui::widget::chart::{Chart, Dot, Guide, Looks, Ruler, Series, Stretch};

/// From so many workers on, doublings are drawn equally long unless somebody wants otherwise.
const MANY: u32 = 16;
/// Points of a drawn law: more than any screen has columns would be in vain.
const FINE: u32 = 160;
/// An interval is seen as far as so many times the highest point.
const WIDEST: f64 = 1.3;

/// The chart of a subject, as the viewer chose to see it.
pub(super) fn chart(exhibit: &Exhibit, subject: &Subject, choice: &Choice, theme: &Theme) -> Chart {
    let traces: Vec<(&Member, &Trace)> =
        subject.members.iter().filter_map(|member| Some((member, exhibit.trace(member)?))).collect();
    let most = traces.iter().map(|(_, trace)| trace.most_workers()).max().unwrap_or(1);
    let (doubling, aligned) = (is_doubling(choice, most), choice.aligned);
    let front = choice.member.min(traces.len().saturating_sub(1));
    let first = traces.get(front).map(|(_, trace)| *trace);
    let series: Vec<Series> = traces
        .iter()
        .enumerate()
        .map(|(i, (member, trace))| series(member, trace, aligned, i == front, theme))
        .collect();
    let guides: Vec<Guide> = first.and_then(|trace| ideal(trace, aligned, most)).into_iter().collect();
    let across = across(most, doubling);
    let mode = first.map_or(Mode::Strong, |trace| trace.curve.mode);
    Chart {
        across,
        upwards: upwards(&series, &guides, aligned, doubling),
        titles: ["workers".into(), alignment::title(aligned, mode).into()],
        ticks: ticks(&traces),
        series,
        guides,
        stretches: first.map(|trace| shaded(trace, most, &across)).unwrap_or_default(),
        looks: looks(theme),
    }
}

/// Whether doublings are equally long.
pub(super) fn is_doubling(choice: &Choice, most: u32) -> bool {
    choice.doubling.unwrap_or(most >= MANY)
}

fn looks(theme: &Theme) -> Looks {
    Looks {
        text: theme.text(),
        quiet: theme.quiet(),
        caution: theme.caution(),
        shade: theme.shade(),
        glyphs: theme.glyphs,
    }
}

fn series(member: &Member, trace: &Trace, aligned: Aligned, front: bool, theme: &Theme) -> Series {
    let (mark, style) = theme.series(member.place);
    let dots = trace.curve.points.iter().filter_map(|point| {
        let figure = alignment::of(aligned, point)?;
        Some(Dot {
            x: f64::from(point.workers),
            y: figure.value,
            low: figure.low,
            high: figure.high,
            doubted: !point.doubts.is_empty(),
        })
    });
    Series {
        name: member.name.clone(),
        mark,
        style: if front { style.patch(theme.strong()) } else { style },
        dots: dots.collect(),
        fit: law(trace).and_then(|fit| fitted(fit, trace, aligned)).unwrap_or_default(),
        front,
    }
}

/// The law that is claimed of a curve.
fn law(trace: &Trace) -> Option<&Fit> {
    match &trace.curve.claim {
        Claim::Points(_) => None,
        Claim::Amdahl { fit, .. } | Claim::Usl { fit, .. } => Some(fit),
    }
}

/// The law over the workers that it was fitted to: beyond them it claims nothing.
fn fitted(fit: &Fit, trace: &Trace, aligned: Aligned) -> Option<Vec<(f64, f64)>> {
    let alone = alone(trace)?;
    let fitted = trace.curve.points.iter().filter(|point| point.region == Region::Cores);
    let most = fitted.map(|point| point.workers).max()?;
    let points = spread(most).map(|workers| (workers, alignment::of_fit(aligned, fit, workers, alone)));
    Some(points.filter(|(_, y)| y.is_finite()).collect())
}

/// What would be possible: a CPU for each worker as long as there are CPUs.
fn ideal(trace: &Trace, aligned: Aligned, most: u32) -> Option<Guide> {
    let alone = if aligned == Aligned::Throughput { alone(trace)? } else { 1.0 };
    let at =
        |workers: f64| (workers, alignment::of_speedup(aligned, trace.possible(workers), workers, alone));
    // Where the CPUs end there is a corner.
    let mut workers: Vec<f64> = spread(most).chain([trace.cpus.min(f64::from(most))]).collect();
    workers.sort_by(f64::total_cmp);
    Some(Guide { name: "ideal".into(), points: workers.into_iter().map(at).collect() })
}

/// Numbers of workers from 1 to `most`, in equal ratios.
fn spread(most: u32) -> impl Iterator<Item = f64> {
    (0..=FINE).map(move |i| f64::from(most).powf(f64::from(i) / f64::from(FINE)))
}

/// A little room beside the first and the last, so that marks do not stand on the frame.
fn across(most: u32, doubling: bool) -> Ruler {
    let most = f64::from(most.max(2));
    let room = 1.0 + 0.02 * most.log2().max(1.0);
    let step = 0.03 * (most - 1.0);
    if doubling { Ruler::doubling(1.0 / room, most * room) } else { Ruler::linear(1.0 - step, most + step) }
}

/// From the lowest to the highest that there is to see. The ideal is known from the start, so that nothing moves while a
/// curve grows below it.
fn upwards(series: &[Series], guides: &[Guide], aligned: Aligned, doubling: bool) -> Ruler {
    let dots = || series.iter().flat_map(|series| &series.dots);
    let ideal = guides.iter().flat_map(|guide| &guide.points).map(|(_, y)| *y);
    let seen = dots().map(|dot| dot.y).chain(ideal);
    let (least, most) = seen
        .filter(|y| *y > 0.0 && y.is_finite())
        .fold((f64::INFINITY, 0.0), |(least, most): (f64, f64), y| (least.min(y), most.max(y)));
    let least = if least.is_finite() { least } else { 1.0 };
    // A wide interval may leave the picture: it would press all that is known into a corner of it.
    let top = dots().map(|dot| dot.high).fold(most, f64::max).min(WIDEST * most);
    let lowest = dots().map(|dot| dot.low).fold(least, f64::min).max(least / WIDEST);
    match aligned {
        Aligned::Efficiency => Ruler::linear(0.0, top.max(100.0) * 1.08),
        Aligned::Workers if doubling => Ruler::doubling(0.75 * lowest.min(1.0), top.max(2.0) * 1.08),
        Aligned::Throughput if doubling => Ruler::decades(0.75 * lowest, top * 1.1),
        Aligned::Workers => Ruler::linear(0.0, top.max(1.0) * 1.04),
        Aligned::Throughput => Ruler::linear(0.0, if top > 0.0 { round_up(top / 4.0) * 4.0 } else { 1.0 }),
    }
}

/// Each number of workers that something is measured with.
fn ticks(traces: &[(&Member, &Trace)]) -> Vec<f64> {
    let mut all: Vec<u32> = traces.iter().flat_map(|(_, trace)| trace.planned.iter().copied()).collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter().map(f64::from).collect()
}

/// Where workers have no core of the fastest kind for themselves.
fn shaded(trace: &Trace, most: u32, across: &Ruler) -> Vec<Stretch> {
    let apart = trace.stretches.iter().filter(|stretch| stretch.region != Region::Cores);
    let stretch = |stretch: &super::exhibit::Stretch| Stretch {
        from: f64::from(stretch.first) - 1.0,
        // The last one goes on to the end of the picture.
        to: if stretch.last == most { across.at(1.0) } else { f64::from(stretch.last) },
        words: [stretch.region.word(), brief(stretch.region)],
    };
    apart.map(stretch).collect()
}

const fn brief(region: Region) -> &'static str {
    match region {
        Region::Cores => "cores",
        Region::SlowerCores => "slow",
        Region::Siblings => "SMT",
        Region::Oversubscribed => "over",
    }
}
