use super::*;
use crate::workload::Spec;
use crate::workload::interpreter::Bare;

#[test]
fn known_points() {
    assert_eq!(escape(0.0, 0.0, &mut Bare), LIMIT);
    assert_eq!(escape(-1.0, 0.0, &mut Bare), LIMIT);
    assert_eq!(escape(2.0, 2.0, &mut Bare), 1);
}

#[test]
fn every_row_comes_once_and_the_first_tasks_stand_for_all() {
    for tasks in [1u32, 2, 3, 7, 10, 96, 97, 1000] {
        let spec = Spec::of(crate::workload::Kind::Mandelbrot, tasks, 64);
        let row = |task| match spec.argument(task) {
            Value::Triple(row, ..) => row,
            other => panic!("{other:?}"),
        };
        let mut rows: Vec<u64> = (0..tasks).map(row).collect();
        rows.sort_unstable();
        assert!(rows.into_iter().eq(0..u64::from(tasks)), "{tasks}");
    }
    let spec = Spec::of(crate::workload::Kind::Mandelbrot, 96, 64);
    let cost = |tasks: std::ops::Range<u32>| -> u64 {
        let cost = |task| match Mandelbrot::run(&spec.argument(task), &TaskContext::for_test(), &mut Bare)
            .unwrap()
        {
            Value::Int(iterations) => iterations,
            other => panic!("{other:?}"),
        };
        tasks.map(cost).sum()
    };
    let (third, all) = (cost(0..32) as f64, cost(0..96) as f64);
    assert!((third / all - 1.0 / 3.0).abs() < 0.03, "{third} of {all}");
}

#[test]
fn the_image_is_symmetric_about_the_real_axis() {
    let row = |i| Mandelbrot::run(&Value::Triple(i, 10, 100), &TaskContext::for_test(), &mut Bare).unwrap();
    assert_eq!(row(2), row(7));
    assert_ne!(row(0), row(4));
}
