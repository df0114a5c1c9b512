use super::*;

#[test]
fn a_function_is_the_same_in_another_folder_and_not_with_another_source_or_list() {
    let call = SweptCall {
        function: "tests/primes.py:count".into(),
        over: Some("range(3)".into()),
        source: "00ff".into(),
        ..SweptCall::default()
    };
    assert_eq!(call, SweptCall { function: "/home/a/primes.py:count".into(), ..call.clone() });
    for other in [
        SweptCall { function: "tests/primes.py:other".into(), ..call.clone() },
        SweptCall { over: None, ..call.clone() },
        SweptCall { star: true, ..call.clone() },
        SweptCall { source: "00fe".into(), ..call.clone() },
    ] {
        assert_ne!(call, other);
    }
    let plan = call.plan(3);
    assert_eq!((plan.sentence(), plan.arguments), ("count(x) for x in range(3)".into(), 3));
    assert_eq!(SweptCall::of(&plan), call);
}
