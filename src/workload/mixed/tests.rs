use super::*;
use crate::workload::interpreter::Bare;
use crate::workload::{Kind, Spec};

fn spec(share: Option<u8>) -> Spec {
    Spec { share, ..Spec::of(Kind::Mixed, 8, 50) }
}

#[test]
fn without_a_share_tasks_compute_and_serve_by_turns() {
    let spec = spec(None);
    assert_eq!(spec.queues(), 2);
    let task_context = TaskContext::for_test();
    for task in 0..4 {
        let argument = spec.argument(task);
        let result = Mixed::run(&argument, &task_context, &mut Bare).unwrap();
        let primes = Kind::Primes.argument(&spec.parameters(), task);
        match (task % 2, &argument) {
            (0, Value::Triple(from, until, 100)) => {
                assert_eq!(primes, Value::Pair(*from, *until));
                assert_eq!(Ok(result), Kind::Primes.run(&primes, &task_context, &mut Bare));
            }
            (1, Value::Triple(key, REQUESTS, 0)) => {
                let sum = (0..REQUESTS).fold(0u64, |sum, k| sum.wrapping_add(key.wrapping_add(k)));
                assert_eq!(result, Value::Int(sum));
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(task_context.clear().replies.unwrap().count(), 2 * REQUESTS);
}

#[test]
fn with_a_share_every_task_computes_and_waits() {
    let spec = spec(Some(40));
    assert_eq!(spec.queues(), 1);
    assert!((0..8).all(|task| matches!(spec.argument(task), Value::Triple(_, _, 40))));
    // No client is started, and none is needed: there is no program to start it from.
    let task_context = TaskContext::new(std::sync::Arc::default(), std::path::Path::new(""));
    assert_eq!(Mixed::prepare(&spec.parameters(), &task_context), Ok(()));
    assert!(Mixed::run(&spec.argument(1), &task_context, &mut Bare).is_ok());
}

#[test]
fn the_wait_makes_the_share() {
    let ms = Duration::from_millis;
    assert_eq!(rest(ms(10), 50), ms(10));
    assert_eq!(rest(ms(10), 20), ms(40));
    assert_eq!(rest(ms(10), 100), ms(0));
}
