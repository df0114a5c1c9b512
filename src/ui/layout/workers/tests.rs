use super::*;
use proptest::prelude::*;

fn needs(workers: usize) -> TableNeeds {
    TableNeeds { workers, names: 4, labels: 3, sort: Sort::default(), present: false }
}

fn named(layout: &WorkersLayout) -> Vec<&'static str> {
    let name = |cells: &Cells| &COLUMNS[cells.column];
    layout.columns.iter().map(|c| if layout.brief { name(c).brief } else { name(c).name }).collect()
}

#[test]
fn a_wide_view_has_all_columns_and_a_narrow_one_those_that_matter_most() {
    let at = |width, height| workers_layout(Rect::new(0, 2, width, height), &needs(4));
    let wide = at(200, 53);
    assert!(wide.hidden == 0 && !wide.brief && !wide.bar.is_empty());
    assert_eq!((at(120, 33).hidden, at(120, 33).brief), (0, false));
    let small = at(80, 18);
    assert!(small.hidden <= 3 && small.brief && small.bar.is_empty(), "{:?}", named(&small));
    assert_eq!(named(&at(40, 8)), ["lane", "who", "activity", "CPU", "comp", "l-wait"]);
    assert_eq!(named(&at(1, 8)), ["who"]);
}

#[test]
fn the_column_that_is_sorted_by_is_always_there() {
    for column in 0..COLUMNS.len() {
        let mut needs = needs(4);
        if column != LANE {
            needs.sort.choose(column);
        }
        let layout = workers_layout(Rect::new(0, 0, 24, 8), &needs);
        assert!(layout.columns.iter().any(|cells| cells.column == column), "{column}");
    }
}

#[test]
fn the_detail_keeps_half_of_the_view_and_gets_what_the_table_leaves() {
    let at = |height, workers| workers_layout(Rect::new(0, 0, 80, height), &needs(workers));
    assert_eq!((at(18, 4).rows.height, at(18, 4).detail.area.height), (4, 12));
    assert_eq!((at(18, 64).rows.height, at(18, 64).detail.area.height), (7, 9));
    assert_eq!((at(8, 64).rows.height, at(8, 64).detail.area.height), (6, 0));
    assert_eq!(at(53, 64).detail.area.height, KEPT);
    assert_eq!(at(18, 4).detail.timeline.height, 4);
}

proptest! {
    /// On every view parts are inside and apart, and columns too.
    #[test]
    fn nothing_overlaps(
        width in 0u16..260, height in 0u16..90, workers in 0usize..500, names in 0u16..30, column in 0usize..14,
        present: bool,
    ) {
        let area = Rect::new(3, 2, width, height);
        let mut needs = TableNeeds { names, present, ..needs(workers) };
        if column != LANE {
            needs.sort.choose(column);
        }
        let layout = workers_layout(area, &needs);
        let DetailLayout { area: _, rule, title, timeline, axis, bar, legend, words } = layout.detail;
        let mut parts = vec![layout.heading, layout.head, layout.rows];
        parts.extend([rule, title, timeline, axis, bar, legend, words]);
        parts.retain(|part| !part.is_empty());
        for (i, part) in parts.iter().enumerate() {
            prop_assert_eq!(part.intersection(area), *part);
            prop_assert!(parts[..i].iter().all(|other| !other.intersects(*part)), "{:?} in {:?}", part, parts);
        }
        for (one, other) in layout.columns.iter().zip(&layout.columns[1..]) {
            prop_assert!(one.x + one.width < other.x && other.x + other.width <= area.right());
        }
        prop_assert_eq!(layout.columns.len() + layout.hidden, COLUMNS.len());
        prop_assert!(layout.bar.is_empty() || layout.bar.intersection(layout.rows) == layout.bar);
    }
}
