//! Screens of a race with a command of the user's: what is run, over which items, and what is kept of its output.

use crate::event::{CommandPlan, EventKind};
use crate::model::{Model, fixture};
use crate::ui::picture::render;
use crate::ui::script::Script;
use crate::ui::snapshots::text_rows;
use crate::ui::state::{Page, UiState};
use crate::ui::theme::Theme;

/// A race of a command, one run at a time against two.
fn model(command: CommandPlan) -> Model {
    let mut events = Script { tasks: 32, ..Script::of(&["gil", "pool"]) }.events();
    let EventKind::Plan(plan) = &mut events[0].fact else { panic!("no plan") };
    (plan.workload.name, plan.workload.unit) = ("command".into(), "runs".into());
    plan.workload.command = Some(command);
    for (lane, workers) in plan.lanes.iter_mut().zip([1, 2]) {
        (lane.kind, lane.workers, lane.commands) = ("processes".into(), workers, true);
        (lane.locked, lane.processes) = (false, true);
    }
    fixture::model(&events)
}

fn gzip() -> CommandPlan {
    let (text, items_from) = ("gzip -kc {item}".into(), Some("files.txt".into()));
    CommandPlan { text, items_from, ..CommandPlan::default() }
}

fn screen(command: CommandPlan, page: Page, width: u16) -> String {
    text_rows(&render(&model(command), &UiState::on(page), &Theme::default(), width, 40)).join("\n")
}

#[test]
fn the_first_row_has_the_command_and_its_items() {
    let wide = screen(gzip(), Page::Race, 200);
    for part in ["gzip -kc {item} ", "32 tasks ", "items from files.txt", "processes:1", "processes:2"] {
        assert!(wide.contains(part), "{part}: {wide}");
    }
    assert!(screen(gzip(), Page::Race, 80).contains("gzip -kc {item}"));
    let odd = CommandPlan { text: "echo '\u{202e}\u{7}'".into(), ..CommandPlan::default() };
    assert!(screen(odd, Page::Race, 120).contains(r"echo '\u{202e}\u{7}'"));
}

#[test]
fn the_page_of_the_output_says_what_is_kept() {
    assert!(screen(gzip(), Page::Output, 120).contains("--output-of N keeps that of task N"));
    let kept = CommandPlan { output_of: Some(3), ..gzip() };
    assert!(screen(kept, Page::Output, 120).contains("what task 3 prints stands here"));
}
