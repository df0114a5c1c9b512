//! Tests of comparisons of machines that formulas produced.

use super::*;
use crate::event::Quota;
use crate::scaling::fixture::{add, planned};
use crate::scaling::formula;
use crate::scaling::report::{Mode, Report, Work};
use proptest::prelude::*;
use rand::{RngExt, SeedableRng, rngs::StdRng};

/// A machine with `cores` cores of this speed and a serial part of 3 %; its runs differ by a hundredth.
fn machine(name: &str, cores: u32, speed: f64, chance: u64) -> Report {
    let workers: Vec<u32> = (0..8).map(|n| 1 << n).filter(|n| *n <= cores).collect();
    let mut report = planned(&["pool", "threads"], &workers, 7);
    report.machine.name = Some(name.into());
    report.plan.workers.push(cores * 2);
    let mut random = StdRng::seed_from_u64(chance);
    for round in 0..7 {
        for curve in 0..2 {
            for n in report.plan.workers.clone() {
                let noise = 1.0 + 0.01 * random.random::<f64>();
                let wall = 10.0 / speed / formula::amdahl(0.03, f64::from(n.min(cores))) * noise;
                add(&mut report, round, curve, n, wall);
            }
        }
    }
    report.complete = true;
    report
}

fn compare(reports: Vec<Report>, force: bool) -> Result<Comparison, Refusal> {
    let named = (0..).zip(reports).map(|(n, report): (u32, _)| (format!("file-{n}"), report));
    Comparison::of(ComparedMachine::group(named.collect(), By::Machine), force)
}

fn ratios(comparison: &Comparison) -> Vec<&Ratios> {
    comparison.matched.iter().map(|matched| matched.ratios[1].as_ref().unwrap()).collect()
}

fn near(ratio: Option<&Ratio>, known: f64) -> &Ratio {
    let ratio = ratio.unwrap();
    assert!((ratio.of_medians.value / known - 1.0).abs() < 0.02, "{ratio:?} {known}");
    assert!(
        ratio.of_medians.low <= known * 1.01 && ratio.of_medians.high >= known * 0.99,
        "{ratio:?} {known}"
    );
    ratio
}

#[test]
fn a_machine_twice_as_fast_is_twice_as_fast() {
    let comparison = compare(vec![machine("slow", 8, 1.0, 1), machine("fast", 8, 2.0, 2)], false).unwrap();
    assert_eq!(comparison.matched.len(), 2);
    for ratios in ratios(&comparison) {
        assert!(near(ratios.core.as_ref(), 2.0).significant);
        assert!(!near(ratios.scaling.as_ref(), 1.0).significant);
        let whole = near(ratios.whole.as_ref(), 2.0);
        assert_eq!((whole.significant, whole.workers), (true, [8, 8]), "16 workers have no CPUs");
    }
    let names: Vec<&str> = comparison.differences.iter().map(|d| d.field.as_str()).collect();
    assert_eq!(names, ["machine.name"]);
    let said = &comparison.verdict;
    assert!(said[0].starts_with("fast is ") && said[0].ends_with(" times as fast as slow."), "{said:?}");
    assert!(said[1].starts_with("The whole of fast does "), "{said:?}");
    assert!(
        said[1].contains("(geometric mean of 2 curves, interval ")
            && said[1].contains("; single curves range from ")
    );
    assert!(said[2].starts_with("One core of fast does "), "{said:?}");
    assert!(said[3].starts_with("They differ most in "), "{said:?}");
    assert_eq!(said.len(), 4);
}

/// The same machine with a function of the user's, found there under `function`, with this source and list.
fn calling(name: &str, speed: f64, function: &str, source: &str, over: &str) -> Report {
    let mut report = machine(name, 4, speed, 5);
    let call = crate::event::CallPlan {
        function: function.into(),
        over: Some(over.into()),
        source: source.into(),
        // As many as the runs of the fixture have done.
        arguments: report.plan.curves[0].workload.tasks,
        ..Default::default()
    };
    for (curve, lane) in report.plan.curves.iter_mut().zip(["py-pool", "py-threads"]) {
        curve.workload = Work::of_call(&call, None, 1);
        curve.lane = lane.into();
    }
    report
}

#[test]
fn a_function_is_compared_where_its_source_is_the_same_wherever_it_is() {
    let first = || calling("slow", 1.0, "tests/primes.py:count", "00ff", "range(32)");
    let fast = calling("fast", 2.0, "/home/other/primes.py:count", "00ff", "range(32)");
    let comparison = compare(vec![first(), fast], false).unwrap();
    assert_eq!(comparison.matched.len(), 2);
    for ratios in ratios(&comparison) {
        near(ratios.core.as_ref(), 2.0);
    }
    for (other, field, values) in [
        (("primes.py:count", "00fe", "range(32)"), "the source of the function", ["00ff", "00fe"]),
        (("primes.py:other", "00ff", "range(32)"), "the workload", ["count", "other"]),
        (("primes.py:count", "00ff", "range(9)"), "the list of arguments", ["range(32)", "range(9)"]),
    ] {
        let (function, source, over) = other;
        let told = compare(vec![first(), calling("fast", 2.0, function, source, over)], false);
        let told = told.unwrap_err().to_string();
        let expected =
            format!("{field} of the py-pool lane is {} in one and {} in the other", values[0], values[1]);
        assert!(told.contains(&expected), "{told}");
    }
    let native = compare(vec![first(), machine("native", 4, 1.0, 3)], false).unwrap_err().to_string();
    assert!(native.contains("the list of lanes"), "{native}");
    let forced = compare(vec![first(), calling("fast", 2.0, "primes.py:count", "00fe", "range(32)")], true);
    assert!(forced.is_err(), "another source may do anything");
}

#[test]
fn a_file_keeps_the_call_and_its_source() {
    let report = calling("one", 1.0, "tests/primes.py:count", "00ff", "range(32)");
    let read = crate::scaling::file::parse(&crate::scaling::file::text(&report)).unwrap();
    assert_eq!(read.plan.curves[0].workload, report.plan.curves[0].workload);
    assert_eq!(read.plan.curves[0].workload.call.as_ref().unwrap().source, "00ff");
}

/// The fixtures of 64 and 128 simulated cores: their curves, one by one, and the mean of them computed here.
#[test]
fn the_geometric_mean_of_the_fixtures_is_that_of_their_curves_by_hand() {
    let fixture = |cores: u32| {
        let path = format!("{}/tests/fixtures/simulated-{cores}-cores.json", env!("CARGO_MANIFEST_DIR"));
        crate::scaling::file::read(std::path::Path::new(&path)).unwrap()
    };
    let comparison = compare(vec![fixture(64), fixture(128)], false).unwrap();
    let means = comparison.means[1].as_ref().unwrap();
    assert_eq!(comparison.means[0], None);
    for kind in RatioKind::ALL {
        let ratios: Vec<_> =
            ratios(&comparison).into_iter().map(|ratios| ratios.of_kind(kind).unwrap().of_medians).collect();
        let root = |of: fn(&crate::statistics::Estimate) -> f64| {
            let product: f64 = ratios.iter().map(of).product();
            product.powf(1.0 / f64::from(u32::try_from(ratios.len()).unwrap()))
        };
        let mean = means.of_kind(kind).unwrap();
        assert_eq!(mean.curves, comparison.matched.len());
        let found = mean.of_ratios;
        for (found, by_hand) in
            [(found.value, root(|e| e.value)), (found.low, root(|e| e.low)), (found.high, root(|e| e.high))]
        {
            assert!((found / by_hand - 1.0).abs() < 1e-9, "{kind:?}: {found} {by_hand}");
        }
    }
    let headline = &comparison.headlines[0];
    let whole = means.whole.unwrap();
    assert_eq!(headline.times, Some(whole.of_ratios.value));
    assert_eq!(
        headline.sentence,
        format!("simulated-128-cores is {:.2} times as fast as simulated-64-cores.", whole.of_ratios.value)
    );
    assert!(headline.basis[1].starts_with("single curves range from "), "{headline:?}");
}

#[test]
fn a_comparison_fails_below_a_threshold_only_where_the_whole_interval_lies_below() {
    let comparison = compare(vec![machine("new", 8, 1.0, 1), machine("old", 8, 0.5, 2)], false).unwrap();
    let failures = |text: &str| text.parse::<Threshold>().unwrap().failures(&comparison).unwrap();
    let high = comparison.means[1].as_ref().unwrap().whole.unwrap().of_ratios.high;
    assert_eq!(
        failures(&format!("{:.3}", high - 0.005)),
        Vec::<String>::new(),
        "the interval reaches above it"
    );
    let told = failures("0.95");
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("below 0.95: the whole of old does 0.5"), "{told:?}");
    assert!(told[0].contains("geometric mean of 2 curves, interval 0."), "{told:?}");
    assert_eq!(failures("core:0.9").len(), 1);
    assert!(failures("scaling:0.9").is_empty(), "it scales as well");
}

#[test]
fn any_machine_below_fails_and_one_without_the_ratio_is_an_error() {
    let mut reports = vec![machine("a", 4, 1.0, 1), machine("b", 4, 1.0, 2), machine("c", 4, 0.5, 3)];
    let comparison = compare(reports.clone(), false).unwrap();
    let threshold: Threshold = "0.8".parse().unwrap();
    let told = threshold.failures(&comparison).unwrap();
    assert!(told.len() == 1 && told[0].contains("of c does"), "{told:?}");
    for report in &mut reports {
        report.runs.retain(|run| run.workers > 1);
    }
    let comparison = compare(reports, false).unwrap();
    let threshold: Threshold = "core:0.8".parse().unwrap();
    let refused = threshold.failures(&comparison).unwrap_err().to_string();
    assert!(refused.starts_with("--fail-below core:0.8: there is no such ratio of b to a"), "{refused}");
}

#[test]
fn more_cores_are_told_by_the_whole_machine_alone() {
    let comparison = compare(vec![machine("small", 4, 1.0, 1), machine("large", 32, 1.0, 2)], false).unwrap();
    let known = formula::amdahl(0.03, 32.0) / formula::amdahl(0.03, 4.0);
    for ratios in ratios(&comparison) {
        assert!(!near(ratios.core.as_ref(), 1.0).significant);
        assert_eq!(near(ratios.scaling.as_ref(), 1.0).workers, [4, 4]);
        let whole = near(ratios.whole.as_ref(), known);
        assert_eq!((whole.significant, whole.workers), (true, [4, 32]));
    }
    let cpus = comparison.differences.iter().find(|d| d.field == "machine.usable_cpus").unwrap();
    assert_eq!(cpus.values, ["4", "32"]);
}

#[test]
fn two_samplings_of_one_machine_do_not_differ() {
    let found = (0..40).filter(|seed| {
        let comparison =
            compare(vec![machine("one", 8, 1.0, *seed), machine("one", 8, 1.0, seed + 100)], false).unwrap();
        assert_eq!(comparison.subjects[1].name, "one (file-1)");
        let none = comparison.verdict[0]
            .starts_with("No significant difference between one (file-0) and one (file-1)");
        assert_eq!(
            none,
            comparison
                .matched
                .iter()
                .flat_map(|m| m.ratios.iter().flatten())
                .all(|r| r.all().all(|r| !r.significant))
        );
        !none
    });
    assert_eq!(found.count(), 0);
}

#[test]
fn what_differs_in_its_work_is_refused_with_field_and_values() {
    let mut other = machine("b", 4, 1.0, 2);
    other.plan.curves.iter_mut().for_each(|curve| curve.workload.seed = 9);
    let reports = || vec![machine("a", 4, 1.0, 1), other.clone()];
    let refusal = compare(reports(), false).unwrap_err();
    let Refusal::Differ { field, values, .. } = &refusal else { panic!() };
    assert_eq!((field.as_str(), values[1].as_str()), ("the seed of the pool lane", "9"));
    assert!(refusal.to_string().contains("--force"), "{refusal}");
    let mut other = machine("b", 4, 1.0, 2);
    other.plan.mode = Mode::Weak;
    let refusal = compare(vec![machine("a", 4, 1.0, 1), other], false).unwrap_err();
    assert!(
        refusal.to_string().contains("the mode of the pool lane is strong in one and weak in the other"),
        "{refusal}"
    );
    let mut other = machine("b", 4, 1.0, 2);
    other.plan.curves.iter_mut().for_each(|curve| curve.lane = "gil".into());
    let refusal = compare(vec![machine("a", 4, 1.0, 1), other.clone()], false).unwrap_err();
    assert!(
        refusal.to_string().contains("the list of lanes is pool, threads in one and gil in the other"),
        "{refusal}"
    );
    assert!(compare(vec![machine("a", 4, 1.0, 1), other], true).is_err(), "by force neither");
    assert_eq!(compare(vec![machine("a", 4, 1.0, 1)], false), Err(Refusal::Alone));
}

#[test]
fn by_force_units_of_work_are_compared_and_marked() {
    let mut other = machine("b", 4, 1.0, 2);
    other.plan.curves[0].workload.size *= 2;
    let mut reports = vec![machine("a", 4, 1.0, 1), other];
    let willing = compare(reports.clone(), false).unwrap();
    assert_eq!(willing.matched.len(), 1);
    assert_eq!(willing.left_out.len(), 2, "one of each: {:?}", willing.left_out);
    // Twice as large tasks in the same time are twice the work.
    let forced = compare(reports.clone(), true).unwrap();
    assert!(
        forced.matched[0].forced.as_ref().unwrap().starts_with("the size "),
        "{:?}",
        forced.matched[0].forced
    );
    assert_eq!((forced.matched[1].forced.as_ref(), forced.left_out.len()), (None, 0));
    assert!(near(ratios(&forced)[0].core.as_ref(), 2.0).significant);
    assert!(
        forced.verdict.last().unwrap().starts_with("One curve is compared by force"),
        "{:?}",
        forced.verdict
    );
    // A curve that no other subject has is left out.
    reports[0].plan.curves[1].lane = "sequential".into();
    let left = compare(reports, true).unwrap().left_out;
    assert!(left[0].starts_with("sequential on primes") && left[0].ends_with("only a has it"), "{left:?}");
    assert!(
        left[1].starts_with("threads on primes") && left[1].ends_with("a has not measured it"),
        "{left:?}"
    );
}

#[test]
fn of_a_fleet_each_machine_counts_once() {
    let of_cpu = |mut report: Report, cpu: &str| {
        report.machine.cpu = Some(cpu.into());
        report
    };
    let mut reports: Vec<(String, Report)> = Vec::new();
    for n in 0u8..6 {
        let drift = 1.0 + 0.002 * f64::from(n);
        reports.push((format!("a{n}"), of_cpu(machine(&format!("a{n}"), 4, drift, n.into()), "Alpha")));
        reports.push((format!("b{n}"), of_cpu(machine(&format!("b{n}"), 4, 1.5 * drift, n.into()), "Beta")));
    }
    // One of them was measured twice.
    reports.push(("again".into(), of_cpu(machine("a3", 4, 1.0, 77), "Alpha")));
    let subjects = ComparedMachine::group(reports, By::Cpu);
    let names: Vec<&str> = subjects.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, ["6 × Alpha, 4 CPUs", "6 × Beta, 4 CPUs"]);
    let comparison = Comparison::of(subjects, false).unwrap();
    let side = comparison.matched[0].sides[0].as_ref().unwrap();
    assert_eq!((side.machines, side.at(4).unwrap().rates.len()), (6, 6));
    assert!(near(ratios(&comparison)[0].core.as_ref(), 1.5).significant);
    let name = comparison.differences.iter().find(|d| d.field == "machine.name").unwrap();
    assert_eq!(name.values[0], "a0 / a1 / a2 / a3 / a4 / a5");
}

#[test]
fn a_quota_makes_another_machine_of_it() {
    let mut small = machine("b", 4, 1.0, 2);
    small.machine.quota = Some(Quota { time_us: 150_000, period_us: 100_000, cgroup: 2 });
    let reports = vec![("a".into(), machine("a", 4, 1.0, 1)), ("b".into(), small)];
    let subjects = ComparedMachine::group(reports, By::Cpu);
    assert_eq!(subjects.len(), 2);
    let comparison = Comparison::of(subjects, false).unwrap();
    let ratios = ratios(&comparison)[0];
    assert_eq!(ratios.scaling, None, "one worker alone has its core");
    assert_eq!(ratios.whole.as_ref().unwrap().workers, [4, 1]);
}

#[test]
fn few_runs_prove_nothing_and_what_is_simulated_says_so() {
    let mut reports = vec![machine("a", 4, 1.0, 1), machine("b", 4, 2.0, 2)];
    for report in &mut reports {
        report.runs.retain(|run| run.round < 3);
        report.simulated = Some("the Universal Scalability Law".into());
    }
    let comparison = compare(reports, false).unwrap();
    assert!(ratios(&comparison).iter().all(|ratios| ratios.all().all(|ratio| ratio.p.unwrap() >= 0.0999)));
    assert!(comparison.verdict[0].starts_with("No significant difference"), "{:?}", comparison.verdict);
    assert!(
        comparison.verdict.contains(&"b is a simulated machine: nothing of it was measured.".to_string())
    );
    assert!(
        comparison.verdict.contains(&"a carries doubts: few-repetitions.".to_string()),
        "{:?}",
        comparison.verdict
    );
}

#[test]
fn three_machines_are_all_measured_against_the_first() {
    let reports = vec![machine("a", 4, 1.0, 1), machine("b", 4, 2.0, 2), machine("c", 4, 0.5, 3)];
    let comparison = compare(reports, false).unwrap();
    let third = comparison.matched[0].ratios[2].as_ref().unwrap();
    assert!(near(third.core.as_ref(), 0.5).significant);
    assert_eq!(comparison.matched[0].ratios[0], None);
    assert!(
        comparison.verdict.iter().any(|said| said.starts_with("One core of c does 0.5")),
        "{:?}",
        comparison.verdict
    );
}

proptest! {
    /// Whatever two reports contain: a comparison or a reason, and unique names.
    #[test]
    fn any_reports_are_compared_or_refused(
        runs in prop::collection::vec((0u8..3, 0u32..3, 0u32..2, prop::sample::select(vec![1u32, 2, 4, 8]), 1e-9f64..1e9, 0u32..3), 0..60),
        names in prop::collection::vec(prop::option::of("[ab]"), 3),
        force in any::<bool>(),
        by_cpu in any::<bool>(),
    ) {
        let mut reports = vec![planned(&["pool", "gil"], &[1, 2, 4, 8], 3); 3];
        for (report, name) in reports.iter_mut().zip(names) {
            report.machine.name = name;
        }
        for (place, round, curve, workers, wall, done) in runs {
            let report = &mut reports[usize::from(place)];
            add(report, round, curve, workers, wall);
            report.runs.last_mut().unwrap().done = done;
        }
        let named = reports.into_iter().map(|report| ("file".to_string(), report)).collect();
        let subjects = ComparedMachine::group(named, if by_cpu { By::Cpu } else { By::Machine });
        let mut names: Vec<String> = subjects.iter().map(|subject| subject.name.clone()).collect();
        names.sort();
        prop_assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{:?}", names);
        if let Ok(comparison) = Comparison::of(subjects, force) {
            let ratios = comparison.matched.iter().flat_map(|matched| matched.ratios.iter().flatten());
            for ratio in ratios.flat_map(Ratios::all) {
                prop_assert!(ratio.of_medians.low <= ratio.of_medians.value && ratio.of_medians.value <= ratio.of_medians.high, "{:?}", ratio);
                prop_assert!(ratio.p.is_none_or(|p| (0.0..=1.0).contains(&p)));
            }
        }
    }
}
