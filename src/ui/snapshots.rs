//! Snapshots of the screens: text and styles, at the sizes and on the machines that matter.

use std::fmt::Write as _;

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};

use crate::model::Model;
use crate::ui::appearance::Appearance;
use crate::ui::chrome::help_page;
use crate::ui::chrome::help_page::Help;
use crate::ui::chrome::popup;
use crate::ui::picture::render;
use crate::ui::script::Script;
use crate::ui::stage::StageKind;
use crate::ui::state::{Page, UiState};
use crate::ui::theme::Theme;
use crate::ui::view;
use crate::ui::view::DrawContext;

/// A buffer as text, and below it its styles: a letter per cell, explained at the end.
pub(in crate::ui) fn dump(buf: &Buffer) -> String {
    let width = usize::from(buf.area.width);
    let mut looks: Vec<(Color, Color, Modifier)> = vec![(Color::Reset, Color::Reset, Modifier::empty())];
    let mut text = String::new();
    let mut styles = String::new();
    for row in buf.content().chunks(width) {
        let mut line = String::new();
        let mut marks = String::new();
        for cell in row {
            line.push_str(cell.symbol());
            let look = (cell.fg, cell.bg, cell.modifier);
            let index = looks.iter().position(|l| *l == look).unwrap_or_else(|| {
                looks.push(look);
                looks.len() - 1
            });
            marks.push(if index == 0 { ' ' } else { char::from(b'a' + u8::try_from(index - 1).unwrap()) });
        }
        text.push_str(line.trim_end());
        text.push('\n');
        styles.push_str(marks.trim_end());
        styles.push('\n');
    }
    for (i, (fg, bg, modifier)) in looks.iter().enumerate().skip(1) {
        let mark = char::from(b'a' + u8::try_from(i - 1).unwrap());
        writeln!(styles, "{mark}: {fg} on {bg} {modifier:?}").unwrap();
    }
    format!("{text}---\n{styles}")
}

fn screen(script: &Script, seconds: f64, width: u16, height: u16) -> String {
    dump(&render(&script.model_at(seconds), &UiState::default(), &Theme::default(), width, height))
}

/// Snapshots of a race of `gil` and `pool`: running and finished, at both sizes.
fn look(name: &str, script: &Script, running: f64) {
    for (width, height) in [(80, 24), (120, 40)] {
        insta::assert_snapshot!(
            format!("{name}_{width}x{height}_running"),
            screen(script, running, width, height)
        );
        insta::assert_snapshot!(
            format!("{name}_{width}x{height}_finished"),
            screen(script, 1000.0, width, height)
        );
    }
}

#[test]
fn two_cores() {
    look("two_cores", &Script::of(&["gil", "pool"]), 8.5);
}

#[test]
fn eight_cores() {
    look("eight_cores", &Script::of(&["gil", "pool"]).on(4, 8).split(), 2.2);
}

#[test]
fn sixty_four_cores() {
    let script = Script { solo: 20.0, ..Script::of(&["gil", "pool"]).on(64, 64) };
    look("sixty_four_cores", &script, 12.0);
}

/// Few words and large figures: running and finished, on a small screen and a large one.
#[test]
fn for_a_projector() {
    let theme = Theme::default();
    let appearance = Appearance { present: true, ..(&theme).into() };
    let script = Script::of(&["gil", "pool"]);
    for (width, height) in [(40, 12), (80, 24), (120, 40)] {
        for (phase, seconds) in [("running", 8.5), ("finished", 1000.0)] {
            let buf = render(&script.model_at(seconds), &UiState::default(), appearance, width, height);
            insta::assert_snapshot!(format!("present_{width}x{height}_{phase}"), dump(&buf));
        }
    }
}

#[test]
fn without_colours() {
    let script = Script::of(&["gil", "pool"]);
    for (name, ascii) in [("monochrome", false), ("monochrome_ascii", true)] {
        let theme = Theme::new(false, ascii);
        let buf = render(&script.model_at(8.5), &UiState::default(), &theme, 80, 24);
        assert!(buf.content().iter().all(|c| (c.fg, c.bg) == (Color::Reset, Color::Reset)));
        insta::assert_snapshot!(name, dump(&buf));
    }
}

#[test]
fn a_narrow_screen_stacks_its_lanes() {
    insta::assert_snapshot!(screen(&Script::of(&["gil", "pool"]), 8.5, 60, 20));
}

#[test]
fn four_lanes() {
    let script = Script::of(&["sequential", "threads", "gil", "pool"]).on(4, 4);
    insta::assert_snapshot!("four_lanes_120x40", screen(&script, 1000.0, 120, 40));
    insta::assert_snapshot!("four_lanes_80x24", screen(&script, 1000.0, 80, 24));
}

#[test]
fn faults_and_doubts() {
    let liar = Script { liar: Some(1), doubts: 2, ..Script::of(&["gil", "pool"]) };
    insta::assert_snapshot!("disagreement", screen(&liar, 1000.0, 80, 24));
    let broken = Script { broken: Some(1), ..Script::of(&["gil", "pool"]) };
    insta::assert_snapshot!("broken_lane", screen(&broken, 1000.0, 80, 24));
    let doubtful = Script { doubts: 2, ..Script::of(&["gil", "pool"]) };
    insta::assert_snapshot!("doubts", screen(&doubtful, 1000.0, 120, 40));
}

#[test]
fn help_and_zoom() {
    let model = Script { doubts: 3, ..Script::of(&["gil", "pool"]) }.finished();
    insta::assert_snapshot!("help", dump(&with_help(&model, &Theme::default(), 0, 80, 40)));
    let zoom = UiState::default().zoomed(1);
    insta::assert_snapshot!("zoom", dump(&render(&model, &zoom, &Theme::default(), 100, 40)));
}

/// The lock of threads that only compute: running and finished, at three sizes.
#[test]
fn the_lock() {
    let state = UiState::on(Page::Lock);
    for threads in [2, 4] {
        let script = Script::of(&["gil", "pool"]).on(threads, 2);
        for (width, height) in [(80, 24), (120, 40), (200, 60)] {
            for (phase, seconds) in [("running", 3.6), ("finished", 1000.0)] {
                let name = format!("lock_{threads}_threads_{width}x{height}_{phase}");
                let model = script.model_at(seconds);
                insta::assert_snapshot!(
                    name,
                    dump(&render(&model, &state, &Theme::default(), width, height))
                );
            }
        }
    }
}

#[test]
fn the_lock_without_colours() {
    let state = UiState::on(Page::Lock);
    let model = Script::of(&["gil", "pool"]).on(4, 2).model_at(3.6);
    for (name, ascii) in [("lock_monochrome", false), ("lock_monochrome_ascii", true)] {
        let buf = render(&model, &state, &Theme::new(false, ascii), 80, 24);
        assert!(buf.content().iter().all(|c| (c.fg, c.bg) == (Color::Reset, Color::Reset)));
        insta::assert_snapshot!(name, dump(&buf));
    }
}

/// The screen's rows as text.
pub(super) fn rows(model: &Model, state: &UiState, width: u16, height: u16) -> Vec<String> {
    text_rows(&render(model, state, &Theme::default(), width, height))
}

pub(in crate::ui) fn text_rows(buf: &Buffer) -> Vec<String> {
    let text = |row: &[ratatui::buffer::Cell]| row.iter().map(ratatui::buffer::Cell::symbol).collect();
    buf.content().chunks(usize::from(buf.area.width)).map(text).collect()
}

/// A race with its help open, as the shell draws it.
pub(super) fn with_help(model: &Model, theme: &Theme, scroll: usize, width: u16, height: u16) -> Buffer {
    let mut buf = render(model, &UiState::default(), theme, width, height);
    let (area, state) = (buf.area, UiState::default());
    let ctx = DrawContext::new(model, &state, theme.into(), StageKind::Live, height);
    let lines = view::help::lines(&ctx, popup::text_width(area));
    help_page::draw(theme, Some(&Help { lines, scroll }), area, &mut buf);
    buf
}

#[test]
fn what_explains_the_figures_is_readable_at_every_size() {
    for (workers, cores) in [(2, 2), (4, 8)] {
        let script = Script::of(&["gil", "pool"]).on(workers, cores);
        for (width, height) in
            [(60, 20), (60, 30), (72, 24), (75, 24), (80, 24), (100, 30), (120, 40), (200, 50)]
        {
            for seconds in [8.5, 1000.0] {
                let screen = rows(&script.model_at(seconds), &UiState::default(), width, height).join("\n");
                for fact in ["switches/s", "lock-wait ", "messages", "serialise "] {
                    assert!(screen.contains(fact), "{fact} at {width}x{height}, {seconds} s:\n{screen}");
                }
            }
        }
    }
}

#[test]
fn at_eighty_columns_every_lane_is_seen_and_the_lock_and_the_processes_are_the_large_ones() {
    let script = Script::of(&["gil", "sequential", "threads", "pool"]).on(4, 4);
    for seconds in [3.0, 9.0, 17.0, 1000.0] {
        let screen = rows(&script.model_at(seconds), &UiState::on(Page::Race), 80, 24);
        let body = screen[2..20].join("\n");
        for lane in ["gil", "sequential", "threads", "pool"] {
            assert!(body.contains(lane), "{lane} at {seconds} s:\n{body}");
        }
        assert!(screen[2].contains("gil") && screen[2].contains("pool"), "{seconds} s:\n{body}");
    }
}

/// Cores that share rows do not show their spread themselves.
#[test]
fn the_spread_of_many_cores_is_told_at_eighty_columns() {
    let script = Script { solo: 20.0, ..Script::of(&["gil", "pool"]).on(64, 64) };
    let screen = rows(&script.finished(), &UiState::default(), 80, 24);
    let heading = screen.iter().find(|row| row.contains("a row")).unwrap();
    assert_eq!(heading.matches('%').count(), 2, "{heading}");
}

#[test]
fn a_dead_worker_is_dead_on_the_screen() {
    use crate::event::{Event, EventKind, LaneId, Nanos, Obituary, WorkerId};
    let mut model = Script::of(&["gil", "pool"]).model_at(8.5);
    let death = EventKind::Death {
        lane: LaneId(1),
        worker: WorkerId(1),
        obituary: Box::new(Obituary {
            pid: 4712,
            cause: "signal 9".into(),
            task: Some(17),
            ..Obituary::default()
        }),
    };
    model.apply(&Event { at: Nanos::from_millis(8500), fact: death });
    let screen = rows(&model, &UiState::default(), 80, 24).join("\n");
    assert!(
        screen.contains("Worker 1 (pid 4712) was killed by signal 9 in the middle of task 17."),
        "{screen}"
    );
    assert!(screen.lines().any(|row| row.contains("P1") && row.contains("dead")), "{screen}");
}

#[test]
fn doubts_stand_first_in_the_help() {
    let model = Script { doubts: 2, ..Script::of(&["gil", "pool"]) }.finished();
    let screen = text_rows(&with_help(&model, &Theme::default(), 0, 80, 24));
    assert!(screen[1].contains("Reasons not to trust"), "{screen:?}");
}

/// A race whose calibration fell into a moment in which one worker was half as fast.
fn beyond_what_is_possible() -> Script {
    let calibrated = |solo| crate::event::EventKind::Calibrated {
        tasks: 64,
        size: 20_000,
        solo: crate::event::Nanos::from_secs_f64(solo),
        sample: crate::event::Nanos::from_millis(400),
    };
    Script { besides: vec![(0.85, calibrated(12.0))], ..Script::of(&["pool", "gil"]) }
}

#[test]
fn a_speed_up_beyond_what_is_possible_is_drawn_nowhere() {
    let theme = Theme::default();
    let model = beyond_what_is_possible().finished();
    for (width, height) in [(80, 24), (120, 40), (200, 60)] {
        for present in [false, true] {
            let appearance = Appearance { present, ..(&theme).into() };
            let screen =
                text_rows(&render(&model, &UiState::default(), appearance, width, height)).join("\n");
            assert!(screen.contains("withheld") && screen.contains("Not settled"), "{width}: {screen}");
            assert!(!screen.contains("3.94") && !screen.contains("times as fast"), "{width}: {screen}");
        }
        let page = |page| rows(&model, &UiState::on(page), width, height).join("\n");
        let losses = page(Page::Losses);
        assert!(!losses.contains("3.94") && losses.contains("above what the cores can give"), "{losses}");
    }
}

#[test]
fn the_doubt_that_touches_the_headline_is_the_first_everywhere() {
    let script = Script { doubts: 3, ..beyond_what_is_possible() };
    let model = script.finished();
    let screen = rows(&model, &UiState::default(), 200, 60).join("\n");
    assert!(
        screen.contains("4 doubts (? shows all): the speed-up of the pool lane came out above"),
        "{screen}"
    );
    let help = text_rows(&with_help(&model, &Theme::default(), 0, 80, 24));
    assert!(help[2].contains("beyond-possible"), "{help:?}");
}

#[test]
fn work_without_a_length_shows_what_was_done_and_no_speed() {
    let theme = Theme::default();
    let mut events = Script::of(&["gil", "pool"]).events();
    if let crate::event::EventKind::Plan(plan) = &mut events[0].fact {
        plan.workload.name = "print".into();
    }
    let model = crate::model::fixture::model(&events);
    for (width, height) in [(80, 24), (120, 40), (200, 60)] {
        for present in [false, true] {
            let appearance = Appearance { present, ..(&theme).into() };
            let rows = text_rows(&render(&model, &UiState::default(), appearance, width, height));
            // How busy the machine was is no figure of a lane.
            let of_lanes = rows.into_iter().filter(|row| !row.contains("by this lane"));
            let screen = of_lanes.collect::<Vec<_>>().join("\n");
            assert!(!screen.contains("cores busy") && !screen.contains("one worker"), "{width}: {screen}");
            assert!(!screen.contains("cores gave") && !screen.contains("speed-up"), "{width}: {screen}");
            assert!(screen.contains("64"), "{width}: {screen}");
        }
    }
}

#[test]
fn a_zoomed_lane_tells_its_own_doubts_and_how_much_it_hides() {
    use crate::event::{LaneId, Nanos, Stream, WorkerId};
    use crate::model::lane::Printed;
    let mut model = Script { doubts: 2, ..Script::of(&["gil", "pool"]) }.finished();
    model.doubts[0].lane = Some(LaneId(0));
    model.doubts[1].lane = Some(LaneId(1));
    let printed = |i| Printed {
        at: Nanos(i),
        worker: WorkerId(0),
        pid: None,
        stream: Stream::Err,
        line: format!("line {i}"),
    };
    model.lanes[1].output = (0..50).map(printed).collect();
    let zoom = UiState::default().zoomed(1);
    let screen = rows(&model, &zoom, 100, 40).join("\n");
    assert!(screen.contains("doubt: the pool lane took"), "{screen}");
    assert!(!screen.contains("doubt: other programs"), "a doubt about another lane:\n{screen}");
    assert!(screen.contains("line 49") && !screen.contains("line 0\n"), "{screen}");
    let details = |row: &&str| row.split('│').any(|part| part.trim_start().starts_with('+'));
    let hidden = screen.lines().find(details).unwrap();
    assert!(hidden.contains("lines"), "{hidden}");
}

/// Before the first event there is a screen too.
#[test]
fn before_anything_is_known() {
    let script = Script::of(&["gil", "pool"]);
    insta::assert_snapshot!("calibrating", screen(&script, 0.5, 80, 24));
    let nothing = crate::model::Model::default();
    let drawn = render(&nothing, &UiState::default(), &Theme::default(), 80, 24);
    assert!(drawn.content().iter().any(|c| c.symbol() != " "));
}
