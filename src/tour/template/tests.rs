use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::text::generated::matching;

fn figures() -> Figures {
    Figures::of_json(vec![json!({
        "machine": { "usable_cpus": 4, "memory": 2_500_000 },
        "lanes": [{
            "name": "gil:4", "cores_busy": 1.0249, "share": 0.934, "wall_s": 3.0, "replies_us": { "p50": 5060.0 },
            "speedup": null, "simulated": true, "state": "finished", "results": [0, 1, 4], "output": [{}],
            "costs": { "start_ms": 2.5 },
        }],
    })])
}

fn fill(text: &str) -> Option<String> {
    Template::read(text).expect("a sentence").fill(&figures())
}

#[test]
fn figures_stand_in_the_sentence_in_their_format() {
    for (text, expected) in [
        ("plain", "plain"),
        ("", ""),
        ("{machine.usable_cpus} CPUs", "4 CPUs"),
        ("{lanes.gil:4.cores_busy}", "1.02"),
        ("{lanes.gil:4.cores_busy:.1}", "1.0"),
        ("{lanes.gil:4.cores_busy:.0} of {machine.usable_cpus}", "1 of 4"),
        ("{lanes.gil:4.share:%} waiting", "93 % waiting"),
        ("{lanes.gil:4.wall_s:time}", "3.00 s"),
        ("{lanes.gil:4.replies_us.p50:time}", "5.06 ms"),
        ("{lanes.gil:4.costs.start_ms:time}", "2.50 ms"),
        ("{machine.memory:bytes}", "2.5 MB"),
        ("{machine.memory:count}", "2.50M"),
        ("{lanes.gil:4.state}", "finished"),
        ("{lanes.gil:4.simulated}", "yes"),
        ("{lanes.gil:4.results}", "0 1 4"),
        ("{lanes.gil:4.wall_s / 2:.2}", "1.50"),
        ("{{braces}} {machine.usable_cpus}}}", "{braces} 4}"),
    ] {
        assert_eq!(fill(text).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn a_sentence_whose_figure_is_not_known_is_none() {
    for text in [
        "{lanes.gil:4.speedup:.1} times",
        "{lanes.pool.speedup}",
        "{lanes.gil:4.output}",
        "{lanes.gil:4}",
        "{lanes.gil:4.state:.1}",
        "{lanes.gil:4.speedup / 2}",
    ] {
        assert_eq!(fill(text), None, "{text}");
    }
}

#[test]
fn errors_say_where_in_the_sentence() {
    for (text, offset, told) in [
        ("ab {x", 3, "the } of a figure is missing"),
        ("ab } x", 3, "the { of a figure is missing"),
        ("ä {}", 3, "a figure is missing"),
        ("{a} {b..c}", 4, "is no figure"),
        ("{a b}", 0, "operator"),
    ] {
        let (place, error) = Template::read(text).expect_err(text);
        assert!(place == offset && error.contains(told), "{text}: {place} {error}");
    }
}

proptest! {
    #[test]
    fn no_sentence_panics_or_prints_null(text in matching("([{}:.%a-z0-9 ]|machine|lanes|gil:4|\\PC){0,24}")) {
        if let Ok(read) = Template::read(&text)
            && let Some(filled) = read.fill(&figures())
        {
            prop_assert!(text.contains("null") || !filled.contains("null"));
        }
    }
}
