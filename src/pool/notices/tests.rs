use super::*;
use crate::event::Nanos;
use std::cell::RefCell;

fn replaced(pid: u32) -> Notice {
    Notice::Replaced { dead: 1, pid, after: Nanos::ZERO }
}

#[test]
fn replacements_wait_until_the_pool_has_started_and_nothing_else_does() {
    let said = RefCell::new(Vec::new());
    let mut notices = Notices::new(Lifecycle::Starting, |worker, notice| {
        said.borrow_mut().push((worker.0, notice));
    });
    notices.say(3, replaced(7));
    notices.say(2, Notice::Halted(true));
    assert_eq!(*said.borrow(), [(2, Notice::Halted(true))]);
    notices.release();
    notices.say(1, replaced(8));
    notices.release();
    assert_eq!(said.borrow()[1..], [(3, replaced(7)), (1, replaced(8))]);
}

#[test]
fn a_pool_that_is_open_at_once_holds_nothing() {
    let mut said = 0;
    Notices::new(Lifecycle::Open, |_, _| said += 1).say(0, replaced(7));
    assert_eq!(said, 1);
}
