use super::*;
use std::sync::mpsc::channel;

fn run(line: &[&str]) -> Ended {
    let words: Vec<String> = line.iter().map(ToString::to_string).collect();
    let execution = Execution::start(&words, "test", None).unwrap();
    execution.wait_for_end();
    assert!(execution.has_ended());
    execution.finish()
}

#[test]
fn a_run_tells_how_it_ended_and_what_it_said() {
    assert_eq!(run(&["true"]).judged(false), Ok(0));
    let failed = run(&["sh", "-c", "echo one >&2; echo two >&2; exit 3"]);
    assert_eq!(failed.judged(false), Err("it ended with exit 3: one / two".into()));
    assert_eq!(failed.judged(true), Ok(3));
    let killed = run(&["sh", "-c", "kill -9 $$"]);
    assert_eq!(killed.judged(true), Err("it ended with signal 9 (SIGKILL)".into()));
    assert!(Execution::start(&["/no/such/program".to_string()], "test", None).is_err());
}

#[test]
fn what_it_used_includes_its_children() {
    let busy = "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done";
    let alone = run(&["sh", "-c", busy]).usage.cpu();
    let nested =
        run(&["sh", "-c", &format!("sh -c '{busy}'; sh -c '{busy}'; sh -c '{busy}'; true")]).usage.cpu();
    assert!(nested > alone, "{nested:?} {alone:?}");
}

#[test]
fn a_run_has_no_input_and_its_output_goes_where_it_is_asked_to() {
    assert_eq!(run(&["cat"]).code, Some(0));
    let (take, lines) = channel();
    let words = ["sh", "-c", "echo a; echo b"].map(String::from);
    let printed: Printed = Box::new(move |line| take.send(line).unwrap());
    let execution = Execution::start(&words, "test", Some(printed)).unwrap();
    execution.wait_for_end();
    assert_eq!(execution.finish().code, Some(0));
    assert_eq!(lines.iter().collect::<Vec<_>>(), ["a", "b"]);
}

#[cfg(target_os = "linux")]
#[test]
fn what_it_leaves_behind_in_its_group_is_ended_and_said() {
    let _subreaper = Subreaper::begin();
    let ended = run(&["sh", "-c", "sleep 1000 & sleep 1000 & true"]);
    assert_eq!(ended.left, 2);
    let reason = ended.judged(false).unwrap_err();
    assert_eq!(reason, "it left 2 processes running, which this program has ended");
}

#[test]
fn a_run_that_is_killed_ends_with_all_its_children() {
    let words = ["sh", "-c", "sleep 1000; true"].map(String::from);
    let execution = Execution::start(&words, "test", None).unwrap();
    kill(execution.pid());
    execution.wait_for_end();
    assert_eq!(execution.finish().exit, "signal 9 (SIGKILL)");
}
