use super::*;
use crate::race::setting::{workers, workload};
use crate::ui::player::Playback;
use crate::ui::script::Script;
use crate::ui::stage::StageKind;
use crate::ui::state::UiState;
use crate::ui::theme::Theme;

#[test]
fn each_key_of_a_pair_is_pressed_by_itself() {
    assert_eq!(
        [0, 2, 5].map(|x| meant(&Action::Stretch, x)),
        [Action::Stretch, Action::Shrink, Action::Stretch]
    );
    let workers = |step| Action::Change(Change::step(workers::FLAG, step));
    assert_eq!(meant(&workers(Step::On), 0), workers(Step::Back), "{{ stands before }}");
    let workload = Action::Change(Change::step(workload::FLAG, Step::On));
    for alone in [Action::Again, workload] {
        assert_eq!([0, 2].map(|x| meant(&alone, x)), [alone.clone(), alone]);
    }
}

/// The footer at eighty columns.
fn footer(kind: StageKind, state: &UiState) -> String {
    let (model, theme) = (Script::of(&["gil", "pool"]).model_at(3.0), Theme::default());
    let ctx = DrawContext::new(&model, state, (&theme).into(), kind, 24);
    let mut buf = Buffer::empty(Rect::new(0, 0, 80, 1));
    let area = buf.area;
    draw(&ctx, area, &mut buf);
    buf.content().iter().map(ratatui::buffer::Cell::symbol).collect()
}

#[test]
fn a_recording_has_the_keys_of_its_player_and_none_that_change_the_race() {
    let [at, length] = [3000, 10_000].map(crate::event::Nanos::from_millis);
    let kind = StageKind::Replay(Playback { speed: 1.0, looped: false, at, length });
    let mut state = UiState::default();
    let text = footer(kind, &state);
    for key in ["space pause", "← → seek", ", . step", "< > speed", "L loop", "? help", "q "] {
        assert!(text.contains(key), "{key}: {text}");
    }
    assert!(!text.contains("w work") && !text.contains("tenths"), "{text}");
    state.timeline = true;
    let text = footer(kind, &state);
    assert!(text.contains("0-9 tenths"), "{text}");
    state.timeline = false;
    state.turn_to(Page::Workers);
    let text = footer(kind, &state);
    assert!(text.contains("[ ] speed") && text.contains("< > sort"), "{text}");
}

#[test]
fn at_eighty_columns_all_keys_that_matter_are_there() {
    let text = footer(StageKind::Live, &UiState::default());
    for key in ["space pause", "r again", "← → look", "+ − axis", "w work", "? help", "q ", "self"] {
        assert!(text.contains(key), "{key}: {text}");
    }
}

#[test]
fn keys_and_cost_stand_apart_and_words_are_left_out_only_without_room() {
    let theme = Theme::default();
    let mut model = Script::of(&["gil", "pool"]).model_at(8.5);
    for own in [0.008, 0.0996, 0.999, 1.004, 9.99, 123.4] {
        model.own = Some(own);
        for page in [Page::Race, Page::Workers, Page::Lock] {
            let state = UiState::on(page);
            let ctx = DrawContext::new(&model, &state, (&theme).into(), StageKind::Live, 24);
            for width in 42..200 {
                let mut buf = Buffer::empty(Rect::new(0, 0, width, 1));
                let area = buf.area;
                draw(&ctx, area, &mut buf);
                let text: String = buf.content().iter().map(ratatui::buffer::Cell::symbol).collect();
                let (keys, _) = text.split_once("self").unwrap();
                let free = keys.len() - keys.trim_end().len();
                assert!(free >= usize::from(APART), "{width}: {text}");
                assert!(
                    // Where the cost may still grow, there is room for it.
                    keys.contains("q quit") || free <= usize::from(SLOT) + " quit".len() - "self".len(),
                    "{width}: {text}"
                );
            }
        }
    }
}
