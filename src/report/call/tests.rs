use super::*;

#[test]
fn a_call_stands_as_python_writes_it() {
    let call = CallReport {
        function: "crunch.py:resize".into(),
        over: Some("range(64)".into()),
        arguments: 64,
        ..CallReport::default()
    };
    let said = |call: &CallReport, tasks| words(call, tasks, 8);
    assert_eq!(said(&call, Some(64)), "resize(x) for x in range(64) of crunch.py, 64 tasks, chunk 8");
    assert_eq!(
        said(&call, Some(192)),
        "resize(x) for x in range(64) of crunch.py, 192 tasks (the list 3 times), chunk 8"
    );
    let numbers = CallReport { over: None, function: "a.b:C.f".into(), arguments: 1, ..call.clone() };
    assert_eq!(said(&numbers, Some(1)), "C.f(n) for n in range(1) of a.b, 1 task, chunk 8");
    let spread = CallReport { star: true, ..call };
    assert_eq!(said(&spread, None), "resize(*x) for x in range(64) of crunch.py, chunk 8");
}
