use super::*;

#[test]
fn each_decade_has_the_same_width_and_the_ends_take_the_rest() {
    let columns = [1e-9, 1e-6, 1e-5, 1e-3, 5e-3, 1.0, 60.0].map(|s| Decades::column(s, 70).unwrap());
    assert_eq!(columns, [0, 0, 10, 30, 36, 60, 69]);
    assert_eq!(Decades::column(1.0, 0), None);
    assert_eq!(Decades::column(f64::NAN, 70), Some(0));
}

#[test]
fn labels_stand_at_the_decades_as_far_as_they_fit() {
    let draw = |width| {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, 1));
        (&Decades::new(Style::new())).render(buf.area, &mut buf);
        buf.content().iter().map(ratatui::buffer::Cell::symbol).collect::<String>()
    };
    assert_eq!(draw(56).trim_end(), "1 µs    10 µs   100 µs  1 ms    10 ms   100 ms  1 s");
    assert_eq!(draw(28).trim_end(), "1 µs    100 µs  10 ms   1 s");
    assert_eq!(draw(2).trim(), "");
}

#[test]
fn decades_give_way_to_a_mark() {
    let draw = |seconds, width| {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, 1));
        (&Decades::new(Style::new()).marked(seconds, "MARK".into(), Style::new())).render(buf.area, &mut buf);
        buf.content().iter().map(ratatui::buffer::Cell::symbol).collect::<String>()
    };
    assert_eq!(draw(5e-3, 56).trim_end(), "1 µs    10 µs   100 µs  1 ms MARK       100 ms  1 s");
    assert_eq!(draw(100.0, 56).trim_end(), "1 µs    10 µs   100 µs  1 ms    10 ms   100 ms  1 s MARK");
    assert_eq!(draw(1e-3, 3), "MAR");
}
