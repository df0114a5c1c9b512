use super::*;

fn ms(n: u64) -> Nanos {
    Nanos::from_millis(n)
}

#[test]
fn dealings_add_up() {
    let (a, b) = (Ledger::new(WorkerId(0)), Ledger::new(WorkerId(1)));
    a.got(ms(0), Grant::default(), ms(9));
    b.asked(ms(5), 0);
    a.let_go(ms(6), Release { forced: true, slept: true }, ms(1));
    b.got(ms(7), Grant { waited: true, asked: true, ..Grant::default() }, ms(7));
    a.expired(ms(11));
    let sum = account_of_all([&a, &b], ms(10));
    assert_eq!((sum.grants, sum.requests, sum.expired, sum.forced, sum.voluntary), (2, 1, 1, 1, 0));
    assert_eq!((sum.held, sum.waited, sum.slept), (ms(9), ms(7), ms(1)), "6 ms, and 3 up to now");
    assert_eq!((sum.waits.count(), sum.holds.count()), (1, 1), "a lock that was free is no wait");
    assert_eq!(b.account(ms(10)).held, ms(3));
    let trace = trace_of_all([&a, &b], ms(10));
    let deeds: Vec<(Nanos, WorkerId)> = trace.marks.iter().map(|m| (m.at, m.worker)).collect();
    let (a, b) = (WorkerId(0), WorkerId(1));
    assert_eq!(deeds, [(ms(0), a), (ms(5), b), (ms(6), a), (ms(7), b), (ms(11), a)]);
    assert_eq!(trace.holds.iter().map(|h| h.held).sum::<Nanos>(), ms(9));
}
