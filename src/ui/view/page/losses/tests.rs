//! Snapshots of the view.

use ratatui::style::Color;

use crate::event::{Activity, EventKind};
use crate::ui::appearance::Appearance;
use crate::ui::picture::render;
use crate::ui::script::Script;
use crate::ui::snapshots::dump;
use crate::ui::state::{Page, UiState};
use crate::ui::theme::Theme;

fn state() -> UiState {
    UiState::on(Page::Losses)
}

#[test]
fn at_every_size() {
    let script = Script::of(&["gil", "pool"]);
    for (width, height) in [(40, 12), (80, 24), (120, 40), (200, 60)] {
        for (phase, seconds) in [("running", 3.6), ("finished", 1000.0)] {
            let buf = render(&script.model_at(seconds), &state(), &Theme::default(), width, height);
            insta::assert_snapshot!(format!("losses_{width}x{height}_{phase}"), dump(&buf));
        }
    }
}

#[test]
fn for_a_projector() {
    let script = Script::of(&["gil", "pool"]).on(4, 4);
    let theme = Theme::default();
    let appearance = Appearance { present: true, ..(&theme).into() };
    for (width, height) in [(40, 12), (80, 24), (120, 40)] {
        let buf = render(&script.finished(), &state(), appearance, width, height);
        insta::assert_snapshot!(format!("losses_present_{width}x{height}"), dump(&buf));
    }
}

#[test]
fn without_colours() {
    let script = Script::of(&["sequential", "gil", "threads", "pool"]).on(4, 4);
    for (name, ascii) in [("losses_monochrome", false), ("losses_monochrome_ascii", true)] {
        let buf = render(&script.finished(), &state(), &Theme::new(false, ascii), 120, 40);
        assert!(buf.content().iter().all(|c| (c.fg, c.bg) == (Color::Reset, Color::Reset)));
        insta::assert_snapshot!(name, dump(&buf));
    }
}

#[test]
fn who_gained_goes_beyond_the_mark_and_who_waits_has_no_bar() {
    let mut events = Script::of(&["threads", "gil"]).events();
    for event in &mut events {
        if let EventKind::Calibrated { solo, .. } = &mut event.fact {
            *solo = crate::event::Nanos(solo.0 / 100 * 103);
        }
        if let EventKind::LaneFinished { lane, outcome } = &mut event.fact
            && lane.0 == 1
        {
            for account in &mut outcome.accounts {
                let computed = account.time[Activity::Compute];
                account.time.shift(Activity::Compute, Activity::Io, computed);
            }
        }
    }
    let model = crate::model::fixture::model(&events);
    let buf = render(&model, &state(), &Theme::default(), 80, 24);
    insta::assert_snapshot!("losses_gained", dump(&buf));
}
