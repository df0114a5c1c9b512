//! Work that prints, draws and carries: what comes of it, run by the program itself.

mod support;

use serde_json::Value;
use support::run::{race, run};

fn lanes(json: &Value) -> &Vec<Value> {
    json["lanes"].as_array().expect("a race has lanes")
}

/// What the workers of a lane printed, sorted: who is first is nobody's promise.
fn printed(lane: &Value) -> Vec<&str> {
    let output = lane["output"].as_array().expect("a list of lines");
    let mut lines: Vec<&str> = output.iter().filter_map(|line| line["line"].as_str()).collect();
    lines.sort_unstable();
    lines
}

#[test]
fn a_child_prints_the_argument_it_is_given() {
    let lanes_of = ["--lanes", "sequential,threads,gil,interpreters,async,pool", "--workers", "2"];
    let work = ["--workload", "print", "--tasks", "2"];
    let json = race(&[&lanes_of[..], &work, &["--arg", "Test Case 1"]].concat());
    assert_eq!(json["workload"]["arg"], "Test Case 1");
    for lane in lanes(&json) {
        assert_eq!(printed(lane), ["Child process running with arg: Test Case 1"; 2], "{lane:#}");
        assert_eq!(lane["results"], Value::from(vec!["Test Case 1"; 2]));
    }
    let json = race(&[&lanes_of[..], &work].concat());
    assert_eq!(json["workload"].get("arg"), None);
    for lane in lanes(&json) {
        let expected = ["Child process running with arg: 0", "Child process running with arg: 1"];
        assert_eq!(printed(lane), expected, "{lane:#}");
    }
    let doubts = json["doubts"].as_array().expect("a list of doubts");
    assert!(doubts.iter().all(|doubt| doubt.get("lane").is_none()), "its length tells nothing: {doubts:#?}");
    assert_eq!(json["baseline"], Value::Null, "nobody calibrates it");
    let verdict =
        "6 lanes did 2 tasks each; work like print is not for timing, so their speeds are not compared.";
    assert_eq!(json["verdict"], verdict);
}

#[test]
fn a_text_is_refused_where_it_means_nothing() {
    for typed in
        [&["--workload", "primes", "--arg", "x"][..], &["--workload", "print", "--arg", "two\nlines"]]
    {
        let ended = run(&[&["race", "--headless"], typed].concat());
        assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""), "{ended}");
        assert!(
            ended.stderr.contains("accepted is one line of at most 500 bytes, for print alone"),
            "{ended}"
        );
    }
}

#[test]
fn each_child_prints_a_number_that_the_seed_fixes() {
    let draw = |seed: &[&str]| {
        let work = ["--workload", "number", "--tasks", "12", "--lanes", "sequential,threads,gil,pool"];
        let json = race(&[&work[..], seed].concat());
        let results = lanes(&json)[0]["results"].clone();
        let mut numbers: Vec<String> =
            results.as_array().expect("results").iter().map(|number| format!("Number: {number}")).collect();
        numbers.sort_unstable();
        for lane in lanes(&json) {
            assert_eq!(lane["results"], results, "{lane:#}");
            assert_eq!(printed(lane), numbers, "{lane:#}");
        }
        (json["workload"]["seed"].to_string(), results)
    };
    let (seed, numbers) = draw(&["--seed", "41"]);
    assert_eq!(seed, "41");
    assert_eq!(draw(&["--seed", "41"]).1, numbers);
    let (drawn, numbers) = draw(&[]);
    assert_eq!(draw(&["--seed", &drawn]), (drawn, numbers), "the seed that was told repeats the race");
}

#[test]
fn payloads_that_the_memory_cannot_hold_are_refused() {
    let typed = ["race", "--headless", "--workload", "payload", "--tasks", "10000000", "--size", "128MiB"];
    let ended = run(&typed);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""), "{ended}");
    assert!(ended.stderr.contains("take more than half of this machine's"), "{ended}");
    let large = run(&["race", "--headless", "--workload", "payload", "--tasks", "1", "--size", "1GiB"]);
    assert_eq!(large.code, Some(2), "{large}");
    assert!(large.stderr.contains("accepted is 1 to 268434432, which one message holds"), "{large}");
}

#[test]
fn arrays_that_the_memory_cannot_hold_are_refused() {
    let typed = ["race", "--headless", "--workload", "triad", "--size", "1024GiB", "--workers", "2"];
    let ended = run(&typed);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""), "{ended}");
    assert!(
        ended.stderr.contains("2 workers with memory of their own for 1099511627776 elements"),
        "{ended}"
    );
    assert!(ended.stderr.contains("accepted is a size of at most"), "{ended}");
}

#[test]
fn the_results_of_payloads_are_told_in_few_words() {
    let json = race(&["--workload", "payload", "--tasks", "3", "--size", "1MiB", "--lanes", "threads,pool"]);
    assert_eq!(json["workload"]["size"], 1 << 20);
    for lane in lanes(&json) {
        for result in lane["results"].as_array().expect("results") {
            let text = result.as_str().expect("a text");
            assert!(text.starts_with("1048576 bytes, sha256 ") && text.len() == 38, "{text}");
        }
        assert_eq!(lane["digest"], lanes(&json)[0]["digest"]);
    }
    let bytes = ["bytes_out", "bytes_in"].map(|way| lanes(&json)[1]["ipc"][way].as_f64().expect("a number"));
    for bytes in bytes {
        assert!((3.0..3.1).contains(&(bytes / f64::from(1 << 20))), "every byte crosses once: {bytes}");
    }
}
