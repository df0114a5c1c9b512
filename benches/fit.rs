//! What a fit costs: `cargo bench --bench fit`. The longest data there are known answers for; it must stay under a
//! millisecond, limits of parameters on their bounds included.

use std::hint::black_box;

use coreograph::scaling::fit;
use criterion::{Criterion, criterion_group, criterion_main};

/// The ray tracer of the R package `usl`: κ ends on its bound, so that its limit is searched for as well.
const RAY_TRACER: [(f64, f64); 11] = [
    (1.0, 20.0),
    (4.0, 78.0),
    (8.0, 130.0),
    (12.0, 170.0),
    (16.0, 190.0),
    (20.0, 200.0),
    (24.0, 210.0),
    (28.0, 230.0),
    (32.0, 260.0),
    (48.0, 280.0),
    (64.0, 310.0),
];

/// `SPECsdm91` of the same, which peaks.
const SDM91: [(f64, f64); 7] = [
    (1.0, 64.9),
    (18.0, 995.9),
    (36.0, 1652.4),
    (72.0, 1853.2),
    (108.0, 1828.9),
    (144.0, 1775.0),
    (216.0, 1702.2),
];

fn fits(c: &mut Criterion) {
    for (name, points) in [("a law on its bound", &RAY_TRACER[..]), ("a law that peaks", &SDM91[..])] {
        c.bench_function(name, |b| b.iter(|| black_box(fit::usl(black_box(points)))));
    }
    c.bench_function("both laws and the test between them", |b| {
        b.iter(|| {
            let points = black_box(&SDM91[..]);
            let (two, three) = (fit::amdahl(points)?, fit::usl(points)?);
            fit::prefers(points, &two, &three)
        });
    });
}

criterion_group!(benches, fits);
criterion_main!(benches);
