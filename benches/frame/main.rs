//! What a frame costs: `cargo bench --bench frame`. Every view of a race of two lanes of 16 workers on 256 cores, on a
//! screen of 200x60, after ten seconds and after ten minutes. The README promises less than a millisecond.

mod acts;

use std::hint::black_box;

use coreograph::ui::picture::Painter;
use coreograph::ui::theme::Theme;
use coreograph::ui::{View, views};
use criterion::{Criterion, criterion_group, criterion_main};

fn frames(c: &mut Criterion) {
    let theme = Theme::default();
    for seconds in [10, 600] {
        let model = acts::racing(256, 16, seconds);
        for (page, name) in views().enumerate() {
            let view = View { page, ..View::default() };
            let mut painter = Painter::new(200, 60);
            c.bench_function(&format!("{name}, after {seconds} s"), |b| {
                b.iter(|| {
                    black_box(painter.paint(black_box(&model), &view, &theme));
                });
            });
        }
    }
}

criterion_group!(benches, frames);
criterion_main!(benches);
