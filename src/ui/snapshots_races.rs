//! Snapshots of the list of races, of two beside each other, of an earlier one shown again, and of the question.

use std::sync::Arc;

use proptest::prelude::*;
use ratatui::layout::Rect;

use crate::model::Model;
use crate::report::RaceSummary;
use crate::ui::appearance::Appearance;
use crate::ui::picture::render;
use crate::ui::script::Script;
use crate::ui::snapshots::dump;
use crate::ui::snapshots_sizes::is_drawn;
use crate::ui::state::{NextRun, Overlay, Past, Question, RaceList, RaceRow, UiState};
use crate::ui::theme::Theme;
use crate::ui::view;

const SCREENS: [(u16, u16); 3] = [(40, 12), (80, 24), (120, 40)];

/// A session: two lanes, four that were stopped, tasks that wait, a race that fails, and the present one.
fn models() -> [Model; 5] {
    let lanes = ["gil", "pool", "threads", "sequential"];
    [
        Script::of(&["gil", "pool"]).finished(),
        Script::of(&lanes).model_at(5.0),
        Script::of(&["gil", "pool"]).waiting().finished(),
        Script { broken: Some(1), ..Script::of(&["gil", "pool"]) }.finished(),
        Script::of(&["gil", "pool"]).model_at(3.0),
    ]
}

fn list() -> RaceList {
    let mut models = models();
    models[1].mark_stopped();
    let row = |(place, model): (usize, &Model)| RaceRow {
        summary: RaceSummary::of(place + 1, model),
        pictured: place > 0,
    };
    RaceList::new(models.iter().enumerate().map(row).collect())
}

/// The list in front of the present race, after these steps.
fn open(list: RaceList, width: u16, height: u16, theme: &Theme) -> ratatui::buffer::Buffer {
    let mut list = list;
    let (shown, end) = view::races_reach(&list, Rect::new(0, 0, width, height));
    list.fit(shown, end);
    let state = UiState::default().with_overlay(Overlay::Races(Box::new(list)));
    render(&models()[4], &state, theme, width, height)
}

/// The list with its first and its third race chosen.
fn chosen() -> RaceList {
    let mut list = list();
    for place in [0, 2] {
        list.mark(place);
        list.toggle();
    }
    list
}

#[test]
fn the_list_of_races() {
    for (width, height) in SCREENS {
        let drawn = dump(&open(list(), width, height, &Theme::default()));
        insta::assert_snapshot!(format!("list_{width}x{height}"), drawn);
        let drawn = dump(&open(chosen(), width, height, &Theme::default()));
        insta::assert_snapshot!(format!("chosen_{width}x{height}"), drawn);
    }
    insta::assert_snapshot!("list_ascii", dump(&open(chosen(), 80, 24, &Theme::new(false, true))));
}

#[test]
fn two_races_beside_each_other() {
    for (width, height) in SCREENS {
        let mut list = chosen();
        assert!(list.compare());
        insta::assert_snapshot!(
            format!("pair_{width}x{height}"),
            dump(&open(list, width, height, &Theme::default()))
        );
    }
}

#[test]
fn an_earlier_race_says_which_it_is() {
    let mut state = UiState::default();
    state.show_past(Past { number: 1, of: 5, model: Arc::new(models()[0].clone()) });
    for (width, height) in SCREENS {
        let theme = Theme::default();
        // The picture of the state's model, as the screen draws it.
        let drawn = render(state.picture(&models()[4]), &state, &theme, width, height);
        insta::assert_snapshot!(format!("past_{width}x{height}"), dump(&drawn));
    }
}

#[test]
fn the_question_can_be_read_on_every_screen() {
    let words = "w again ends this race at 34 of 128 tasks; any other key: no.".to_string();
    let mut state = UiState::default();
    state.question = Some(Question { next: NextRun::Again, words });
    let theme = Theme::default();
    for (width, height) in SCREENS {
        for present in [false, true] {
            let appearance = Appearance { theme: &theme, present, message: None };
            let drawn = dump(&render(&models()[4], &state, appearance, width, height));
            assert!(drawn.contains("w again ends this race"), "{drawn}");
            let name = if present { "_present" } else { "" };
            insta::assert_snapshot!(format!("question_{width}x{height}{name}"), drawn);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    /// At any size it draws, whatever is marked and chosen.
    #[test]
    fn every_size_draws(
        width in 1u16..220, height in 1u16..70, steps in -9isize..9, compares: bool, ascii: bool,
    ) {
        let mut list = chosen();
        list.step(steps);
        if compares {
            list.compare();
            list.step(steps);
        }
        prop_assert!(is_drawn(&open(list, width, height, &Theme::new(!ascii, ascii))));
    }
}
