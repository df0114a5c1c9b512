use super::*;
use crate::model::fixture;
use serde_json::{Value, json};

/// A report whose first lane has these results, of which `done` tasks ended.
fn told(values: Value, done: u32) -> Vec<String> {
    let mut report = Report::of(&fixture::model(&fixture::race()));
    report.lanes.truncate(1);
    let lane = &mut report.lanes[0];
    let values: Vec<Value> = serde_json::from_value(values).unwrap();
    lane.tasks.total = Some(u32::try_from(values.len()).unwrap());
    (lane.tasks.done, lane.results) = (done, Some(values));
    results(&report)
}

#[test]
fn tasks_that_have_not_ended_have_no_results() {
    assert_eq!(told(json!([0, null, 4, null]), 2), ["results of 2 of 4 tasks: [0, 4]"]);
    assert!(told(json!([null, null]), 0).is_empty());
}

#[test]
fn none_is_a_result_where_all_tasks_were_done() {
    assert_eq!(told(json!([null, 1]), 2), ["results: [null, 1]"]);
}
