//! Layout of the ranking at every size, with every number of lanes; its figure, and its bars.

use proptest::prelude::*;
use ratatui::buffer::Buffer;

use super::*;
use crate::model::{fixture, fixture_call};
use crate::ui::appearance::Appearance;
use crate::ui::picture::render;
use crate::ui::script::Script;
use crate::ui::snapshots_ranking::{repeated, script};
use crate::ui::stage::StageKind;
use crate::ui::state::{Page, UiState};
use crate::ui::theme::Theme;

/// Names that stand nowhere else on a screen.
const NAMES: [&str; 12] =
    ["qa01", "qb02", "qc03", "qd04", "qe05", "qf06", "qg07", "qh08", "qi09", "qj10", "qk11", "ql12"];

fn rows(buf: &Buffer) -> Vec<String> {
    let row = |row: &[ratatui::buffer::Cell]| row.iter().map(ratatui::buffer::Cell::symbol).collect();
    buf.content().chunks(usize::from(buf.area.width).max(1)).map(row).collect()
}

/// Number of lanes whose name is on the screen, and the number of those that it counts as hidden.
fn seen(rows: &[String]) -> (usize, usize) {
    let shown = NAMES.iter().filter(|name| rows.iter().any(|row| row.contains(*name))).count();
    // A line of the caption may begin with "1 more lane.", of which the list says nothing.
    let mut counts = rows.iter().filter(|row| !row.trim_end().ends_with('.'));
    let hidden = counts.find_map(|row| {
        let before = row.split(" more lane").next().filter(|before| before.len() < row.len());
        let plus = || row.trim().strip_prefix('+');
        before.map(str::trim).or_else(plus)?.parse().ok()
    });
    (shown, hidden.unwrap_or(0))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    /// On the ranking and while racing: every lane is seen, or counted.
    #[test]
    fn no_lane_is_missing_silently(
        width in 20u16..=200, height in 5u16..=60, lanes in 1usize..=12, seconds in 0.0f64..9.0, present: bool,
        colour: bool, ascii: bool,
    ) {
        let script = Script { solo: 1.0, ..Script::of(&NAMES[..lanes]) };
        let theme = Theme::new(colour, ascii);
        for (page, model) in [
            (Page::Ranking, script.model_at(seconds)),
            (Page::Ranking, script.finished()),
            (Page::Race, script.model_at(seconds)),
        ] {
            let appearance = Appearance { present, ..(&theme).into() };
            let drawn = render(&model, &UiState::on(page), appearance, width, height);
            let mut rows = rows(&drawn);
            // The scores in the caption name lanes that the page may not show.
            rows.retain(|row| page == Page::Ranking || !row.contains("~1 "));
            let (shown, hidden) = seen(&rows);
            prop_assert_eq!(shown + hidden, lanes, "{:?} at {}x{}:\n{}", page, width, height, rows.join("\n"));
            prop_assert!(!ascii || rows.iter().all(|row| row.is_ascii()), "{}", rows.join("\n"));
        }
    }

    /// Whatever its area, nothing is drawn outside it, and each line of the list can be scrolled to.
    #[test]
    fn it_stays_in_its_area_and_scrolls_to_its_end(
        x in 0u16..20, y in 0u16..9, width in 0u16..200, height in 0u16..60, lanes in 1usize..=12, present: bool,
        again: bool, scrolled in proptest::option::of(0usize..30),
    ) {
        let script = Script { solo: 1.0, ..Script::of(&NAMES[..lanes]) };
        let model = if again { repeated(&script, 0.2) } else { script.finished() };
        let (mut state, theme) = (UiState::on(Page::Ranking), Theme::default());
        state.scroll_to(scrolled);
        let appearance = Appearance { present, ..(&theme).into() };
        let ctx = DrawContext::new(&model, &state, appearance, StageKind::Live, height);
        let area = Rect::new(x, y, width, height);
        let mut buf = Buffer::empty(Rect::new(0, 0, 230, 80));
        RankingView.draw(&ctx, area, &mut buf);
        for at in buf.area.positions().filter(|at| !area.contains(*at)) {
            prop_assert_eq!(buf[at].symbol(), " ");
        }
        let reach = RankingView.reach(&ctx, area);
        prop_assert!(reach.last < lanes.max(1) + 1 && (reach.page > 0 || reach.last == 0));
    }
}

#[test]
fn the_verdict_grows_with_the_screen_and_before_an_audience() {
    let (model, state, theme) = (script(4).finished(), UiState::on(Page::Ranking), Theme::default());
    let ranking = Ranking::of(&model);
    let lines = rows::lines(&ranking);
    // The bodies of the usual screens, and of the same without tabs and keys.
    let [usual, presented] =
        [(false, [(80, 18), (120, 33), (200, 53)]), (true, [(80, 20), (120, 35), (200, 55)])].map(
            |(present, bodies)| {
                bodies.map(|(width, height)| {
                    let appearance = Appearance { present, ..(&theme).into() };
                    let ctx = DrawContext::new(&model, &state, appearance, StageKind::Live, height);
                    let area = inner(Rect::new(0, 0, width, height));
                    let rows = Rows::of(area, &lines, &Statement::of(&ctx), present);
                    assert_eq!(rows.shown, lines.len(), "{width}x{height}");
                    rows.statement.height
                })
            },
        );
    assert!(usual[0] >= 5 && usual[0] < usual[1] && usual[1] < usual[2], "{usual:?}");
    assert!(presented[0] < presented[1] && presented[1] < presented[2], "{presented:?}");
    assert!(
        usual.iter().zip(presented).all(|(usual, presented)| *usual <= presented),
        "{usual:?} {presented:?}"
    );
}

#[test]
fn a_row_is_pressed_to_focus_its_lane_and_the_wheel_scrolls() {
    let (model, state, theme) = (script(4).finished(), UiState::on(Page::Ranking), Theme::default());
    let ctx = DrawContext::new(&model, &state, (&theme).into(), StageKind::Live, 24);
    let area = Rect::new(0, 2, 80, 18);
    let mut buf = Buffer::empty(Rect::new(0, 0, 80, 24));
    RankingView.draw(&ctx, area, &mut buf);
    let touched = |gesture, y| {
        let at = ratatui::layout::Position::new(10, y);
        RankingView.touched(&ctx, area, Mouse { gesture, at })
    };
    let row = rows(&buf).iter().position(|row| row.contains(" sequential ")).unwrap();
    let place = model.lanes.iter().position(|lane| lane.plan.kind == "sequential").unwrap();
    assert_eq!(touched(Gesture::Press, u16::try_from(row).unwrap()), Some(Action::Focus(place)));
    assert_eq!(touched(Gesture::WheelDown, 5), Some(Action::Down));
    assert_eq!(touched(Gesture::Press, 2), None, "the verdict");
}

#[test]
fn a_withheld_speed_up_is_a_bound_and_no_filled_bar() {
    let calibrated = crate::event::EventKind::Calibrated {
        tasks: 64,
        size: 20_000,
        solo: crate::event::Nanos::from_secs_f64(12.0),
        sample: crate::event::Nanos::from_millis(400),
    };
    let script = Script { besides: vec![(0.85, calibrated)], ..Script::of(&["pool", "gil", "threads"]) };
    let model = script.finished();
    for (width, height) in [(80, 24), (120, 40), (200, 60)] {
        let drawn = rows(&render(&model, &UiState::on(Page::Ranking), &Theme::default(), width, height));
        let row = drawn.iter().find(|row| row.contains("at most")).unwrap_or_else(|| panic!("{drawn:?}"));
        assert!(row.contains('░') && !row.contains('█'), "{row}");
        assert!(!drawn.join("\n").contains("3.9"), "{drawn:?}");
    }
}

#[test]
fn work_that_waits_shows_tasks_in_flight_and_no_cores() {
    let mut model = script(4).finished();
    for lane in &mut model.lanes {
        let accounts = lane.outcome.iter_mut().flat_map(|outcome| &mut outcome.accounts);
        for account in accounts {
            let computed = account.time[crate::event::Activity::Compute];
            account.time.shift(crate::event::Activity::Compute, crate::event::Activity::Io, computed);
        }
    }
    model.lanes[1].in_flight = Some(64);
    let drawn = rows(&render(&model, &UiState::on(Page::Ranking), &Theme::default(), 120, 40)).join("\n");
    assert!(drawn.contains("in flight") && !drawn.contains("busy"), "{drawn}");
}

#[test]
fn the_advice_stands_with_its_lines_where_there_is_room() {
    let model = fixture::model(&fixture_call::finished());
    let theme = Theme::new(true, false);
    let text = |width, height| {
        let drawn = render(&model, &UiState::on(Page::Ranking), Appearance::from(&theme), width, height);
        rows(&drawn).join("\n")
    };
    let roomy = text(120, 40);
    for words in
        ["Run it as processes", "1.9", "    with ProcessPoolExecutor(max_workers=2) as ex:", "py-threads"]
    {
        assert!(roomy.contains(words), "{words}:\n{roomy}");
    }
    let tight = text(60, 14);
    assert!(tight.contains("Run it as processes") && !tight.contains("ProcessPoolExecutor("), "{tight}");
}
