use super::*;
use proptest::prelude::*;

#[test]
fn a_worker_without_a_known_core_still_counts_as_a_thread() {
    let mut books = CoreCredit::default();
    books.credit(Nanos(10), None, false);
    books.credit(Nanos(10), Some(1), true);
    assert_eq!(books.threads, Nanos(10));
    assert_eq!(books.ours(&[1000, 1000], Nanos(100)), [0, 100]);
}

proptest! {
    /// Whatever was credited to whichever core: one figure per core, and never more than it was busy.
    #[test]
    fn ours_is_part_of_busy(
        credits in proptest::collection::vec((any::<u64>(), proptest::option::of(0u16..200)), 0..20),
        busy in proptest::collection::vec(0u16..=1000, 0..100),
        length in any::<u64>(),
    ) {
        let mut books = CoreCredit::default();
        for (used, core) in credits {
            books.credit(Nanos(used), core, true);
        }
        let ours = books.ours(&busy, Nanos(length));
        prop_assert_eq!(ours.len(), busy.len());
        prop_assert!(ours.iter().zip(&busy).all(|(ours, busy)| ours <= busy));
    }
}
