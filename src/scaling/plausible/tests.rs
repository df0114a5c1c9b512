use super::*;
use crate::event::Quota;
use crate::scaling::analysis::curves;
use crate::scaling::fixture::{add, planned};
use proptest::prelude::*;

type Spoil = fn(&mut Run);

fn report() -> Report {
    let mut report = planned(&["pool"], &[1, 2], 3);
    for round in 0..3 {
        add(&mut report, round, 0, 1, 1.0);
        add(&mut report, round, 0, 2, 0.52);
    }
    report
}

fn judged(mut report: Report) -> Report {
    judge(&mut report);
    report
}

#[test]
fn what_can_be_is_left_alone() {
    assert_eq!(judged(report()), report());
}

#[test]
fn a_run_with_a_figure_that_cannot_be_counts_for_nothing() {
    let cases: [(&str, Spoil); 7] = [
        ("the time of 0.00000000000001 s", |run| run.wall_s = 1e-14),
        ("the time of 1000000 s", |run| run.wall_s = 1e6),
        ("a CPU time of 90 s", |run| run.cpu_s = 90.0),
        ("a time by activity of 70 s", |run| run.time_s.compute = 70.0),
        ("a busiest worker of 9 s", |run| run.busy_s.most = 9.0),
        ("a busiest worker of 0.1 s", |run| run.busy_s.most = 0.1),
        ("a number of 4294967295 tasks", |run| run.done = u32::MAX),
    ];
    for (message, spoil) in cases {
        let mut report = report();
        spoil(&mut report.runs[1]);
        let report = judged(report);
        let [doubt] = &report.doubts[..] else { panic!("{message}: {:?}", report.doubts) };
        assert_eq!(doubt.kind, "implausible-figure");
        assert!(doubt.message.starts_with(message), "{} is not {message}", doubt.message);
        let point = &curves(&report)[0].points[1];
        assert_eq!(point.runs, 2, "{message}");
        assert!((point.wall.value - 0.52).abs() < 1e-9, "{message}");
        assert_eq!(judged(report.clone()), report, "and it is said once");
    }
}

#[test]
fn a_machine_keeps_the_figures_that_can_be() {
    let mut spoilt = report();
    spoilt.machine.usable_cpus = Some(0);
    spoilt.machine.max_mhz = Some(4_000_000_000);
    spoilt.machine.quota = Some(Quota { time_us: u64::MAX, period_us: 1, cgroup: 2 });
    let report = judged(spoilt);
    assert_eq!(
        (report.machine.usable_cpus, report.machine.max_mhz, report.machine.quota),
        (None, None, None)
    );
    assert_eq!((report.machine.logical_cpus, report.doubts.len()), (Some(2), 3));
}

proptest! {
    /// Whatever the figures of a run are: no ratio is beyond the possible, and where one is missing there is a
    /// doubt.
    #[test]
    fn no_ratio_is_beyond_what_can_be(
        place in 0usize..6,
        field in 0usize..6,
        factor in prop::sample::select(vec![0.0, 1e-300, 1e-12, 1e-3, 0.3, 0.9, 1.5, 3.0, 1e3, 1e12]),
    ) {
        let mut report = report();
        let run = &mut report.runs[place];
        let fields = [
            &mut run.wall_s, &mut run.cpu_s, &mut run.time_s.compute, &mut run.busy_s.most, &mut run.busy_s.mean,
            &mut run.at_s,
        ];
        *fields.into_iter().nth(field).unwrap() *= factor;
        if run.wall_s <= 0.0 {
            return Ok(());
        }
        let report = judged(report);
        for point in curves(&report).iter().flat_map(|curve| curve.points.clone()) {
            let most = BEYOND * f64::from(point.workers);
            let within = |figure: f64| figure.is_finite() && (0.0..=most).contains(&figure);
            prop_assert!(point.speedup.is_none_or(|s| within(s.value)), "{:?}", point.speedup);
            prop_assert!(point.efficiency.is_none_or(|e| (0.0..=BEYOND).contains(&e.value)));
            prop_assert!(point.cores_busy.is_none_or(within), "{:?}", point.cores_busy);
            let losses = point.losses.map(|losses| losses.by_cause);
            prop_assert!(losses.is_none_or(|all| all.iter().all(|loss| loss.times.abs() <= most)), "{losses:?}");
            if point.runs < 3 {
                prop_assert!(report.doubts.iter().any(|doubt| doubt.kind == "implausible-figure"));
            }
        }
    }
}
