use super::*;

/// Number of pauses and the messages, when the machine is hot for `hot_for` checks.
fn rested(hot_for: usize, stopped_at: usize) -> (usize, usize) {
    let (mut looks, mut pauses, mut told) = (0, 0, 0);
    cool_down(
        &mut || {
            looks += 1;
            (looks <= hot_for).then(|| "the CPU has 91 °C".into())
        },
        &mut || {
            pauses += 1;
            pauses < stopped_at
        },
        &mut |_| told += 1,
    );
    (pauses, told)
}

#[test]
fn a_hot_machine_rests_until_it_is_cool_and_not_for_ever() {
    assert_eq!(rested(0, 1000), (0, 0));
    assert_eq!(rested(3, 1000), (3, 3));
    assert_eq!(rested(usize::MAX, 1000), (LOOKS, LOOKS));
    assert_eq!(rested(10, 2), (2, 2), "a stop is heard");
}
