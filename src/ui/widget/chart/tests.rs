//! Charts, looked at, and that none leaves its room.

use proptest::prelude::*;
use ratatui::style::Modifier;

use super::*;

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
fn amdahl(name: &str, mark: usize, serial: f64, workers: &[f64], glyphs: &Glyphs) -> Series {
    let speedup = |n: f64| 1.0 / (serial + (1.0 - serial) / n);
    let dot = |n: &f64| Dot {
        x: *n,
        y: speedup(*n),
        low: speedup(*n) * 0.85,
        high: speedup(*n) * 1.15,
        doubted: *n > 30.0,
    };
    Series {
        name: name.into(),
        mark: glyphs.marks[mark],
        style: Style::new().fg([Color::Cyan, Color::Yellow, Color::Magenta][mark]),
        dots: workers.iter().map(dot).collect(),
        fit: (10..=640).map(|n| f64::from(n) / 10.0).map(|n| (n, speedup(n))).collect(),
        front: mark == 0,
    }
}

fn chart(glyphs: &Glyphs, doubling: bool) -> Chart {
    let workers = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0];
    let ruler = |from| if doubling { Ruler::doubling(1.0, 64.0) } else { Ruler::linear(from, 64.0) };
    Chart {
        across: ruler(0.0),
        upwards: ruler(0.0),
        titles: ["workers".into(), "speed-up".into()],
        ticks: workers.to_vec(),
        series: vec![
            amdahl("pool", 0, 0.01, &workers, glyphs),
            amdahl("threads", 1, 0.05, &workers, glyphs),
            amdahl("gil", 2, 1.0, &workers, glyphs),
        ],
        guides: vec![Guide { name: "ideal".into(), points: vec![(1.0, 1.0), (64.0, 64.0)] }],
        stretches: vec![Stretch { from: 32.0, to: 64.0, words: ["SMT siblings", "SMT"] }],
        looks: looks(glyphs),
    }
}

fn draw(chart: &Chart, width: u16, height: u16) -> String {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    chart.render(buf.area, &mut buf);
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
            let drawn = draw(&chart(&Glyphs::UNICODE, doubling), width, height);
            insta::assert_snapshot!(format!("{name}_{width}x{height}"), drawn);
        }
    }
    insta::assert_snapshot!("ascii_80x12", draw(&chart(&Glyphs::ASCII, true), 80, 12));
}

#[test]
fn points_that_would_cover_each_other_stand_side_by_side() {
    let mut chart = chart(&Glyphs::ASCII, true);
    for (mark, series) in ["A", "B", "C"].into_iter().zip(&mut chart.series) {
        series.dots = vec![Dot { x: 8.0, y: 4.0, low: 4.0, high: 4.0, doubted: false }];
        (series.mark, series.fit) = (mark, Vec::new());
    }
    chart.stretches.clear();
    let drawn = draw(&chart, 60, 10);
    assert!(drawn.contains("CAB"), "{drawn}");
}

#[test]
fn what_is_not_named_is_counted() {
    let mut chart = chart(&Glyphs::UNICODE, true);
    for series in &mut chart.series {
        series.name = "a name that takes some room".into();
    }
    assert!(draw(&chart, 60, 10).contains("+3 not named"), "{}", draw(&chart, 60, 10));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    /// Any room and any figures: nothing panics, and nothing is painted outside.
    #[test]
    fn nothing_leaves_its_room(
        x in 0u16..30, y in 0u16..10, width in 0u16..150, height in 0u16..50,
        figures in prop::collection::vec((any::<f64>(), any::<f64>(), any::<f64>()), 0..12),
        tame in prop::collection::vec((0.0f64..70.0, 0.0f64..70.0, 0.0f64..9.0), 0..12),
        ends in (any::<f64>(), any::<f64>()), kind in 0usize..6, ascii: bool,
    ) {
        let mut chart = chart(if ascii { &Glyphs::ASCII } else { &Glyphs::UNICODE }, kind == 0);
        if kind > 2 {
            let rulers = [Ruler::linear, Ruler::doubling, Ruler::decades];
            chart.across = rulers[kind - 3](ends.0, ends.1);
            chart.upwards = rulers[(kind - 2) % 3](ends.1, ends.0);
        }
        let dot = |(x, y, by): &(f64, f64, f64)| Dot { x: *x, y: *y, low: y - by, high: y + by, doubted: true };
        chart.series[0].dots = figures.iter().map(dot).collect();
        chart.series[1].dots = tame.iter().map(dot).collect();
        chart.series[2].fit = figures.iter().map(|(x, y, _)| (*x, *y)).collect();
        chart.ticks.extend(figures.iter().map(|(x, ..)| *x));
        chart.stretches.extend(figures.iter().map(|(from, to, _)| Stretch { from: *from, to: *to, words: ["x", ""] }));
        let mut buf = Buffer::filled(Rect::new(0, 0, 160, 50), ratatui::buffer::Cell::new("#"));
        let room = Rect::new(x, y, width, height).intersection(buf.area);
        chart.render(Rect::new(x, y, width, height), &mut buf);
        for position in buf.area.positions().filter(|position| !room.contains(*position)) {
            prop_assert_eq!(buf[position].symbol(), "#");
        }
    }
}
