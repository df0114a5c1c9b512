//! Tests of the layout at every size: where each part is, and that nothing overlaps or is lost silently.

use proptest::prelude::*;
use ratatui::layout::Rect;

use super::output::Output;
use super::*;

fn needs(lanes: usize, workers: usize, cores: usize) -> Needs {
    Needs {
        lanes,
        workers,
        cores,
        top_core: cores.saturating_sub(1),
        processes: true,
        focus: 0,
        together: None,
        zoom: false,
        present: false,
        locked: true,
        output: Output::Hidden,
    }
}

/// The race on a screen of this size.
fn of(width: u16, height: u16, needs: &Needs) -> RaceLayout {
    race_layout(frame(Rect::new(0, 0, width, height), 0, false).body, height, needs)
}

/// The panel of a lock with `threads` threads on a screen of this size.
fn lock_of(width: u16, height: u16, threads: usize) -> LockLayout {
    lock_layout(frame(Rect::new(0, 0, width, height), 0, false).body, threads)
}

/// The parts of the frame around a view.
fn parts_of(frame: &Frame) -> Vec<Rect> {
    // The legend stands in the rule where there is one.
    let legend = if frame.rule.is_empty() { frame.legend } else { Rect::default() };
    vec![frame.header, frame.tabs, legend, frame.rule, frame.caption, frame.footer]
}

#[test]
fn two_lanes_stand_side_by_side_or_are_stacked() {
    let wide = of(75, 24, &needs(2, 2, 2)).lanes;
    assert!(wide[0].area.right() < wide[1].area.x && wide[0].area.y == wide[1].area.y);
    let narrow = of(74, 24, &needs(2, 2, 2)).lanes;
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
fn workers_have_a_row_each_before_cores_have_more_than_one() {
    let sixteen = &of(120, 40, &needs(2, 16, 2)).lanes[0];
    assert_eq!((sixteen.workers.each, sixteen.workers.area.height), (1, 16));
    assert!(sixteen.cores.height <= 2, "{sixteen:?}");
    let many = &of(200, 80, &needs(2, 64, 2)).lanes[0];
    assert!(many.workers.each <= 2 && many.workers.area.height > 50, "{many:?}");
}

#[test]
fn the_details_of_a_zoomed_lane_stand_beside_it_or_below() {
    let zoomed = |width, height| {
        let layout = of(width, height, &Needs { zoom: true, ..needs(2, 2, 2) });
        (layout.lanes[0].clone(), layout.dividers)
    };
    let (wide, dividers) = zoomed(120, 40);
    assert_eq!(dividers.len(), 1);
    assert!(wide.detail.x > wide.workers.area.right() && wide.detail.height > 20, "{wide:?}");
    assert!(wide.workers.area.width > of(120, 40, &needs(2, 2, 2)).lanes[0].workers.area.width);
    let (narrow, dividers) = zoomed(60, 60);
    assert!(dividers.is_empty() && narrow.detail.y > narrow.axis.y && narrow.detail.height > 8, "{narrow:?}");
}

#[test]
fn lanes_without_room_have_a_row_each_and_the_focus_is_among_the_large() {
    let layout = of(80, 24, &Needs { focus: 3, ..needs(4, 2, 2) });
    let compact: Vec<usize> = layout.compact.iter().map(|(lane, _)| *lane).collect();
    assert_eq!((layout.lanes.len(), compact, layout.hidden), (2, vec![0, 1], 0));
    assert!(layout.lanes.iter().any(|l| l.lane == 3));
}

#[test]
fn lanes_without_a_row_are_counted_in_a_row_of_their_own_and_the_focus_is_among_the_shown() {
    let layout = of(80, 8, &Needs { focus: 11, ..needs(12, 2, 2) });
    assert!(layout.lanes.is_empty() && layout.hidden > 0 && !layout.more.is_empty(), "{layout:?}");
    assert!(layout.compact.iter().any(|(lane, _)| *lane == 11));
    assert_eq!(layout.compact.len() + layout.hidden, 12);
}

#[test]
fn at_eighty_by_twenty_four_every_lane_of_a_race_is_there() {
    for lanes in 1..=12 {
        let layout = of(80, 24, &needs(lanes, 2, 2));
        assert_eq!((layout.lanes.len() + layout.compact.len(), layout.hidden), (lanes, 0));
    }
}

#[test]
fn two_that_belong_together_are_shown_together() {
    let shown = |width, lanes, together| {
        let layout = of(width, 24, &Needs { focus: 3, together: Some(together), ..needs(lanes, 2, 2) });
        layout.lanes.iter().map(|l| l.lane).collect::<Vec<_>>()
    };
    assert_eq!(shown(80, 4, [3, 0]), [0, 3]);
    assert_eq!(shown(90, 5, [4, 2]), [0, 2, 4]);
    assert_eq!(shown(40, 4, [3, 0]), [0, 3], "stacked");
}

#[test]
fn a_verdict_gets_the_rows_it_needs_as_far_as_the_screen_spares_them() {
    let caption = |height, wanted| frame(Rect::new(0, 0, 80, height), wanted, false).caption.height;
    assert_eq!([(24, 0), (24, 4), (24, 9), (12, 4), (40, 9)].map(|(h, w)| caption(h, w)), [3, 4, 4, 3, 5]);
}

#[test]
fn the_legend_has_a_row_of_the_page_on_all_but_low_screens() {
    let body = |height| {
        let area = Rect::new(0, 0, 80, height);
        let (with, without) = (frame(area, 0, false).with_legend(height), frame(area, 0, false));
        (with.legend.height, without.body.height - with.body.height)
    };
    let expected = [(0, 0), (0, 0), (1, 1), (1, 1), (1, 0), (1, 0)];
    assert_eq!([12, 21, 22, 24, 28, 60].map(body), expected, "it stands in the rule from 28 rows on");
}

#[test]
fn fewer_workers_than_rows_have_a_row_each() {
    let rows = of(80, 24, &needs(2, 16, 2)).lanes[0].workers;
    assert!(rows.each > 1);
    assert!(rows.shared_by(2).iter(2).all(|(group, _)| group.len() == 1));
}

#[test]
fn a_large_screen_is_filled() {
    let lane = &of(250, 80, &needs(2, 2, 2)).lanes[0];
    assert!(lane.area.bottom() - lane.axis.bottom() < 15, "{lane:?}");
}

#[test]
fn the_lock_has_all_its_parts_on_a_small_screen() {
    for threads in [2, 4] {
        let lock = lock_of(80, 24, threads);
        assert_eq!((lock.threads.each, lock.figures.height), (1, 3), "{threads} threads");
        for part in [lock.title, lock.strip, lock.now, lock.now_axis, lock.waits, lock.chart, lock.chart_axis]
        {
            assert!(!part.is_empty(), "{threads} threads: {lock:?}");
        }
        assert!(lock.run_threads.area.height > 0 && lock.run_axis.height > 0);
    }
}

#[test]
fn a_large_screen_is_filled_by_the_lock() {
    let lock = lock_of(200, 60, 4);
    assert!(lock.area.bottom() - lock.run_axis.bottom() < 6 && lock.threads.height > 1, "{lock:?}");
}

proptest! {
    #[test]
    fn no_part_of_the_lock_overlaps_another(
        width in 0u16..300, height in 0u16..100, threads in 0usize..100, caption in 0u16..9,
    ) {
        let area = Rect::new(0, 0, width, height);
        let frame = frame(area, caption, false);
        let lock = lock_layout(frame.body, threads);
        let mut parts = parts_of(&frame);
        parts.extend([lock.title, lock.figures, lock.now]);
        parts.extend([lock.strip, lock.threads.area, lock.now_axis, lock.waits, lock.chart, lock.chart_axis]);
        parts.extend([lock.run, lock.run_threads.area, lock.run_axis]);
        for rows in [lock.threads, lock.run_threads] {
            let shown: usize = rows.iter(threads).map(|(range, _)| range.len()).sum();
            prop_assert_eq!(shown, if rows.area.height == 0 { 0 } else { threads });
        }
        parts.retain(|part| !part.is_empty());
        for (i, part) in parts.iter().enumerate() {
            prop_assert_eq!(part.intersection(area), *part);
            prop_assert!(parts[..i].iter().all(|other| !other.intersects(*part)), "{:?} in {:?}", part, parts);
        }
    }

    #[test]
    fn a_zoomed_lane_is_never_smaller_than_among_the_others(
        width in 20u16..300, height in 8u16..100, lanes in 2usize..9, workers in 1usize..100, cores in 1usize..200,
        present: bool, focus in 0usize..20,
    ) {
        let needs = Needs { focus, present, ..needs(lanes, workers, cores) };
        let zoomed = of(width, height, &Needs { zoom: true, ..needs });
        let zoomed = &zoomed.lanes[0];
        let among = of(width, height, &needs);
        if let Some(lane) = among.lanes.iter().find(|lane| lane.lane == zoomed.lane) {
            prop_assert!(zoomed.workers.height >= lane.workers.height, "{:?} and {:?}", zoomed, lane);
            prop_assert!(zoomed.workers.area.height >= lane.workers.area.height, "{:?} and {:?}", zoomed, lane);
            prop_assert!(zoomed.cores.height >= lane.cores.height, "{:?} and {:?}", zoomed, lane);
            prop_assert!(zoomed.cores.area.height >= lane.cores.area.height, "{:?} and {:?}", zoomed, lane);
            prop_assert!(zoomed.plot(zoomed.axis).width >= lane.plot(lane.axis).width, "{:?} and {:?}", zoomed, lane);
        }
    }

    #[test]
    fn cores_are_high_only_where_no_two_workers_share_a_row(
        width in 20u16..300, height in 8u16..100, lanes in 1usize..5, workers in 1usize..64, cores in 1usize..64,
    ) {
        for lane in &of(width, height, &needs(lanes, workers, cores)).lanes {
            prop_assert!(lane.workers.each != 2 || lane.cores.height <= 1, "{:?}", lane);
        }
    }

    #[test]
    fn nothing_overlaps_and_nothing_is_dropped_silently(
        width in 0u16..300, height in 0u16..100, lanes in 0usize..9, workers in 0usize..100,
        cores in 0usize..400, zoom: bool, present: bool, focus in 0usize..20, caption in 0u16..9,
    ) {
        let area = Rect::new(0, 0, width, height);
        let frame = frame(area, caption, present).with_legend(height);
        let layout = race_layout(frame.body, height, &Needs { focus, zoom, present, ..needs(lanes, workers, cores) });
        let mut parts = parts_of(&frame);
        parts.extend(layout.rules.iter().chain(&layout.dividers));
        for lane in &layout.lanes {
            parts.extend([lane.title, lane.figures, lane.bar, lane.legend, lane.facts, lane.workers.area]);
            parts.extend([lane.lock, lane.heading, lane.strip, lane.cores.area, lane.axis, lane.detail]);
            for (rows, count) in [(lane.workers, workers), (lane.cores, cores)] {
                let shown: usize = rows.iter(count).map(|(range, _)| range.len()).sum();
                prop_assert_eq!(shown, if rows.area.height == 0 { 0 } else { count });
            }
        }
        parts.extend(layout.compact.iter().map(|(_, row)| *row));
        parts.push(layout.more);
        parts.retain(|part| !part.is_empty());
        for (i, part) in parts.iter().enumerate() {
            prop_assert_eq!(part.intersection(area), *part);
            prop_assert!(parts[..i].iter().all(|other| !other.intersects(*part)), "{:?} in {:?}", part, parts);
        }
        if !zoom {
            prop_assert_eq!(layout.lanes.len() + layout.compact.len() + layout.hidden, lanes);
            prop_assert!(layout.hidden == 0 || !layout.more.is_empty() || frame.body.height < 2 || width == 0);
        }
    }
}
