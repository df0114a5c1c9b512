//! Tests of panels from reports: axes, guides and regions.

use super::*;
use crate::event::Quota;
use crate::scaling::Report;
use crate::scaling::analysis::Region;
use crate::scaling::compare::{By, ComparedMachine, Comparison};
use crate::scaling::fixture::{add, planned};
use crate::scaling::report::Mode;

/// Lanes with ideal scaling, on a machine with these numbers of cores and CPUs.
fn report(name: &str, workers: &[u32], cores: u32, cpus: u32) -> Report {
    let mut report = planned(&["pool", "gil"], workers, 1);
    report.machine.name = Some(name.into());
    (report.machine.physical_cores, report.machine.usable_cpus) = (Some(cores), Some(cpus));
    for n in workers {
        add(&mut report, 0, 0, *n, 1.0 / f64::from(*n));
        add(&mut report, 0, 1, *n, 1.0);
    }
    report
}

fn first(report: &Report, metric: Metric) -> Panel {
    Charts::of_report(report).panels(metric).remove(0)
}

/// The two machines in one chart for each lane.
fn compared(reports: [Report; 2]) -> Charts {
    let named = reports.map(|report| (report.machine.name.clone().unwrap(), report));
    let subjects = ComparedMachine::group(named.to_vec(), By::Machine);
    Charts::of_comparison(&Comparison::of(subjects, false).unwrap())
}

#[test]
fn lanes_keep_their_look_and_a_region_begins_halfway_between_two_points() {
    let report = report("here", &[1, 2, 4, 8], 4, 8);
    for metric in Metric::ALL {
        let panel = first(&report, metric);
        let looks: Vec<_> = panel.series.iter().map(|s| (s.name.as_str(), s.look)).collect();
        assert_eq!(looks, [("pool", 0), ("gil", 1)]);
        let [span] = &panel.regions[..] else { panic!("{:?}", panel.regions) };
        assert_eq!((span.region, span.from, span.to), (Region::Siblings, 6.0, panel.across.scale.at(1.0)));
    }
    let heights: Vec<f64> =
        first(&report, Metric::Speedup).series[0].points.iter().map(|point| point.y).collect();
    assert_eq!(heights, [1.0, 2.0, 4.0, 8.0]);
}

#[test]
fn a_border_is_halfway_as_the_axis_measures_it() {
    let report = report("here", &[1, 2, 4, 8, 16], 8, 8);
    let charts = Charts::of_report(&report);
    for (doubling, border) in [(None, 128_f64.sqrt()), (Some(true), 128_f64.sqrt()), (Some(false), 12.0)] {
        let options = PanelOptions { doubling, ..PanelOptions::default() };
        let panel = panel(&charts.charts[0], &charts.curves, options);
        assert!((panel.regions[0].from - border).abs() < 1e-9, "{:?}", panel.regions);
    }
}

#[test]
fn from_nine_workers_on_doublings_are_equally_long() {
    assert!(!is_doubling(None, 8) && is_doubling(None, 9));
    assert!(is_doubling(Some(true), 2) && !is_doubling(Some(false), 128));
}

#[test]
fn the_ideal_is_a_cpu_for_each_worker_and_flat_beyond_the_cpus() {
    for mode in [Mode::Strong, Mode::Weak] {
        let mut report = report("here", &[1, 8, 64, 128], 64, 64);
        report.plan.mode = mode;
        let guide = &first(&report, Metric::Speedup).guides[0];
        assert_eq!(guide.points, [(1.0, 1.0), (64.0, 64.0), (128.0, 64.0)]);
        let guide = &first(&report, Metric::Efficiency).guides[0];
        assert!(guide.points.iter().all(|(n, y)| (y - (64.0 / n).min(1.0)).abs() < 1e-9), "{guide:?}");
        assert!(guide.points.len() > 20, "between its ends U/N is a curve");
        let title = first(&report, Metric::Speedup).upwards.title;
        assert_eq!(title, if mode == Mode::Weak { "scaled speed-up" } else { "speed-up" });
    }
}

#[test]
fn a_quota_bounds_the_ideal_and_a_machine_that_is_not_known_does_not() {
    let mut limited = report("here", &[1, 2, 4], 4, 4);
    limited.machine.quota = Some(Quota { time_us: 250_000, period_us: 100_000, cgroup: 2 });
    assert_eq!(first(&limited, Metric::Speedup).guides[0].points, [(1.0, 1.0), (2.5, 2.5), (4.0, 2.5)]);
    let mut unknown = report("here", &[1, 2, 4], 4, 4);
    (unknown.machine.physical_cores, unknown.machine.usable_cpus) = (None, None);
    assert_eq!(first(&unknown, Metric::Speedup).guides[0].points, [(1.0, 1.0), (4.0, 4.0)]);
    let mut single = report("here", &[1, 2, 4], 1, 1);
    assert_eq!(first(&single, Metric::Speedup).guides[0].points, [(1.0, 1.0), (4.0, 1.0)]);
    single.plan.workers = vec![1];
    assert_eq!(first(&single, Metric::Speedup).guides[0].points, [(1.0, 1.0)]);
}

#[test]
fn each_machine_has_its_ideal_and_equal_ones_have_one() {
    let charts = compared([report("a", &[1, 2, 4], 4, 4), report("b", &[1, 2, 4, 8], 8, 8)]);
    let notes = |metric| -> Vec<String> {
        charts.panels(metric)[0].guides.iter().map(|guide| guide.note.clone()).collect()
    };
    assert_eq!(notes(Metric::Speedup), ["4 CPUs", "8 CPUs"]);
    assert_eq!(notes(Metric::Throughput), ["a", "b"]);
    let alike = compared([report("a", &[1, 2, 4], 4, 4), report("b", &[1, 2, 4], 4, 4)]);
    let panel = &alike.panels(Metric::Speedup)[0];
    assert_eq!((panel.guides.len(), panel.guides[0].note.as_str()), (1, ""));
    assert_eq!(panel.title, "pool on primes");
}

#[test]
fn of_several_lanes_the_one_in_front_has_its_ideal_throughput_drawn() {
    let report = report("here", &[1, 2, 4], 4, 4);
    let charts = Charts::of_report(&report);
    for (front, name) in [(0, "pool"), (1, "gil"), (7, "gil")] {
        let options = PanelOptions { metric: Metric::Throughput, front, ..PanelOptions::default() };
        let panel = panel(&charts.charts[0], &charts.curves, options);
        assert_eq!((panel.guides.len(), panel.guides[0].note.as_str()), (1, name));
    }
}

#[test]
fn only_what_all_machines_agree_on_is_told_apart() {
    let workers = [1, 2, 4, 8, 16];
    let charts = compared([report("a", &workers, 2, 4), report("b", &workers, 8, 8)]);
    let spans = &charts.panels(Metric::Speedup)[0].regions;
    let [span] = &spans[..] else { panic!("{spans:?}") };
    assert_eq!(span.region, Region::Oversubscribed);
    assert!((span.from - 128_f64.sqrt()).abs() < 1e-9, "with 16 both are, with 8 one of them");
}

#[test]
fn everything_lies_on_the_axes_from_the_start() {
    for cpus in [2, 64] {
        let report = report("here", &[1, 2, 4, 8, 16, 32, 64, 128], cpus, cpus);
        let mut begun = report.clone();
        begun.runs.truncate(2);
        for metric in Metric::ALL {
            let (begun, panel) = (first(&begun, metric), first(&report, metric));
            assert_eq!((&begun.across, &begun.guides), (&panel.across, &panel.guides));
            let inside = |(x, y): &(f64, f64)| {
                panel.across.scale.inside(*x).is_some() && panel.upwards.scale.inside(*y).is_some()
            };
            let guides = panel.guides.iter().flat_map(|guide| &guide.points);
            let fits = panel.series.iter().flat_map(|series| &series.fit);
            let bands = panel.series.iter().flat_map(|s| s.band.lower.iter().chain(&s.band.upper));
            assert!(guides.chain(fits).chain(bands).all(inside), "{panel:?}");
        }
    }
}
