use proptest::prelude::*;

use super::*;
use crate::text::generated::matching;

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_string).collect()
}

fn here(cpus: u32) -> Here {
    Here { cpus, python: false }
}

#[test]
fn words_follow_the_machine() {
    for (word, cpus, expected) in [
        ("{cpus}", 8, "8"),
        ("{workers}", 1, "2"),
        ("{workers}", 8, "8"),
        ("{workers}", 64, "12"),
        ("sequential,pool:{1..cpus}", 1, "sequential,pool:1"),
        ("pool:{1..cpus}", 2, "pool:1,pool:2"),
        ("pool:{1..cpus}", 6, "pool:1,pool:2,pool:4,pool:6"),
        ("pool:{cpus}", 3, "pool:3"),
        ("gil,py-threads?", 2, "gil"),
        ("really?", 2, "really?"),
    ] {
        assert_eq!(expand_word(word, here(cpus)), expected, "{word} {cpus}");
    }
    assert_eq!(expand_word("gil,py-threads?", Here { cpus: 2, python: true }), "gil,py-threads");
    assert!(doubling(1024).count() <= 12);
}

#[test]
fn choices_are_those_of_the_command_line() {
    let made =
        choices(&words("--workload square --lanes=gil,pool:3 --chunk 10 --fault kill@1s --fault stop"));
    let made = made.expect("nothing is wrong with it");
    assert_eq!(
        (made.workload.name(), made.chunk, made.lanes.len(), made.faults.len()),
        ("square", Some(10), 2, 2)
    );
    assert_eq!(choices(&[]), Ok(Choices::default()));
}

#[test]
fn a_wrong_word_is_named() {
    for (text, word, told) in [
        ("--workload prims", 1, "did you mean primes?"),
        ("--lanes gil,pol", 1, "did you mean pool?"),
        ("--lane gil", 0, "did you mean lanes?"),
        ("gil", 0, "accepted: --lanes"),
        ("--seed 1 --chunk", 2, "a value is missing after --chunk"),
        ("--seed 1 --seed 2", 2, "twice"),
        ("--chunk=0", 0, "accepted: 1 to 1000000"),
        ("--seconds 1 --size 3", 0, "--seconds excludes --size"),
    ] {
        let error = choices(&words(text)).expect_err(text);
        assert!(error.word == word && error.message.contains(told), "{text}: {error:?}");
    }
}

proptest! {
    #[test]
    fn no_words_panic(text in matching("(--(lanes|workload|chunk|fault|seconds)|gil|pool:\\{1..cpus\\}|[a-z0-9=,?:{}.]| ){0,12}")) {
        let _ = choices(&expand(&words(&text), here(3)));
    }
}
