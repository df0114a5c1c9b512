use super::*;

#[test]
fn a_colon_is_narrow() {
    assert_eq!(draw("1:2", &Glyphs::UNICODE), ["▀█  ▄ ▀▀█", " █  ▄ █▀▀", "▀▀▀   ▀▀▀"]);
    assert_eq!(draw("1:2", &Glyphs::ASCII), ["       _ ", "  | .  _|", "  | . |_ "]);
}

fn draw(text: &str, glyphs: &Glyphs) -> Vec<String> {
    let mut buf = Buffer::empty(Rect::new(0, 0, Numerals::width(text), HEIGHT));
    (&Numerals::new(text, Style::new(), glyphs)).render(buf.area, &mut buf);
    let width = usize::from(buf.area.width);
    buf.content().chunks(width).map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect()).collect()
}

#[test]
fn a_figure_in_blocks() {
    assert_eq!(
        draw("3.94×", &Glyphs::UNICODE),
        ["▀▀█   █▀█ █ █    ", "▀▀█   ▀▀█ ▀▀█ ▀▄▀", "▀▀▀ ▀ ▀▀▀   ▀ ▀ ▀"]
    );
}

#[test]
fn a_figure_at_twice_the_size() {
    let mut buf = Buffer::empty(Rect::new(0, 0, 10, LARGE));
    (&Numerals::new(".4", Style::new(), &Glyphs::UNICODE).large(true)).render(buf.area, &mut buf);
    let rows: Vec<String> =
        buf.content().chunks(10).map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect()).collect();
    assert_eq!(rows, ["    ██  ██", "    ██  ██", "    ██████", "        ██", "██      ██"]);
}

#[test]
fn a_figure_grows_by_whole_cells() {
    for scale in 0..9 {
        let (width, height) = Numerals::size("1.9–2.1×", scale);
        assert_eq!((width, height), if scale == 0 { (27, 3) } else { (54 * scale, 5 * scale) });
        let mut buf = Buffer::empty(Rect::new(0, 0, width + 5, height + 5));
        (&Numerals::new("1.9–2.1×", Style::new(), &Glyphs::UNICODE).scaled(scale)).render(buf.area, &mut buf);
        let inside = Rect::new(0, 0, width, height);
        let mut drawn = buf.area.positions().filter(|at| buf[*at].symbol() != " ");
        assert!(drawn.all(|at| inside.contains(at)), "{scale}");
    }
}

#[test]
fn a_figure_in_segments() {
    assert_eq!(draw("12", &Glyphs::ASCII), ["     _ ", "  |  _|", "  | |_ "]);
}

#[test]
fn every_digit_is_three_wide_in_both_forms() {
    for c in "0123456789-~×".chars() {
        for rows in [block(c), segments(c)] {
            assert!(rows.iter().all(|r| r.chars().count() == 3), "{c}");
        }
    }
}

#[test]
fn too_little_room_cuts() {
    let mut buf = Buffer::empty(Rect::new(0, 0, 2, 2));
    (&Numerals::new("888", Style::new(), &Glyphs::UNICODE)).render(Rect::new(0, 0, 20, 5), &mut buf);
}
