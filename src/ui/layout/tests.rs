//! The layout on every size: what stands where, and that nothing overlaps or is lost silently.

use proptest::prelude::*;

use super::*;

fn needs(lanes: usize, workers: usize, cores: usize) -> Needs {
    Needs { lanes, workers, cores, top_core: cores.saturating_sub(1) }
}

fn of(width: u16, height: u16, needs: &Needs) -> Layout {
    layout(Rect::new(0, 0, width, height), needs, &View::default())
}

#[test]
fn two_lanes_stand_side_by_side_or_are_stacked() {
    let wide = of(72, 24, &needs(2, 2, 2)).lanes;
    assert!(wide[0].area.right() < wide[1].area.x && wide[0].area.y == wide[1].area.y);
    let narrow = of(71, 24, &needs(2, 2, 2)).lanes;
    assert!(narrow[0].area.bottom() <= narrow[1].area.y && narrow[0].area.x == narrow[1].area.x);
}

#[test]
fn all_lanes_have_the_same_scale_and_rows() {
    let lanes = of(121, 40, &needs(3, 4, 8)).lanes;
    assert_eq!(lanes.len(), 3);
    for lane in &lanes[1..] {
        assert_eq!(lane.plot(lane.axis).width, lanes[0].plot(lanes[0].axis).width);
        assert_eq!(lane.cores.area.y, lanes[0].cores.area.y);
    }
}

#[test]
fn few_cores_have_a_row_each_and_at_best_more() {
    assert_eq!(of(80, 24, &needs(2, 8, 8)).lanes[0].cores.each, 1);
    let roomy = of(120, 40, &needs(2, 2, 2)).lanes[0].cores;
    assert!(roomy.each == 1 && roomy.height >= 2);
}

#[test]
fn many_cores_share_rows_and_keep_a_character_each() {
    let lane = &of(120, 40, &needs(2, 12, 256)).lanes[0];
    assert!(lane.cores.each > 1);
    assert!(u32::from(lane.strip.width) * u32::from(lane.strip.height) >= 256);
}

#[test]
fn more_than_twelve_workers_share_rows() {
    let lane = &of(200, 80, &needs(2, 64, 2)).lanes[0];
    assert_eq!(lane.workers.iter(64).count(), 11);
    assert_eq!(lane.workers.iter(64).last().unwrap().0, 60..64);
}

#[test]
fn lanes_without_room_are_counted_and_the_focus_is_among_the_shown() {
    let view = View { focus: 3, ..View::default() };
    let layout = layout(Rect::new(0, 0, 80, 24), &needs(4, 2, 2), &view);
    assert_eq!((layout.lanes.len(), layout.hidden), (2, 2));
    assert!(layout.lanes.iter().any(|l| l.lane == 3));
}

proptest! {
    #[test]
    fn nothing_overlaps_and_nothing_is_dropped_silently(
        width in 0u16..300, height in 0u16..100, lanes in 0usize..9, workers in 0usize..100,
        cores in 0usize..400, zoom: bool, focus in 0usize..20,
    ) {
        let view = View { focus, zoom, ..View::default() };
        let area = Rect::new(0, 0, width, height);
        let layout = layout(area, &needs(lanes, workers, cores), &view);
        let mut parts = vec![layout.header, layout.caption, layout.footer];
        parts.extend(layout.rules.iter().chain(&layout.dividers));
        for lane in &layout.lanes {
            parts.extend([lane.title, lane.figures, lane.bar, lane.legend, lane.facts, lane.workers.area]);
            parts.extend([lane.heading, lane.strip, lane.cores.area, lane.axis, lane.detail]);
            for (rows, count) in [(lane.workers, workers), (lane.cores, cores)] {
                let shown: usize = rows.iter(count).map(|(range, _)| range.len()).sum();
                prop_assert_eq!(shown, if rows.area.height == 0 { 0 } else { count });
            }
        }
        parts.retain(|part| !part.is_empty());
        for (i, part) in parts.iter().enumerate() {
            prop_assert_eq!(part.intersection(area), *part);
            prop_assert!(parts[..i].iter().all(|other| !other.intersects(*part)), "{:?} in {:?}", part, parts);
        }
        if !zoom && !layout.lanes.is_empty() {
            prop_assert_eq!(layout.lanes.len() + layout.hidden, lanes);
        }
    }
}
