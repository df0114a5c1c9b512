use super::*;

fn slice(from: u64, until: u64, parts: &[(Activity, u64)]) -> Slice {
    let mut mix = ActivityTotals::default();
    for (activity, time) in parts {
        mix[*activity] = Nanos(*time);
    }
    Slice { from: Nanos(from), until: Nanos(until), mix }
}

#[test]
fn a_stop_is_taken_out_of_the_slice_that_holds_it() {
    let mut stops = Stops::default();
    stops.mark(Nanos(100), false);
    stops.mark(Nanos(150), true);
    stops.mark(Nanos(160), true);
    assert_eq!(stops.since(), Some(Nanos(150)));
    stops.mark(Nanos(950), false);
    assert_eq!(stops.since(), None);
    let before = slice(0, 120, &[(Activity::Compute, 120)]);
    assert_eq!(stops.slice(before), before);
    let told = slice(120, 1020, &[(Activity::Transfer, 850), (Activity::Compute, 50)]);
    let booked = stops.slice(told);
    assert_eq!(booked.mix.total(), Nanos(900));
    assert_eq!(booked.mix[Activity::Stopped], Nanos(800));
    assert_eq!((booked.mix[Activity::Transfer], booked.mix[Activity::Compute]), (Nanos(50), Nanos(50)));
    let mut time = ActivityTotals::only(Activity::Transfer, Nanos(850));
    time[Activity::Compute] = Nanos(170);
    stops.books(&mut time, Nanos(0), Nanos(1020));
    assert_eq!((time.total(), time[Activity::Stopped]), (Nanos(1020), Nanos(800)));
    assert_eq!(time[Activity::Compute], Nanos(170));
}

#[test]
fn a_stop_that_lasts_counts_up_to_the_end_that_is_asked_for() {
    let mut stops = Stops::default();
    stops.mark(Nanos(10), true);
    assert_eq!(stops.within(Nanos(0), Nanos(30)), Nanos(20));
    let mut time = ActivityTotals::only(Activity::Idle, Nanos(30));
    stops.books(&mut time, Nanos(0), Nanos(30));
    assert_eq!((time[Activity::Idle], time[Activity::Stopped]), (Nanos(10), Nanos(20)));
    assert_eq!(stops.within(Nanos(30), Nanos(10)), Nanos::ZERO);
}
