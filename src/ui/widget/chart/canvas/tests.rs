use super::*;

const PEN: Pen = Pen { rank: Rank::Line, look: 0 };

fn text(canvas: &Canvas) -> Vec<String> {
    let mut buf = Buffer::empty(canvas.area);
    canvas.lay(&mut buf, &[]);
    let row = |cells: &[ratatui::buffer::Cell]| cells.iter().map(ratatui::buffer::Cell::symbol).collect();
    buf.content().chunks(usize::from(canvas.area.width)).map(row).collect()
}

#[test]
fn a_line_runs_from_corner_to_corner() {
    let mut canvas = Canvas::new(Rect::new(0, 0, 4, 2), true);
    canvas.line((0.0, 0.0), (1.0, 1.0), (1, 1), PEN);
    assert_eq!(text(&canvas), ["  ⡠⠊", "⡠⠊  "]);
    let mut canvas = Canvas::new(Rect::new(0, 0, 4, 2), false);
    canvas.line((0.0, 0.0), (1.0, 1.0), (1, 1), PEN);
    assert_eq!(text(&canvas), ["  --", "--  "]);
}

#[test]
fn what_is_in_front_is_shown_alone() {
    let mut canvas = Canvas::new(Rect::new(0, 0, 2, 1), true);
    canvas.line((0.0, 1.0), (1.0, 1.0), (1, 1), Pen { rank: Rank::Guide, look: 0 });
    canvas.line((0.0, 0.0), (0.3, 0.0), (1, 1), PEN);
    assert_eq!(text(&canvas), ["⣀⠉"]);
    canvas.band([(0.0, 0.0), (1.0, 0.0)], [(0.0, 1.0), (1.0, 1.0)], true, Pen { rank: Rank::Band, look: 0 });
    assert_eq!(text(&canvas), ["⣀⠉"], "a band lies behind both");
}

#[test]
fn what_lies_outside_is_cut_off() {
    let mut canvas = Canvas::new(Rect::new(0, 0, 2, 2), true);
    canvas.line((-5.0, -5.0), (-1.0, 9.0), (1, 1), PEN);
    canvas.line((f64::NAN, 0.0), (1.0, 1e300), (1, 1), PEN);
    assert_eq!(text(&canvas), ["  ", "  "]);
    canvas.line((0.0, 0.0), (1.0, 3.0), (1, 1), PEN);
    assert!(text(&canvas)[0].starts_with(|c| c != ' '));
}
