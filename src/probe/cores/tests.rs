//! Tests of readers of one meter on scripted CPUs, and on those of this machine.

use super::super::utilisation::tests::Fake;
use super::*;

/// Load of each CPU from one reading to the next: its number, busy and stolen time.
type Loads<'a> = &'a [(u16, u64, u64)];

fn shared(cpus: &[u16]) -> (Shared<Fake>, impl Fn(u64, Loads)) {
    let meter = Arc::new(Mutex::new(Meter::new(Fake::with(cpus))));
    let clock = Arc::clone(&meter);
    (meter, move |ms, loads: Loads| lock(&clock).reader.pass(ms, loads))
}

#[test]
fn a_load_is_by_number_with_the_gaps_told() {
    let (meter, pass) = shared(&[0, 3]);
    let mut cores = Cores::of(meter);
    assert_eq!(cores.read(), None);
    pass(250, &[(0, 40, 10), (3, 100, 0)]);
    let load = Load { busy: vec![400, 0, 0, 1000], stolen: vec![100, 0, 0, 0], offline: vec![1, 2] };
    assert_eq!(cores.read(), Some(load));
    assert_eq!(cores.read(), None, "at once after it");
    pass(250, &[]);
    assert_eq!(cores.read().map(|load| load.busy), Some(vec![0; 4]));
}

#[test]
fn two_readers_take_nothing_from_each_other() {
    let (meter, pass) = shared(&[0]);
    let [mut first, mut second] = [Cores::of(Arc::clone(&meter)), Cores::of(meter)];
    let busy = |load: Option<Load>| load.map(|load| load.busy[0]);
    assert_eq!((first.read(), second.read()), (None, None));
    pass(250, &[(0, 100, 0)]);
    assert_eq!(busy(first.read()), Some(1000));
    pass(250, &[]);
    assert_eq!(busy(first.read()), Some(0));
    assert_eq!(busy(second.read()), Some(500), "both spans");
    pass(100, &[(0, 100, 0)]);
    assert_eq!((busy(first.read()), busy(second.read())), (None, None));
    pass(150, &[]);
    assert_eq!(busy(second.read()), Some(400));
    assert_eq!(busy(first.read()), Some(400), "read by the other one");
}

#[test]
fn a_look_begins_at_a_reading_of_now() {
    let (meter, pass) = shared(&[0]);
    let [mut watch, mut guard] = [Cores::of(Arc::clone(&meter)), Cores::of(meter)];
    watch.read();
    assert!(guard.begin(), "one of a moment ago");
    pass(250, &[(0, 100, 0)]);
    watch.read();
    pass(150, &[(0, 100, 0)]);
    assert!(!guard.begin(), "the race before would be in it");
    pass(60, &[(0, 100, 0)]);
    assert!(guard.begin());
    pass(250, &[(0, 10, 0)]);
    assert_eq!(guard.read().map(|load| load.busy), Some(vec![100]));
}

#[test]
fn this_machine_tells_of_its_cores_or_why_not() {
    let mut cores = Cores::new();
    if let Err(reason) = sources() {
        return eprintln!("skipped: {reason}");
    }
    cores.begin();
    let load = loop {
        // Terminates: whenever 200 ms are over there is a figure, and other tests read the same meter.
        if let Some(load) = cores.read() {
            break load;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    assert!(!load.busy.is_empty());
    assert!(load.stolen.is_empty() || load.stolen.len() == load.busy.len(), "{load:?}");
    assert!(
        load.stolen.iter().zip(&load.busy).all(|(stolen, busy)| stolen <= busy && *busy <= 1000),
        "{load:?}"
    );
}
