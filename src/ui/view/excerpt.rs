//! Lines that are cut to the room of a panel: of descriptions the first, of printed lines the last.

use ratatui::style::Style;

use crate::text::words::plural;

/// Cuts `lines` so that they fit into `room` rows together with so many printed ones, and counts what is hidden in a last
/// line of theirs. Returns how many of the printed lines, the last ones, fit below.
pub(super) fn cut_to(lines: &mut Vec<(String, Style)>, printed: usize, room: usize, caution: Style) -> usize {
    let described = lines.len();
    if described + printed <= room {
        return printed;
    }
    let kept = described.min(room.saturating_sub(1));
    let shown = room.saturating_sub(1 + kept);
    let hidden = described - kept + printed - shown;
    lines.truncate(kept);
    lines.push((format!("+{hidden} {}", plural(hidden, "line")), caution));
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_hidden_without_being_counted() {
        for (described, printed, room) in [(0, 0, 0), (3, 2, 5), (3, 3, 5), (7, 9, 5), (2, 9, 5), (5, 0, 1)] {
            let mut lines = vec![("x".to_string(), Style::new()); described];
            let shown = cut_to(&mut lines, printed, room, Style::new());
            let kept = lines.iter().filter(|(text, _)| text == "x").count();
            let hidden = described + printed - kept - shown;
            let told = lines.last().filter(|(text, _)| text.starts_with('+')).map(|(text, _)| text.clone());
            assert_eq!(told.is_some(), hidden > 0, "{described} {printed} {room}");
            assert!(told.is_none_or(|told| told.starts_with(&format!("+{hidden} line"))));
            assert!(lines.len() + shown <= room.max(1), "{described} {printed} {room}");
        }
    }
}
