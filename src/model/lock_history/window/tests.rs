use super::super::tests::{got, hold, mark};
use super::*;
use crate::event::WorkerId;
use crate::model::fixture::ms;

/// Two threads that take turns of 5 ms, from 0 to 30 ms.
fn turns() -> LockHistory {
    let mut history = LockHistory::default();
    for i in 0..6u64 {
        let (me, other) = ((i % 2) as u16, 1 - (i % 2) as u16);
        let end = 5 * (i + 1);
        let marks = [
            mark(end, other, LockOperation::Asked { of: WorkerId(me) }),
            mark(end, me, LockOperation::LetGo { forced: true }),
            mark(end, other, got(Some(5), None)),
        ];
        history.push(Nanos::ZERO, &[hold(me, end - 5, end)], &marks, 0);
    }
    history
}

fn row(window: &Window, thread: usize) -> String {
    let cell =
        |m: &Moment| match (m.held.share_of(window.column) > 0.5, m.waited.share_of(window.column) > 0.5) {
            (true, _) => '#',
            (_, true) if m.asked > Nanos::ZERO => '?',
            (_, true) => '-',
            _ => ' ',
        };
    window.threads[thread].iter().map(cell).collect()
}

#[test]
fn each_slice_is_seen_and_each_wait_beside_it() {
    let window = turns().window(ms(2), ms(1), 20, &[None, None], ms(30));
    assert_eq!([row(&window, 0), row(&window, 1)], ["###-----#####-----##", "---#####-----#####--"]);
    let holders: String = (0..20).filter_map(|c| window.holder(c)).map(|t| t.to_string()).collect();
    assert_eq!(holders, "00011111000001111100");
    assert_eq!((window.until(), window.marks.len()), (ms(22), 12));
    assert_eq!(
        [ms(1), ms(2), ms(21), ms(22)].map(|at| window.column_of(at)),
        [None, Some(0), Some(19), None]
    );
}

#[test]
fn what_goes_on_is_drawn_up_to_now() {
    let history = turns();
    // Thread 0 got it at 30 ms, and thread 1 says that it waits; no trace has come since.
    let window = history.window(ms(28), ms(1), 10, &[None, Some(ms(33))], ms(35));
    assert_eq!([row(&window, 0), row(&window, 1)], ["--#####   ", "##-----   "]);
}

#[test]
fn a_wait_after_the_request_is_told_apart() {
    let mut history = LockHistory::default();
    let marks = [mark(5, 1, LockOperation::Asked { of: WorkerId(0) }), mark(9, 1, got(Some(9), None))];
    history.push(Nanos::ZERO, &[hold(0, 0, 9)], &marks, 0);
    let window = history.window(ms(0), ms(1), 10, &[None, None], ms(10));
    assert_eq!([row(&window, 0), row(&window, 1)], ["######### ", "-----????#"]);
}

#[test]
fn a_free_lock_has_no_holder() {
    let mut history = LockHistory::default();
    history.push(Nanos::ZERO, &[Hold { held: ms(1), ..hold(0, 0, 100) }], &[], 0);
    let window = history.window(Nanos::ZERO, ms(10), 3, &[None], ms(100));
    assert_eq!(
        (window.threads[0][0].held, window.holder(0), window.holder(7)),
        (Nanos::from_micros(100), None, None)
    );
    let nothing = history.window(Nanos::ZERO, Nanos::ZERO, 0, &[], ms(1));
    assert_eq!((nothing.holder(0), nothing.columns()), (None, 0));
}
