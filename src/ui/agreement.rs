//! Tests that all pages agree on the names, times and shares of the lanes.

use crate::model::score::Score;
use crate::ui::script::Script;
use crate::ui::snapshots::rows;
use crate::ui::state::{Page, UiState};

/// Text of a share of time, wherever it stands on this screen.
fn shares_of(screen: &str, name: &str) -> Vec<String> {
    let told = screen.match_indices(name).filter_map(|(at, found)| {
        let figure = screen[at + found.len()..].split('%').next()?.trim();
        (!figure.is_empty() && figure.len() <= 3).then(|| figure.to_string())
    });
    told.collect()
}

#[test]
fn a_share_of_time_has_one_figure() {
    let script = Script::of(&["gil", "pool"]);
    for (width, height) in [(80, 24), (120, 40), (200, 60)] {
        for seconds in [4.3, 1000.0] {
            let screen = rows(&script.model_at(seconds), &UiState::default(), width, height).join("\n");
            for name in ["lock-wait", "serialise"] {
                let mut told = shares_of(&screen, name);
                let count = told.len();
                told.dedup();
                assert!(told.len() <= 1, "{name} is {told:?} at {width}x{height}:\n{screen}");
                assert!(count > 1 || name != "lock-wait" || width < 120, "{count} times:\n{screen}");
            }
        }
    }
}

#[test]
fn a_lane_has_the_same_name_on_every_page() {
    let model = Script::of(&["gil", "pool"]).finished();
    for page in [Page::Race, Page::Cores, Page::Workers, Page::Lock, Page::Losses, Page::Ranking] {
        for (width, height) in [(80, 24), (120, 40), (200, 60)] {
            let screen = rows(&model, &UiState::on(page), width, height).join("\n");
            let word = |word: &str| screen.split(|c: char| !c.is_alphanumeric()).any(|found| found == word);
            assert!(word("gil"), "{page:?} at {width}x{height}:\n{screen}");
            assert!(word("pool") || page == Page::Lock, "{page:?} at {width}x{height}:\n{screen}");
        }
    }
}

#[test]
fn a_lane_has_the_same_time_on_every_page() {
    let model = Script::of(&["gil", "pool"]).finished();
    let [gil, pool] =
        [0, 1].map(|lane| format!("{:.2} s", Score::of(&model, &model.lanes[lane]).wall.secs()));
    for (page, times) in [
        (Page::Race, &[&gil, &pool][..]),
        (Page::Cores, &[&gil, &pool]),
        (Page::Lock, &[&gil]),
        (Page::Ranking, &[&gil, &pool]),
    ] {
        for (width, height) in [(80, 24), (120, 40), (200, 60)] {
            let screen = rows(&model, &UiState::on(page), width, height).join("\n");
            for time in times {
                assert!(screen.contains(*time), "{time} on {page:?} at {width}x{height}:\n{screen}");
            }
        }
    }
}

/// A bar above the cores has its lane's time, or no bar has.
#[test]
fn above_the_cores_all_lanes_have_their_time_or_none_has() {
    let model = Script::of(&["gil", "threads", "pool", "sequential"]).on(2, 8).finished();
    for width in 40..200 {
        let screen = rows(&model, &UiState::on(Page::Cores), width, 40);
        let Some(marks) = screen.iter().find(|row| row.contains("gil") && row.contains("pool")) else {
            continue;
        };
        let timed = marks.matches(" s ").count() + usize::from(marks.trim_end().ends_with(" s"));
        let named =
            ["gil", "threads", "pool", "sequential"].iter().filter(|name| marks.contains(*name)).count();
        assert!(timed == 0 || timed == named, "{width}: {marks}");
    }
}
