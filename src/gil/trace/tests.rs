use super::*;

const ME: WorkerId = WorkerId(3);

fn us(n: u64) -> Nanos {
    Nanos::from_micros(n)
}

#[test]
fn long_holds_stand_alone_and_short_ones_are_merged() {
    let mut trace = LockTrace::default();
    trace.hold(ME, us(0), us(5000));
    trace.hold(ME, us(10_000), us(15_000));
    for n in 0..10 {
        trace.hold(ME, us(20_000 + n * 40), us(20_010 + n * 40));
    }
    let holds = trace.take(ME, None, us(30_000)).holds;
    assert_eq!(holds.len(), 3);
    assert_eq!(holds[2], Hold { worker: ME, from: us(20_000), until: us(20_370), held: us(100) });
}

#[test]
fn a_hold_that_goes_on_is_told_piece_by_piece_and_only_once() {
    let mut trace = LockTrace::default();
    let until = |traced: Traced| traced.holds.iter().map(|h| (h.from, h.until)).collect::<Vec<_>>();
    assert_eq!(until(trace.take(ME, Some(us(1000)), us(5000))), [(us(1000), us(5000))]);
    assert_eq!(until(trace.take(ME, Some(us(1000)), us(9000))), [(us(5000), us(9000))]);
    trace.hold(ME, us(1000), us(12_000));
    assert_eq!(until(trace.take(ME, None, us(13_000))), [(us(9000), us(12_000))]);
}

#[test]
fn memory_is_bounded_and_nothing_is_lost_silently() {
    let mut trace = LockTrace::default();
    for n in 0..1000 {
        trace.mark(ME, us(n * 2000), LockOperation::Expired);
        trace.hold(ME, us(n * 2000), us(n * 2000 + 1000));
    }
    let traced = trace.take(ME, None, us(3_000_000));
    assert_eq!((traced.marks.len(), traced.lost), (ROOM, 1000 - ROOM as u64));
    assert_eq!(traced.holds.len(), ROOM);
    let held: Nanos = traced.holds.iter().map(|h| h.held).sum();
    assert_eq!(held, us(1000 * 1000), "no hold is forgotten");
    assert_eq!(trace.take(ME, None, us(3_000_000)), Traced::default());
}
