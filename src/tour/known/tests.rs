use super::*;

fn known(words: &str) -> KnownRun {
    let words: Vec<String> = words.split_whitespace().map(str::to_string).collect();
    KnownRun::of(&words).expect("a race")
}

fn checked(path: &str, runs: &[&KnownRun]) -> Result<bool, String> {
    check(&Figure::read(path).expect("a path"), runs)
}

#[test]
fn figures_of_a_report_are_known_and_others_are_not() {
    let run = known("--lanes gil,pool:{1..cpus},py-threads?");
    for (path, expected) in [
        ("machine.usable_cpus", Ok(true)),
        ("workload.name", Ok(true)),
        ("doubts.count", Ok(true)),
        ("lanes.count", Ok(true)),
        ("lanes.gil.speedup", Ok(false)),
        ("lanes.gil.replies_us.p50", Ok(false)),
        ("lanes.gil.workers", Ok(true)),
        ("lanes.pool.speedup", Ok(false)),
        ("lanes.pool:64.speedup", Ok(false)),
        ("lanes.last.wall_s", Ok(true)),
        ("lanes.gil.deaths.1.cause", Ok(false)),
        ("lanes.gil.worker.last.lock.held_s", Ok(false)),
        ("lanes.pool.losses.times.core_wait", Ok(false)),
        ("lanes.pool.results.3", Ok(false)),
        ("lanes.pool.counter.memories", Ok(false)),
        ("lanes.py-threads.speedup", Ok(false)),
        ("runs.1.lanes.gil.workers", Ok(true)),
    ] {
        assert_eq!(checked(path, &[&run]), expected, "{path}");
    }
    for (path, told) in [
        ("lanes.gill.speedup", "did you mean gil?"),
        ("lanes.gil.speed_up", "did you mean speedup?"),
        ("machne.cpu", "did you mean machine?"),
        ("workload.name.more", "nothing below"),
        ("lanes.gil.deaths.first.cause", "accepted: 1, 2"),
        ("lanes.gil.deaths.1.causes", "did you mean cause?"),
        ("lanes.gil.replies_us.p51", "did you mean p50?"),
        ("lanes.gil.costs.start_s", "did you mean start_ms?"),
        ("runs.2.lanes.gil.workers", "has not run then"),
    ] {
        let error = checked(path, &[&run]).expect_err(path);
        assert!(error.contains(told), "{path}: {error}");
    }
}

#[test]
fn lanes_are_known_by_name() {
    let run = known("--lanes gil:2,gil:4,pool");
    assert_eq!((run.check_lane("gil:4"), run.check_lane("pool")), (Ok(()), Ok(())));
    assert!(run.check_lane("pol").unwrap_err().contains("did you mean pool?"));
}

#[test]
fn a_race_that_cannot_be_made_is_an_error() {
    let words = |text: &str| text.split_whitespace().map(str::to_string).collect::<Vec<_>>();
    assert!(KnownRun::of(&words("--workload primes --share 30")).unwrap_err().message.contains("share"));
    assert_eq!(KnownRun::of(&words("--workload prims")).unwrap_err().word, 1);
}
