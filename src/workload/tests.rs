use super::*;
use interpreter::Bare;

#[test]
fn arguments_and_results_depend_on_the_spec_alone() {
    for kind in Kind::ALL {
        let spec = Spec { seed: 3, ..Spec::of(*kind, 4, 50) };
        let task_context = TaskContext::for_test();
        for task in 0..4 {
            let once = kind.run(&spec.argument(task), &task_context, &mut Bare);
            assert_eq!(once, kind.run(&spec.argument(task), &task_context, &mut Bare), "{}", kind.name());
            assert!(once.is_ok());
        }
    }
}

#[test]
fn a_foreign_argument_is_an_error_not_a_panic() {
    for kind in Kind::ALL {
        // The text is an argument of one of them.
        let foreign = if *kind == Kind::Print { Value::Int(1) } else { Value::Text("?".into()) };
        let outcome = kind.run(&foreign, &TaskContext::for_test(), &mut Bare);
        assert!(outcome.is_err(), "{}", kind.name());
    }
}

#[test]
fn a_wrong_name_is_answered_with_the_right_ones() {
    let message = "prime".parse::<Kind>().unwrap_err().to_string();
    assert_eq!(
        message,
        "there is no workload \"prime\": did you mean primes? accepted: primes, mandelbrot, hash, hash-small, hold, triad, sleep, \
         echo, mixed, counter, square, uneven, payload, print, number"
    );
    assert_eq!("hash".parse(), Ok(Kind::Hash));
}
