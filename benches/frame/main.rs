//! What a frame costs: `cargo bench --bench frame`. Every view of a race of two lanes of 16 workers on 256 cores, on a
//! screen of 200x60, after ten seconds and after ten minutes; and a sweep. The README promises less than a millisecond.

mod acts;
mod sweeps;

use std::hint::black_box;

use coreograph::ui::picture::Painter;
use coreograph::ui::scaling::choice::Choice;
use coreograph::ui::scaling::{ChartSet, picture};
use coreograph::ui::theme::Theme;
use coreograph::ui::{Page, UiState};
use criterion::{Criterion, criterion_group, criterion_main};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

fn frames(c: &mut Criterion) {
    let theme = Theme::default();
    for seconds in [10, 600] {
        let model = acts::racing(256, 16, seconds);
        for page in Page::ALL {
            let (name, view) = (page.name(), UiState::on(page));
            let mut painter = Painter::new(200, 60);
            c.bench_function(&format!("{name}, after {seconds} s"), |b| {
                b.iter(|| {
                    black_box(painter.paint(black_box(&model), &view, &theme));
                });
            });
        }
    }
}

/// A sweep of twelve lanes up to 256 workers: the picture, and what is computed again when a run has ended.
fn sweeps(c: &mut Criterion) {
    let (theme, report) = (Theme::default(), sweeps::measured(12, 256));
    let mut set = ChartSet::of_report(&report);
    let mut buf = Buffer::empty(Rect::new(0, 0, 200, 60));
    c.bench_function("a sweep", |b| {
        b.iter(|| {
            buf.reset();
            picture::paint(black_box(&set), &Choice::default(), &theme, &mut buf);
        });
    });
    c.bench_function("a sweep has another run", |b| b.iter(|| set.add_run(black_box(&report), 3)));
}

criterion_group!(benches, frames, sweeps);
criterion_main!(benches);
