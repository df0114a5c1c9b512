use serde_json::from_str;

use super::*;
use crate::event::LaneId;

const PROGRESS: &str = r#""progress":{"lane":1,"done":3,"failed":0}"#;

fn progress() -> Event {
    Event { at: Nanos(12), fact: EventKind::Progress { lane: LaneId(1), done: 3, failed: 0 } }
}

#[test]
fn an_event_is_one_flat_json_object() {
    let json = serde_json::to_string(&progress()).unwrap();
    assert_eq!(json, format!(r#"{{"at":12,{PROGRESS}}}"#));
    assert_eq!(from_str::<Event>(&json).unwrap(), progress());
}

#[test]
fn keys_are_in_any_order_and_those_of_later_versions_are_passed_over() {
    for json in [
        format!(r#"{{{PROGRESS},"at":12}}"#),
        format!(r#"{{"more":[{{}}],{PROGRESS},"at":12,"and":null}}"#),
        format!(r#"{{"at":12,"more":{{"at":1}},{PROGRESS},"phase":7}}"#),
    ] {
        assert_eq!(from_str::<Event>(&json).unwrap(), progress(), "{json}");
    }
}

#[test]
fn what_is_missing_or_wrong_is_named() {
    for (json, expected) in [
        (format!("{{{PROGRESS}}}"), "missing field `at`"),
        (r#"{"at":12}"#.into(), "no variant of enum EventKind found"),
        (r#"{"at":12,"later":{}}"#.into(), "no variant of enum EventKind found"),
        (format!(r#"{{"at":12,"at":13,{PROGRESS}}}"#), "duplicate field `at`"),
        (r#"{"at":12,"progress":{"lane":1}}"#.into(), "missing field `done`"),
        (r#"{"at":12,"progress":7}"#.into(), "expected struct variant EventKind::Progress"),
        ("[12]".into(), "expected struct Event"),
    ] {
        let told = from_str::<Event>(&json).unwrap_err().to_string();
        assert!(told.contains(expected), "{json}: {told}");
    }
}
