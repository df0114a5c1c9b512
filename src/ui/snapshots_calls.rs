//! Screens of a race with a function of the user's: what is called, in which file, by which interpreter.

use crate::event::{CallPlan, EventKind, PythonPlan};
use crate::model::{Model, fixture};
use crate::ui::picture::render;
use crate::ui::script::Script;
use crate::ui::snapshots::text_rows;
use crate::ui::state::{Page, UiState};
use crate::ui::theme::Theme;

/// A race of a function over this list, of two lanes of one interpreter.
fn model(over: &str, tasks: u32) -> Model {
    let script = Script { tasks, ..Script::of(&["gil", "pool"]) };
    let mut events = script.events();
    let EventKind::Plan(plan) = &mut events[0].fact else { panic!("no plan") };
    plan.workload.name = "call".into();
    plan.workload.unit = "calls".into();
    plan.workload.chunk = 4;
    plan.workload.call = Some(CallPlan {
        function: "tests/functions/primes.py:count".into(),
        over: Some(over.into()),
        arguments: 32,
        ..CallPlan::default()
    });
    let python = PythonPlan { version: "3.11.7".into(), gil: true, ..PythonPlan::default() };
    for (lane, kind) in plan.lanes.iter_mut().zip(["py-threads", "py-pool"]) {
        (lane.kind, lane.python) = (kind.into(), Some(python.clone()));
        lane.method = lane.processes.then(|| "fork".into());
    }
    fixture::model(&events)
}

fn rows(model: &Model, state: &UiState, width: u16) -> Vec<String> {
    text_rows(&render(model, state, &Theme::default(), width, 40))
}

#[test]
fn the_first_row_has_the_call_as_python_writes_it() {
    let model = model("range(2000, 34000, 1000)", 32);
    let row = |width| rows(&model, &UiState::default(), width)[0].clone();
    let wide = row(200);
    for part in [
        "count(x) for x in range(2000, 34000, 1000) ",
        "32 tasks ",
        "tests/functions/primes.py",
        "CPython 3.11.7, fork",
    ] {
        assert!(wide.contains(part), "{part}: {wide}");
    }
    let narrow = row(80);
    assert!(narrow.contains("count(x) for x in range(2000, 34000, 1… "), "{narrow}");
    assert!(!wide.contains("seed") && !wide.contains("calls"), "{wide}");
}

#[test]
fn a_list_that_runs_several_times_is_said_and_hidden_characters_are_seen() {
    let model = model("'\u{202e}\u{7}'", 64);
    let row = rows(&model, &UiState::default(), 200)[0].clone();
    assert!(row.contains(r"count(x) for x in '\u{202e}\u{7}'"), "{row}");
    assert!(row.contains("64 tasks (the list 2 times)"), "{row}");
}

#[test]
fn the_page_of_the_output_speaks_of_the_function() {
    let screen = rows(&model("range(32)", 32), &UiState::on(Page::Output), 120).join("\n");
    assert!(screen.contains("what your function prints stands here"), "{screen}");
}
