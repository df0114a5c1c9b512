use super::*;

fn seen(samples: &[[u32; 3]], places: u32) -> Samples {
    let mut all = Samples::default();
    for [running, io, blocked] in samples.iter().copied() {
        all.add(&ProgramReading { running, io, blocked, ..ProgramReading::default() }, places);
    }
    all
}

fn parts(mix: &ActivityTotals) -> Vec<(Activity, u64)> {
    mix.parts().map(|(activity, time)| (activity, time.0)).collect()
}

#[test]
fn what_is_not_computed_is_divided_as_the_samples() {
    use Activity::{Blocked, Compute, CoreWait, Idle, Io};
    let waits = seen(&[[0, 1, 0], [0, 1, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0]], 1);
    let mixed = mix(Nanos(100), 1, [Nanos(50), Nanos(10)], &waits);
    assert_eq!(parts(&mixed), [(Compute, 50), (CoreWait, 10), (Io, 30), (Blocked, 10)]);
    let short = mix(Nanos(100), 1, [Nanos(50), Nanos(0)], &Samples::default());
    assert_eq!(parts(&short), [(Compute, 50), (Blocked, 50)], "nothing was sampled");
    let shell = seen(&[[0, 0, 0]], 1);
    assert_eq!(parts(&mix(Nanos(9), 1, [Nanos(4), Nanos(0)], &shell)), [(Compute, 4), (Blocked, 5)]);
    let of_four = seen(&[[1, 0, 0], [4, 0, 3]], 4);
    let mixed = mix(Nanos(100), 4, [Nanos(250), Nanos(0)], &of_four);
    assert_eq!(parts(&mixed), [(Compute, 250), (Idle, 150)]);
}

#[test]
fn more_threads_than_places_fill_them_and_no_more() {
    let mixed = mix(Nanos(100), 1, [Nanos(150), Nanos(50)], &Samples::default());
    assert_eq!(parts(&mixed), [(Activity::Compute, 75), (Activity::CoreWait, 25)]);
}

proptest::proptest! {
    #[test]
    fn no_time_is_lost(length in 0u64..1 << 50, places in 1u32..64, cpu in 0u64..1 << 52, wait in 0u64..1 << 52,
                       samples: Vec<[u8; 3]>) {
        let samples: Vec<[u32; 3]> = samples.iter().map(|s| s.map(u32::from)).collect();
        let mixed = mix(Nanos(length), places, [Nanos(cpu), Nanos(wait)], &seen(&samples, places));
        proptest::prop_assert_eq!(mixed.total().0, length * u64::from(places));
    }
}
