use super::*;

fn draw(parts: &[f64], width: u16) -> String {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, 1));
    let looks = ["a", "b", "c"].map(|glyph| (glyph, Style::new()));
    let parts: Vec<_> = parts.iter().copied().zip(looks).collect();
    (&Shares::new(&parts, ("-", Style::new()))).render(buf.area, &mut buf);
    buf.content().iter().map(ratatui::buffer::Cell::symbol).collect()
}

#[test]
fn each_part_has_its_share_of_the_row() {
    assert_eq!(draw(&[0.5, 0.25, 0.25], 8), "aaaabbcc");
    assert_eq!(draw(&[0.5], 8), "aaaa----");
    assert_eq!(draw(&[0.001, 0.999], 4), "bbbb", "too little to be seen; the number beside it tells");
    assert_eq!(draw(&[f64::NAN, 7.0], 2), "--");
    assert_eq!(draw(&[1.0], 0), "");
}
