//! Random signals to worker processes while races run: every race ends, with the digest that no signal would have
//! changed, or says why a lane did not.
//!
//! The usual form sends 30 signals over 6 races. The long form sends 200 over 40, and takes minutes:
//!
//! ```text
//! cargo test --test signals_to_workers -- --ignored --nocapture
//! ```
//!
//! Both are repeatable as far as the system is: which signal follows which comes from a seed, which worker is met at
//! what moment does not.

mod support;

use std::thread::sleep;
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde_json::Value;
use support::poll;
use support::process::{Process, Signal, children_of, send, wait_until_gone};
use support::run::{Running, command, race};

/// What may hit a worker. TERM, INT, HUP, QUIT and the user's signals end a process that does not catch them.
const SIGNALS: [Signal; 10] = [
    Signal::KILL,
    Signal::TERM,
    Signal::INT,
    Signal::HUP,
    Signal::QUIT,
    Signal::ABORT,
    Signal::SEGV,
    Signal::USR1,
    Signal::STOP,
    Signal::CONT,
];

/// The longest pause between two signals of one race.
const PAUSE_MS: u64 = 40;

/// The work of each race: a few hundred milliseconds. A process for each task pays for its start, and has fewer.
fn work(lane: &'static str) -> Vec<&'static str> {
    let tasks = if lane == "pool" { "160" } else { "40" };
    let work = ["--workload", "primes", "--size", "5000", "--chunk", "1", "--workers", "4"];
    [&["--lanes", lane, "--tasks", tasks][..], &work].concat()
}

/// The digest of a lane of this work that meets no signal.
fn undisturbed(lane: &'static str) -> Value {
    race(&work(lane))["lanes"][0]["digest"].clone()
}

/// Runs `races` races and sends `signals` signals in all; what went wrong, if anything did, in words.
fn storm(races: u32, signals: u32, seed: u64) -> Vec<String> {
    let mut random = StdRng::seed_from_u64(seed);
    let lanes = ["pool", "processes"];
    let expected = lanes.map(undisturbed);
    let (mut sent, mut wrong) = (0, Vec::new());
    for number in 0..races {
        let which = (number % 2) as usize;
        let due = (signals * (number + 1) / races).saturating_sub(sent);
        // Every other pair of races frees itself from a stopped worker by a deadline; in the others it is continued.
        let deadline = number % 4 < 2;
        let (hits, ended) = one_race(lanes[which], due, deadline, &mut random);
        sent += u32::try_from(hits.len()).unwrap_or(u32::MAX);
        let what = format!("race {number} ({}), hit by {hits:?}", lanes[which]);
        let Ok(ended) = ended else {
            wrong.push(format!("{what}: it does not end"));
            continue;
        };
        let json = ended.json();
        let lane = &json["lanes"][0];
        match ended.code {
            Some(0) if lane["digest"] == expected[which] && lane["state"] == "finished" => {}
            Some(1) if has_reason(lane) => println!("{what}: {}", json["fault"]),
            code => wrong.push(format!("{what}: exit {code:?}, {lane:#}")),
        }
    }
    println!("{sent} signals in {races} races");
    wrong
}

/// Runs one race and hits its workers so many times; with what, and how it ended.
fn one_race(
    lane: &'static str,
    signals: u32,
    deadline: bool,
    random: &mut StdRng,
) -> (Vec<Signal>, Result<support::run::Ended, ()>) {
    let mut args = vec!["race", "--headless", "--format", "json"];
    args.extend(work(lane));
    if deadline {
        args.extend(["--deadline", "1s"]);
    }
    let running = Running::start(command(&args));
    let program = running.pid();
    let (mut hits, mut seen): (Vec<Signal>, Vec<Process>) = (Vec::new(), Vec::new());
    while hits.len() < signals as usize {
        let Some(workers) = poll(|| Some(children_of(program)).filter(|workers| !workers.is_empty())) else {
            break;
        };
        let victim = workers[random.random_range(0..workers.len())].clone();
        let signal = SIGNALS[random.random_range(0..SIGNALS.len())];
        victim.signal(signal);
        hits.push(signal);
        if !seen.contains(&victim) {
            seen.push(victim);
        }
        // A moment of its own for each signal: nothing is waited for.
        sleep(Duration::from_millis(random.random_range(0..=PAUSE_MS)));
    }
    // One that is stopped while it is being started is waited for longer than a test should take.
    let over = poll(|| {
        for worker in &seen {
            send(worker.pid, Signal::CONT);
        }
        children_of(program).is_empty().then_some(())
    });
    let ended = over.map(|()| running.end()).ok_or(());
    if ended.is_ok() {
        wait_until_gone(&seen);
    }
    (hits, ended)
}

/// Whether a lane that did not do all of its work says why.
fn has_reason(lane: &Value) -> bool {
    let told = |value: &Value| value.as_str().is_some_and(|reason| !reason.trim().is_empty());
    let failures = lane["failures"].as_array().is_some_and(|failures| {
        !failures.is_empty() && failures.iter().all(|failure| told(&failure["reason"]))
    });
    told(&lane["error"]) || failures
}

#[test]
fn random_signals_to_workers_change_no_result() {
    let wrong = storm(6, 30, 13);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
#[ignore = "200 signals over 40 races take minutes"]
fn two_hundred_random_signals_to_workers_change_no_result() {
    let wrong = storm(40, 200, 200);
    assert!(wrong.is_empty(), "{wrong:#?}");
}
