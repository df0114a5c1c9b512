use super::*;

#[test]
fn every_suspicion_reads_well() {
    let twice = Throttling { times: 12, time: Nanos::from_millis(340) };
    let once = Throttling { times: 1, ..twice };
    let said = [
        (Suspicion::Quota { cores: 1.5, usable: 4 }, "a quota allows 1.5 of the 4 usable CPUs"),
        (Suspicion::Throttled(twice), "the CPU quota stopped everything 12 times, for 0.34 s in all"),
        (Suspicion::Throttled(once), "the CPU quota stopped everything once, for 0.34 s in all"),
        (Suspicion::Steal { share: 0.0417 }, "the hypervisor took 4.2 % of the CPU time away"),
        (
            Suspicion::BusyMachine { cores: 0.8, of: 2 },
            "other programs kept 0.8 of 2 cores busy before the start",
        ),
        (
            Suspicion::Governor { held: 2, of: 8 },
            "the governor powersave holds the clock of 2 of 8 CPUs at its lowest",
        ),
        (Suspicion::Battery, "the machine runs on battery"),
        (Suspicion::Heat("the CPU has 94 °C".into()), "the CPU has 94 °C"),
        (
            Suspicion::Capacity { lane: "sequential".into(), cores: 0.5, of: 1 },
            "the machine gave 0.5 of 1 core around the sequential lane",
        ),
        (
            Suspicion::StoppedWorker { lane: "pool".into(), worker: Some(1), pid: Some(4711) },
            "worker 1 (pid 4711) of the pool lane was stopped by a signal from outside",
        ),
        (
            Suspicion::Baseline { lane: "gil".into(), speedup: 1.33, possible: 1.0 },
            "the calibration of one worker took at least 1.33 times too long: the gil lane can do the work of 1 worker at most",
        ),
        (
            Suspicion::BeyondPossible {
                lane: "pool".into(),
                figure: "speed-up",
                bound: "came out above 2, the most that its CPUs can give".into(),
            },
            "the speed-up of the pool lane came out above 2, the most that its CPUs can give: withheld",
        ),
        (Suspicion::StoppedFor(1.5), "workers were stopped by a signal for 1.50 s in all"),
        (Suspicion::DebugBuild, "this is a debug build"),
        (
            Suspicion::StartUp {
                lane: "py-pool".into(),
                start: Nanos::from_millis(80),
                wall: Nanos::from_millis(120),
            },
            "starting its workers took 80.0 ms of the 0.12 s of the py-pool lane: it shows the start more than the work",
        ),
        (
            Suspicion::NotDeterministic { tasks: vec![3, 5] },
            "the function is not deterministic: tasks 3, 5 had another result when called again",
        ),
        (
            Suspicion::Oversubscribed { lane: "py-pool".into(), workers: 2, threads: 4, cpus: 2 },
            "the 2 workers of the py-pool lane run 2 threads of their own besides: 4 on 2 CPUs",
        ),
        (
            Suspicion::GilBack { lane: "py-threads".into(), module: Some("numpy".into()) },
            "the interpreter's lock came back in the py-threads lane: module numpy needs it",
        ),
        (
            Suspicion::GilBack { lane: "py-threads".into(), module: None },
            "the interpreter's lock came back in the py-threads lane",
        ),
    ];
    for (suspicion, message) in said {
        assert_eq!(suspicion.message(), message);
        assert!(!suspicion.advice().is_empty());
        let doubt = suspicion.clone().into_doubt(None);
        assert_eq!((doubt.kind.as_str(), doubt.lane), (suspicion.kind(), None));
    }
}
