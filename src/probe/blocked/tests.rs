use super::*;

#[test]
fn more_threads_are_read_less_often() {
    let pace = |micros| {
        let mut pace = Pace::new(Nanos::ZERO);
        pace.spent(Nanos::from_micros(micros));
        pace
    };
    for (threads, millis) in [(1, 5), (8, 5), (16, 10), (64, 40), (1600, 1000), (100_000, 1000)] {
        assert_eq!(pace(10).interval(threads), Duration::from_millis(millis), "{threads} threads");
    }
    assert_eq!(pace(80).interval(2), Duration::from_millis(10), "at most 0.8 % of a core");
}

#[test]
fn rounds_are_in_the_mean_an_interval_apart_and_never_twice_the_same() {
    let mut pace = Pace::new(Nanos::ZERO);
    let phases: Vec<f64> = (0..1000)
        .map(|_| {
            pace.next(1);
            pace.phase
        })
        .collect();
    let mean = phases.iter().sum::<f64>() / 1000.0;
    assert!((mean - 0.5).abs() < 0.01, "{mean}");
    assert!(phases.windows(2).all(|pair| (pair[0] - pair[1]).abs() > 0.1));
}

#[cfg(target_os = "linux")]
#[test]
fn a_thread_that_sleeps_is_seen_sleeping_and_its_end_is_noticed() {
    let clock = Clock::start();
    let mut child = std::process::Command::new("sleep").arg("600").spawn().unwrap();
    let from = clock.now();
    let watched = watch(child.id(), child.id(), clock);
    // Terminates: it is sampled sooner or later, if the kernel says where threads sleep.
    let seen = loop {
        match watched.now() {
            Some((seen, _)) => break seen,
            None => std::thread::sleep(ROUND),
        }
    };
    let mut mix = ActivityTotals::only(Activity::Blocked, clock.now() - from);
    watched.mix(&mut mix, &[(from, clock.now())]);
    match seen {
        Seen::Waiting(WaitsFor::Io) => assert!(mix.share(Activity::Io) > 0.5, "{mix:?}"),
        _ => eprintln!("this kernel does not say where threads sleep: {seen:?}"),
    }
    child.kill().unwrap();
    child.wait().unwrap();
    while watched.now().is_some() {
        std::thread::sleep(ROUND);
    }
}

#[test]
fn without_a_thread_blocked_time_stays_blocked() {
    let clock = Clock::start();
    let watched = watch(u32::MAX, u32::MAX, clock);
    let mut mix = ActivityTotals::only(Activity::Blocked, Nanos(5));
    watched.mix(&mut mix, &[(Nanos::ZERO, Nanos(9))]);
    assert_eq!((mix[Activity::Blocked], watched.now()), (Nanos(5), None));
}

#[cfg(target_os = "linux")]
#[test]
fn one_of_more_than_may_stay_open_is_sampled_all_the_same() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("proc/7/task/9");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("wchan"), "futex_do_wait").unwrap();
    let history = Arc::<Mutex<History>>::default();
    let files = Files::Closed { root: root.path().into(), pid: 7, tid: 9 };
    let mut one = Observed { files, history: Arc::downgrade(&history), clock: Clock::start() };
    for _ in 0..16 {
        assert!(one.sample() && !one.is_open());
    }
    one.open();
    assert!(one.sample() && one.is_open());
    let seen = lock(&history).now().map(|(seen, _)| seen);
    assert_eq!(seen, Some(Seen::Waiting(WaitsFor::Lock)));
    drop(history);
    assert!(!one.sample(), "it is no longer observed");
}
