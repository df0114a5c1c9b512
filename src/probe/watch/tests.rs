use super::*;

#[test]
fn missed_ticks_are_not_made_up_for() {
    let start = Instant::now();
    assert_eq!(following(start, start + TICK / 2), start + TICK);
    assert_eq!(following(start, start + TICK * 7), start + TICK * 8);
}

#[test]
fn it_ends_when_it_is_dropped_even_if_nobody_listens() {
    let (events, listener) = unbounded();
    let watch = Watch::start(Emitter::new(crate::clock::Clock::start(), events)).unwrap();
    drop(listener);
    watch.unwatch_lane(LaneId(9));
    drop(watch);
}

#[cfg(target_os = "linux")]
#[test]
fn a_worker_thread_is_seen_to_compute() {
    use crate::event::{Event, EventKind, Nanos};
    use std::sync::atomic::{AtomicBool, Ordering};

    let (events, listener) = unbounded::<Event>();
    let watch = Watch::start(Emitter::new(crate::clock::Clock::start(), events)).unwrap();
    let (tids, tid) = unbounded();
    let stop = AtomicBool::new(false);
    let mut cpu = vec![];
    let mut samples = vec![];
    std::thread::scope(|scope| {
        let spin = || {
            let _ = tids.send(rustix::thread::gettid().as_raw_pid().unsigned_abs());
            while !stop.load(Ordering::Relaxed) {
                std::hint::spin_loop();
            }
        };
        scope.spawn(spin);
        let tid = tid.recv().unwrap();
        let worker = (LaneId(1), WorkerId(3));
        watch.watch(worker, (std::process::id(), tid), Kind::Thread, Nanos::ZERO);
        // Until there is enough to judge; the events come for as long as the watch lives.
        while samples.len() < 2 || cpu.len() < 5 {
            match listener.recv().unwrap().fact {
                EventKind::WorkerCpu { lane, worker, cpu: used, core, rss, .. } => {
                    assert_eq!((lane, worker, rss), (LaneId(1), WorkerId(3), 0));
                    assert!(core.is_some());
                    cpu.push(used);
                }
                EventKind::Sample { busy, ours, .. } => samples.push((busy, ours)),
                other => unreachable!("{other:?}"),
            }
        }
        watch.unwatch_lane(LaneId(1));
        stop.store(true, Ordering::Relaxed);
    });
    drop(watch);
    assert!(cpu.is_sorted() && cpu.last() > cpu.first(), "{cpu:?}");
    assert!(*cpu.last().unwrap() > Nanos::ZERO);
    for (busy, ours) in &samples {
        assert_eq!(busy.len(), ours.len());
        assert!(ours.iter().zip(busy).all(|(o, b)| o <= b && *b <= 1000), "{busy:?} {ours:?}");
    }
    assert!(samples.iter().any(|(_, ours)| ours.iter().any(|o| *o > 0)), "{samples:?}");
}
