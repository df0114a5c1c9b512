use super::*;

#[test]
fn a_scenario_is_a_line_that_python_can_take_apart() {
    let wake = Scenario::Wake { interval_us: 5000, hogs: 2, call_us: 0, ms: 10 };
    let line = serde_json::to_string(&wake).unwrap();
    assert_eq!(line, r#"{"wake":{"interval_us":5000,"hogs":2,"call_us":0,"ms":10}}"#);
    assert_eq!(serde_json::from_str::<Scenario>(&line).unwrap(), wake);
}

#[test]
fn a_shorter_scenario_is_still_one() {
    let hogs = Scenario::Hogs { interval_us: 5000, hogs: 2, ms: 10 };
    assert_eq!(hogs.clone().shortened(0.5), Scenario::Hogs { interval_us: 5000, hogs: 2, ms: 5 });
    assert_eq!(hogs.shortened(0.0), Scenario::Hogs { interval_us: 5000, hogs: 2, ms: 1 });
}

#[test]
fn nobody_is_waited_for_less_than_it_takes() {
    let legs = vec![Leg { threads: 2, interval_us: 1 }, Leg { threads: 1, interval_us: USUAL_US }];
    for native in [true, false] {
        let work = Scenario::Work { native, ms: 100, legs: legs.clone() };
        assert!(work.estimate() > Duration::from_millis(100) && work.deadline() > work.estimate());
    }
}
