use super::*;

fn reading() -> Reading {
    Reading { per_cpu: vec![(0, 50.0), (2, 100.0), (3, 60.0)], one: 90.0, reference: 100.0 }
}

#[test]
fn one_reading_serves_several_lanes() {
    let near = |cpus: &[u16], expected: f64| assert!((reading().cores(cpus) - expected).abs() < 1e-9);
    near(&[], 2.1);
    near(&[0, 3], 1.1);
    near(&[2], 1.0);
    near(&[9], 0.0);
    assert!(Reading { reference: 0.0, ..reading() }.cores(&[]).abs() < 1e-9);
}

#[test]
fn a_spin_finds_cores_and_the_reference_is_the_best_seen() {
    let cpus = super::super::machine().cpus;
    let mut spinner = Spinner::new();
    let mut best = 0.0;
    for _ in 0..2 {
        let reading = spinner.measure(&cpus, &|| false).unwrap();
        let cores = reading.cores(&cpus);
        assert!(cores > 0.0 && cores <= reading.per_cpu.len() as f64 * 1.5, "{reading:?}");
        assert!(reading.one > 0.0 && reading.reference >= reading.one && reading.reference >= best);
        if !cpus.is_empty() {
            assert!(reading.per_cpu.iter().map(|(cpu, _)| *cpu).eq(cpus.iter().copied()), "{reading:?}");
        }
        best = reading.reference;
    }
}

#[test]
fn without_a_list_the_scheduler_chooses() {
    let reading = Spinner::new().measure(&[], &|| false).unwrap();
    assert_eq!(reading.per_cpu.len(), thread::available_parallelism().unwrap().get());
    assert!(reading.cores(&[]) > 0.0);
}

#[test]
fn a_stop_is_heard() {
    let mut spinner = Spinner::new();
    assert_eq!(spinner.measure(&[], &|| true), None);
    // Stop after some calls of `stop`, in whichever part of the spin that falls: a reading only without a stop.
    for asked in [1, 3, 6, 12, 1000] {
        let questions = std::cell::Cell::new(0);
        let stop = || questions.replace(questions.get() + 1) >= asked;
        assert_eq!(spinner.measure(&[], &stop).is_some(), questions.get() <= asked, "{asked}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_cpu_that_cannot_be_used_is_absent() {
    let cpus = super::super::machine().cpus;
    let reading = Spinner::new().measure(&[cpus[0], u16::MAX], &|| false).unwrap();
    assert!(reading.per_cpu.iter().map(|(cpu, _)| *cpu).eq([cpus[0]]), "{reading:?}");
    assert_eq!(Spinner::new().measure(&[u16::MAX], &|| false), None);
}
