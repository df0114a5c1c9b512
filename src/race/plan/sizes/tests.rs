use super::super::plan;
use super::*;
use crate::race::choices::ScheduleChoice;
use crate::workload::Kind;

fn machine(cpus: u16) -> Machine {
    Machine::with_cpus(cpus)
}

#[test]
fn a_text_is_for_print_alone_and_is_one_line() {
    let asked = |workload, arg: &str| Choices { workload, arg: Some(arg.into()), ..Choices::default() };
    assert!(plan(&asked(Kind::Print, "Test Case 1"), &machine(2)).is_ok());
    let message = plan(&asked(Kind::Primes, "x"), &machine(2)).unwrap_err().to_string();
    assert_eq!(
        message,
        "the argument \"x\" for the workload primes: accepted is one line of at most 500 bytes, for print alone \
             (--workload print)"
    );
    for wrong in ["two\nlines", "\u{1b}[31m", &"x".repeat(501)] {
        assert!(matches!(plan(&asked(Kind::Print, wrong), &machine(2)), Err(PlanError::Arg { .. })));
    }
}

#[test]
fn the_desks_of_all_workers_that_are_there_at_once_fit_into_the_memory() {
    let asked = |size, schedule| Choices {
        workload: Kind::Triad,
        size: Some(size),
        workers: Some(4),
        schedule,
        ..Choices::default()
    };
    let small = Machine { memory: 1 << 30, ..machine(4) };
    let fits = (1 << 29) / (4 * 24);
    let in_turns = |size| plan(&asked(size, ScheduleChoice::Turns), &small);
    assert!(in_turns(fits).is_ok());
    assert_eq!(
        in_turns(fits + 1).unwrap_err().to_string(),
        "4 workers with memory of their own for 5592406 elements take more than half of this machine's 1073741824 \
             bytes of memory; accepted is a size of at most 5592405 for as many, or fewer workers"
    );
    // Two lanes at once.
    assert!(plan(&asked(fits, ScheduleChoice::Together), &small).is_err());
    assert!(plan(&asked(fits / 2, ScheduleChoice::Together), &small).is_ok());
    assert!(plan(&asked(u64::MAX, ScheduleChoice::Turns), &small).is_err());
    assert!(plan(&asked(u64::MAX, ScheduleChoice::Turns), &machine(4)).is_ok(), "nobody knows its memory");
}

#[test]
fn payloads_fit_into_messages_and_into_the_memory() {
    let asked = |tasks, size| Choices {
        workload: Kind::Payload,
        tasks: Some(tasks),
        size: Some(size),
        ..Choices::default()
    };
    let small = Machine { memory: 1 << 30, ..machine(2) };
    assert!(plan(&asked(256, 1 << 20), &small).is_ok());
    let message = plan(&asked(257, 1 << 20), &small).unwrap_err().to_string();
    assert_eq!(
        message,
        "257 tasks of 1048576 bytes: arguments and results take more than half of this machine's 1073741824 bytes \
             of memory; accepted is 256 tasks of this size at most, or smaller ones"
    );
    assert!(plan(&asked(257, 1 << 20), &machine(2)).is_ok(), "nobody knows its memory");
    let message = plan(&asked(1, 1 << 40), &machine(2)).unwrap_err().to_string();
    assert!(message.contains("accepted is 1 to 268434432"), "{message}");
    let primes = Choices { size: Some(1 << 40), ..Choices::default() };
    assert!(plan(&primes, &small).is_ok(), "a size that is no memory");
}
