use super::*;

#[test]
fn where_only_ascii_is_shown_everything_is_spelt_in_it() {
    let mut buf = Buffer::with_lines(["5 µs, né"]);
    let area = buf.area;
    spell_in_ascii(&mut buf, area);
    assert_eq!(buf, Buffer::with_lines(["5 us, n?"]));
}

#[test]
fn what_does_not_fit_is_dropped_whole_and_counted_by_an_ellipsis() {
    let drawn = |width| {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, 1));
        let area = buf.area;
        let all = ["one", "two", "three"].map(Line::raw);
        let shown = parts_or_more(&mut buf, area, &all, Line::raw("…"));
        let text: String = buf.content().iter().map(ratatui::buffer::Cell::symbol).collect();
        (shown, text.trim_end().to_string())
    };
    assert_eq!(drawn(15), (3, "one  two  three".into()));
    assert_eq!(drawn(14), (2, "one  two …".into()));
    assert_eq!(drawn(9), (1, "one …".into()));
    assert_eq!(drawn(3), (0, "…".into()));
    assert_eq!(drawn(0), (0, String::new()));
}

#[test]
fn what_does_not_fit_at_the_right_is_left_out() {
    let mut buf = Buffer::empty(Rect::new(0, 0, 4, 1));
    let area = buf.area;
    let rest = right(&mut buf, area, "12345", Style::new());
    assert_eq!((rest.width, &buf), (4, &Buffer::empty(area)));
    assert_eq!(right(&mut buf, rest, "12", Style::new()).width, 2);
}
