//! What a frame costs: `cargo bench --bench frame`. Every view of a race of two lanes of 16 workers on 256 cores, on a
//! screen of 200x60, after ten seconds and after ten minutes; and a sweep. docs/cost.md has the table: less than a millisecond.

mod acts;
mod sweeps;

use std::hint::black_box;

use coreograph::picture::{RacePicture, SweepPicture};
use criterion::{Criterion, criterion_group, criterion_main};

fn frames(c: &mut Criterion) {
    for seconds in [10, 600] {
        let mut picture = RacePicture::new(200, 60);
        acts::racing(256, 16, seconds, &mut |event| picture.apply(event));
        for page in RacePicture::pages() {
            picture.turn_to(page);
            c.bench_function(&format!("{page}, after {seconds} s"), |b| {
                b.iter(|| {
                    black_box(black_box(&mut picture).draw());
                });
            });
        }
    }
}

/// A sweep of twelve lanes up to 256 workers: the picture, and what is computed again when a run has ended.
fn sweeps(c: &mut Criterion) {
    let mut picture = SweepPicture::of(&sweeps::measured(12, 256), 200, 60).expect("a report of a sweep");
    c.bench_function("a sweep", |b| {
        b.iter(|| {
            black_box(black_box(&mut picture).draw());
        });
    });
    c.bench_function("a sweep has another run", |b| b.iter(|| black_box(&mut picture).recompute(3)));
}

criterion_group!(benches, frames, sweeps);
criterion_main!(benches);
