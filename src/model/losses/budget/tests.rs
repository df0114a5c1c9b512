use super::*;
use crate::event::Activity;
use crate::event::Activity::{Compute, CoreWait, Idle, LockWait, Serialise, Transfer};
use proptest::prelude::*;

fn books(wall: f64, workers: f64, time: &[(Activity, f64)]) -> LaneTimes {
    let mut books =
        LaneTimes { wall, workers, time: [0.0; Activity::ALL.len()], ..LaneTimes::alone(0.0, 0.0) };
    for (activity, seconds) in time {
        books.time[*activity as usize] = *seconds;
    }
    books
}

#[test]
fn what_one_worker_loses_as_well_is_no_loss_of_many() {
    let one = books(5.0, 1.0, &[(Compute, 4.0), (Serialise, 0.5), (Transfer, 0.5)]);
    let many = books(3.0, 2.0, &[(Compute, 4.0), (Serialise, 0.5), (Transfer, 1.5)]);
    let losses = Losses::between(&one, &many, 1.0, 2.0).unwrap();
    assert!((losses.measured - 5.0 / 3.0).abs() < 1e-12);
    assert!((losses.to(Cause::Transfer).times - 1.0 / 3.0).abs() < 1e-12);
    assert!(losses.to(Cause::SlowerCores).times.abs() < 1e-12, "4 s of CPU time alone and together");
}

#[test]
fn of_more_work_as_much_more_is_no_loss() {
    let one = books(5.0, 1.0, &[(Compute, 4.0), (Transfer, 1.0)]);
    let many = books(5.0, 3.0, &[(Compute, 12.0), (Transfer, 3.0)]);
    let losses = Losses::between(&one, &many, 3.0, 3.0).unwrap();
    assert!((losses.measured - 3.0).abs() < 1e-12);
    assert!(losses.by_cause.iter().all(|loss| loss.times.abs() < 1e-12), "{losses:?}");
}

#[test]
fn what_one_worker_alone_lost_more_to_is_a_gain() {
    let one = books(5.0, 1.0, &[(Compute, 4.0), (CoreWait, 1.0)]);
    let many = books(2.0, 2.0, &[(Compute, 4.0)]);
    let losses = Losses::between(&one, &many, 1.0, 2.0).unwrap();
    assert!((losses.to(Cause::CoreWait).times + 0.5).abs() < 1e-12);
    assert!((losses.measured - 2.5).abs() < 1e-12);
}

#[test]
fn without_work_there_is_no_budget() {
    let one = LaneTimes::alone(1.0, 0.0);
    assert_eq!(Losses::between(&one, &books(1.0, 2.0, &[(Idle, 2.0)]), 1.0, 2.0), None);
    assert_eq!(Losses::between(&one, &books(0.0, 2.0, &[(Compute, 2.0)]), 1.0, 2.0), None);
    let endless = books(1.0, 2.0, &[(Compute, f64::MAX), (LockWait, f64::MAX)]);
    assert_eq!(Losses::between(&one, &endless, 1.0, 2.0), None);
}

proptest! {
    /// Whatever the accounts of one and of many hold, the parts are the whole, as a sum and as a product.
    #[test]
    fn the_parts_are_the_whole(
        one in prop::array::uniform10(0.0f64..3.0),
        many in prop::array::uniform10(0.0f64..30.0),
        walls in (0.01f64..5.0, 0.01f64..5.0),
        cpus in (prop::option::of(0.0f64..5.0), prop::option::of(0.0f64..30.0)),
        uneven in -1.0f64..5.0,
        workers in 1u8..16,
        possible in 0.5f64..16.0,
        weak in any::<bool>(),
    ) {
        let workers = f64::from(workers);
        let alone = LaneTimes { wall: walls.0, time: one, cpu: cpus.0, ..LaneTimes::alone(0.0, 0.0) };
        let books = LaneTimes { wall: walls.1, workers, time: many, uneven, cpu: cpus.1, ..alone };
        let possible = possible.min(workers);
        let times = if weak { workers } else { 1.0 };
        if let Some(losses) = Losses::between(&alone, &books, times, possible) {
            let lost: f64 = losses.by_cause.iter().map(|loss| loss.times).sum();
            prop_assert!((lost + losses.measured - possible).abs() < 1e-7 * (1.0 + losses.measured), "{losses:?}");
            let product: f64 = losses.by_cause.iter().map(|loss| loss.factor).product();
            prop_assert!((product - losses.kept()).abs() < 1e-7 * (1.0 + product.abs()), "{losses:?}");
            prop_assert!(losses.by_cause.iter().all(|loss| loss.factor > 0.0), "{losses:?}");
        }
    }
}
