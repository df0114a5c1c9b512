use super::*;
use crate::event::ActivityTotals;
use proptest::prelude::*;

use crate::text::generated::matching;

#[test]
fn what_python_says_is_understood() {
    let parse = |line: &str| super::parse::<PythonMessage>(line).unwrap();
    assert_eq!(
        parse(r#"{"slice":{"worker":1,"slice":{"from":5,"until":9,"mix":{"compute":3,"lock_wait":1}}}}"#),
        PythonMessage::Slice {
            worker: WorkerId(1),
            slice: Slice {
                from: Nanos(5),
                until: Nanos(9),
                mix: {
                    let mut mix = ActivityTotals::only(Activity::Compute, Nanos(3));
                    mix[Activity::LockWait] = Nanos(1);
                    mix
                }
            },
            calls: Vec::new(),
        }
    );
    assert_eq!(
        parse(r#"{"done":{"worker":null,"results":[[0,25],[3,"ab"]]}}"#),
        PythonMessage::Done { results: vec![(0, 25.into()), (3, "ab".into())] }
    );
    let PythonMessage::TimeAccount(books) =
        parse(r#"{"time_account":{"worker":0,"opened":1,"closed":2,"tasks":3,"cpu":4,"replies":[[99,2]]}}"#)
    else {
        panic!()
    };
    assert_eq!(books.replies.unwrap().count(), 2);
    let printed = parse(r#"{"printed":{"worker":1,"pid":77,"line":"421"}}"#);
    assert_eq!(printed, PythonMessage::Printed { worker: WorkerId(1), pid: 77, line: "421".into() });
    let back = parse(r#"{"gil_back":{"module":"numpy"}}"#);
    assert_eq!(back, PythonMessage::GilBack { module: Some("numpy".into()) });
    for wrong in ["", "{}", "hello", r#"{"done":{}}"#, r#"{"dance":{}}"#, "[]", "null"] {
        assert!(super::parse::<PythonMessage>(wrong).is_err(), "{wrong}");
    }
}

proptest! {
    #[test]
    fn no_line_is_a_panic(line in matching("\\PC*")) {
        let _ = super::parse::<PythonMessage>(&line);
    }

    #[test]
    fn values_survive_the_way_through_json(a: u64, b: u64, c: u64, text in "[0-9a-f]*") {
        for known in [Value::Int(a), Value::Pair(a, b), Value::Triple(a, b, c), Value::Text(text)] {
            let line = known.to_json().to_string();
            prop_assert_eq!(value(&serde_json::from_str(&line).unwrap()), Some(known));
        }
    }

    #[test]
    fn what_no_workload_returns_is_no_value(n in i64::MIN..0, f in 0.1f64..0.9) {
        for foreign in [serde_json::json!(n), serde_json::json!(f), serde_json::json!([1]), serde_json::json!(null)] {
            prop_assert_eq!(value(&foreign), None);
        }
    }
}
