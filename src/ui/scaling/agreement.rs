//! Tests that SVG and screen draw the same ideal, axes and regions. Each picture is read back to data coordinates by
//! nothing but the labels of its ticks, as a reader would.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::chart_set::ChartSet;
use super::choice::Choice;
use super::picture;
use crate::scaling::Report;
use crate::scaling::chart::Metric;
use crate::scaling::compare::{By, ComparedMachine, Comparison};
use crate::scaling::fixture::{add, planned};
use crate::scaling::output::{FORMATS, SweepSummary};
use crate::scaling::report::Mode;
use crate::text::look::Look;
use crate::ui::theme::Theme;

/// An axis as read off a picture: two labelled ticks, and whether it is logarithmic.
#[derive(Debug, Clone, Copy)]
struct ReadAxis {
    ticks: [(f64, f64); 2],
    ratios: bool,
}

impl ReadAxis {
    fn new(ticks: &[(f64, f64)], ratios: bool) -> Self {
        Self { ticks: [ticks[0], *ticks.last().unwrap()], ratios }
    }

    fn along(&self, value: f64) -> f64 {
        if self.ratios { value.log2() } else { value }
    }

    /// Value at a place of the picture.
    fn value(&self, place: f64) -> f64 {
        let [(p, a), (q, b)] = self.ticks;
        let along = self.along(a) + (place - p) / (q - p) * (self.along(b) - self.along(a));
        if self.ratios { along.exp2() } else { along }
    }

    /// Place of a value in the picture.
    fn place(&self, value: f64) -> f64 {
        let [(p, a), (q, b)] = self.ticks;
        p + (self.along(value) - self.along(a)) / (self.along(b) - self.along(a)) * (q - p)
    }
}

/// A panel as read off a picture.
#[derive(Debug)]
struct Read {
    across: ReadAxis,
    upwards: ReadAxis,
    /// Labels of the numbers of workers.
    workers: Vec<f64>,
    /// Labels of the metric.
    heights: Vec<f64>,
    /// Ends of both axes, as places of the picture: left, right, bottom, top.
    ends: [f64; 4],
    title: String,
    /// Points of the guides, in data: of each guide from an SVG, of all of them from the screen.
    guides: Vec<Vec<(f64, f64)>>,
    /// Horizontal ends of the shaded part, in data; on the screen the middles of its first and its last column.
    shaded: Option<[f64; 2]>,
}

/// Number of a label.
fn number(label: &str) -> Option<f64> {
    let (digits, times) = match label.chars().last()? {
        'k' => (&label[..label.len() - 1], 1e3),
        'M' => (&label[..label.len() - 1], 1e6),
        _ => (label, 1.0),
    };
    digits.parse::<f64>().ok().map(|value| value * times)
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(rest.split_once('"')?.0)
}

fn figure(tag: &str, name: &str) -> f64 {
    attribute(tag, name).and_then(|value| value.parse().ok()).unwrap_or_else(|| panic!("no {name} in {tag}"))
}

fn points(tag: &str) -> Vec<(f64, f64)> {
    let pair = |pair: &str| pair.split_once(',').map(|(x, y)| (x.parse().unwrap(), y.parse().unwrap()));
    attribute(tag, "points").unwrap().split(' ').filter_map(pair).collect()
}

/// Panels of SVGs, in order.
fn read_svg(text: &str, metric_of: impl Fn(usize) -> Metric) -> Vec<Read> {
    let panels = text.split("<g transform=").skip(1).map(|rest| rest.split("</g>").next().unwrap());
    panels.enumerate().map(|(place, panel)| read_panel(panel, metric_of(place))).collect()
}

fn read_panel(panel: &str, metric: Metric) -> Read {
    let tags = |kind: &str, with: &str| -> Vec<&str> {
        panel.lines().filter(|line| line.starts_with(kind) && line.contains(with)).collect()
    };
    let content = |tag: &str| -> String { tag.split(['<', '>']).nth(2).unwrap_or_default().to_string() };
    let labels = |anchor: &str, place: &str, shift: f64| -> Vec<(f64, f64)> {
        let with = format!("text-anchor=\"{anchor}\" fill=\"#444444\"");
        let tick = |tag: &str| Some((figure(tag, place) - shift, number(&content(tag))?));
        tags("<text x", &with).into_iter().filter_map(tick).collect()
    };
    let (across, upwards) = (labels("middle", "x", 0.0), labels("end", "y", 4.0));
    let frame = points(tags("<polyline", "stroke=\"#444444\"")[0]);
    let ends = [frame[0].0, frame[2].0, frame[1].1, frame[0].1];
    let (workers, heights) =
        (across.iter().map(|tick| tick.1).collect(), upwards.iter().map(|tick| tick.1).collect());
    let across = ReadAxis::new(&across, true);
    let upwards = ReadAxis::new(&upwards, metric != Metric::Efficiency);
    let to_data = |(x, y): (f64, f64)| (across.value(x), upwards.value(y));
    let guides = tags("<polyline", "stroke-dasharray=\"6 4\"");
    let guides = guides.into_iter().map(|tag| points(tag).into_iter().map(to_data).collect()).collect();
    let shaded = tags("<rect", "fill=\"#000000\"").first().map(|tag| {
        let x = figure(tag, "x");
        [across.value(x), across.value(x + figure(tag, "width"))]
    });
    let title = content(tags("<text transform", "rotate(-90)")[0]);
    Read { across, upwards, workers, heights, ends, title, guides, shaded }
}

/// The chart of a screen in ASCII: there a guide is dots, and a region apostrophes.
fn read_screen(set: &ChartSet, metric: Metric) -> Read {
    let choice = Choice { metric, ..Choice::default() };
    let mut buf = Buffer::empty(Rect::new(0, 0, 140, 60));
    picture::paint(set, &choice, &Theme::new(false, true), &mut buf);
    let rows: Vec<Vec<char>> = buf
        .content()
        .chunks(140)
        .map(|row| row.iter().map(|cell| cell.symbol().chars().next().unwrap()).collect())
        .collect();
    // The axis: the first row that begins with a corner and a line.
    let corner = |row: &Vec<char>| row.iter().position(|c| *c == '+').filter(|x| row[x + 1] == '-');
    let axis = rows.iter().position(|row| corner(row).is_some_and(|x| row[..x].iter().all(|c| *c == ' ')));
    let axis = axis.unwrap();
    let edge = corner(&rows[axis]).unwrap();
    let top = (0..axis).rev().take_while(|y| "|+".contains(rows[*y][edge])).last().unwrap();
    let line = rows[axis].iter().rposition(|c| *c == '-').unwrap();
    let plot = || (top..axis).flat_map(|y| (edge + 1..=line).map(move |x| (x, y)));
    let all = |glyph: char| plot().filter(|(x, y)| rows[*y][*x] == glyph).collect::<Vec<_>>();

    let upwards: Vec<(f64, f64)> = (top..axis)
        .filter(|y| rows[*y][edge] == '+')
        .map(|y| (y as f64, number(rows[y][..edge].iter().collect::<String>().trim()).unwrap()))
        .collect();
    let below: String = rows[axis + 1].iter().collect();
    let ticks: Vec<usize> = (edge + 1..=line).filter(|x| rows[axis][*x] == '+').collect();
    let mut across = Vec::new();
    for word in below.split_whitespace().filter(|word| number(word).is_some()) {
        let from = below.find(&format!(" {word} ")).unwrap() + 1;
        let middle = from + (word.len() - 1) / 2;
        let tick = ticks.iter().min_by_key(|x| x.abs_diff(middle)).unwrap();
        across.push((*tick as f64, number(word).unwrap()));
    }
    let legend: String = rows[top - 1].iter().collect();
    let (workers, heights) =
        (across.iter().map(|tick| tick.1).collect(), upwards.iter().map(|tick| tick.1).collect());
    let across = ReadAxis::new(&across, true);
    let upwards = ReadAxis::new(&upwards, metric != Metric::Efficiency);
    let guides = all('.').into_iter().map(|(x, y)| (across.value(x as f64), upwards.value(y as f64)));
    let shaded: Vec<usize> = all('\'').into_iter().map(|(x, _)| x).collect();
    Read {
        across,
        upwards,
        workers,
        heights,
        ends: [edge + 1, line, axis - 1, top].map(|place| place as f64),
        title: legend.trim().split("  ").next().unwrap().to_string(),
        guides: vec![guides.collect()],
        shaded: shaded
            .iter()
            .min()
            .zip(shaded.iter().max())
            .map(|(from, to)| [from, to].map(|column| across.value(*column as f64))),
    }
}

/// Distance of a dot of the screen from a guide of the SVG, in cells of the screen.
fn distance(screen: &Read, guide: &[(f64, f64)], dot: (f64, f64)) -> f64 {
    let place = |(x, y): (f64, f64)| (screen.across.place(x), screen.upwards.place(y));
    let (x, y) = place(dot);
    let from_segment = |pair: &[(f64, f64)]| {
        let ((ax, ay), (bx, by)) = (place(pair[0]), place(pair[1]));
        let (dx, dy) = (bx - ax, by - ay);
        let along = (((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
        (ax + along * dx - x).hypot(ay + along * dy - y)
    };
    guide.windows(2).map(from_segment).fold(f64::INFINITY, f64::min)
}

/// Asserts that both pictures of one panel agree to within a cell of the screen.
fn assert_agree(svg: &Read, screen: &Read) {
    let cell = |a: f64, b: f64| assert!((a - b).abs() <= 1.0, "{a} and {b}\n{svg:?}\n{screen:?}");
    assert_eq!(svg.title, screen.title);
    assert_eq!(svg.workers, screen.workers);
    // One picture may have room for fewer ticks; those that both have lie at the same places.
    let common = svg.heights.iter().filter(|height| screen.heights.contains(height)).count();
    assert!(common >= 2, "{svg:?}\n{screen:?}");
    for (place, axis) in [(0, svg.across), (1, svg.across), (2, svg.upwards), (3, svg.upwards)] {
        let own = if place < 2 { screen.across } else { screen.upwards };
        cell(own.place(axis.value(svg.ends[place])), screen.ends[place]);
    }
    let mut seen = vec![0; svg.guides.len()];
    for dot in &screen.guides[0] {
        // In the cell of the guide or one that touches it.
        let near: Vec<bool> = svg.guides.iter().map(|guide| distance(screen, guide, *dot) <= 1.5).collect();
        assert!(near.contains(&true), "a dot at {dot:?} is on no guide\n{svg:?}");
        for (seen, near) in seen.iter_mut().zip(near) {
            *seen += usize::from(near);
        }
    }
    assert!(seen.iter().all(|dots| *dots >= 10), "{seen:?}");
    // A mark at the end of a plateau may cover its last dots.
    let last = screen.guides[0].iter().map(|(workers, _)| *workers).fold(0.0, f64::max);
    let end = svg.guides.iter().flatten().map(|(workers, _)| *workers).fold(0.0, f64::max);
    assert!(screen.across.place(end) - screen.across.place(last) <= 6.0, "{last} of {end}");
    match (svg.shaded, screen.shaded) {
        (Some(a), Some(b)) => {
            for end in 0..2 {
                cell(screen.across.place(a[end]), screen.across.place(b[end]));
            }
        }
        (a, b) => assert_eq!(a, b),
    }
}

/// A machine with `cpus` CPUs, measured with 1, 2, 4 … `most` workers: a lane that stays far below the ideal.
fn report(name: &str, cpus: u32, most: u32, speed: f64, mode: Mode) -> Report {
    let workers: Vec<u32> = (0..=most.ilog2()).map(|doublings| 1 << doublings).collect();
    let mut report = planned(&["pool"], &workers, 1);
    report.plan.mode = mode;
    report.machine.name = Some(name.into());
    let cpus = Some(cpus);
    let machine = &mut report.machine;
    (machine.physical_cores, machine.logical_cpus, machine.usable_cpus) = (cpus, cpus, cpus);
    for workers in workers {
        let n = f64::from(workers);
        let work = if mode == Mode::Weak { n } else { 1.0 };
        add(&mut report, 0, 0, workers, work / n.powf(0.3) / speed);
    }
    report
}

#[test]
fn a_sweep_beyond_the_cpus_has_one_ideal_one_axis_and_one_region_everywhere() {
    for mode in [Mode::Strong, Mode::Weak] {
        let report = report("here", 64, 128, 1.0, mode);
        let set = ChartSet::of_report(&report);
        let html = FORMATS.by_name("html").unwrap().sweep(&SweepSummary::of(&report), Look::default());
        let svg = FORMATS.by_name("svg").unwrap().sweep(&SweepSummary::of(&report), Look::default());
        let html = read_svg(&html, |place| Metric::ALL[place]);
        let svg = read_svg(&svg, |place| Metric::ALL[place]);
        assert_eq!((html.len(), svg.len()), (3, 2));
        for (panel, metric) in html.iter().zip(Metric::ALL) {
            assert_agree(panel, &read_screen(&set, metric));
            let [guide] = &panel.guides[..] else { panic!("{panel:?}") };
            let possible = |n: f64| n.min(64.0);
            let alone = guide[0].1;
            for (n, height) in guide {
                let expected = match metric {
                    Metric::Speedup => possible(*n),
                    Metric::Efficiency => 100.0 * possible(*n) / n,
                    Metric::Throughput => alone * possible(*n),
                };
                assert!(
                    (height / expected - 1.0).abs() < 0.02,
                    "{metric:?}: {height} at {n}, not {expected}"
                );
            }
            let has = |n: f64| guide.iter().any(|(x, _)| (x / n - 1.0).abs() < 0.02);
            assert!(has(1.0) && has(64.0) && has(128.0), "{guide:?}");
            // Halfway between 64 and 128 on a logarithmic axis.
            let [from, _] = panel.shaded.unwrap();
            assert!((from / (64.0_f64 * 128.0).sqrt() - 1.0).abs() < 0.01, "{from}");
        }
        for (panel, metric) in svg.iter().zip(Metric::ALL) {
            assert_agree(panel, &read_screen(&set, metric));
        }
    }
}

#[test]
fn machines_of_different_size_have_an_ideal_each_and_the_same_everywhere() {
    let reports = [("small", 16, 64, 1.0), ("large", 64, 256, 1.5)]
        .map(|(name, cpus, most, speed)| (name.to_string(), report(name, cpus, most, speed, Mode::Strong)));
    let comparison = Comparison::of(ComparedMachine::group(reports.to_vec(), By::Machine), false).unwrap();
    let set = ChartSet::of_comparison(&comparison);
    let svg = FORMATS.by_name("svg").unwrap().comparison(&comparison, Look::default());
    assert!(svg.contains(">ideal (16 CPUs)<") && svg.contains(">ideal (64 CPUs)<"), "{svg}");
    let panels = read_svg(&svg, |place| Metric::ALL[place]);
    assert_eq!(panels.len(), 3);
    for (panel, metric) in panels.iter().zip(Metric::ALL) {
        assert_agree(panel, &read_screen(&set, metric));
        assert_eq!(panel.guides.len(), 2, "{panel:?}");
        // With 128 and 256 workers neither machine has a CPU for each; with 32 and 64 the larger one has.
        let [from, _] = panel.shaded.unwrap();
        assert!((from / (64.0_f64 * 128.0).sqrt() - 1.0).abs() < 0.01, "{from}");
    }
    for (guide, cpus) in panels[0].guides.iter().zip([16.0, 64.0]) {
        assert!(guide.iter().all(|(n, speedup)| (speedup / n.min(cpus) - 1.0).abs() < 0.02), "{guide:?}");
    }
}
