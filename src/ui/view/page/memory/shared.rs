//! One memory that all threads share: one box, with the threads in it.

use ratatui::text::Line;

use super::frame::framed;
use crate::model::findings::Count;
use crate::text::words::{counted, plural};
use crate::ui::theme::Theme;
use crate::ui::view::page::sheet::Sheet;

/// Widest box.
const WIDEST: usize = 76;

/// Adds the box.
pub(super) fn push(
    theme: &Theme,
    count: Option<&Count>,
    (workers, counting): (usize, bool),
    width: u16,
    sheet: &mut Sheet,
) {
    let width = usize::from(width).clamp(5, WIDEST);
    let what = match count {
        Some(count) => {
            let made = counted(count.made, "increment");
            format!("counter {}   {made} made   {} lost", count.plain, count.lost)
        }
        None if counting => "one counter".into(),
        None => "what the tasks use and return".into(),
    };
    let (arrows, names) = threads(theme, workers, width.saturating_sub(4));
    let rows = [(what, theme.strong()), (arrows, theme.accent()), (names, theme.text())];
    sheet.0.extend(framed(theme, "memory of the program", &rows, width).into_iter().map(Line::from));
}

/// The threads side by side, as many as fit, an arrow above each.
fn threads(theme: &Theme, workers: usize, room: usize) -> (String, String) {
    let (mut arrows, mut names) = (String::new(), String::new());
    for worker in 0..workers {
        let name = format!("thread {worker}");
        let left = workers - worker;
        let more = format!("+{left} {}", plural(left, "thread"));
        let kept = if left > 1 { more.len() + 3 } else { 0 };
        if names.len() + name.len() + kept > room {
            names.push_str(&more);
            break;
        }
        let before = name.len() / 2;
        arrows.push_str(&" ".repeat(before));
        arrows.push_str(theme.glyphs.sorted[0]);
        arrows.push_str(&" ".repeat(name.len() - before - 1 + 3));
        names.push_str(&name);
        names.push_str("   ");
    }
    (arrows.trim_end().into(), names.trim_end().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_that_do_not_fit_are_counted() {
        let names = |workers, room| threads(&Theme::default(), workers, room).1;
        assert_eq!(names(2, 30), "thread 0   thread 1");
        assert_eq!(names(9, 40), "thread 0   thread 1   +7 threads");
        assert_eq!(threads(&Theme::default(), 2, 30).0, "    ▲          ▲");
    }
}
