use super::*;

#[test]
fn only_usable_cores_and_other_programs_count() {
    let near = |(cores, of): Busy, expected: Busy| {
        assert!((cores - expected.0).abs() < 1e-9 && of == expected.1, "{cores} of {of}");
    };
    let of = |busy: &[u16], offline: &[u16], cpus: &[u16], own| {
        let load = Load { busy: busy.into(), offline: offline.into(), ..Load::default() };
        others(&load, cpus, own)
    };
    near(of(&[100, 200, 900], &[], &[0, 1], 50), (0.25, 2));
    near(of(&[100, 200, 900], &[], &[], 0), (1.2, 3));
    near(of(&[100, 0, 900], &[1], &[], 0), (1.0, 2));
    near(of(&[10, 20], &[], &[0, 1, 7], 400), (0.0, 3));
    near(of(&[], &[], &[], 0), (0.0, 0));
}

/// Result of looks with these answers, in cores of two, and the number of looks.
fn found(answers: &[Option<f64>]) -> (Option<f64>, usize) {
    let mut looks = 0;
    let found = until_quiet(|| {
        let answer = answers.get(looks).or(answers.last()).copied().flatten();
        looks += 1;
        Some((answer?, 2))
    });
    (found.map(|(cores, _)| cores), looks)
}

#[test]
fn the_first_quiet_look_is_the_last() {
    assert_eq!(found(&[Some(0.05)]), (Some(0.05), 1));
    assert_eq!(found(&[Some(0.15)]), (Some(0.15), 1), "as much as is allowed");
    assert_eq!(found(&[Some(0.9), Some(0.4), Some(0.1), Some(2.0)]), (Some(0.1), 3), "it had just started");
}

#[test]
fn a_machine_that_stays_busy_is_busy_after_two_seconds() {
    assert_eq!(found(&[Some(1.9), Some(1.0)]), (Some(1.0), LOOKS), "the latest is what is told");
    assert_eq!(LOOK * u32::try_from(LOOKS).unwrap(), Duration::from_secs(2));
}

#[test]
fn a_look_without_an_answer_ends_it() {
    assert_eq!(found(&[None]), (None, 1));
    assert_eq!(found(&[Some(1.9), None, Some(0.0)]), (None, 2), "stopped in between");
}

#[test]
fn a_stop_is_heard_at_once() {
    let began = Instant::now();
    assert_eq!(others_busy(&[], &|| true), None);
    assert!(began.elapsed() < LOOK);
}
