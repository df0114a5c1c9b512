use super::*;
use ratatui::style::{Color, Modifier};

const A: Ink = Ink::Colour(Color::Cyan);
const B: Ink = Ink::Colour(Color::Red);

fn draw(columns: &[Column], rows: u16) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, u16::try_from(columns.len()).unwrap(), rows));
    (&Ribbon::new(columns, &Glyphs::UNICODE)).render(buf.area, &mut buf);
    buf
}

fn text(buf: &Buffer) -> Vec<String> {
    let width = usize::from(buf.area.width);
    buf.content().chunks(width).map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect()).collect()
}

#[test]
fn heights_are_shares_of_the_rows() {
    let columns = [0.0, 0.001, 0.01, 0.25, 0.5, 0.75, 1.0].map(|s| Column::of(s, A));
    assert_eq!(text(&draw(&columns, 1)), ["  ▁▂▄▆▇"]);
    assert_eq!(text(&draw(&columns, 2)), ["     ▄▇", "  ▁▄███"]);
}

#[test]
fn two_strata_share_a_cell_as_foreground_and_background() {
    let buf = draw(&[Column([(0.25, A), (0.75, B)])], 1);
    let cell = buf.cell((0, 0)).unwrap();
    assert_eq!((cell.symbol(), cell.fg, cell.bg), ("▂", Color::Cyan, Color::Red));
}

#[test]
fn a_hatched_ink_has_its_height_and_its_glyph_in_cells_that_it_fills_alone() {
    let hatched = Ink::Hatch("~", Color::Blue);
    assert_eq!(text(&draw(&[0.25, 0.5, 1.0].map(|share| Column::of(share, hatched)), 1)), ["▂▄~"]);
    assert_eq!(text(&draw(&[0.5, 0.75, 1.0].map(|share| Column::of(share, hatched)), 2)), [" ▄~", "~~~"]);
    let buf = draw(&[Column([(0.25, hatched), (0.75, B)])], 1);
    let cell = buf.cell((0, 0)).unwrap();
    assert_eq!((cell.symbol(), cell.fg, cell.bg), ("▂", Color::Blue, Color::Red), "two in a cell");
}

#[test]
fn where_three_meet_the_thinnest_gives_way() {
    let buf = draw(&[Column([(0.5, A), (0.375, B)])], 1);
    let cell = buf.cell((0, 0)).unwrap();
    assert_eq!((cell.symbol(), cell.fg, cell.bg), ("▄", Color::Cyan, Color::Red));
    let buf = draw(&[Column([(0.5, A), (0.125, B)])], 1);
    let cell = buf.cell((0, 0)).unwrap();
    assert_eq!((cell.symbol(), cell.fg, cell.bg), ("▅", Color::Cyan, Color::Reset));
}

#[test]
fn without_colours_a_single_row_shows_both_strata_in_turn() {
    let wait = Ink::Pattern("░", Modifier::DIM);
    let row = |share: f64| text(&draw(&[Column([(share, Ink::Solid), (1.0 - share, wait)]); 8], 1));
    assert_eq!(row(0.5), ["▇░▇░▇░▇░"]);
    assert_eq!(row(0.25), ["░▇░░░▇░░"]);
    assert_eq!(row(1.0), ["▇▇▇▇▇▇▇▇"]);
    let columns = [Column([(0.5, Ink::Solid), (0.5, wait)]); 2];
    assert_eq!(text(&draw(&columns, 2)), ["░░", "██"], "two rows show both at once");
}

#[test]
fn three_strata_share_a_column() {
    let three = [Column([(0.5, A), (0.25, B), (0.25, Ink::Colour(Color::Yellow))])];
    let mut buf = Buffer::empty(Rect::new(0, 0, 1, 4));
    (&Ribbon::new(&three, &Glyphs::UNICODE)).render(buf.area, &mut buf);
    let colours: Vec<Color> = buf.content().iter().map(|cell| cell.fg).collect();
    assert_eq!(colours, [Color::Yellow, Color::Red, Color::Cyan, Color::Cyan]);
    let wait = Ink::Pattern("░", Modifier::DIM);
    let steal = Ink::Pattern("/", Modifier::empty());
    let mut buf = Buffer::empty(Rect::new(0, 0, 8, 1));
    let column = Column([(0.5, Ink::Solid), (0.25, wait), (0.25, steal)]);
    (&Ribbon::new(&[column; 8], &Glyphs::UNICODE)).render(buf.area, &mut buf);
    let row = text(&buf).concat();
    assert_eq!(["▇", "░", "/"].map(|glyph| row.matches(glyph).count()), [4, 2, 2], "{row}");
}

#[test]
fn nonsense_does_not_panic() {
    let columns = [Column([(7.0, A), (-3.0, B)]), Column([(f64::NAN, A), (f64::INFINITY, B)])];
    draw(&columns, 3);
}
