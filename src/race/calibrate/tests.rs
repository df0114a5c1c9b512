use super::*;
use crate::event::Machine;
use crate::race::Choices;
use crate::race::setting::seconds::Length;

const PRIMES: Spec = Spec::of(Kind::Primes, 100, 1_000_000);
const SQUARE: Spec = Spec::of(Kind::Square, 1_000_000, 1);

#[test]
fn a_long_list_shrinks_to_one_round() {
    let cost = Cost { per_task: 0.0, per_unit: 1000.0 };
    assert_eq!(shrunk(&PRIMES, cost), Spec { size: 1000, ..PRIMES });
    assert_eq!(shrunk(&SQUARE, cost), Spec { tasks: 100_000, ..SQUARE });
    let small = Spec { tasks: 10, size: 10, ..PRIMES };
    assert_eq!(shrunk(&small, cost), small);
    let dear = Cost { per_task: 1e9, per_unit: 1.0 };
    assert_eq!(shrunk(&PRIMES, dear), Spec { tasks: 1, ..PRIMES }, "a smaller one would tell nothing");
    let even = Cost { per_task: 2e6, per_unit: 1000.0 };
    assert_eq!(shrunk(&PRIMES, even), Spec { tasks: 25, size: 2000, ..PRIMES });
    let convoy = Spec { kind: Kind::Mixed, ..PRIMES };
    assert_eq!(shrunk(&convoy, even).tasks, 26, "as many that serve as compute");
}

#[test]
fn the_fixed_part_of_a_task_is_not_multiplied_by_its_size() {
    // Sleeping: 100 µs of overhead a task, whatever its length.
    let (overhead, length) = (100_000.0, 2_000);
    let spec = Spec::of(Kind::Sleep, 40, length);
    let wall = Nanos(40 * (100_000 + length * 1000));
    let cost = Cost::of(&spec, wall, overhead);
    assert!((cost.per_unit - 1000.0).abs() < 1e-6);
    let size = cost.size_for(40, Nanos::from_millis(2000));
    assert_eq!(size, 49_900, "50 ms a task, less its overhead");
    assert_eq!(cost.of_all(&Spec { size, ..spec }), Nanos::from_millis(2000));
}

#[test]
fn the_first_unit_is_no_fixed_part() {
    // Serving: 0.1 ms a task and 1 ms a request.
    let spec = Spec::of(Kind::Echo, 16, 4);
    let cost = Cost::between(Nanos(16 * 1_100_000), &spec, Nanos(16 * 4_100_000));
    assert!((cost.per_unit - 1e6).abs() < 1.0 && (cost.per_task - 1e5).abs() < 1.0, "{cost:?}");
    // A disturbed run of size 1 never makes a unit free.
    assert!(Cost::between(Nanos(1000), &spec, Nanos(900)).per_unit > 0.0);
}

fn plan_of(kind: Kind) -> Plan {
    let choices = Choices { workload: kind, seconds: Length::given(2.0), ..Choices::default() };
    let machine = Machine { memory: 1 << 30, ..Machine::with_cpus(2) };
    super::super::plan(&choices, &machine).unwrap().announced
}

#[test]
fn work_without_a_length_is_never_run_before_the_race() {
    for kind in [Kind::Print, Kind::Number] {
        let calibrated =
            calibrate(&plan_of(kind), kind, 2.0, &mut |_| panic!("it was run")).unwrap().unwrap();
        assert_eq!((calibrated.spec.tasks, calibrated.spec.size, calibrated.solo), (4, 1, Nanos::ZERO));
    }
}

/// A worker that takes a microsecond a task: 2 s would be two million tasks, 4 TiB.
#[test]
fn bulky_tasks_are_no_more_than_the_memory_holds() {
    let mut largest = 0;
    let mut worker = |spec: &Spec| {
        assert_eq!(spec.size, 1 << 20);
        largest = largest.max(spec.tasks);
        Ok(Some(Nanos(u64::from(spec.tasks) * 1000)))
    };
    let found = calibrate(&plan_of(Kind::Payload), Kind::Payload, 2.0, &mut worker).unwrap().unwrap();
    assert_eq!((found.spec.tasks, largest), (256, 256), "half of a GiB, for arguments and results");
    let found = calibrate(&plan_of(Kind::Square), Kind::Square, 2.0, &mut |spec| {
        Ok(Some(Nanos(u64::from(spec.tasks) * 1000)))
    });
    assert_eq!(found.unwrap().unwrap().spec.tasks, 2_000_000);
}

#[test]
fn a_round_of_another_length_than_planned_is_repeated() {
    let measured = |expected, median| Measured {
        cost: Cost { per_task: 0.0, per_unit: 1.0 },
        expected: Nanos::from_millis(expected),
        median: Nanos::from_millis(median),
        sample: Nanos::ZERO,
    };
    assert!(measured(100, 130).is_as_planned());
    assert!(!measured(100, 10).is_as_planned() && !measured(100, 900).is_as_planned());
    assert!(measured(1, 0).is_as_planned(), "too little work for anything better");
}

#[test]
fn an_overrated_fixed_part_never_makes_work_free() {
    let cost = Cost::of(&PRIMES, Nanos(100), 5.0);
    assert!(cost.per_unit > 0.0 && cost.per_task > 0.0);
    assert_eq!(cost.tasks_for(u64::MAX, Nanos(1), 100), 1);
}
