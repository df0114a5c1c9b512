//! From curves to panels.

use super::{Aligned, Dot, Figure, Ideal, Panel, Scale, Series, Shade};
use crate::scaling::analysis::{Claim, Curve, Point, Region};
use crate::scaling::compare::{Comparison, Matched};
use crate::scaling::report::Mode;
use crate::statistics::Estimate;

/// So many points are drawn of a law.
const OF_LAW: u32 = 60;

/// All curves of a sweep: a column per workload, speed-up above and efficiency below.
#[must_use]
pub fn of_curves(title: String, notes: Vec<String>, curves: &[Curve]) -> Figure {
    let (mut panels, columns) = aligned_panels(Aligned::Workers, curves);
    panels.extend(aligned_panels(Aligned::Efficiency, curves).0);
    Figure { title, notes, panels, columns }
}

/// A panel per workload, aligned in one way, and how many there are beside each other.
#[must_use]
pub fn aligned_panels(aligned: Aligned, curves: &[Curve]) -> (Vec<Panel>, usize) {
    let workloads = each_once(curves, |curve| &curve.plan.workload.name);
    let lanes = each_once(curves, |curve| &curve.plan.lane);
    let of = |workload: &&str| {
        let named = curves.iter().filter(|curve| curve.plan.workload.name == *workload).map(|curve| {
            let look = lanes.iter().position(|lane| *lane == curve.plan.lane).unwrap_or(0);
            (curve.plan.lane.clone(), look, curve)
        });
        panel((*workload).into(), aligned, &named.collect::<Vec<_>>())
    };
    (workloads.iter().map(of).collect(), workloads.len().max(1))
}

/// Machines side by side: a row per lane and its work; speed-up, efficiency and throughput beside each other.
#[must_use]
pub fn of_comparison(title: String, notes: Vec<String>, comparison: &Comparison) -> Figure {
    let row = |matched: &Matched| Aligned::ALL.map(|aligned| of_match(comparison, matched, aligned));
    let panels = comparison.matched.iter().flat_map(row).collect();
    Figure { title, notes, panels, columns: Aligned::ALL.len() }
}

/// The same aligned in one way: a column per lane, as many rows as there are workloads.
#[must_use]
pub fn aligned_matches(aligned: Aligned, comparison: &Comparison) -> (Vec<Panel>, usize) {
    let panels = comparison.matched.iter().map(|matched| of_match(comparison, matched, aligned));
    (panels.collect(), comparison.matched.len().clamp(1, 3))
}

/// One lane with its work, a curve per subject.
fn of_match(comparison: &Comparison, matched: &Matched, aligned: Aligned) -> Panel {
    let curves: Vec<Option<Curve>> =
        (0..comparison.subjects.len()).map(|place| comparison.curve(matched, place)).collect();
    let subjects = comparison.subjects.iter().zip(&curves).enumerate();
    let named: Vec<(String, usize, &Curve)> = subjects
        .filter_map(|(look, (subject, curve))| Some((subject.name.clone(), look, curve.as_ref()?)))
        .collect();
    panel(format!("{} on {}", matched.lane, matched.workload.name), aligned, &named)
}

fn each_once(curves: &[Curve], of: impl Fn(&Curve) -> &String) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for curve in curves {
        if !names.contains(&of(curve).as_str()) {
            names.push(of(curve));
        }
    }
    names
}

/// One panel of named curves, each with the number of its colour and mark.
#[must_use]
pub fn panel(title: String, aligned: Aligned, curves: &[(String, usize, &Curve)]) -> Panel {
    let mut workers: Vec<u32> =
        curves.iter().flat_map(|(.., curve)| curve.points.iter().map(|point| point.workers)).collect();
    workers.sort_unstable();
    workers.dedup();
    let most = workers.last().copied().unwrap_or(1);
    let series: Vec<Series> = curves
        .iter()
        .map(|(name, look, curve)| Series {
            name: name.clone(),
            look: *look,
            dots: curve.points.iter().filter_map(|point| dot(point, aligned)).collect(),
            law: law(curve, aligned, most),
        })
        .collect();
    let highest = series.iter().flat_map(|series| &series.dots).map(|dot| dot.high).fold(0.0, f64::max);
    let ideal = match aligned {
        Aligned::Workers => Some(Ideal::Linear),
        Aligned::Efficiency => Some(Ideal::One),
        Aligned::Throughput => None,
    };
    let scale = Scale::for_workers(most);
    let top = match aligned {
        Aligned::Workers => highest.max(f64::from(most)),
        Aligned::Efficiency => highest.clamp(1.0, 2.0),
        Aligned::Throughput => highest,
    };
    Panel {
        title,
        y_title: aligned.title(),
        workers,
        // An efficiency lies between 0 and 1, whatever the number of workers.
        scale,
        top: if top > 0.0 { top * 1.05 } else { 1.0 },
        series,
        ideal,
        shades: shades(curves),
    }
}

fn dot(point: &Point, aligned: Aligned) -> Option<Dot> {
    let Estimate { value, low, high, .. } = match aligned {
        Aligned::Workers => point.speedup?,
        Aligned::Efficiency => point.efficiency?,
        Aligned::Throughput => point.throughput,
    };
    Some(Dot { workers: point.workers, value, low, high, doubted: !point.doubts.is_empty() })
}

/// Points on the fitted law, no further than it was fitted: a law is no prophet.
fn law(curve: &Curve, aligned: Aligned, most: u32) -> Vec<(f64, f64)> {
    let fit = match &curve.claim {
        Claim::Points(_) => return Vec::new(),
        Claim::Amdahl { fit, .. } | Claim::Usl { fit, .. } => fit,
    };
    let fitted = curve.points.iter().filter(|point| point.region == Region::Cores);
    let last = f64::from(fitted.map(|point| point.workers).max().unwrap_or(1).min(most));
    let weak = curve.mode == Mode::Weak;
    (0..=OF_LAW)
        .map(|step| {
            let n = last.powf(f64::from(step) / f64::from(OF_LAW));
            let height = match aligned {
                Aligned::Workers => fit.speedup(n),
                Aligned::Efficiency => fit.speedup(n) / n,
                Aligned::Throughput => fit.throughput(n),
            };
            (n, height)
        })
        .filter(|(_, height)| height.is_finite() && !weak)
        .collect()
}

/// The regions beyond equal cores, each from the middle between its first number of workers and the one before.
fn shades(curves: &[(String, usize, &Curve)]) -> Vec<Shade> {
    // Where machines differ the borders do: only what all curves agree on is shaded.
    let borders: Vec<Vec<Shade>> = curves.iter().map(|(.., curve)| borders(&curve.points)).collect();
    let Some(first) = borders.first() else { return Vec::new() };
    if borders.iter().all(|other| other == first) { first.clone() } else { Vec::new() }
}

fn borders(points: &[Point]) -> Vec<Shade> {
    let pairs = points.windows(2).filter(|pair| pair[0].region != pair[1].region);
    pairs
        .map(|pair| Shade {
            from: (f64::from(pair[0].workers) * f64::from(pair[1].workers)).sqrt(),
            word: pair[1].region.word(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scaling::analysis::curves;
    use crate::scaling::fixture::{add, planned};

    #[test]
    fn lanes_keep_their_look_and_regions_are_shaded_once() {
        let mut report = planned(&["pool", "gil"], &[1, 2, 4, 8], 1);
        (report.machine.physical_cores, report.machine.usable_cpus) = (Some(4), Some(8));
        for workers in [1, 2, 4, 8] {
            add(&mut report, 0, 0, workers, 1.0 / f64::from(workers));
            add(&mut report, 0, 1, workers, 1.0);
        }
        let figure = of_curves("t".into(), Vec::new(), &curves(&report));
        assert_eq!((figure.columns, figure.panels.len()), (1, 2));
        for panel in &figure.panels {
            let looks: Vec<_> = panel.series.iter().map(|s| (s.name.as_str(), s.look)).collect();
            assert_eq!(looks, [("pool", 0), ("gil", 1)]);
            assert_eq!(panel.workers, [1, 2, 4, 8]);
            let [shade] = &panel.shades[..] else { panic!("{:?}", panel.shades) };
            assert_eq!(shade.word, "SMT siblings");
            assert!(shade.from > 4.0 && shade.from < 8.0);
        }
        let heights: Vec<f64> = figure.panels[0].series[0].dots.iter().map(|dot| dot.value).collect();
        assert_eq!(heights, [1.0, 2.0, 4.0, 8.0]);
    }
}
