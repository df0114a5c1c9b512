//! Screens of every size: something is drawn on each.

use proptest::prelude::*;
use ratatui::buffer::Buffer;

use crate::ui::action::Action;
use crate::ui::appearance::Appearance;
use crate::ui::picture::render;
use crate::ui::scale;
use crate::ui::script::Script;
use crate::ui::snapshots::with_help;
use crate::ui::state::{Page, Reach, UiState};
use crate::ui::theme::Theme;
use crate::ui::update::update;

/// Whether something is drawn. One row of less than eight columns has no room for a word.
pub(super) fn is_drawn(buf: &Buffer) -> bool {
    (buf.area.height < 2 && buf.area.width < 8) || is_marked(buf)
}

/// The same at any size, as it holds for the pages of a race.
fn is_marked(buf: &Buffer) -> bool {
    buf.content().iter().any(|cell| cell.symbol() != " ")
}

#[test]
fn no_screen_is_so_small_that_it_is_blank() {
    let scripts = [&["gil"][..], &["gil", "pool", "sequential", "threads"]].map(Script::of);
    for (script, page) in scripts.iter().flat_map(|script| Page::ALL.map(|page| (script, page))) {
        let model = script.clone().on(10, 4).model_at(0.0);
        for (width, height) in (1..20).flat_map(|width| (1..5).map(move |height| (width, height))) {
            let drawn = render(&model, &UiState::on(page), &Theme::default(), width, height);
            assert!(is_marked(&drawn), "{page:?}, {width}x{height}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]
    /// Any size, any race, any view: something is drawn, and nothing panics.
    #[test]
    fn every_size_draws(
        width in 1u16..260, height in 1u16..90, workers in 1u16..40, cores in 1u16..300,
        lanes in 1usize..5, seconds in 0.0f64..9.0, zoom: bool, page in 0..Page::ALL.len(), present: bool,
        strides in -300i64..300, stretched in 0u8..8,
        focus in proptest::option::of(0usize..9),
        help in proptest::option::of(0usize..60), split: bool, ascii: bool, broken: bool,
    ) {
        let kinds = ["gil", "pool", "sequential", "threads"];
        let schedule = if split && usize::from(cores) >= lanes { crate::event::Schedule::Split } else { crate::event::Schedule::Turns };
        let script = Script {
            schedule, solo: 1.0, broken: broken.then_some(0), doubts: usize::from(broken),
            ..Script::of(&kinds[..lanes]).on(workers, cores)
        };
        let mut state = UiState::on(Page::ALL[page]);
        if let Some(lane) = focus {
            state.selection.focus(lane);
        }
        if zoom {
            state = state.zoomed_as_it_is();
        }
        let model = script.model_at(seconds);
        for _ in 0..stretched {
            update(&mut state, Action::Stretch, &model, Reach::default());
        }
        state.window.scrub(scale::extent(&model, 0), strides);
        let theme = Theme::new(!ascii, ascii);
        let mut buf = render(&model, &state, Appearance { present, ..(&theme).into() }, width, height);
        if let Some(scroll) = help {
            buf = with_help(&model, &theme, scroll, width, height);
        }
        prop_assert!(is_drawn(&buf));
    }
}
