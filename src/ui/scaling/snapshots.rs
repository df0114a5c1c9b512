//! Snapshots of the screens: text and styles, at the sizes and on the machines that matter.

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::chart_set::ChartSet;
use super::choice::Choice;
use super::script::Script;
use super::view::{DrawContext, draw, help};
use crate::scaling::chart::Metric;
use crate::scaling::compare::{By, ComparedMachine, Comparison};
use crate::scaling::progress::Progress;
use crate::text::escape::tests::{HOSTILE, assert_visible, filled};
use crate::ui::appearance::Appearance;
use crate::ui::chrome::help_page;
use crate::ui::chrome::help_page::Help;
use crate::ui::chrome::popup::text_width;
use crate::ui::snapshots::dump;
use crate::ui::snapshots_sizes::is_drawn;
use crate::ui::theme::{Depth, Theme, built_in};

const SIZES: [(u16, u16); 4] = [(40, 12), (80, 24), (120, 40), (200, 60)];

fn paint(
    set: &ChartSet,
    sweep: Option<&Progress>,
    choice: &Choice,
    appearance: Appearance,
    (width, height): (u16, u16),
) -> Buffer {
    with_help(set, sweep, choice, appearance, None, (width, height))
}

/// The same, with the help open and scrolled by this many lines.
fn with_help(
    set: &ChartSet,
    sweep: Option<&Progress>,
    choice: &Choice,
    appearance: Appearance,
    help: Option<usize>,
    (width, height): (u16, u16),
) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    let sweep =
        sweep.map(|progress| (progress, progress.report.as_ref().map_or(0.0, |report| report.spent_s)));
    let (area, ctx) = (buf.area, DrawContext::new(set, choice, appearance, sweep));
    draw(&ctx, area, &mut buf);
    let help = help.map(|scroll| Help { lines: help::lines(&ctx, text_width(area)), scroll });
    help_page::draw(appearance.theme, help.as_ref(), area, &mut buf);
    buf
}

/// The sweep of a script after `runs` runs.
fn sweep<'a>(
    script: &Script,
    runs: usize,
    choice: &Choice,
    appearance: impl Into<Appearance<'a>>,
    size: (u16, u16),
) -> Buffer {
    paint(&script.chart_set(runs), Some(&script.progress(runs)), choice, appearance.into(), size)
}

fn text(buf: &Buffer) -> String {
    let row = |cells: &[ratatui::buffer::Cell]| -> String {
        let text: String = cells.iter().map(ratatui::buffer::Cell::symbol).collect();
        text.trim_end().to_string() + "\n"
    };
    buf.content().chunks(usize::from(buf.area.width)).map(row).collect()
}

fn themed(name: &str) -> Theme {
    Theme::of(built_in::by_name(name).unwrap(), Depth::True, false)
}

#[test]
fn a_sweep_grows() {
    for (name, script) in [("small", Script::small()), ("large", Script::large())] {
        let all = script.order().len();
        for (state, runs) in [("begun", 0), ("one_run", 1), ("half", all / 2), ("finished", all)] {
            for size in SIZES {
                let buf = sweep(&script, runs, &Choice::default(), &Theme::default(), size);
                insta::assert_snapshot!(format!("{name}_{state}_{}x{}", size.0, size.1), dump(&buf));
            }
        }
    }
}

#[test]
fn in_every_theme() {
    let script = Script { doubted: true, ..Script::large() };
    let all = script.order().len();
    let ascii = Theme::new(false, true);
    for (name, theme) in [
        ("dark", themed("dark")),
        ("light", themed("light")),
        ("monochrome", Theme::new(false, false)),
        ("ascii", ascii),
    ] {
        let buf = sweep(&script, all / 2, &Choice::default(), &theme, (80, 24));
        insta::assert_snapshot!(format!("theme_{name}"), dump(&buf));
    }
}

#[test]
fn three_metrics_on_both_axes() {
    let script = Script::large();
    for metric in Metric::ALL {
        for doubling in [true, false] {
            let choice = Choice { metric, doubling: Some(doubling), ..Choice::default() };
            let buf = sweep(&script, script.order().len(), &choice, &Theme::default(), (100, 30));
            let axis = if doubling { "doubling" } else { "linear" };
            insta::assert_snapshot!(format!("{metric:?}_{axis}").to_lowercase(), text(&buf));
        }
    }
}

#[test]
fn doubts_and_many_curves() {
    let script = Script { doubted: true, ..Script::large() };
    let choice = Choice { grouping: 1, member: 2, ..Choice::default() };
    let buf = sweep(&script, script.order().len(), &choice, &Theme::default(), (120, 40));
    insta::assert_snapshot!("doubts_by_lane", dump(&buf));
    let names: Vec<String> = (0..12).map(|i| format!("lane {i}")).collect();
    let lanes = names.into_iter().map(|name| &*name.leak()).map(|name: &'static str| (name, name)).collect();
    let many = Script { lanes, workloads: vec!["primes"], ..Script::large() };
    let buf = sweep(&many, many.order().len(), &Choice::default(), &Theme::default(), (120, 40));
    insta::assert_snapshot!("many_curves", dump(&buf));
    assert!(text(&buf).contains("not named"), "{}", text(&buf));
}

#[test]
fn for_a_projector_and_with_help() {
    let script = Script::large();
    let (choice, theme) = (Choice::default(), Theme::default());
    let present = Appearance { present: true, ..(&theme).into() };
    for size in SIZES {
        let buf = sweep(&script, script.order().len(), &choice, present, size);
        insta::assert_snapshot!(format!("present_{}x{}", size.0, size.1), text(&buf));
    }
    let all = script.order().len();
    let (set, progress) = (script.chart_set(all), script.progress(all));
    let buf = with_help(&set, Some(&progress), &choice, (&theme).into(), Some(0), (80, 40));
    insta::assert_snapshot!("help", text(&buf));
}

/// Two machines, as they are compared.
fn comparison() -> ChartSet {
    let scripts = [Script::small(), Script::large()];
    let reports = scripts.map(|script| (script.name.to_string(), script.report(usize::MAX)));
    let subjects = ComparedMachine::group(reports.to_vec(), By::Machine);
    ChartSet::of_comparison(&Comparison::of(subjects, false).unwrap())
}

#[test]
fn machines_side_by_side() {
    let set = comparison();
    for size in SIZES {
        let choice = Choice { metric: Metric::Throughput, member: 1, ..Choice::default() };
        let buf = paint(&set, None, &choice, (&themed("dark")).into(), size);
        insta::assert_snapshot!(format!("comparison_{}x{}", size.0, size.1), dump(&buf));
    }
    let choice = Choice { grouping: 1, ..Choice::default() };
    let buf = paint(&set, None, &choice, (&Theme::default()).into(), (120, 40));
    insta::assert_snapshot!("comparison_by_machine", text(&buf));
}

#[test]
fn the_headline_of_a_comparison_is_the_comparison() {
    let set = comparison();
    let headline = &set.headlines[0];
    assert!(
        headline.sentence.starts_with("tau is ") && headline.sentence.ends_with(" times as fast as laptop.")
    );
    let theme = Theme::default();
    for size in [(80, 24), (120, 40), (200, 60)] {
        let drawn = text(&paint(&set, None, &Choice::default(), (&theme).into(), size));
        let first = drawn.lines().next().unwrap();
        assert!(first.contains(headline.sentence.trim_end_matches('.')), "{drawn}");
        let present = Appearance { present: true, ..(&theme).into() };
        let buf = paint(&set, None, &Choice::default(), present, size);
        insta::assert_snapshot!(format!("comparison_present_{}x{}", size.0, size.1), text(&buf));
        assert!(text(&buf).contains("eometric mean") || size.0 == 80, "{}", text(&buf));
    }
}

#[test]
fn the_points_of_every_machine_are_in_the_table() {
    let theme = Theme::default();
    let drawn = text(&paint(&comparison(), None, &Choice::default(), (&theme).into(), (120, 40)));
    assert!(drawn.contains("geometric mean"), "{drawn}");
    let heads = drawn.lines().find(|line| line.contains("tasks/s")).unwrap();
    assert_eq!(heads.matches("tasks/s").count(), 2, "{drawn}");
}

#[test]
fn before_anything_is_known() {
    let progress = Progress::default();
    let (choice, theme) = (Choice::default(), Theme::default());
    let buf = paint(&ChartSet::default(), Some(&progress), &choice, (&theme).into(), (80, 24));
    assert!(text(&buf).contains("Looking at the machine"), "{}", text(&buf));
}

#[test]
fn no_chart_shows_a_hidden_character() {
    let report =
        filled(&Script { doubted: true, repetitions: 2, ..Script::small() }.report(usize::MAX), HOSTILE);
    let mut other = report.clone();
    other.machine.cpu = Some(format!("other {HOSTILE}"));
    let reports = vec![(HOSTILE.to_string(), report.clone()), (HOSTILE.to_string(), other)];
    let comparison = Comparison::of(ComparedMachine::group(reports, By::Cpu), true).unwrap();
    for charts in [ChartSet::of_report(&report), ChartSet::of_comparison(&comparison)] {
        for (grouping, help, present) in [(0, None, false), (1, None, true), (0, Some(0), false)] {
            for size in SIZES {
                let (choice, theme) = (Choice { grouping, ..Choice::default() }, Theme::default());
                let appearance = Appearance { theme: &theme, present, message: Some(HOSTILE) };
                let drawn = text(&with_help(&charts, None, &choice, appearance, help, size));
                assert_visible("the screen", &drawn);
                assert!(size.0 < 80 || drawn.contains(r"\u{1b}"), "what is hidden is shown: {drawn}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    /// At any size, moment and choice something is drawn, and nothing panics.
    #[test]
    fn every_size_draws(
        width in 1u16..260, height in 1u16..90, runs in 0usize..200, large: bool, doubted: bool, ascii: bool,
        grouping in 0usize..3, chart in 0usize..5, member in 0usize..5, metric in 0usize..3,
        doubling in proptest::option::of(any::<bool>()), present: bool, help in proptest::option::of(0usize..99),
    ) {
        let script = Script { doubted, repetitions: 2, ..if large { Script::large() } else { Script::small() } };
        let choice = Choice { grouping, chart, member, metric: Metric::ALL[metric], doubling };
        let theme = Theme::new(!ascii, ascii);
        let appearance = Appearance { present, ..(&theme).into() };
        let (set, progress) = (script.chart_set(runs), script.progress(runs));
        let buf = with_help(&set, Some(&progress), &choice, appearance, help, (width, height));
        prop_assert!(is_drawn(&buf));
        if ascii {
            prop_assert!(buf.content().iter().all(|cell| cell.symbol().is_ascii()));
        }
    }
}
