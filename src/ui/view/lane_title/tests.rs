use super::*;
use crate::model::Model;
use crate::ui::script::Script;
use crate::ui::stage::StageKind;
use crate::ui::state::UiState;
use crate::ui::theme::Theme;

/// The titles of all lanes in this width, name and state.
fn titles(model: &Model, width: u16) -> Vec<[String; 2]> {
    let (state, theme) = (UiState::default(), Theme::default());
    let ctx = DrawContext::new(model, &state, (&theme).into(), StageKind::Live, 40);
    let wording = Wording::of(&ctx, width);
    let title = |lane| {
        let (name, (state, _)) = wording.title(&ctx, lane);
        [name, state]
    };
    model.lanes.iter().map(title).collect()
}

#[test]
fn every_lane_has_its_time_in_the_same_wording_at_every_width() {
    let lanes = ["sequential", "threads", "gil", "pool"];
    let model = Script::of(&lanes).on(4, 4).finished();
    for width in 12..100 {
        let titles = titles(&model, width);
        let long = titles.iter().filter(|[_, state]| state.starts_with("done in ")).count();
        assert!(long == 0 || long == lanes.len(), "{width}: {titles:?}");
        let described = titles.iter().filter(|[name, _]| name.contains("  ")).count();
        assert!(described == 0 || described == lanes.len(), "{width}: {titles:?}");
        for ([name, state], lane) in titles.iter().zip(lanes) {
            assert!(state.ends_with(" s") || state.ends_with(" start"), "{width}: {state}");
            assert!(super::width(name) + BETWEEN + super::width(state) <= usize::from(width), "{name}");
            assert!(width < 29 || name.starts_with(lane), "{width}: {name}");
        }
    }
}

#[test]
fn what_is_simulated_says_so_in_every_lane_that_is_wide_enough_to_be_shown() {
    let model = Script::of(&["gil", "pool"]).finished();
    for width in 27..100 {
        assert!(titles(&model, width)[0][0].contains("simulated"), "{width}");
    }
}

#[test]
fn the_wording_stays_from_the_first_second_to_the_end() {
    let script = Script::of(&["gil", "pool"]);
    for width in [27, 37, 57, 97] {
        let names = |seconds: f64| -> Vec<String> {
            titles(&script.model_at(seconds), width).into_iter().map(|[name, _]| name).collect()
        };
        assert_eq!(names(2.0), names(1000.0), "{width}");
    }
}
