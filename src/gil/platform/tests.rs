use super::*;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// Two threads take turns at a number, each waiting for the other; then a wait without a signal times out.
fn takes_turns_and_times_out<P: Platform>() {
    let turns = Arc::new(P::Monitor::<u32>::new(0));
    let player = |parity: u32| {
        let turns = Arc::clone(&turns);
        thread::spawn(move || {
            for _ in 0..500 {
                let mut turn = turns.enter();
                while *turn % 2 != parity {
                    turn = turns.wait(turn);
                }
                *turn += 1;
                drop(turn);
                turns.signal();
            }
        })
    };
    let players = [player(0), player(1)];
    for player in players {
        player.join().unwrap();
    }
    assert_eq!(*turns.enter(), 1000);
    let mut guard = turns.enter();
    let mut timed_out = false;
    while !timed_out {
        (guard, timed_out) = turns.wait_for(guard, Duration::from_micros(200));
    }
    *guard += 1;
    drop(guard);
    assert_eq!(*turns.enter(), 1001, "a wait that ran out still has the state");
}

#[test]
fn std_primitives_are_a_monitor() {
    takes_turns_and_times_out::<Standard>();
}

#[test]
fn pthread_primitives_are_a_monitor() {
    takes_turns_and_times_out::<Posix>();
}
