//! Tests of the analysis of reports that formulas produced.

use super::*;
use crate::model::losses::{Cause, Losses};
use crate::scaling::fixture::{add, planned};
use crate::scaling::formula;
use crate::scaling::report::{Mode, Report, Run, Times};
use crate::scaling::swept_command::SweptCommand;
use proptest::prelude::*;

/// A sweep of one lane in which N workers take `wall(N)`; five rounds that differ by a thousandth.
fn swept(lane: &str, workers: &[u32], wall: impl Fn(f64) -> f64) -> Report {
    let mut report = planned(&[lane], workers, 5);
    for round in 0..5 {
        for n in workers {
            add(&mut report, round, 0, *n, wall(f64::from(*n)) * (1.0 + 0.001 * f64::from(round)));
        }
    }
    report
}

/// Changes every run.
fn each(report: &mut Report, change: impl Fn(&mut Run)) {
    report.runs.iter_mut().for_each(change);
}

fn only(report: &Report) -> Curve {
    let [curve]: [Curve; 1] = curves(report).try_into().unwrap();
    for losses in curve.points.iter().filter_map(|point| point.losses) {
        adds_up(&losses);
    }
    curve
}

fn adds_up(losses: &Losses) {
    let lost: f64 = losses.by_cause.iter().map(|loss| loss.times).sum();
    let product: f64 = losses.by_cause.iter().map(|loss| loss.factor).product();
    assert!((lost + losses.measured - losses.possible).abs() < 1e-9 * losses.possible, "{losses:?}");
    assert!((product - losses.kept()).abs() < 1e-9, "{losses:?}");
}

fn kinds(point: &Point) -> Vec<&str> {
    point.doubts.iter().map(|doubt| doubt.doubt.kind.as_str()).collect()
}

#[test]
fn amdahls_law_is_told_from_the_universal_one_by_the_points_there_are() {
    let amdahl = |n: f64| 10.0 / formula::amdahl(0.08, n);
    let universal = |n: f64| 10.0 / formula::usl(1.0, 0.05, 0.004, n);
    let claim = |workers: &[u32], law: &dyn Fn(f64) -> f64| only(&swept("pool", workers, law)).claim;
    assert_eq!(claim(&[1, 2], &amdahl), Claim::Points(2));
    let Claim::Amdahl { fit, indicative: true, .. } = claim(&[1, 2, 4, 8], &universal) else { panic!() };
    assert!(fit.sigma.value > 0.05, "what agreement costs is in it");
    let six = [1, 2, 4, 8, 16, 32];
    let Claim::Amdahl { fit, indicative: false, .. } = claim(&six, &amdahl) else { panic!() };
    assert!((fit.sigma.value - 0.08).abs() < 1e-6);
    let Claim::Usl { fit, p, peak } = claim(&six, &universal) else { panic!() };
    assert!((fit.kappa.value - 0.004).abs() < 1e-6 && p < 1e-6);
    assert!((peak.unwrap() - formula::peak(0.05, 0.004).unwrap()).abs() < 1e-3);
}

#[test]
fn only_equal_cores_are_fitted() {
    // Four cores of two threads each, of which the second ones add nothing.
    let mut report = swept("pool", &[1, 2, 3, 4, 6, 8, 16], |n| 8.0 / n.min(4.0));
    (report.machine.physical_cores, report.machine.usable_cpus) = (Some(4), Some(8));
    let curve = only(&report);
    let regions: Vec<Region> = curve.points.iter().map(|point| point.region).collect();
    assert_eq!(regions[3..], [Region::Cores, Region::Siblings, Region::Siblings, Region::Oversubscribed]);
    let Claim::Amdahl { fit, indicative: true, .. } = curve.claim else { panic!("{:?}", curve.claim) };
    assert_eq!(fit.sigma.value, 0.0, "the first four are a straight line");
}

#[test]
fn karp_and_flatt_need_no_fit_and_no_third_point() {
    let curve = only(&swept("pool", &[1, 2], |n| 10.0 / formula::amdahl(0.1, n)));
    let e = curve.points[1].karp_flatt.unwrap();
    assert!((e.value - 0.1).abs() < 1e-9, "{e:?}");
    assert!(e.low < 0.1 && e.high > 0.1 && e.coverage > 0.8, "{e:?}");
    assert_eq!((curve.points[0].karp_flatt, curve.points[0].balance), (None, None));
    assert_eq!(curve.points[1].balance, Some(1.0));
}

#[test]
fn a_weak_sweep_has_no_serial_part() {
    let mut report = planned(&["pool"], &[1, 2, 4, 8, 16, 32], 5);
    report.plan.mode = Mode::Weak;
    for round in 0..5 {
        for n in [1, 2, 4, 8, 16, 32] {
            // A straight line, but for noise that is the same in each round.
            let wall = 2.0 * (1.0 + 0.002 * f64::from(n % 3) + 0.001 * f64::from(round));
            add(&mut report, round, 0, n, wall);
        }
    }
    let curve = only(&report);
    let last = curve.points.last().unwrap();
    assert_eq!((last.karp_flatt, curve.claim.law()), (None, "none"));
    assert!((last.efficiency.unwrap().value - 1.0).abs() < 0.01);
    assert_eq!(curve.limit, None);
    let losses = last.losses.unwrap();
    assert!((losses.possible - 32.0).abs() < 1e-9 && (losses.measured - 32.0).abs() < 0.2, "{losses:?}");
}

#[test]
fn memory_bandwidth_is_told_by_the_cpu_time_of_a_task() {
    let mut report = swept("threads", &[1, 2, 4, 8], |n| if n < 4.0 { 8.0 / n } else { 3.6 });
    report.plan.curves[0].workload.name = "triad".into();
    let curve = only(&report);
    // 4 workers busy for 3.6 s instead of 2 s, 8 for 3.6 instead of 1.
    assert_eq!(curve.limit.unwrap(), "from 4 workers on, memory bandwidth: CPU time per task grew 1.8 times");
    let losses = curve.points[2].losses.unwrap();
    assert!((losses.to(Cause::SlowerCores).factor - 1.0 / 1.8).abs() < 1e-9, "{losses:?}");
    report.plan.curves[0].workload.name = "primes".into();
    let said = only(&report).limit.unwrap();
    assert!(said.contains("other guests): CPU time per task grew 1.8 times"), "{said}");
    report.machine.physical_cores = Some(2);
    let said = only(&report).limit.unwrap();
    assert_eq!(said, "from 4 workers on, shared cores: CPU time per task grew 1.8 times");
    // A program that has the workers itself may do more with more of them, on cores as fast as before.
    let command = SweptCommand { scales_itself: true, ..SweptCommand::default() };
    report.plan.curves[0].workload.command = Some(command);
    let said = only(&report).limit.unwrap();
    assert!(said.starts_with("from 4 workers on, more to do with more workers, or slower cores: "), "{said}");
}

#[test]
fn the_lock_is_told_by_the_one_core_that_is_busy() {
    let mut report = swept("gil", &[1, 2, 4], |_| 6.0);
    each(&mut report, |run| {
        let wait = run.wall_s * f64::from(run.workers - 1);
        run.time_s = Times { compute: run.wall_s, lock_wait: wait, ..Times::default() };
        run.cpu_s = run.wall_s;
    });
    let curve = only(&report);
    assert_eq!(
        curve.limit.unwrap(),
        "from 2 workers on, the lock: only one thread computes at a time (1.00 cores are busy)"
    );
    let Claim::Amdahl { fit, .. } = curve.claim else { panic!() };
    assert!((fit.sigma.value - 1.0).abs() < 1e-6, "a lock is a fine serial part");
    assert!((curve.points[2].losses.unwrap().to(Cause::LockWait).times - 3.0).abs() < 1e-9);
}

#[test]
fn each_cause_has_its_sentence() {
    let said = |spend: &dyn Fn(&mut Times, f64)| {
        // Two workers are as fast as one: each is of use half of the time.
        let mut report = swept("pool", &[1, 2], |_| 4.0);
        each(&mut report, |run| {
            if run.workers == 2 {
                run.time_s.compute = run.wall_s;
                run.cpu_s = run.wall_s;
                spend(&mut run.time_s, run.wall_s);
                run.busy_s.mean = run.wall_s / 2.0;
                run.busy_s.most = if run.time_s.idle > 0.0 && run.time_s.transfer == 0.0 {
                    run.wall_s
                } else {
                    run.busy_s.mean
                };
            }
        });
        only(&report).limit.unwrap()
    };
    assert_eq!(
        said(&|time, wall| time.transfer = wall),
        "from 2 workers on, messages between processes: −1.00 × of 2.0 × possible"
    );
    assert_eq!(
        said(&|time, wall| (time.transfer, time.idle) = (wall / 8.0, wall * 0.875)),
        "from 2 workers on, messages between processes: −1.00 × of 2.0 × possible",
        "idle processes wait for a message"
    );
    assert_eq!(
        said(&|time, wall| time.idle = wall),
        "from 2 workers on, waiting for the busiest worker: −1.00 × of 2.0 × possible"
    );
    assert_eq!(
        said(&|time, wall| time.core_wait = wall),
        "from 2 workers on, waiting for a core: −1.00 × of 2.0 × possible"
    );
    assert_eq!(
        said(&|time, wall| time.spawn = wall),
        "from 2 workers on, starting processes: −1.00 × of 2.0 × possible"
    );
    assert_eq!(
        said(&|time, wall| time.compute += wall),
        "from 2 workers on, unexplained time: −1.00 × of 2.0 × possible"
    );
}

#[test]
fn what_changes_with_more_workers_is_told_too() {
    let mut report = swept("pool", &[1, 2, 4, 8], |n| 8.0 / n.min(2.0));
    each(&mut report, |run| {
        let n = f64::from(run.workers);
        let (compute, rest) = (8.0, (n * run.wall_s - 8.0).max(0.0));
        run.cpu_s = compute;
        run.time_s = Times { compute, ..Times::default() };
        match run.workers {
            1 => run.time_s.compute = run.wall_s,
            8 => run.time_s.transfer = rest,
            _ => run.time_s.core_wait = rest,
        }
    });
    let said = only(&report).limit.unwrap();
    assert_eq!(
        said,
        "from 4 workers on, waiting for a core: −2.00 × of 4.0 × possible; with 8, messages between processes: −6.00 × of \
         8.0 × possible"
    );
}

#[test]
fn a_slow_moment_in_a_straight_line_is_no_limit() {
    let curve = only(&swept("pool", &[1, 2, 3, 4], |n| if n == 2.0 { 5.0 } else { 8.0 / n }));
    assert_eq!(curve.limit, None);
    // A quota: nothing is lost of what was possible.
    let mut report = swept("pool", &[1, 2, 4], |n| 8.0 / n.min(2.0));
    report.machine.quota = Some(crate::event::Quota { time_us: 200_000, period_us: 100_000, cgroup: 2 });
    each(&mut report, |run| {
        if run.workers == 4 {
            run.time_s = Times { compute: 8.0, core_wait: 8.0, ..Times::default() };
            run.cpu_s = 8.0;
        }
    });
    let curve = only(&report);
    assert_eq!((curve.limit, curve.points[2].region), (None, Region::Oversubscribed));
}

#[test]
fn a_quota_below_one_core_leaves_a_speed_up_of_one_and_loses_nothing() {
    for (quota_us, cores) in [(30_000, 0.3), (50_000, 0.5), (100_000, 1.0), (150_000, 1.5)] {
        let mut report = swept("pool", &[1, 2, 4], |n| 8.0 / n.min(cores));
        report.machine.quota = Some(crate::event::Quota { time_us: quota_us, period_us: 100_000, cgroup: 2 });
        each(&mut report, |run| {
            let core_wait = f64::from(run.workers) * run.wall_s - 8.0;
            run.time_s = Times { compute: 8.0, core_wait, ..Times::default() };
            run.cpu_s = 8.0;
        });
        let curve = only(&report);
        assert_eq!(curve.limit, None, "{cores}");
        for point in &curve.points[1..] {
            let (speedup, possible) = (point.speedup.unwrap().value, f64::max(cores, 1.0));
            assert!((speedup - possible).abs() < 1e-9, "{cores}: {speedup}");
            let losses = point.losses.unwrap();
            assert!((losses.possible - possible).abs() < 1e-9, "{cores}: {losses:?}");
            assert!(losses.by_cause.iter().all(|loss| loss.times.abs() < 1e-9), "{cores}: {losses:?}");
            assert!((point.cores_busy.unwrap() - cores).abs() < 0.02, "{cores}: {:?}", point.cores_busy);
        }
    }
}

#[test]
fn doubts_name_the_runs_that_they_concern() {
    let mut report = swept("pool", &[1, 2], |n| 2.0 / n);
    assert!(only(&report).points.iter().all(|point| point.doubts.is_empty()));
    report.runs[3].counters.steal = Some(0.05);
    report.runs[5].counters.steal = Some(0.03);
    report.runs[7].counters.throttled = Some(3);
    report.runs[7].counters.throttled_s = Some(0.25);
    report.runs[9].counters.others = Some(0.9);
    report.runs[1].counters.hot = Some(1);
    report.runs[1].counters.others = Some(0.1);
    let curve = only(&report);
    assert_eq!(kinds(&curve.points[0]), Vec::<&str>::new());
    let said: Vec<(&str, &[u32])> =
        curve.points[1].doubts.iter().map(|d| (d.doubt.message.as_str(), &d.runs[..])).collect();
    assert_eq!(
        said,
        [
            ("the hypervisor took 5.0 % of the CPU time away (2 of 5 runs)", &[3, 5][..]),
            ("other programs kept 0.9 cores busy meanwhile (1 of 5 runs)", &[9]),
            ("the CPU quota stopped everything 3 times, for 0.25 s in all (1 of 5 runs)", &[7]),
            ("cores lowered their clock once because of their heat (1 of 5 runs)", &[1]),
        ]
    );
}

#[test]
fn an_outlier_is_named_and_stays() {
    let mut report = swept("pool", &[1], |_| 2.0);
    report.runs[2].wall_s = 7.014;
    let curve = only(&report);
    assert_eq!(curve.points[0].runs, 5);
    assert_eq!(kinds(&curve.points[0]), ["wide-interval", "outlier"]);
    let outlier = &curve.points[0].doubts[1];
    assert_eq!((&outlier.runs[..], outlier.doubt.message.contains("3.5 times")), (&[2][..], true));
    // All others alike to the last digit: their median deviation is zero.
    each(&mut report, |run| run.wall_s = if run.order == 2 { 7.0 } else { 2.0 });
    assert!(kinds(&only(&report).points[0]).contains(&"outlier"));
    report.runs[2].wall_s = 2.001;
    assert!(kinds(&only(&report).points[0]).is_empty(), "a thousandth does no harm");
}

#[test]
fn few_runs_and_short_ones_are_doubted() {
    let mut report = swept("pool", &[1, 2], |n| 0.15 / n);
    assert_eq!(curves(&report)[0].points.iter().map(kinds).collect::<Vec<_>>(), [vec![], vec!["short-run"]]);
    report.runs.truncate(4);
    let curve = only(&report);
    assert_eq!(kinds(&curve.points[0]), ["few-repetitions", "short-run"]);
    assert_eq!(curve.points[0].doubts[0].doubt.message, "it was measured only 2 times");
    assert_eq!(curve.points[0].doubts[0].runs, [0, 2]);
}

#[test]
fn results_that_differ_are_told_and_failures_too() {
    let mut report = planned(&["pool", "gil"], &[1, 2], 2);
    for round in 0..2 {
        for (curve, workers) in [(0, 1), (0, 2), (1, 1), (1, 2)] {
            add(&mut report, round, curve, workers, 1.0);
        }
    }
    assert!(disagreements(&report).is_empty());
    // The chunk changes no result.
    report.plan.curves[1].workload.chunk = 7;
    report.runs[3].digest = "other".into();
    report.runs[7].digest = "another".into();
    (report.runs[4].failed, report.runs[4].done) = (2, 62);
    let tasks = report.runs[4].done + report.runs[4].failed;
    assert_eq!(
        disagreements(&report),
        [
            format!("2 of {tasks} tasks of the pool lane with 1 worker failed (run 4)"),
            "the pool lane with 1 worker and the gil lane with 2 workers disagree on primes: results \
             0123456789abcdef and other (runs 0 and 3)"
                .into()
        ]
    );
    // Another size is other work.
    report.plan.curves[1].workload.size += 1;
    assert_eq!(disagreements(&report).len(), 2, "gil with itself: run 2 and run 3");
    report.runs.truncate(4);
    report.runs[2].digest = "other".into();
    assert!(disagreements(&report).is_empty());
}

proptest! {
    /// Whatever a file contains that passes for a report: curves, with budgets that add up.
    #[test]
    fn any_report_has_curves(
        weak in any::<bool>(),
        cpus in prop::option::of(0u32..9),
        runs in prop::collection::vec(
            (0u32..3, prop::sample::select(vec![1u32, 2, 3, 4, 6, 8]), 1e-9f64..1e12, prop::array::uniform8(0.0f64..1e12), 0u32..99, 0.0f64..1e12),
            0..40,
        ),
    ) {
        let mut report = planned(&["pool", "gil"], &[1, 2, 3, 4, 6, 8], 5);
        report.plan.mode = if weak { Mode::Weak } else { Mode::Strong };
        report.machine.usable_cpus = cpus;
        for (curve, workers, wall, t, done, cpu) in runs {
            add(&mut report, 0, curve.min(1), workers, wall);
            let run = report.runs.last_mut().unwrap();
            // A curve that does not exist.
            run.curve = curve;
            run.time_s = Times { spawn: t[0], compute: t[1], core_wait: t[2], lock_wait: t[3], io: t[4], serialise: t[5], transfer: t[6], idle: t[7], ..Times::default() };
            (run.done, run.cpu_s, run.busy_s.most, run.busy_s.mean) = (done, cpu, t[1], t[2]);
        }
        for curve in curves(&report) {
            for point in &curve.points {
                if let Some(losses) = point.losses {
                    let lost: f64 = losses.by_cause.iter().map(|loss| loss.times).sum();
                    let size: f64 = losses.by_cause.iter().map(|loss| loss.times.abs()).sum();
                    prop_assert!((lost + losses.measured - losses.possible).abs() < 1e-6 * (1.0 + size), "{losses:?}");
                }
                prop_assert!(point.efficiency.is_none_or(|e| e.low <= e.value && e.value <= e.high));
                prop_assert!(point.karp_flatt.is_none_or(|e| e.low <= e.value && e.value <= e.high), "{point:?}");
            }
        }
        let _ = disagreements(&report);
    }
}
