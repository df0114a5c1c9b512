use super::*;
use crate::documents::schema::assert_valid;
use crate::event::Doubt;
use crate::scaling::Report;
use crate::scaling::chart::Metric;
use crate::scaling::compare::{By, ComparedMachine, Comparison};
use crate::scaling::figure::FigureOptions;
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

#[test]
fn the_geometric_mean_stands_in_every_table_of_a_comparison() {
    let reports = vec![("a".to_string(), report()), ("b".to_string(), other())];
    let comparison = Comparison::of(ComparedMachine::group(reports, By::Machine), false).unwrap();
    let told = |format: &str| FORMATS.by_name(format).unwrap().comparison(&comparison, Look::default());
    for format in ["text", "markdown", "html", "csv"] {
        assert!(told(format).contains("geometric mean"), "{format}");
    }
    let whole = comparison.means[1].as_ref().unwrap().whole.unwrap();
    let json: serde_json::Value = serde_json::from_str(&told("json")).unwrap();
    assert_valid(&json);
    assert!(json["geometric_means"][0].is_null());
    let mean = &json["geometric_means"][1]["whole_machine"];
    let value = mean["value"].as_f64().unwrap();
    assert!((value - whole.of_ratios.value).abs() < 1e-12 && mean["curves"] == 2, "{mean}");
    let csv = told("csv");
    let line =
        csv.lines().find(|line| line.starts_with("geometric mean,,") && line.contains("whole machine"));
    assert!(line.unwrap().contains(&whole.of_ratios.high.to_string()), "{csv}");
}

#[test]
fn the_points_of_all_machines_are_a_line_each() {
    let reports = vec![("a".to_string(), report()), ("b".to_string(), other())];
    let comparison = Comparison::of(ComparedMachine::group(reports, By::Machine), false).unwrap();
    let csv = points(&comparison);
    let lines: Vec<&str> = csv.lines().collect();
    assert!(lines[0].starts_with("compared_as,machine,cpu,simulated,workload,"), "{csv}");
    assert_eq!(lines.len(), 1 + 2 * 2 * 4, "two machines, two lanes, four numbers of workers");
    assert_eq!(lines.iter().filter(|line| line.starts_with("other,other,Other CPU,")).count(), 8);
}

/// Value of an attribute of the whole picture.
fn attribute<'a>(svg: &'a str, name: &str) -> &'a str {
    svg.split_once(&format!(" {name}=\"")).unwrap().1.split('"').next().unwrap()
}

#[test]
fn a_figure_is_drawn_as_it_was_chosen() {
    let reports = vec![("a".to_string(), report()), ("b".to_string(), other())];
    let comparison = Comparison::of(ComparedMachine::group(reports, By::Machine), false).unwrap();
    let whole = FORMATS.by_name("svg").unwrap().comparison(&comparison, Look::default());
    let of = |options: &FigureOptions| picture_of_comparison(&comparison, options);
    assert_eq!(of(&FigureOptions::default()).as_ref(), Ok(&whole));
    let panels = |svg: &str| svg.matches("<g transform").count();
    assert_eq!((panels(&whole), attribute(&whole, "width")), (6, "1320"));
    let one = FigureOptions {
        panels: vec!["pool".parse().unwrap()],
        metrics: vec![Metric::Throughput],
        width: Some(880),
        bare: true,
    };
    let svg = of(&one).unwrap();
    assert_eq!((panels(&svg), attribute(&svg, "width")), (1, "880"));
    let size: Vec<f64> = attribute(&svg, "viewBox").split(' ').map(|side| side.parse().unwrap()).collect();
    let height: f64 = attribute(&svg, "height").parse().unwrap();
    assert!((height / 880.0 - size[3] / size[2]).abs() < 1e-3, "it keeps its proportions");
    assert!(svg.contains("tasks per second") && svg.contains("other</text>"), "axes and names remain: {svg}");
    for words in ["strong scaling", "No significant difference", "band: interval"] {
        assert!(whole.contains(words) && !svg.contains(words), "{words}");
    }
    let narrow = of(&FigureOptions { bare: false, ..one }).unwrap();
    assert!(narrow.contains("No significant difference"));
    let none = FigureOptions { panels: vec!["fork".parse().unwrap()], ..FigureOptions::default() };
    assert!(of(&none).unwrap_err().to_string().starts_with("there is no panel fork"));
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
