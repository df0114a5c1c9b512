use super::*;

fn draw(seconds: f64, width: u16) -> String {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, 1));
    (&Axis::new(seconds, Style::new())).render(buf.area, &mut buf);
    buf.content().iter().map(ratatui::buffer::Cell::symbol).collect()
}

#[test]
fn labels_stand_at_round_moments() {
    assert_eq!(draw(6.6, 33).trim_end(), "0 s       2 s       4 s       6 s");
    assert_eq!(draw(0.5, 33).trim_end(), "0 s          0.2 s        0.4 s");
    assert_eq!(draw(90.0, 20).trim_end(), "0 s        50 s");
}

#[test]
fn a_fine_axis_has_a_unit_that_fits() {
    let draw = |seconds: f64| {
        let mut buf = Buffer::empty(Rect::new(0, 0, 33, 1));
        (&Axis::fine(seconds, Style::new())).render(buf.area, &mut buf);
        buf.content().iter().map(ratatui::buffer::Cell::symbol).collect::<String>()
    };
    assert_eq!(draw(0.066).trim_end(), "0 ms      20 ms     40 ms");
    assert_eq!(draw(0.0014).trim_end(), "0 µs       500 µs      1000 µs");
    assert_eq!(draw(14.0).trim_end(), "0 s        5 s         10 s");
}

#[test]
fn an_axis_may_begin_later() {
    let mut buf = Buffer::empty(Rect::new(0, 0, 33, 1));
    (&Axis::new(6.6, Style::new()).beginning_at(3.3)).render(buf.area, &mut buf);
    let text: String = buf.content().iter().map(ratatui::buffer::Cell::symbol).collect();
    assert_eq!(text.trim_end(), "   4 s       6 s       8 s");
}

#[test]
fn no_room_and_no_time_draw_nothing() {
    assert_eq!(draw(5.0, 2).trim(), "");
    assert_eq!(draw(0.0, 20).trim(), "");
    assert_eq!(draw(f64::NAN, 20).trim(), "");
}
