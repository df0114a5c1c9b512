//! Tests of the view of all cores at every size: where each part is, and that none is lost silently.

use proptest::prelude::*;

use super::*;

fn of(width: u16, height: u16, groups: &[usize]) -> CoresLayout {
    let top_core = groups.iter().sum::<usize>().saturating_sub(1);
    let needs = CoresNeeds { groups, top_core, abreast: 1, present: false };
    cores_layout(Rect::new(0, 0, width, height), &needs)
}

/// The rows over time, headings left out.
fn rows(layout: &CoresLayout) -> Vec<&CoreLine> {
    layout.columns.iter().flat_map(|column| &column.lines).filter(|line| line.heads.is_none()).collect()
}

#[test]
fn a_few_cores_have_charts_as_high_as_there_is_room() {
    for (width, height, cores, columns, least) in
        [(80, 18, 1, 1, 10), (80, 18, 2, 1, 6), (80, 18, 8, 2, 3), (120, 32, 8, 1, 3), (200, 52, 8, 1, 5)]
    {
        let layout = of(width, height, &[cores]);
        let rows = rows(&layout);
        assert_eq!((rows.len(), layout.columns.len()), (cores, columns), "{cores} at {width}x{height}");
        assert!(rows.iter().all(|row| row.area.height >= least), "{cores} at {width}x{height}: {rows:?}");
    }
}

#[test]
fn up_to_sixty_four_have_a_row_each_in_columns_of_the_same_size() {
    for (width, height) in [(120, 32), (200, 52)] {
        let layout = of(width, height, &[32, 32]);
        assert_eq!(rows(&layout).len(), 64, "at {width}x{height}");
        assert!(layout.columns.windows(2).all(|pair| pair[0].area.height == pair[1].area.height));
        assert!(layout.columns.iter().all(|column| column.lines[0].heads.is_some()), "each says which group");
    }
}

#[test]
fn more_have_a_cell_each_and_share_rows_by_powers_of_two() {
    for (width, height) in [(80, 18), (120, 32), (200, 52)] {
        let layout = of(width, height, &[256, 256]);
        let cells: usize =
            layout.strips.iter().filter(|strip| strip.heads.is_none()).map(|strip| strip.members.len()).sum();
        assert_eq!(cells, 512, "at {width}x{height}");
        assert!(layout.each.is_power_of_two() && rows(&layout).len() >= 2);
    }
}

#[test]
fn cells_stand_in_eights_and_fit() {
    for width in 1..300 {
        let cells = CoresLayout::cells_in(width);
        assert!(cells > 0 && CoresLayout::cell_column(cells - 1, width) < width, "{width}");
    }
    assert_eq!([8, 17, 71, 107].map(CoresLayout::cells_in), [8, 16, 64, 96]);
}

#[test]
fn a_core_without_row_cell_or_name_is_counted() {
    assert_eq!(of(80, 1, &[512]).hidden, 512);
    assert_eq!(of(10, 3, &[512]).hidden, 512);
    assert_eq!(of(80, 2, &[512]).hidden, 0, "one row that names them all");
}

proptest! {
    #[test]
    fn nothing_overlaps_and_every_core_is_somewhere_or_counted(
        width in 0u16..230, height in 0u16..75, first in 1usize..512, second in 0usize..256, third in 0usize..9,
        abreast in 0usize..7, present: bool,
    ) {
        let groups: Vec<usize> = [first, second, third].into_iter().filter(|count| *count > 0).collect();
        let count: usize = groups.iter().sum();
        let area = Rect::new(0, 0, width, height);
        let needs = CoresNeeds { groups: &groups, top_core: count - 1, abreast, present };
        let layout = cores_layout(area, &needs);
        let mut parts = vec![layout.figures];
        parts.extend(layout.strips.iter().map(|strip| strip.area));
        for column in &layout.columns {
            parts.extend([column.marks, column.axis]);
            parts.extend(column.lines.iter().map(|line| line.area));
        }
        let lost = parts[1..].iter().any(|part| part.is_empty() && part.width > 0 && layout.columns.is_empty());
        prop_assert!(!lost);
        parts.retain(|part| !part.is_empty());
        for (i, part) in parts.iter().enumerate() {
            prop_assert_eq!(part.intersection(area), *part, "{:?}", layout);
            prop_assert!(parts[..i].iter().all(|other| !other.intersects(*part)), "{:?} in {:?}", part, parts);
        }
        let mut shown = vec![0; count];
        for row in rows(&layout) {
            prop_assert!(width == 0 || !row.area.is_empty(), "{:?}", layout);
            row.members.clone().for_each(|core| shown[core] += 1);
        }
        let in_rows = shown.iter().all(|times| *times == 1);
        let cells: usize = layout.strips.iter().filter(|s| s.heads.is_none()).map(|s| s.members.len()).sum();
        prop_assert!(cells == 0 || cells == count);
        prop_assert!(layout.strips.iter().all(|strip| !strip.area.is_empty()));
        prop_assert_eq!(layout.hidden, if in_rows || cells == count { 0 } else { count });
    }
}
