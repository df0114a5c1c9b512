use super::*;
use crossbeam_channel::unbounded;

#[test]
fn every_nanosecond_is_booked_once() {
    let (tx, rx) = unbounded();
    let sink = Box::new(move |slice| tx.send(slice).unwrap());
    let mut meter = Meter::open(Clock::start(), Arc::default(), sink);
    for _ in 0..20_000 {
        meter.switch(Activity::Compute);
        meter.switch(Activity::Serialise);
    }
    meter.switch(Activity::Io);
    std::thread::sleep(std::time::Duration::from_millis(6));
    let books = meter.close();
    assert_eq!(books.time.total(), books.closed - books.opened);

    let slices: Vec<Slice> = rx.iter().collect();
    let mut at = books.opened;
    for slice in &slices {
        assert_eq!(slice.from, at, "slices follow each other without a gap");
        assert_eq!(slice.mix.total(), slice.until - slice.from);
        at = slice.until;
    }
    assert_eq!(at, books.closed);
    let sleep = slices.last().unwrap();
    assert_eq!(sleep.mix.dominant(), Some(Activity::Io));
    assert_eq!(sleep.mix.parts().count(), 1, "a long activity is a slice of its own");
}

/// Spins until the thread has used this much CPU time, however long that takes.
fn burn(cpu: Nanos) {
    let until = cpu_time() + cpu;
    while cpu_time() < until {}
}

/// Whatever the machine is doing: time accounted as computing is time on a core, within the cost of reading two
/// clocks.
#[cfg(target_os = "linux")]
#[test]
fn computing_is_time_on_a_core_even_when_two_share_one() {
    let work = |pattern: fn(&mut Meter)| {
        let mut meter = Meter::open(Clock::start(), Arc::default(), Box::new(|_| {}));
        (0..15).for_each(|_| pattern(&mut meter));
        let books = meter.close();
        let on_core = books.time[Activity::Compute].share_of(books.cpu);
        assert!((0.8..1.1).contains(&on_core), "{on_core} in {books:?}");
        books
    };
    let steady: fn(&mut Meter) = |meter| {
        meter.switch(Activity::Compute);
        burn(Nanos::from_millis(6));
    };
    let mixed: fn(&mut Meter) = |meter| {
        meter.switch(Activity::Io);
        std::thread::sleep(std::time::Duration::from_micros(300));
        meter.switch(Activity::Compute);
        burn(Nanos::from_micros(500));
        meter.switch(Activity::Serialise);
        meter.switch(Activity::Compute);
        burn(Nanos::from_millis(6));
    };
    // Both on one CPU: each has a core for half of the time.
    let cpu = u16::try_from(rustix::thread::sched_getcpu()).unwrap();
    let waited: Vec<Nanos> = std::thread::scope(|scope| {
        let both = [steady, mixed].map(|pattern| {
            scope.spawn(move || {
                crate::sys::thread::confine(&[cpu]).unwrap();
                work(pattern).time[Activity::CoreWait]
            })
        });
        both.map(|thread| thread.join().unwrap()).into()
    });
    assert!(waited.iter().copied().sum::<Nanos>() > Nanos::from_millis(10), "{waited:?}");
}

#[test]
fn short_activities_are_merged() {
    let (tx, rx) = unbounded();
    let sink = Box::new(move |slice| tx.send(slice).unwrap());
    let mut meter = Meter::open(Clock::start(), Arc::default(), sink);
    for _ in 0..50_000 {
        meter.switch(Activity::Compute);
        meter.switch(Activity::Idle);
    }
    let books = meter.close();
    let bound = (books.closed - books.opened).0 / LONG.0 * 2 + 2;
    assert!(rx.iter().count() as u64 <= bound);
}

#[test]
fn the_gauge_shows_what_goes_on() {
    let gauge = Arc::new(Gauge::default());
    let mut meter = Meter::open(Clock::start(), Arc::clone(&gauge), Box::new(|_| {}));
    let at = meter.switch(Activity::LockWait);
    assert_eq!(gauge.now(), (Activity::LockWait, at));
    gauge.count(1, 0);
    gauge.count(1, 1);
    assert_eq!(gauge.tasks(), (2, 1));
}
