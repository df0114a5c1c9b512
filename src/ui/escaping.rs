//! Tests that no hidden character of a name or message gets into a cell of a screen or into a picture.

use ratatui::buffer::{Buffer, Cell};

use crate::model::Model;
use crate::text::escape::tests::{HOSTILE, assert_visible, filled};
use crate::ui::appearance::Appearance;
use crate::ui::picture::{render, svg};
use crate::ui::script::Script;
use crate::ui::snapshots::with_help;
use crate::ui::state::{Overlay, Page, UiState};
use crate::ui::theme::Theme;

/// Scripted races whose events hold [`HOSTILE`] in every place that may be any string.
fn models() -> Vec<Model> {
    let scripts =
        [Script { doubts: 2, ..Script::with_deaths() }, Script::talkative(), Script::of(&["gil", "pool"])];
    let model = |(script, seconds): (Script, f64)| {
        let mut model = Model::default();
        script.events().iter().filter(|event| event.at.secs() < seconds).for_each(|event| {
            model.apply(&filled(event, HOSTILE));
        });
        model
    };
    scripts.into_iter().zip([1000.0, 1000.0, 4.0]).map(model).collect()
}

fn text(buf: &Buffer) -> String {
    buf.content()
        .chunks(buf.area.width.into())
        .map(|row| row.iter().map(Cell::symbol).collect::<String>() + "\n")
        .collect()
}

#[test]
fn no_view_of_a_race_shows_a_hidden_character() {
    let theme = Theme::default();
    let appearance = Appearance { message: Some(HOSTILE), ..(&theme).into() };
    for model in models() {
        for page in Page::ALL {
            let usual = UiState::on(page).with_output(true);
            let views =
                [usual.clone().zoomed(1), usual.clone().selecting(1, 0).with_overlay(Overlay::FAULTS), usual];
            for state in views {
                for (width, height) in [(80, 24), (200, 60)] {
                    for present in [false, true] {
                        let appearance = Appearance { present, ..appearance };
                        let drawn = text(&render(&model, &state, appearance, width, height));
                        assert_visible("the screen", &drawn);
                    }
                    let drawn = text(&with_help(&model, &theme, 0, width, height));
                    assert_visible("the help", &drawn);
                }
                assert_visible("the picture", &svg(&model, &state, appearance, 200, 60));
            }
        }
        let drawn = text(&render(&model, &UiState::default(), &Theme::default(), 200, 60));
        assert!(drawn.contains(r"\u{1b}[31m"), "what is hidden is shown: {drawn}");
    }
}
