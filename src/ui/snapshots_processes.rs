//! Snapshots of worker processes that die, are replaced, stop and print.

use ratatui::style::Color;

use crate::ui::picture::render;
use crate::ui::script::Script;
use crate::ui::snapshots::{dump, rows};
use crate::ui::state::{Overlay, UiState};
use crate::ui::theme::Theme;

#[test]
fn deaths_and_their_healing() {
    let script = Script::with_deaths();
    let first = script.first_task_of_pool();
    for (width, height) in [(80, 24), (120, 40)] {
        for (phase, seconds) in [("healed", first + 1.3), ("stopped", first + 1.7), ("dead", first + 2.4)] {
            let buf =
                render(&script.model_at(seconds), &UiState::default(), &Theme::default(), width, height);
            insta::assert_snapshot!(format!("wounds_{phase}_{width}x{height}"), dump(&buf));
        }
    }
}

#[test]
fn deaths_without_colours() {
    let script = Script::with_deaths();
    let model = script.model_at(script.first_task_of_pool() + 2.4);
    for (name, ascii) in [("wounds_monochrome", false), ("wounds_monochrome_ascii", true)] {
        let buf = render(&model, &UiState::default(), &Theme::new(false, ascii), 80, 24);
        assert!(buf.content().iter().all(|c| (c.fg, c.bg) == (Color::Reset, Color::Reset)));
        assert!(!ascii || buf.content().iter().all(|c| c.symbol().is_ascii()));
        insta::assert_snapshot!(name, dump(&buf));
    }
}

#[test]
fn a_zoomed_lane_tells_every_death() {
    let script = Script::with_deaths();
    let model = script.model_at(script.first_task_of_pool() + 2.4);
    let zoom = UiState::default().zoomed(1).selecting(1, 1);
    insta::assert_snapshot!("wounds_zoom", dump(&render(&model, &zoom, &Theme::default(), 120, 40)));
    for (width, height) in [(80, 24), (120, 40)] {
        let screen = rows(&model, &zoom, width, height).join(" ");
        let screen = screen.split_whitespace().collect::<Vec<_>>().join(" ");
        for told in ["replaced after 4.10 ms, its task ran again after 500 µs", "in the middle of task 30"] {
            assert!(screen.contains(told), "{told} at {width}x{height}:\n{screen}");
        }
    }
}

#[test]
fn the_list_of_faults() {
    let script = Script::with_deaths();
    let model = script.model_at(script.first_task_of_pool() + 0.5);
    let state = UiState::default().selecting(1, 1).with_overlay(Overlay::Faults { marked: 1 });
    for (width, height) in [(80, 24), (120, 40)] {
        let buf = render(&model, &state, &Theme::default(), width, height);
        insta::assert_snapshot!(format!("faults_{width}x{height}"), dump(&buf));
    }
    let last = state.with_overlay(Overlay::Faults { marked: 6 });
    let low = rows(&model, &last, 60, 8).join("\n");
    assert!(low.contains("7 leak"), "what is marked is seen:\n{low}");
}

#[test]
fn what_workers_print() {
    let script = Script::talkative();
    let model = script.model_at(script.first_task_of_pool() + 1.55);
    let shown = |state: &UiState, width, height| rows(&model, state, width, height).join("\n");
    insta::assert_snapshot!(
        "output_120x40",
        dump(&render(&model, &UiState::default(), &Theme::default(), 120, 40))
    );
    let mut asked = UiState::default().with_output(true);
    insta::assert_snapshot!("output_80x24", dump(&render(&model, &asked, &Theme::default(), 80, 24)));
    let small = shown(&UiState::default(), 80, 24);
    assert!(!small.contains("OUTPUT") && small.contains("16 lines were printed (o shows them)"), "{small}");
    let closed = shown(&UiState::default().with_output(false), 120, 40);
    assert!(!closed.contains("Test Case") && !closed.contains("o shows them"), "{closed}");
    asked.scroll_to(Some(0));
    let scrolled = shown(&asked, 80, 24);
    assert!(scrolled.contains("Test Case 0") && scrolled.contains("lines 1 to 7 of 16"), "{scrolled}");
}

#[test]
fn at_the_end_it_is_said_that_nothing_is_missing() {
    let mut script = Script::with_deaths();
    script.besides.pop();
    let screen = rows(&script.finished(), &UiState::default(), 120, 40).join(" ");
    assert!(screen.contains("1 worker process died, and no result is missing."), "{screen}");
}
