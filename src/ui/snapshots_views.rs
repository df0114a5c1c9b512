//! Snapshots of every view on every screen and machine, and in every theme.

use crate::ui::picture::render;
use crate::ui::script::Script;
use crate::ui::snapshots::dump;
use crate::ui::state::{Page, UiState};
use crate::ui::theme::{Depth, Theme, built_in};

/// Common screens: a corner of one, the classic terminal, the usual one, a large one.
const SCREENS: [(u16, u16); 4] = [(40, 12), (80, 24), (120, 40), (200, 60)];

/// A race with this many workers a lane on this many cores, in the middle of its second lane.
fn racing(cores: u16) -> crate::model::Model {
    let workers = cores.clamp(2, 16);
    let script =
        Script { solo: 6.0 * f64::from(workers) / 2.0, ..Script::of(&["gil", "pool"]).on(workers, cores) };
    let began = script.events().iter().rev().find_map(|event| {
        matches!(event.fact, crate::event::EventKind::LaneStarted { .. }).then(|| event.at.secs())
    });
    script.model_at(began.unwrap_or_default() + 1.5)
}

#[test]
fn the_race_on_every_screen_and_every_machine() {
    for cores in [1, 2, 8, 64, 512] {
        let model = racing(cores);
        for (width, height) in SCREENS {
            let drawn = dump(&render(&model, &UiState::default(), &Theme::default(), width, height));
            insta::assert_snapshot!(format!("race_{cores}_cores_{width}x{height}"), drawn);
        }
    }
}

/// The views whose picture does not depend on the number of cores; the others have snapshots of their own.
#[test]
fn the_other_views_on_every_screen() {
    let model = racing(8);
    for page in [Page::Lock, Page::Losses, Page::Output] {
        let state = UiState::on(page);
        for (width, height) in SCREENS {
            let drawn = dump(&render(&model, &state, &Theme::default(), width, height));
            insta::assert_snapshot!(format!("{}_{width}x{height}", page.name()), drawn);
        }
    }
}

/// All views at the verdict, which is when they are photographed.
#[test]
fn every_view_at_the_verdict() {
    let model = Script { doubts: 1, ..Script::of(&["gil", "pool"]) }.finished();
    for page in Page::ALL {
        let state = UiState::on(page);
        let drawn = dump(&render(&model, &state, &Theme::default(), 80, 24));
        insta::assert_snapshot!(format!("verdict_{}", page.name()), drawn);
    }
}

#[test]
fn the_race_and_the_cores_in_every_theme() {
    let model = racing(64);
    for theme_file in built_in::theme_files() {
        let name = &theme_file.name;
        for depth in [Depth::True, Depth::Sixteen] {
            let theme = Theme::of(theme_file, depth, false);
            for page in [Page::Race, Page::Cores] {
                let state = UiState::on(page);
                let drawn = dump(&render(&model, &state, &theme, 80, 24));
                insta::assert_snapshot!(format!("theme_{name}_{depth:?}_{}", page.name()), drawn);
            }
        }
    }
}

/// Whatever is drawn in a theme keeps its words: colours only colour. Without any, numbers alone identify the lock's
/// holders.
#[test]
fn every_theme_with_colours_says_the_same() {
    let model = racing(8);
    for page in Page::ALL {
        let state = UiState::on(page);
        let words = |theme: &Theme| {
            let buf = render(&model, &state, theme, 120, 40);
            let letters = buf.content().iter().map(ratatui::buffer::Cell::symbol);
            letters.filter(|symbol| symbol.chars().all(char::is_alphanumeric)).collect::<String>()
        };
        let usual = words(&Theme::default());
        let themes = built_in::theme_files()
            .iter()
            .map(|theme_file| (&theme_file.name, Theme::of(theme_file, Depth::True, false)));
        for (name, theme) in themes.filter(|(_, theme)| theme.has_colour()) {
            assert_eq!(words(&theme), usual, "{name}, {page:?}");
        }
    }
}
