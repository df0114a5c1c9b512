//! Snapshots of the tasks, of the lives of processes and of the memories.

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Color;

use crate::event::{Counter, EventKind, LaneId, Stream, WorkerId};
use crate::model::Model;
use crate::ui::appearance::Appearance;
use crate::ui::mouse::{Gesture, Mouse};
use crate::ui::picture::render;
use crate::ui::script::Script;
use crate::ui::snapshots::{dump, rows};
use crate::ui::stage::StageKind;
use crate::ui::state::{Page, Reach, UiState};
use crate::ui::theme::Theme;
use crate::ui::view::{DrawContext, draw, reach, touched};

/// The classic terminal, and the usual one.
const SCREENS: [(u16, u16); 2] = [(80, 24), (120, 40)];
/// The pages that are seen here.
const PAGES: [Page; 3] = [Page::Tasks, Page::Life, Page::Memory];

const LANE: LaneId = LaneId(0);

/// Time at which the workers of a scripted pool are ready, s.
const READY: f64 = 1.012;

/// The squares of 0 to 9 on four worker processes, one by one: each with its worker, and the seconds at which it is handed
/// out and ends.
const SQUARES: [(u32, u16, f64, f64); 10] = [
    (0, 0, 0.00, 0.25),
    (1, 1, 0.00, 0.20),
    (2, 2, 0.00, 0.30),
    (3, 3, 0.00, 0.28),
    (4, 1, 0.20, 0.55),
    (5, 0, 0.25, 0.50),
    (6, 3, 0.28, 0.70),
    (7, 2, 0.30, 0.90),
    (8, 0, 0.50, 0.80),
    (9, 1, 0.55, 0.75),
];

/// A race of a pool that squares 0 to 9, and tells each task, each start and each end of a process.
pub(in crate::ui) fn squares() -> Script {
    let mut besides = Vec::new();
    for (task, worker, from, until) in SQUARES {
        let (worker, value) = (WorkerId(worker), Some((task * task).to_string()));
        let chunk = EventKind::Chunk { lane: LANE, worker, first: task, step: 1, count: 1 };
        besides.push((READY + from, chunk));
        besides.push((READY + until, EventKind::Result { lane: LANE, worker, task, value }));
    }
    besides.extend((0..4).flat_map(|worker| ends(worker, 2)));
    Script { tasks: 10, solo: 4.0, workload: "square", besides, ..Script::of(&["pool"]).on(4, 4) }
}

/// A race of one process with one task, which prints a line.
pub(in crate::ui) fn alone() -> Script {
    let worker = WorkerId(0);
    let line = "Child process running with arg: Test Case 0".to_string();
    let value = Some(line.clone());
    let mut besides = vec![
        (READY + 0.001, EventKind::Chunk { lane: LANE, worker, first: 0, step: 1, count: 1 }),
        (READY + 0.9, EventKind::Line { lane: LANE, worker, pid: Some(4711), stream: Stream::Out, line }),
        (READY + 0.95, EventKind::Result { lane: LANE, worker, task: 0, value }),
    ];
    besides.extend(ends(0, 1));
    Script { tasks: 1, solo: 0.985, workload: "print", besides, ..Script::of(&["pool"]).on(1, 2) }
}

/// The start of a worker's process, and its end just before the lane's.
fn ends(worker: u16, tasks: u32) -> [(f64, EventKind); 2] {
    let (pid, worker) = (4711 + u32::from(worker), WorkerId(worker));
    let exit =
        EventKind::Exit { lane: LANE, worker, pid, exit: "exit 0".into(), tasks, cpu: None, core: None };
    [(1.0 + f64::from(worker.0) * 0.0005, EventKind::Spawned { lane: LANE, worker, pid }), (2.0, exit)]
}

/// A race of threads and of processes that count; threads have lost increments.
pub(in crate::ui) fn counting() -> Model {
    let mut model = Script { workload: "counter", ..Script::of(&["threads", "pool"]) }.finished();
    for lane in &mut model.lanes {
        let own = lane.plan.processes;
        let Some(outcome) = &mut lane.outcome else { continue };
        outcome.counted_here = own.then_some(0);
        for account in &mut outcome.accounts {
            let (plain, atomic) = if own { (1000, 1000) } else { (1700, 2000) };
            account.counter = Some(Counter { made: 1000, plain, atomic });
        }
    }
    model
}

fn shown(model: &Model, page: Page, (width, height): (u16, u16)) -> String {
    rows(model, &UiState::on(page), width, height).join("\n")
}

#[test]
fn ten_tasks_on_four_workers_fit_the_classic_terminal() {
    let model = squares().finished();
    for screen in SCREENS {
        let found = shown(&model, Page::Tasks, screen);
        for row in [
            "10 tasks on 4 workers, chunks of 1",
            "arrived   1  0  9  4  25  16  36  81  64  49",
            "in order  0  1  4  9  16  25  36  49  64  81",
            "Task 1 ended before task 0",
        ] {
            assert!(found.contains(row), "{row} at {screen:?}:\n{found}");
        }
        let boxes = |row: &str| row.matches('[').count();
        for (worker, chunks) in [(0, 3), (1, 3), (2, 2), (3, 2)] {
            let row = found.lines().find(|row| row.contains(&format!("worker {worker} "))).expect("a row");
            assert_eq!(boxes(row), chunks, "{row}");
        }
        assert!(found.contains(" 0 s "), "the axis:\n{found}");
    }
}

#[test]
fn while_tasks_run_what_is_missing_is_seen() {
    let found = shown(&squares().model_at(READY + 0.4), Page::Tasks, (80, 24));
    assert!(found.contains("4 of 10 results have arrived."), "{found}");
    assert!(found.contains("in order  0  1  4  9  –  –  –"), "{found}");
    assert!(found.contains("[4 …") && !found.contains("[4]"), "{found}");
}

#[test]
fn more_tasks_than_can_be_told_have_totals() {
    let model = Script { tasks: 201, ..Script::of(&["pool"]) }.model_at(2.5);
    let found = shown(&model, Page::Tasks, (80, 24));
    assert!(found.contains("More than 200 tasks: only totals."), "{found}");
    assert!(found.contains("worker 1  ███"), "{found}");
    assert!(shown(&Script::of(&["pool"]).model_at(0.5), Page::Tasks, (80, 24)).contains("has not begun"));
}

#[test]
fn boxes_without_room_for_their_numbers_stand_one_behind_the_other() {
    let chunk = |n: u16| {
        let (worker, first) = (WorkerId(n % 4), u32::from(n) * 20);
        (READY + 0.001 * f64::from(n), EventKind::Chunk { lane: LANE, worker, first, step: 1, count: 20 })
    };
    let mut script = Script { tasks: 200, besides: (0..10).map(chunk).collect(), ..squares() };
    let result = |task: u32| {
        let (worker, value) = (WorkerId(0), Some("1".into()));
        (READY + 0.002, EventKind::Result { lane: LANE, worker, task, value })
    };
    script.besides.extend((0..20).map(result));
    let found = shown(&script.model_at(READY + 0.6), Page::Tasks, (80, 24));
    assert!(found.contains("[0–19]") && found.contains("[80–99 …") && !found.contains(" 0 s "), "{found}");
}

#[test]
fn the_life_of_one_process_is_told_step_by_step() {
    let model = alone().finished();
    for screen in SCREENS {
        let found = shown(&model, Page::Life, screen);
        let mut rest = &found[..];
        for step in [
            "0 s  spawn   this program starts process 4711",
            "│ 12.0 ms",
            "12.0 ms  ready   the process runs",
            "task    it is handed task 0",
            "prints  Child process running with arg: Test Case 0",
            "result  task 0: Child process",
            "join    exit 0",
        ] {
            let at = rest.find(step).unwrap_or_else(|| panic!("{step} at {screen:?}:\n{found}"));
            rest = &rest[at..];
        }
        let told = "Process 4711 was ready 12.0 ms after its start, printed 1 line, and ended: exit 0.";
        assert!(found.split_whitespace().collect::<Vec<_>>().join(" ").contains(told), "{found}");
    }
    let early = shown(&alone().model_at(1.005), Page::Life, (80, 24));
    assert!(early.contains("starts process 4711; it is not ready"), "{early}");
}

#[test]
fn several_processes_have_a_row_each_and_threads_none() {
    let model = squares().finished();
    let found = shown(&model, Page::Life, (80, 24));
    assert!(found.contains("worker   pid  spawn at  ready after   lived  tasks  end"), "{found}");
    for pid in 4711..4715 {
        let row = found.lines().find(|row| row.contains(&pid.to_string())).expect("a row");
        assert!(row.contains("exit 0") && row.contains("0.99 s"), "{row}");
    }
    assert!(found.contains("4 processes were started; half of them were ready within"), "{found}");
    let none = shown(&Script::of(&["gil"]).finished(), Page::Life, (80, 24));
    assert!(none.contains("No worker process in this lane."), "{none}");
}

#[test]
fn one_counter_is_shared_and_the_others_are_not() {
    let found = shown(&counting(), Page::Memory, (80, 24));
    for part in [
        "one memory, shared",
        "memory of the program",
        "counter 1700   2000 increments made   300 lost",
        "thread 0   thread 1",
        "a memory each",
        "this program",
        "counter 0",
        "process 1",
        "counter 1000",
        "pid 4712",
        "threads: 300 of 2000 plain increments were lost.",
    ] {
        assert!(found.contains(part), "{part}:\n{found}");
    }
    let running = shown(
        &Script { workload: "counter", ..Script::of(&["threads", "pool"]) }.model_at(2.0),
        Page::Memory,
        (80, 24),
    );
    assert!(running.contains("one counter") && running.contains("a counter"), "{running}");
    assert!(!running.contains("lost"), "no figures while it runs:\n{running}");
    let others = shown(&Script::of(&["threads", "pool"]).finished(), Page::Memory, (80, 24));
    assert!(others.contains("what the tasks use") && !others.contains("counter"), "{others}");
}

#[test]
fn a_page_without_a_lane_says_so() {
    for page in PAGES {
        let found = shown(&Model::default(), page, (80, 24));
        let said = found.contains("No lane is planned so far.") || found.contains("No worker process");
        assert!(said, "{page:?}:\n{found}");
    }
}

fn pictures() -> [(&'static str, Page, Model); 7] {
    [
        ("tasks", Page::Tasks, squares().finished()),
        ("tasks_running", Page::Tasks, squares().model_at(READY + 0.4)),
        ("tasks_many", Page::Tasks, Script { tasks: 201, ..Script::of(&["pool"]) }.finished()),
        ("life_alone", Page::Life, alone().finished()),
        ("life_several", Page::Life, squares().finished()),
        ("memory", Page::Memory, counting()),
        (
            "memory_running",
            Page::Memory,
            Script { workload: "counter", ..Script::of(&["gil", "pool"]) }.model_at(2.0),
        ),
    ]
}

#[test]
fn tasks_lives_and_memories_on_both_screens() {
    for (name, page, model) in pictures() {
        for (width, height) in SCREENS {
            let drawn = render(&model, &UiState::on(page), &Theme::default(), width, height);
            insta::assert_snapshot!(format!("{name}_{width}x{height}"), dump(&drawn));
        }
    }
}

#[test]
fn they_need_neither_colours_nor_more_than_ascii() {
    for (name, page, model) in pictures() {
        let drawn = render(&model, &UiState::on(page), &Theme::new(false, true), 80, 24);
        let plain = |cell: &ratatui::buffer::Cell| (cell.fg, cell.bg) == (Color::Reset, Color::Reset);
        assert!(drawn.content().iter().all(|cell| plain(cell) && cell.symbol().is_ascii()), "{name}");
        insta::assert_snapshot!(format!("{name}_monochrome_ascii"), dump(&drawn));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// At any size, at any moment, wherever it is scrolled to: it is drawn, and each row can be reached.
    #[test]
    fn they_fit_any_screen(
        width in 5u16..=200, height in 4u16..=60, moment in 0.0f64..3.0, present: bool, ascii: bool,
        scrolled in proptest::option::of(0usize..99), few: bool,
    ) {
        let script = if few { alone() } else { squares() };
        let theme = Theme::new(true, ascii);
        for model in [script.model_at(moment), counting()] {
            for page in PAGES {
                let mut state = UiState::on(page);
                state.scroll_to(scrolled);
                let appearance = Appearance { present, ..(&theme).into() };
                let ctx = DrawContext::new(&model, &state, appearance, StageKind::Live, height);
                let area = Rect::new(0, 0, width, height);
                let mut buf = Buffer::empty(area);
                draw(&ctx, area, &mut buf);
                let Reach { page: rows, last } = reach(&ctx, area);
                prop_assert!(rows <= height && (rows > 0 || last == 0), "{page:?}: {rows} {last}");
                let drawn = render(&model, &state, appearance, width, height);
                let spelt = drawn.content().iter().all(|cell| cell.symbol().is_ascii());
                prop_assert!(!ascii || spelt, "{page:?}");
            }
        }
    }
}

#[test]
fn the_wheel_scrolls_what_does_not_fit() {
    let (model, theme) = (squares().finished(), Theme::default());
    for page in PAGES {
        let state = UiState::on(page);
        let ctx = DrawContext::new(&model, &state, (&theme).into(), StageKind::Live, 10);
        let area = Rect::new(0, 0, 80, 10);
        let at = Position::new(20, 5);
        let down = touched(&ctx, area, Mouse { gesture: Gesture::WheelDown, at });
        assert_eq!(down, Some(crate::ui::action::Action::Down), "{page:?}");
        assert!(reach(&ctx, area).last > 0 || page != Page::Tasks, "{page:?}");
    }
}
