use super::*;
use crate::workload::interpreter::Bare;
use crate::workload::task_context::CapturedLines;
use crate::workload::{Kind, Spec};

fn drawn(seed: u64, tasks: u32) -> Vec<u64> {
    let spec = Spec { seed, ..Spec::of(Kind::Number, tasks, 1) };
    let heard = CapturedLines::default();
    let task_context = TaskContext::for_test().with_voice(heard.line_sink());
    let draw = |task| match Number::run(&spec.argument(task), &task_context, &mut Bare) {
        Ok(Value::Int(number)) => number,
        other => panic!("{other:?}"),
    };
    let numbers: Vec<u64> = (0..tasks).map(draw).collect();
    let printed: Vec<String> = numbers.iter().map(|number| format!("Number: {number}")).collect();
    assert_eq!(heard.lines(), printed);
    numbers
}

#[test]
fn the_seed_fixes_the_numbers() {
    assert_eq!(drawn(7, 20), drawn(7, 20));
    assert_ne!(drawn(7, 20), drawn(8, 20));
}

#[test]
fn a_thousand_tasks_have_different_numbers() {
    let numbers = drawn(1, 1000);
    let different: std::collections::BTreeSet<_> = numbers.iter().collect();
    assert_eq!((different.first(), different.last(), different.len()), (Some(&&1), Some(&&1000), 1000));
    assert_eq!(drawn(1, 1001)[1000], numbers[0], "then they come again");
}
