use super::*;
use crate::reactor::Executor;
use crate::workload::interpreter::Bare;
use std::time::Duration;

#[test]
fn the_result_is_the_sum_of_what_was_asked() {
    let task_context = TaskContext::for_test();
    for (key, requests, sum) in [(5, 3, 5 + 6 + 7), (9, 0, 0), (u64::MAX, 2, u64::MAX)] {
        let result = Echo::run(&Value::Pair(key, requests), &task_context, &mut Bare);
        assert_eq!(result, Ok(Value::Int(sum)));
    }
    assert_eq!(task_context.clear().replies.unwrap().count(), 5, "every reply was timed");
}

#[test]
fn a_client_that_is_gone_is_an_error_of_each_task() {
    let task_context = TaskContext::for_test();
    let line = task_context.line().unwrap().unwrap();
    line.0.shutdown(std::net::Shutdown::Both).unwrap();
    task_context.put_back(line, true);
    let serve = || Echo::run(&Value::Pair(1, 1), &task_context, &mut Bare).unwrap_err().to_string();
    assert!(serve().contains("cannot be served"));
    assert_eq!(serve(), "the echo client of this worker is gone");
    let nobody = TaskContext::new(std::sync::Arc::default(), std::path::Path::new(""));
    assert!(Echo::run(&Value::Pair(1, 1), &nobody, &mut Bare).is_err());
}

/// More tasks than lines: late ones wait for one, and each gets its own sum.
#[test]
fn an_event_loop_serves_many_tasks_on_few_lines() {
    let (task_context, reactor) = (TaskContext::of_event_loop_for_test(3), Reactor::default());
    let arguments: Vec<Value> = (0..10).map(|task| Value::Pair(task * 100, 20)).collect();
    let mut results = vec![None; arguments.len()];
    let mut executor = Executor::default();
    for (name, argument) in (0..).zip(&arguments) {
        executor.spawn(name, Echo::run_async(argument, &task_context, &reactor));
    }
    while executor.in_flight() > 0 {
        executor.run_ready(|| true, |name, result| results[name as usize] = Some(result.unwrap()));
        if !executor.has_ready() && executor.in_flight() > 0 {
            reactor.wait(Duration::from_secs(10)).unwrap();
        }
    }
    drop(executor);
    for (argument, result) in arguments.iter().zip(results) {
        let Value::Pair(key, _) = argument else { unreachable!() };
        assert_eq!(result, Some(Ok(Value::Int(20 * key + 190))));
    }
    assert_eq!(task_context.clear().replies.unwrap().count(), 200);
}
