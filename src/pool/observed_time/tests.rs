use super::*;

fn slice(from: u64, until: u64, activity: Activity) -> Slice {
    let mut mix = ActivityTotals::default();
    mix[activity] = Nanos(until - from);
    Slice { from: Nanos(from), until: Nanos(until), mix }
}

#[test]
fn the_account_of_a_dead_process_has_its_slices_and_its_last_activity() {
    let mut observed = ObservedTime::default();
    observed.take_in(slice(100, 160, Activity::Compute));
    observed.open(Activity::Serialise);
    let account = observed.account(Nanos(100), Nanos(200));
    assert_eq!((account.opened, account.closed), (Nanos(100), Nanos(200)));
    assert_eq!(account.time[Activity::Compute], Nanos(60));
    assert_eq!(account.time[Activity::Serialise], Nanos(40));
    observed.take_in(slice(160, 180, Activity::Serialise));
    let account = observed.account(Nanos(100), Nanos(200));
    assert_eq!(account.time[Activity::Idle], Nanos(20), "nothing was reported since the last slice");
}

#[test]
fn time_in_which_it_is_stopped_is_no_activity() {
    let mut observed = ObservedTime::default();
    observed.take_in(slice(0, 10, Activity::Compute));
    observed.open(Activity::Compute);
    observed.mark_stop(Nanos(30), true);
    assert!(observed.is_stopped());
    let time = observed.account(Nanos::ZERO, Nanos(100)).time;
    assert_eq!((time[Activity::Compute], time[Activity::Stopped]), (Nanos(30), Nanos(70)));
    observed.mark_stop(Nanos(80), false);
    assert!(!observed.is_stopped());
    let mix = observed.take_in(slice(10, 100, Activity::Compute)).mix;
    assert_eq!((mix[Activity::Compute], mix[Activity::Stopped]), (Nanos(40), Nanos(50)));
}
