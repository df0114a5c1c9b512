//! Tests of the sampler on a scripted machine: its reports on workers, cores and itself.

use super::super::programs::ProgramReading;
use super::super::workers;
use super::*;
use crate::clock::Clock;
use crate::event::Event;
use crossbeam_channel::Receiver;
use std::collections::BTreeMap;

/// A scripted machine of two cores.
#[derive(Default)]
struct Script {
    threads: BTreeMap<u32, workers::Reading>,
    programs: BTreeMap<u32, ProgramReading>,
    program: Nanos,
    busy: Vec<u16>,
    blind: bool,
    forgotten: Vec<u32>,
}

impl SystemReader for Script {
    fn tells_workers(&self) -> bool {
        !self.blind
    }
    fn worker(&mut self, _: u32, tid: u32) -> Option<workers::Reading> {
        self.threads.get(&tid).copied()
    }
    fn program_of(&mut self, pid: u32) -> ProgramReading {
        self.programs.get(&pid).cloned().unwrap_or_default()
    }
    fn resident(&mut self, _: u32, _: u32) -> Option<u64> {
        Some(4096)
    }
    fn forget(&mut self, _: u32, tid: u32) {
        self.forgotten.push(tid);
    }
    fn cores(&mut self) -> Option<Load> {
        Some(Load { busy: self.busy.clone(), stolen: vec![100, 0], offline: vec![] })
    }
    fn program(&mut self) -> Option<Nanos> {
        Some(self.program)
    }
}

struct Stage {
    sampler: Sampler<Script>,
    events: Receiver<Event>,
    now: Nanos,
}

impl Stage {
    fn new() -> Self {
        let (tx, events) = crossbeam_channel::unbounded();
        let script = Script { busy: vec![900, 500], ..Script::default() };
        let sampler = Sampler::new(script, Emitter::new(Clock::start(), tx), Nanos::ZERO);
        Self { sampler, events, now: Nanos::ZERO }
    }

    fn add(&mut self, tid: u32, kind: Kind) {
        self.thread(tid, Nanos::ZERO, 0);
        let worker = WorkerId(u16::try_from(tid).unwrap());
        let target = Target { lane: LaneId(0), worker, pid: 1, tid, kind, since: self.now };
        self.sampler.add(target, self.now);
    }

    /// The thread `tid` uses `more` CPU time, on `core`.
    fn thread(&mut self, tid: u32, more: Nanos, core: u16) {
        let script = &mut self.sampler.reader;
        let before = script.threads.get(&tid).map_or(Nanos::ZERO, |r| r.cpu);
        let reading = workers::Reading { cpu: before + more, wait: Nanos::ZERO, turns: 1, core: Some(core) };
        script.threads.insert(tid, reading);
    }

    fn tick(&mut self, after_ms: u64) {
        self.now += Nanos::from_millis(after_ms);
        self.sampler.tick(self.now);
    }

    fn said(&self) -> Vec<EventKind> {
        self.events.try_iter().map(|e| e.fact).collect()
    }

    fn samples(&self) -> Vec<(Vec<u16>, u16)> {
        let sample = |fact| {
            if let EventKind::Sample { ours, own, .. } = fact { Some((ours, own)) } else { None }
        };
        self.said().into_iter().filter_map(sample).collect()
    }
}

const MS: fn(u64) -> Nanos = Nanos::from_millis;

#[test]
fn time_is_credited_to_the_core_it_was_used_on_and_never_exceeds_busy() {
    let mut stage = Stage::new();
    stage.add(7, Kind::Thread);
    for tick in 0..5 {
        let core = u16::from(tick >= 2);
        stage.thread(7, MS(50), core);
        stage.sampler.reader.program += MS(60);
        stage.tick(50);
    }
    // 100 of 250 ms on core 0; 150 ms on core 1, of which the machine saw only half busy. 50 ms own.
    assert_eq!(stage.samples(), [(vec![400, 500], 200)]);
}

#[test]
fn worker_processes_are_not_part_of_this_program() {
    let mut stage = Stage::new();
    stage.add(7, Kind::Process);
    stage.thread(7, MS(200), 0);
    stage.sampler.reader.program += MS(25);
    stage.tick(250);
    let said = stage.said();
    let rss = |f: &EventKind| {
        if let EventKind::WorkerCpu { rss, .. } = f { Some(*rss) } else { None }
    };
    assert_eq!(said.iter().find_map(rss), Some(4096));
    let Some(EventKind::Sample { own, ours, stolen, .. }) = said.last() else { panic!("{said:?}") };
    assert_eq!((*own, &ours[..], &stolen[..]), (100, &[800, 0][..], &[100, 0][..]));
}

#[test]
fn all_threads_of_a_program_are_credited_to_their_cores() {
    let mut stage = Stage::new();
    let read = |cpu: u64, by_core: &[(u64, u16)]| ProgramReading {
        total: Some(workers::Reading { cpu: MS(cpu), wait: Nanos::ZERO, turns: 1, core: Some(0) }),
        by_core: by_core.iter().map(|(cpu, core)| (MS(*cpu), Some(*core))).collect(),
        rss: 8192,
        ..ProgramReading::default()
    };
    let script = |stage: &mut Stage, reading| {
        stage.sampler.reader.programs.insert(1, reading);
    };
    script(&mut stage, read(50, &[(50, 0)]));
    stage.add(7, Kind::Program);
    script(&mut stage, read(225, &[(125, 0), (50, 1)]));
    stage.sampler.reader.program += MS(25);
    stage.tick(250);
    let said = stage.said();
    let read = |fact: &EventKind| match fact {
        EventKind::WorkerCpu { cpu, rss, .. } => Some((*cpu, *rss)),
        _ => None,
    };
    assert_eq!(said.iter().filter_map(read).collect::<Vec<_>>(), [(MS(50), 8192), (MS(225), 8192)]);
    // Its first 50 ms count as well: it is new.
    let Some(EventKind::Sample { own, ours, .. }) = said.last() else { panic!("{said:?}") };
    assert_eq!((*own, &ours[..]), (100, &[700, 200][..]));
    // What it used after that is known at its end, also if it was never read again.
    let ended = Ended {
        lane: LaneId(0),
        worker: WorkerId(7),
        pid: Some(1),
        cpu: Used::InAll(MS(325)),
        core: Some(1),
    };
    stage.sampler.end(&ended, stage.now);
    stage.tick(250);
    let samples = stage.samples();
    assert_eq!(samples.last().map(|(ours, _)| &ours[..]), Some(&[0, 400][..]));
}

#[test]
fn a_sample_across_a_stop_is_not_said_and_the_next_one_is_clean() {
    let mut stage = Stage::new();
    stage.add(7, Kind::Thread);
    stage.tick(200);
    stage.thread(7, MS(5000), 0);
    stage.sampler.reader.program += MS(5000);
    stage.tick(5000);
    assert_eq!(stage.samples(), []);
    stage.thread(7, MS(25), 0);
    stage.sampler.reader.program += MS(25);
    stage.tick(250);
    assert_eq!(stage.samples(), [(vec![100, 0], 0)]);
}

#[test]
fn the_end_of_a_worker_thread_does_not_look_like_work_of_ours() {
    let mut stage = Stage::new();
    stage.add(7, Kind::Thread);
    stage.sampler.reader.program += MS(10);
    stage.tick(250);
    // It works on unseen and ends.
    stage.sampler.reader.program += MS(200);
    stage.sampler.reader.threads.clear();
    stage.tick(250);
    stage.sampler.reader.program += MS(20);
    stage.tick(250);
    let own: Vec<u16> = stage.samples().iter().map(|s| s.1).collect();
    assert_eq!(own, [40, 40, 80]);
}

/// A thread works for 100 ms after its last reading and ends; a tick may come before its own last reading arrives.
#[test]
fn what_a_worker_used_until_its_end_is_credited_to_its_last_core() {
    for (found_gone, pid, kind) in
        [(false, None, Kind::Thread), (true, None, Kind::Thread), (true, Some(1), Kind::Process)]
    {
        let mut stage = Stage::new();
        stage.add(7, kind);
        stage.thread(7, MS(125), 1);
        stage.tick(125);
        stage.sampler.reader.threads.clear();
        stage.sampler.reader.program += MS(if kind == Kind::Thread { 250 } else { 25 });
        if found_gone {
            stage.tick(60);
        }
        let ended =
            Ended { lane: LaneId(0), worker: WorkerId(7), pid, cpu: Used::InAll(MS(225)), core: None };
        stage.sampler.reader.busy = vec![1000, 1000];
        stage.sampler.end(&ended, MS(225));
        stage.tick(if found_gone { 65 } else { 125 });
        assert_eq!(stage.samples(), [(vec![0, 900], 100)], "{found_gone} {kind:?}");
        assert_eq!(stage.sampler.reader.forgotten.last(), Some(&7));
    }
}

/// The sampler learns 25 ms late that a worker is ready, and of the end of its tasks by its account alone.
#[test]
fn cpu_time_counts_from_the_moment_at_which_a_worker_was_ready() {
    let mut stage = Stage::new();
    stage.now = MS(125);
    stage.thread(7, MS(30), 0);
    let target =
        Target { lane: LaneId(0), worker: WorkerId(7), pid: 1, tid: 7, kind: Kind::Process, since: MS(100) };
    stage.sampler.add(target, stage.now);
    let ended = Ended {
        lane: LaneId(0),
        worker: WorkerId(7),
        pid: Some(1),
        cpu: Used::SinceReady(MS(75)),
        core: None,
    };
    stage.sampler.end(&ended, stage.now + MS(75));
    stage.tick(125);
    assert_eq!(stage.samples(), [(vec![300, 0], 0)]);
}

/// Its other threads have used 900 ms in its life; of 20 ms since its last reading it can have used 20.
#[test]
fn the_end_of_a_process_credits_no_more_than_its_computing_thread_can_have_used() {
    let mut stage = Stage::new();
    stage.add(7, Kind::Process);
    stage.thread(7, MS(125), 1);
    stage.tick(125);
    let ended =
        Ended { lane: LaneId(0), worker: WorkerId(7), pid: Some(1), cpu: Used::InAll(MS(1025)), core: None };
    stage.sampler.reader.busy = vec![1000, 1000];
    stage.sampler.end(&ended, MS(145));
    stage.tick(125);
    assert_eq!(stage.samples(), [(vec![0, 580], 0)]);
}

#[test]
fn what_a_worker_used_in_an_earlier_sample_is_not_credited_to_the_next() {
    let mut stage = Stage::new();
    stage.add(7, Kind::Thread);
    stage.thread(7, MS(125), 1);
    stage.tick(125);
    stage.sampler.reader.threads.clear();
    stage.tick(125);
    let ended =
        Ended { lane: LaneId(0), worker: WorkerId(7), pid: None, cpu: Used::InAll(MS(225)), core: Some(1) };
    stage.sampler.end(&ended, stage.now + MS(75));
    stage.sampler.reader.program += MS(50);
    stage.tick(250);
    assert_eq!(stage.samples().last(), Some(&(vec![0, 0], 200)));
}

#[test]
fn a_thread_that_is_counted_ahead_of_the_program_is_made_up_for() {
    let mut stage = Stage::new();
    stage.add(7, Kind::Thread);
    stage.thread(7, MS(100), 0);
    stage.sampler.reader.program += MS(90);
    stage.tick(250);
    stage.thread(7, MS(100), 0);
    stage.sampler.reader.program += MS(135);
    stage.tick(250);
    let own: Vec<u16> = stage.samples().iter().map(|s| s.1).collect();
    assert_eq!(own, [0, 100]);
}

#[test]
fn a_thread_number_that_somebody_else_has_now_is_not_ours() {
    let mut stage = Stage::new();
    stage.add(7, Kind::Thread);
    stage.thread(7, MS(100), 0);
    stage.tick(50);
    stage.sampler.reader.threads.clear();
    stage.thread(7, MS(20), 1);
    stage.tick(200);
    assert_eq!(stage.samples()[0].0, [400, 0]);
}

#[test]
fn where_workers_cannot_be_read_nothing_is_claimed() {
    let mut stage = Stage::new();
    stage.sampler.reader.blind = true;
    stage.sampler.reader.program += MS(25);
    stage.tick(250);
    stage.add(7, Kind::Thread);
    stage.sampler.reader.threads.clear();
    stage.sampler.reader.program += MS(250);
    stage.tick(250);
    assert_eq!(stage.samples(), [(vec![], 100), (vec![], 100)]);
}

#[test]
fn many_workers_are_all_spoken_of_at_a_bounded_rate() {
    for (count, most) in [(4_u32, 10), (200, 2)] {
        let mut stage = Stage::new();
        (0..count).for_each(|tid| stage.add(tid, Kind::Thread));
        stage.said();
        let seconds = 10;
        let mut said = vec![0; count as usize];
        for _ in 0..20 * seconds {
            (0..count).for_each(|tid| stage.thread(tid, MS(1), 0));
            stage.tick(50);
            for fact in stage.said() {
                if let EventKind::WorkerCpu { worker, .. } = fact {
                    said[usize::from(worker.0)] += 1;
                }
            }
        }
        let bounds = seconds * most / 2..=seconds * most + 5;
        assert!(said.iter().all(|n| bounds.contains(n)), "{count}: {said:?}");
    }
}

#[test]
fn what_is_forgotten_is_credited_once_more_and_then_silent() {
    let mut stage = Stage::new();
    stage.add(7, Kind::Thread);
    stage.thread(7, MS(25), 1);
    stage.sampler.forget(LaneId(0), stage.now);
    stage.thread(7, MS(100), 1);
    stage.sampler.reader.program += MS(25);
    stage.tick(250);
    assert_eq!(stage.samples(), [(vec![0, 100], 0)]);
    assert!(stage.sampler.watched.is_empty());
    assert_eq!(stage.sampler.reader.forgotten, [7]);
}
