use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::text::generated::matching;

fn figures() -> Figures {
    Figures::of_json(vec![
        json!({ "lanes": [{ "lane": "pool", "name": "pool", "wall_s": 2.5, "deaths": [] }] }),
        json!({ "machine": { "usable_cpus": 2 }, "unsettled": null, "lanes": [
                { "lane": "gil", "name": "gil:2", "speedup": 1.01 },
                { "lane": "gil", "name": "gil:4", "speedup": null, "deaths": [{ "cause": "signal 9" }, {}] },
                { "lane": "py-threads", "name": "py-threads 3.11.7", "wall_s": 3 },
            ] }),
    ])
}

fn value(text: &str) -> Option<Value> {
    figures().value(&Figure::read(text).expect("a path"))
}

#[test]
fn a_path_leads_to_a_value_of_the_last_race_or_of_the_one_it_names() {
    for (path, expected) in [
        ("machine.usable_cpus", Some(json!(2))),
        ("runs.2.machine.usable_cpus", Some(json!(2))),
        ("runs.1.lanes.pool.wall_s", Some(json!(2.5))),
        ("runs.1.lanes.pool.deaths.count", Some(json!(0))),
        ("lanes.gil:2.speedup", Some(json!(1.01))),
        ("lanes.1.speedup", Some(json!(1.01))),
        ("lanes.last.wall_s", Some(json!(3))),
        ("lanes.'py-threads 3.11.7'.wall_s", Some(json!(3))),
        ("lanes.py-threads.wall_s", Some(json!(3))),
        ("lanes.gil:4.deaths.1.cause", Some(json!("signal 9"))),
        ("lanes.gil:4.deaths.count", Some(json!(2))),
        ("lanes.count", Some(json!(3))),
        ("lanes.gil:4.speedup", None),
        ("lanes.gil:4.deaths.3.cause", None),
        ("lanes.gil:4.deaths.0.cause", None),
        ("lanes.gil:4.deaths.count.more", None),
        ("unsettled", None),
        ("lanes.pool.wall_s", None),
        ("runs.3.lanes.pool.wall_s", None),
        ("machine.usable_cpus.more", None),
    ] {
        assert_eq!(value(path), expected, "{path}");
    }
}

#[test]
fn a_path_without_steps_is_an_error() {
    for wrong in ["", ".", "lanes.", "lanes..speedup", "runs", "runs.0.x", "runs.x.y", "runs.1", "lanes.'gil"]
    {
        assert!(Figure::read(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_figure_knows_its_unit_and_its_lane() {
    let read = |text| Figure::read(text).expect("a path");
    let unit = |text| read(text).seconds();
    let close = |one: f64, other: f64| (one - other).abs() < 1e-15;
    assert!(close(unit("lanes.gil.replies_us.p50"), 1e-6));
    assert!(close(unit("lanes.pool.ipc.spawn_ms.p50"), 1e-3));
    assert!(close(unit("lanes.pool.wall_s"), 1.0));
    assert_eq!(read("runs.1.lanes.gil:4.wall_s").lane(), Some("gil:4"));
    assert_eq!((read("lanes.count").lane(), read("machine.cpu").lane()), (None, None));
}

proptest! {
    #[test]
    fn no_path_panics_and_every_path_is_read_as_it_is_printed(text in matching("[a-z0-9_.:' -]{0,24}")) {
        if let Ok(figure) = Figure::read(&text) {
            let _ = figures().value(&figure);
            prop_assert_eq!(Figure::read(&figure.to_string()), Ok(figure));
        }
    }
}
