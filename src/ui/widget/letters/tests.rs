use super::*;

fn drawn(text: &str, width: u16) -> Vec<String> {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, LINE));
    let area = buf.area;
    draw(&mut buf, area, text, Style::new());
    let rows = buf.content().chunks(usize::from(width));
    rows.map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect()).collect()
}

#[test]
fn a_word_in_large_letters() {
    assert_eq!(drawn("Hi 4", 13), ["█ █ █    █ █ ", "█▀█ █    ▀▀█ ", "▀ ▀ ▀      ▀ "]);
    assert_eq!(width("Hi 4"), 12);
}

#[test]
fn every_letter_has_five_rows_of_the_same_width() {
    for c in (' '..='~').chain("×–−µ’".chars()) {
        let Some(glyph) = glyph(c) else { continue };
        let rows: Vec<&str> = glyph.split('/').collect();
        let same = rows.iter().all(|row| row.len() == rows[0].len());
        assert!(rows.len() == 5 && same, "{c}: {glyph}");
    }
}

#[test]
fn words_are_wrapped_by_their_width_and_never_outside_of_it() {
    let question = "4 threads compute. How many cores are busy?";
    for columns in 40..120 {
        let lines = wrap(question, columns).expect("each word fits");
        assert!(lines.iter().all(|line| width(line) <= columns), "{columns}: {lines:?}");
        assert_eq!(lines.join(" "), question);
    }
    assert_eq!(wrap(question, 10), None, "a word is wider than that");
    assert_eq!(wrap("日本", 100), None, "it has no such letters");
    assert_eq!(wrap("", 10), Some(Vec::new()));
}

#[test]
fn too_little_room_cuts() {
    for (width, height) in [(1, 1), (2, 3), (9, 2)] {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
        draw(&mut buf, Rect::new(0, 0, 90, 9), "WORDS", Style::new());
    }
}
