use super::super::plan;
use super::*;
use crate::event::Machine;
use crate::race::choices::LaneChoice;
use std::fs;

fn asked(text: &str) -> Choices {
    Choices {
        command: Some(CommandChoice { text: text.into(), ..CommandChoice::default() }),
        ..Choices::default()
    }
}

fn with(text: &str, change: fn(&mut CommandChoice)) -> Choices {
    let mut choices = asked(text);
    choices.command.as_mut().into_iter().for_each(change);
    choices
}

fn refused(choices: &Choices) -> String {
    plan(choices, &Machine::with_cpus(2)).unwrap_err().to_string()
}

#[test]
fn a_command_races_one_at_a_time_against_several() {
    let plan = plan(&Choices { tasks: Some(5), ..asked("true {task}") }, &Machine::with_cpus(2)).unwrap();
    let lanes: Vec<(&str, u32, bool)> =
        plan.lanes.iter().map(|lane| (lane.phrase.as_str(), lane.workers, lane.is_baseline())).collect();
    assert_eq!(lanes, [("1 run at a time", 1, true), ("2 runs at a time", 2, false)]);
    assert_eq!((plan.workload.tasks, plan.workload.title().as_str()), (Some(5), "true {task}"));
}

#[test]
fn what_cannot_be_run_is_named_before_anything_runs() {
    for (choices, told) in [
        (asked("nosuchprogram x"), "nosuchprogram was not found: it is in no folder of PATH"),
        (asked("true | cat"), "| in column 6 needs a shell: add --shell, or quote it"),
        (asked("true {tsk}"), "there is no placeholder {tsk}: did you mean task?"),
        (asked("true {N}"), "coreograph scale --command"),
        (asked("true {item}"), "the command has {item}: --items FILE gives them"),
        (with("true", |it| it.items = Some("x".into())), "which the command does not have"),
        (with("true {item}", |it| it.items = Some("/no/such".into())), "--items /no/such: "),
        (
            with("true", |it| it.output_of = Some(16)),
            "--output-of 16: there is no such task; accepted is 0 to 15",
        ),
        (with("true", |it| it.prepare = Some("a > b".into())), "--prepare \"a > b\": > in column 3"),
        (with("", |it| it.warmup = 3), "--warmup is for a command of yours"),
        (Choices { tasks: Some(MOST_RUNS + 1), ..asked("true") }, "accepted is 1 to 100000"),
        (Choices { size: Some(3), ..asked("true") }, "--size means nothing to a command"),
        (
            Choices { lanes: vec![LaneChoice::of("threads")], ..asked("true") },
            "the lane threads runs no command; accepted for --command: processes",
        ),
    ] {
        let reason = refused(&choices);
        assert!(reason.contains(told), "{reason} is not {told}");
    }
}

#[test]
fn items_are_lines_and_there_are_as_many_tasks() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        let mut choices = asked("true {item}");
        choices.command.as_mut().unwrap().items = Some(path);
        choices
    };
    let three = file("three", "a b\n\nc\r\nd");
    let planned = plan(&three, &Machine::with_cpus(2)).unwrap();
    let command = planned.workload.command.as_ref().unwrap();
    assert_eq!(
        (&command.items[..], planned.workload.tasks),
        (&["a b", "c", "d"].map(String::from)[..], Some(3))
    );
    let two = plan(&Choices { tasks: Some(2), ..three.clone() }, &Machine::with_cpus(2)).unwrap();
    assert_eq!(two.workload.tasks, Some(2));
    assert!(refused(&Choices { tasks: Some(4), ..three }).contains("there are 3 items, and --tasks wants 4"));
    assert!(refused(&file("none", "\n\n")).contains("there is no line in it"));
    let many = file("many", &"x\n".repeat(MOST_RUNS as usize + 1));
    assert!(refused(&many).contains("accepted are at most 100000: --tasks N takes the first N"));
    assert!(plan(&Choices { tasks: Some(10), ..many }, &Machine::with_cpus(2)).is_ok());
}
