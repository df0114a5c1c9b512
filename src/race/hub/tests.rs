use super::*;
use crate::clock::Clock;
use crate::emitter::Emitter;
use crate::event::{End, Nanos, Phase};
use crossbeam_channel::{bounded, unbounded};

#[test]
fn everything_said_is_passed_on_in_order_and_nothing_after_the_end() {
    let (said, heard) = unbounded();
    let (out, events) = unbounded();
    let (open, over) = bounded(0);
    let say = |at: u64, fact: EventKind| said.send(Event { at: Nanos(at), fact }).unwrap();
    (0..1000).for_each(|at| say(at, EventKind::Phase(Phase::Racing)));
    say(1000, EventKind::RaceEnded { end: End::Finished });
    say(1001, EventKind::Phase(Phase::Racing));
    drop(open);
    let (nobody, _) = unbounded();
    let watch = Watch::start(Emitter::new(Clock::start(), nobody)).unwrap();
    Hub::new(&out, &watch).forward(&heard, &over);
    drop(out);
    let times: Vec<u64> = events.iter().map(|event| event.at.0).collect();
    assert!(times.into_iter().eq(0..=1000));
}

#[test]
fn it_ends_when_nobody_is_left_to_say_anything() {
    let (said, heard) = unbounded();
    let (out, events) = unbounded();
    let (_open, over) = bounded(0);
    said.send(Event { at: Nanos(1), fact: EventKind::Phase(Phase::Racing) }).unwrap();
    drop(said);
    let (nobody, _) = unbounded();
    let watch = Watch::start(Emitter::new(Clock::start(), nobody)).unwrap();
    Hub::new(&out, &watch).forward(&heard, &over);
    assert_eq!(events.len(), 1);
}
