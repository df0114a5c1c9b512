use super::*;
use crate::event::{Doubt, Machine, Tool};
use crate::fidelity::findings::{Entry, Findings, tests::made_up};
use crate::fidelity::scenario::{Raw, Scenario};
use crate::fidelity::schedule::{News, Turn};
use crate::text::escape::tests::{HOSTILE, assert_visible, filled};
use crate::text::look::Look;
use crate::text::width::tests::{TERMINALS, assert_fits, assert_whole};

const MS: u64 = 1_000_000;

/// Five repetitions of some families with figures that a machine might have shown: throughput agrees, native work
/// does not scale in the simulation, waits beside two hogs are unclear.
fn findings() -> Findings {
    made_up(&["throughput", "native", "wake", "echo"], 5, |scenario, contestant, repetition| match scenario {
        Scenario::Work { native: true, .. } => {
            Raw::Walls(vec![200 * MS, (190 - 90 * contestant as u64) * MS])
        }
        Scenario::Work { .. } => Raw::Walls(vec![200 * MS, (202 + repetition) * MS, 205 * MS, 210 * MS]),
        Scenario::Wake { hogs, .. } => {
            let wild = if *hogs == 2 { 1 + repetition * (1 + contestant as u64) } else { 1 };
            let wait = |i: u64| (5 * MS + i * 10_000) * wild;
            Raw::Waits { waits: (0..100).map(wait).collect(), calls: vec![] }
        }
        Scenario::Echo { hogs: 0, .. } => Raw::Replies(vec![40_000; 200]),
        _ => Raw::Replies(vec![10 * MS + 40_000; 50]),
    })
}

fn report_on(findings: &Findings, stopped: bool) -> Report {
    let machine = Machine { cpu: "Test CPU".into(), os: "Linux".into(), ..Machine::with_cpus(2) };
    let doubts = [Doubt {
        kind: "steal".into(),
        message: "the hypervisor took 4.2 % of the CPU time away".into(),
        advice: "run it again when the host is quieter".into(),
        lane: None,
    }];
    let about = About {
        origin: &crate::model::fixture::origin(),
        machine: &machine,
        quick: false,
        stopped,
        doubts: &doubts,
    };
    let mut report = Report::of(findings, &about);
    report.tool = Tool { version: "0.0.0".into(), profile: "test".into() };
    report
}

fn report() -> Report {
    report_on(&findings(), false)
}

fn render(name: &str, look: Look, report: &Report) -> String {
    FORMATS.by_name(name).unwrap().render(report, look)
}

const ASCII: Look = Look { colour: false, ascii: true, columns: 100 };

#[test]
fn text() {
    insta::assert_snapshot!(render("text", Look::default(), &report()));
}

#[test]
fn markdown() {
    insta::assert_snapshot!(render("markdown", Look::default(), &report()));
}

#[test]
fn ascii_is_ascii_and_lines_are_not_too_long() {
    let text = render("text", ASCII, &report());
    assert!(text.is_ascii(), "{text}");
    for (ascii, columns) in
        [false, true].into_iter().flat_map(|ascii| TERMINALS.map(|columns| (ascii, columns)))
    {
        let text = render("text", Look { colour: false, ascii, columns }, &report());
        assert_fits(&text, columns);
        assert_whole(&text, &["simulated", "CPython", "interval", "within", "verdict", "measured"]);
        assert_eq!(text.lines().filter(|line| line.ends_with("agree")).count(), 19, "{text}");
    }
}

#[test]
fn colours_change_nothing_but_the_colour() {
    let coloured = render("text", Look { colour: true, ..Look::default() }, &report());
    let plain = render("text", Look::default(), &report());
    let codes = ["\u{1b}[36m", "\u{1b}[31m", "\u{1b}[33m", "\u{1b}[0m"];
    assert!(codes.iter().all(|code| coloured.contains(code)), "all verdicts occur");
    assert_eq!(codes.iter().fold(coloured, |text, code| text.replace(code, "")), plain);
}

#[test]
fn json_is_the_report_itself_and_has_what_is_documented() {
    let report = report();
    let text = render("json", Look::default(), &report);
    assert_eq!(serde_json::from_str::<Report>(&text).unwrap(), report);
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    for pointer in [
        "/schema",
        "/tool/version",
        "/when",
        "/host",
        "/argv/0",
        "/fingerprint/kernel",
        "/machine/cpu",
        "/quick",
        "/repetitions/wanted",
        "/repetitions/done",
        "/seed",
        "/ended",
        "/contestants/1/label",
        "/contestants/1/program",
        "/checks/0/name",
        "/checks/0/row",
        "/checks/0/unit",
        "/checks/0/factor",
        "/checks/0/scenario/work/legs/0/threads",
        "/checks/0/figures/0/value",
        "/checks/0/figures/1/coverage",
        "/checks/0/comparisons/0/ratio/low",
        "/checks/0/comparisons/0/verdict",
        "/checks/0/comparisons/0/reason",
        "/convoys/0/predicted/1",
        "/convoys/0/waits",
        "/doubts/0/advice",
        "/verdict",
    ] {
        assert!(json.pointer(pointer).is_some_and(|v| !v.is_null()), "{pointer} in {text}");
    }
    assert_eq!(json["schema"], "coreograph.fidelity/1");
    crate::documents::schema::assert_valid(&json);
}

#[test]
fn the_exit_code_says_whether_something_differs_or_is_doubted() {
    let differs = report();
    assert_eq!(differs.exit_code(false), 1);
    let mut agrees = differs.clone();
    agrees.checks.retain(|check| check.family == "throughput");
    assert_eq!((agrees.exit_code(false), agrees.exit_code(true)), (0, 3));
    agrees.doubts.clear();
    assert_eq!(agrees.exit_code(true), 0);
    agrees.contestants[1].fault = Some("died".into());
    assert_eq!(agrees.exit_code(false), 1, "it took part, and failed");
}

#[test]
fn without_python_the_simulated_figures_stand_alone() {
    let both = findings();
    let absent = Entry {
        label: "python3".into(),
        program: Some("python3".into()),
        fault: Some("cannot be started: No such file or directory".into()),
    };
    let mut alone = Findings::new(both.plan.clone(), vec![both.entries[0].clone(), absent]);
    for experiment in 0..both.plan.experiments.len() {
        for repetition in 0..5 {
            let turn = Turn { repetition, experiment, contestant: 0 };
            alone.see(News::Measured(turn, Raw::Walls(vec![200 * MS, 202 * MS, 205 * MS, 210 * MS])));
        }
    }
    let report = report_on(&alone, false);
    assert_eq!(report.exit_code(false), 0);
    assert!(report.checks.iter().all(|check| check.comparisons.is_empty()));
    insta::assert_snapshot!(render("text", Look::default(), &report));
    assert!(
        render("markdown", Look::default(), &report)
            .contains("Nothing could be compared: python3 cannot be started")
    );
}

#[test]
fn what_was_stopped_says_so_and_doubts_its_intervals() {
    let mut findings = findings();
    let nothing = Findings::new(findings.plan.clone(), findings.entries.clone());
    let report = report_on(&nothing, true);
    assert_eq!((report.ended.as_str(), report.repetitions.done), ("stopped", 0));
    assert!(report.verdict.starts_with("Nothing could be compared"), "{}", report.verdict);
    assert!(report.doubts.iter().any(|doubt| doubt.kind == "few-repetitions"));
    for format in FORMATS.iter() {
        assert!(!format.render(&report, Look::default()).is_empty());
    }
    findings.see(News::Out { contestant: 1, reason: "said nothing for too long and was ended".into() });
    let text = render("text", Look::default(), &report_on(&findings, false));
    assert!(text.contains("CPython 3.11.7 said nothing for too long and was ended"), "{text}");
}

#[test]
fn whatever_stands_in_a_report_is_shown_escaped() {
    let mut findings = findings();
    findings.see(News::Out { contestant: 1, reason: "said nothing".into() });
    let report = filled(&report_on(&findings, false), HOSTILE);
    for format in FORMATS.iter().filter(|format| format.name() != "json") {
        assert_visible(format.name(), &format.render(&report, Look::default()));
    }
}

#[test]
fn a_ratio_that_the_medians_beside_it_do_not_give_says_what_it_is() {
    let mut report = report();
    let check = report.checks.iter_mut().find(|check| check.quantile.is_none()).unwrap();
    let comparison = check.comparisons.iter_mut().find(|comparison| comparison.ratio.is_some()).unwrap();
    let [simulated, cpython] = [comparison.simulated, comparison.cpython];
    comparison.ratio.as_mut().unwrap().value = 0.99;
    check.figures[simulated].as_mut().unwrap().value = 165.9;
    check.figures[cpython].as_mut().unwrap().value = 147.6;
    let comparison = comparison.clone();
    let check = check.clone();
    let mut alike = comparison.clone();
    alike.ratio.as_mut().unwrap().value = 165.9 / 147.6;
    assert!(check.is_of_pairs(&comparison) && !check.is_of_pairs(&alike));
    for name in ["text", "markdown"] {
        let text = render(name, Look { columns: 400, ..Look::default() }, &report);
        assert!(text.contains("median of the ratios of paired runs"), "{text}");
        assert!(text.contains("0.99*") || text.contains("0.99\\*"), "{text}");
    }
}
