//! Snapshots of charts, and that none leaves its area.

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::widgets::Widget;

use super::*;
use crate::scaling::analysis::Region;
use crate::scaling::chart::{Axis, Band, DataPoint, Guide, Metric, Panel, RegionSpan, Scale, Series};
use crate::ui::widget::ink::{Glyphs, Ink};

fn looks(glyphs: &Glyphs) -> Looks {
    Looks {
        text: Style::new(),
        quiet: Style::new().add_modifier(Modifier::DIM),
        caution: Style::new().fg(Color::Yellow),
        shade: Ink::Pattern(if glyphs.blocks { "░" } else { ":" }, Modifier::DIM),
        glyphs: *glyphs,
    }
}

/// A lane that follows the law of Amdahl with this serial part.
fn amdahl(name: &str, look: usize, serial: f64, workers: &[f64]) -> Series {
    let speedup = |n: f64| 1.0 / (serial + (1.0 - serial) / n);
    let point = |n: &f64| DataPoint { x: *n, y: speedup(*n), doubted: *n > 30.0 };
    let times = |by: f64| workers.iter().map(|n| (*n, speedup(*n) * by)).collect();
    Series {
        name: name.into(),
        look,
        points: workers.iter().map(point).collect(),
        band: Band { lower: times(0.85), upper: times(1.15) },
        fit: (10..=640).map(|n| f64::from(n) / 10.0).map(|n| (n, speedup(n))).collect(),
    }
}

fn panel(doubling: bool) -> Panel {
    let workers = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0];
    let scale = |from| if doubling { Scale::doubling(1.0, 64.0) } else { Scale::linear(from, 64.0) };
    Panel {
        title: "primes".into(),
        metric: Metric::Speedup,
        across: Axis::with_ticks("workers", scale(0.0), workers.to_vec()),
        upwards: Axis::round("speed-up", scale(0.0), 1.0),
        series: vec![
            amdahl("pool", 0, 0.01, &workers),
            amdahl("threads", 1, 0.05, &workers),
            amdahl("gil", 2, 1.0, &workers),
        ],
        guides: vec![Guide { name: "ideal", note: String::new(), points: vec![(1.0, 1.0), (64.0, 64.0)] }],
        regions: vec![RegionSpan { region: Region::Siblings, from: 33.0, to: 64.0 }],
    }
}

fn plot<'a>(panel: &'a Panel, glyphs: &Glyphs) -> Plot<'a> {
    let look = |place: usize| SeriesLook {
        mark: glyphs.marks[place],
        style: Style::new().fg([Color::Cyan, Color::Yellow, Color::Magenta][place]),
    };
    Plot { panel, front: 0, series: (0..3).map(look).collect(), looks: looks(glyphs) }
}

fn draw(plot: &Plot, width: u16, height: u16) -> String {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    plot.render(buf.area, &mut buf);
    let row = |cells: &[ratatui::buffer::Cell]| -> String {
        let text: String = cells.iter().map(ratatui::buffer::Cell::symbol).collect();
        text.trim_end().to_string() + "\n"
    };
    buf.content().chunks(usize::from(width)).map(row).collect()
}

#[test]
fn at_the_usual_sizes() {
    for (width, height) in [(38, 8), (80, 12), (120, 28)] {
        for (name, doubling) in [("doubling", true), ("linear", false)] {
            let drawn = draw(&plot(&panel(doubling), &Glyphs::UNICODE), width, height);
            insta::assert_snapshot!(format!("{name}_{width}x{height}"), drawn);
        }
    }
    insta::assert_snapshot!("ascii_80x12", draw(&plot(&panel(true), &Glyphs::ASCII), 80, 12));
}

#[test]
fn points_that_would_cover_each_other_stand_side_by_side() {
    let mut panel = panel(true);
    for series in &mut panel.series {
        series.points = vec![DataPoint { x: 8.0, y: 4.0, doubted: false }];
        (series.band, series.fit) = (Band::default(), Vec::new());
    }
    panel.regions.clear();
    let drawn = draw(&plot(&panel, &Glyphs::ASCII), 60, 10);
    assert!(drawn.contains("CAB"), "{drawn}");
}

#[test]
fn what_is_not_named_is_counted() {
    let mut panel = panel(true);
    for series in &mut panel.series {
        series.name = "a name that takes some room".into();
    }
    let drawn = draw(&plot(&panel, &Glyphs::UNICODE), 60, 10);
    assert!(drawn.contains("+3 not named"), "{drawn}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    /// In any area and with any figures nothing panics, and nothing is painted outside.
    #[test]
    fn nothing_leaves_its_room(
        x in 0u16..30, y in 0u16..10, width in 0u16..150, height in 0u16..50,
        figures in prop::collection::vec((any::<f64>(), any::<f64>(), any::<f64>()), 0..12),
        tame in prop::collection::vec((0.0f64..70.0, 0.0f64..70.0, 0.0f64..9.0), 0..12),
        ends in (any::<f64>(), any::<f64>()), kind in 0usize..6, ascii: bool,
    ) {
        let mut panel = panel(kind == 0);
        if kind > 2 {
            let scales = [Scale::linear, Scale::doubling, Scale::decades];
            panel.across.scale = scales[kind - 3](ends.0, ends.1);
            panel.upwards.scale = scales[(kind - 2) % 3](ends.1, ends.0);
        }
        for (series, figures) in panel.series.iter_mut().zip([&figures, &tame]) {
            series.points = figures.iter().map(|(x, y, _)| DataPoint { x: *x, y: *y, doubted: true }).collect();
            series.band.lower = figures.iter().map(|(x, y, by)| (*x, y - by)).collect();
            series.band.upper = figures.iter().map(|(x, y, by)| (*x, y + by)).collect();
        }
        panel.series[2].fit = figures.iter().map(|(x, y, _)| (*x, *y)).collect();
        let span = |(from, to, _): &(f64, f64, f64)| RegionSpan { region: Region::Siblings, from: *from, to: *to };
        panel.regions.extend(figures.iter().map(span));
        let plot = plot(&panel, if ascii { &Glyphs::ASCII } else { &Glyphs::UNICODE });
        let mut buf = Buffer::filled(Rect::new(0, 0, 160, 50), ratatui::buffer::Cell::new("#"));
        let room = Rect::new(x, y, width, height).intersection(buf.area);
        (&plot).render(Rect::new(x, y, width, height), &mut buf);
        for position in buf.area.positions().filter(|position| !room.contains(*position)) {
            prop_assert_eq!(buf[position].symbol(), "#");
        }
    }
}
