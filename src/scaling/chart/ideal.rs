//! The ideal: a CPU for each worker as long as there are CPUs, and no more than all of them beyond.
//!
//! On a machine with U usable CPUs the speed-up of N workers is at most N up to U, and U from there on, in strong and
//! weak sweeps alike; so efficiency is at most 1, then U/N. Throughput is that of one worker times the speed-up,
//! which makes it a property of a curve: of several curves of one machine only the front one's ideal is drawn.

use super::sampling::sampled;
use super::{ChartCurve, ChartEntry, Guide, Metric};

/// The ideal of each machine over 1 to `most` workers. Machines with the same ideal have one guide.
pub(super) fn guides(
    members: &[(&ChartEntry, &ChartCurve)],
    metric: Metric,
    front: usize,
    most: u32,
) -> Vec<Guide> {
    let mut guides: Vec<Guide> = Vec::new();
    for (member, curve) in owners(members, metric, front) {
        let alone = if metric == Metric::Throughput { curve.alone().unwrap_or(1.0) } else { 1.0 };
        let at = |workers| (workers, metric.of_speedup(curve.machine.possible(workers), workers, alone));
        let points = corners(curve.machine.cpus(), metric, most).into_iter().map(at).collect();
        let others = members.iter().filter(|(_, other)| other.machine.name == curve.machine.name).count();
        let note = match metric {
            Metric::Throughput if others > 1 => member.name.clone(),
            Metric::Throughput => curve.machine.name.clone(),
            Metric::Speedup | Metric::Efficiency => cpus(curve.machine.cpus()),
        };
        if guides.iter().all(|guide| guide.points != points) {
            guides.push(Guide { name: "ideal", note, points });
        }
    }
    // A single guide needs no note, except for a throughput that is the ideal of one curve among several.
    if let [guide] = &mut guides[..]
        && (metric != Metric::Throughput || members.len() == 1)
    {
        guide.note.clear();
    }
    guides
}

/// For each machine the curve whose ideal is drawn: that in front, or else the first that can have one.
fn owners<'a>(
    members: &[(&'a ChartEntry, &'a ChartCurve)],
    metric: Metric,
    front: usize,
) -> Vec<(&'a ChartEntry, &'a ChartCurve)> {
    let in_front = members.iter().skip(front).take(1);
    let mut owners: Vec<(&ChartEntry, &ChartCurve)> = Vec::new();
    for (member, curve) in in_front.chain(members) {
        let known = owners.iter().any(|(_, owner)| owner.machine.name == curve.machine.name);
        if !known && (metric != Metric::Throughput || curve.alone().is_some()) {
            owners.push((member, curve));
        }
    }
    // In the order of the legend, whichever is in front.
    let place = |name: &str| members.iter().position(|(_, curve)| curve.machine.name == name);
    owners.sort_by_key(|(_, owner)| place(&owner.machine.name));
    owners
}

/// The numbers of workers between which the ideal is straight.
fn corners(cpus: f64, metric: Metric, most: u32) -> Vec<f64> {
    let most = f64::from(most);
    let corner = cpus.min(most);
    let mut corners = vec![1.0];
    corners.extend(Some(corner).filter(|corner| *corner > 1.0));
    if most > corner {
        match metric {
            // U/N is a curve on every axis.
            Metric::Efficiency => corners.extend(sampled(corner, most).skip(1)),
            Metric::Speedup | Metric::Throughput => corners.push(most),
        }
    }
    corners
}

fn cpus(cpus: f64) -> String {
    match cpus {
        known if known.is_infinite() => "unlimited".into(),
        1.0 => "1 CPU".into(),
        whole if whole.fract() == 0.0 => format!("{whole} CPUs"),
        quota => format!("{quota:.1} CPUs"),
    }
}
