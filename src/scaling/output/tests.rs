use super::*;
use crate::event::Doubt;
use crate::scaling::Report;
use crate::scaling::compare::{By, ComparedMachine, Comparison};
use crate::scaling::fixture::{add, planned};
use crate::text::escape::tests::{HOSTILE, any_text, assert_visible, filled, replaced};
use crate::text::look::Look;
use crate::text::width::tests::{TERMINALS, assert_fits, assert_whole};
use proptest::prelude::*;

/// Two lanes on four cores and eight threads, with doubts and notes beside the figures.
fn report() -> Report {
    let mut report = planned(&["pool", "gil"], &[1, 2, 4, 8], 3);
    report.machine.name = Some("<here> & \"there\"".into());
    (report.machine.physical_cores, report.machine.usable_cpus) = (Some(4), Some(8));
    for round in 0..3 {
        let noise = 1.0 + 0.01 * f64::from(round);
        for workers in [1, 2, 4, 8] {
            let n = f64::from(workers);
            add(&mut report, round, 0, workers, noise * (0.05 + 0.95 / n));
            add(&mut report, round, 1, workers, noise * (1.0 + n / 100.0));
        }
    }
    report.doubts.push(Doubt {
        kind: "busy-machine".into(),
        message: "other programs kept 0.5 of 8 cores busy before the start".into(),
        advice: "wait until they are done".into(),
        lane: None,
    });
    report
}

#[test]
fn every_format_tells_the_same_sweep() {
    let report = report();
    let told = SweepSummary::of(&report);
    for format in FORMATS.iter().filter(|format| format.name() != "json") {
        let text = format.sweep(&told, Look::default());
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{}", format.name());
        insta::assert_snapshot!(format!("sweep_{}", format.name()), text);
    }
}

#[test]
fn text_has_lines_that_fit_and_ascii_is_ascii() {
    let report = report();
    let text = FORMATS
        .by_name("text")
        .unwrap()
        .sweep(&SweepSummary::of(&report), Look { ascii: true, ..Look::default() });
    assert!(text.contains("##########") && !text.contains('█'), "{text}");
    let reports = vec![("a".to_string(), report), ("b".to_string(), other())];
    let comparison = Comparison::of(ComparedMachine::group(reports.clone(), By::Machine), false).unwrap();
    for columns in TERMINALS {
        let look = Look { columns, ..Look::default() };
        let sweep = FORMATS.by_name("text").unwrap().sweep(&SweepSummary::of(&reports[0].1), look);
        assert_whole(&sweep, &["workers", "time", "speed-up", "of N", "Karp-Flatt", "start", "doubts"]);
        let compared = FORMATS.by_name("text").unwrap().comparison(&comparison, look);
        assert_whole(&compared, &["throughput", "one core", "scaling", "whole machine"]);
        assert_fits(&(sweep + &compared), columns);
    }
}

#[test]
fn what_is_written_for_the_web_is_escaped() {
    let report = report();
    for format in ["svg", "html"] {
        let text = FORMATS.by_name(format).unwrap().sweep(&SweepSummary::of(&report), Look::default());
        assert!(
            text.contains("&lt;here&gt; &amp; &quot;there&quot;") && !text.contains("<here>"),
            "{format}"
        );
    }
}

#[test]
fn a_simulated_machine_says_so_in_every_format() {
    let mut report = report();
    report.simulated = Some("a formula".into());
    for format in FORMATS.iter() {
        let text = format.sweep(&SweepSummary::of(&report), Look::default());
        assert!(text.contains("simulated"), "{}", format.name());
    }
}

#[test]
fn a_sweep_without_a_run_is_told_without_a_panic() {
    let report = planned(&["pool"], &[1, 2], 5);
    for format in FORMATS.iter() {
        format.sweep(&SweepSummary::of(&report), Look::default());
    }
}

/// The same lanes on a machine that is half again as fast, and has no siblings.
fn other() -> Report {
    let mut report = report();
    report.machine.name = Some("other".into());
    (report.machine.physical_cores, report.machine.cpu) = (Some(8), Some("Other CPU".into()));
    for run in &mut report.runs {
        let faster = 1.5 + 0.001 * f64::from(run.order % 5);
        let time = &mut run.time_s;
        let times =
            [&mut time.compute, &mut time.core_wait, &mut time.lock_wait, &mut time.transfer, &mut time.idle];
        let books = [&mut run.wall_s, &mut run.cpu_s, &mut run.busy_s.mean, &mut run.busy_s.most];
        times.into_iter().chain(books).for_each(|seconds| *seconds /= faster);
    }
    report
}

#[test]
fn every_format_tells_the_same_comparison() {
    let reports = vec![("a".to_string(), report()), ("b".to_string(), other())];
    let comparison = Comparison::of(ComparedMachine::group(reports, By::Machine), false).unwrap();
    for format in FORMATS.iter() {
        let text = format.comparison(&comparison, Look::default());
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{}", format.name());
        insta::assert_snapshot!(format!("comparison_{}", format.name()), text);
    }
}

/// The grammar of Go's benchmarks in its specification: a name that begins with `Benchmark` and has no blank, an
/// iteration count, pairs of value and unit; before them `key: value` with a key in lower case.
#[test]
fn benchmark_lines_follow_their_grammar() {
    let report = report();
    let text = FORMATS.by_name("benchstat").unwrap().sweep(&SweepSummary::of(&report), Look::default());
    let (benchmarks, configuration): (Vec<&str>, Vec<&str>) =
        text.lines().partition(|line| line.starts_with("Benchmark"));
    assert_eq!(benchmarks.len(), report.runs.len());
    for line in benchmarks {
        let words: Vec<&str> = line.split(' ').collect();
        assert!(words.len() >= 4 && words.len().is_multiple_of(2), "{line}");
        assert!(words[1].parse::<u64>().is_ok_and(|count| count > 0), "{line}");
        for pair in words[2..].chunks(2) {
            assert!(pair[0].parse::<f64>().is_ok_and(|value| value > 0.0) && !pair[1].is_empty(), "{line}");
        }
    }
    for line in configuration {
        let (key, value) = line.split_once(": ").unwrap();
        assert!(key.chars().all(|c| c.is_ascii_lowercase()) && !value.is_empty(), "{line}");
    }
}

#[test]
fn a_comparison_says_when_where_and_by_which_command_each_report_was_measured() {
    let reports = vec![("a".into(), report()), ("b".into(), report())];
    let comparison = Comparison::of(ComparedMachine::group(reports, By::Machine), true).unwrap();
    let json = FORMATS.by_name("json").unwrap().comparison(&comparison, Look::default());
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let measured = &json["machines"][1]["measured"][0];
    assert_eq!((&measured["when"], &measured["host"]), (&"2026-11-23T12:00:00Z".into(), &"test".into()));
    assert_eq!(measured["argv"], serde_json::json!(["coreograph", "scale"]));
}

/// Two reports with `text` in every place that may be any string.
fn hostile(text: &str) -> [Report; 2] {
    let mut report = report();
    report.runs.truncate(16);
    let first = filled(&report, text);
    let mut second = first.clone();
    second.runs.iter_mut().for_each(|run| run.wall_s *= 1.5);
    second.machine.cpu = Some(format!("other {text}"));
    [first, second]
}

/// Fails when a sweep or a comparison in any format but JSON contains a hidden character.
fn assert_all_visible([first, second]: [Report; 2]) {
    let name = first.machine.cpu.clone().unwrap();
    for format in FORMATS.iter().filter(|format| format.name() != "json") {
        assert_visible(format.name(), &format.sweep(&SweepSummary::of(&first), Look::default()));
    }
    let reports = vec![(name.clone(), first), (name, second)];
    let comparison = Comparison::of(ComparedMachine::group(reports, By::Machine), true).unwrap();
    for format in FORMATS.iter().filter(|format| format.name() != "json") {
        assert_visible(format.name(), &format.comparison(&comparison, Look::default()));
    }
}

#[test]
fn whatever_stands_in_a_sweep_is_shown_escaped_and_stays_exact_in_json() {
    let reports = hostile(HOSTILE);
    let csv = FORMATS.by_name("csv").unwrap().sweep(&SweepSummary::of(&reports[0]), Look::default());
    assert!(csv.lines().skip(1).all(|line| line.starts_with("\"'=A|`<b>\\u{1b}[31m")), "{csv}");
    let json = FORMATS.by_name("json").unwrap().sweep(&SweepSummary::of(&reports[0]), Look::default());
    assert_eq!(serde_json::from_str::<Report>(&json).unwrap(), reports[0]);
    assert_all_visible(reports);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_text_at_all_gets_out_of_a_sweep_unescaped(text in any_text()) {
        static TEMPLATES: std::sync::LazyLock<[Report; 2]> = std::sync::LazyLock::new(|| hostile("\u{1b}"));
        assert_all_visible(TEMPLATES.each_ref().map(|template| replaced(template, "\u{1b}", &text)));
    }
}
