use super::*;
use crate::event::Doubt;
use crate::scaling::fixture::{add, planned};

/// Two lanes on four cores and eight threads, with what has to be told beside the figures.
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
    let told = Told::of(&report);
    for format in FORMATS.iter().filter(|format| format.name() != "json") {
        let text = format.sweep(&told, Look::default());
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{}", format.name());
        insta::assert_snapshot!(format!("sweep_{}", format.name()), text);
    }
}

#[test]
fn text_has_lines_that_fit_and_ascii_is_ascii() {
    let report = report();
    let text = by_name("text").unwrap().sweep(&Told::of(&report), Look { ascii: true, colour: false });
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    assert!(text.contains("##########") && !text.contains('█'), "{text}");
}

#[test]
fn what_is_written_for_the_web_is_escaped() {
    let report = report();
    for format in ["svg", "html"] {
        let text = by_name(format).unwrap().sweep(&Told::of(&report), Look::default());
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
    for format in FORMATS {
        let text = format.sweep(&Told::of(&report), Look::default());
        assert!(text.contains("simulated"), "{}", format.name());
    }
}

#[test]
fn a_sweep_without_a_run_is_told_without_a_panic() {
    let report = planned(&["pool"], &[1, 2], 5);
    for format in FORMATS {
        format.sweep(&Told::of(&report), Look::default());
    }
}
