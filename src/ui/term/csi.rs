//! Control sequences that stand for keys or the mouse; all others are ignored.

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

/// The event for `ESC [`, these parameters and this final byte.
pub(super) fn event(parameters: &[u8], last: u8) -> Option<Event> {
    let text = std::str::from_utf8(parameters).ok()?;
    if let Some(mouse) = text.strip_prefix('<') {
        let [button, column, row] = numbers(mouse).filter(|_| matches!(last, b'M' | b'm'))?;
        return self::mouse(button, column, row, last).map(Event::Mouse);
    }
    // Queries and replies of terminals have a prefix or an intermediate byte.
    if !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b';' || byte == b':') {
        return None;
    }
    if last == b'M' {
        // As rxvt sends it: the same values as in three bytes, as decimal numbers.
        let [button, column, row] = numbers(text)?;
        return self::mouse(button.checked_sub(32)?, column, row, last).map(Event::Mouse);
    }
    let fields: Vec<&str> = text.split(';').collect();
    let number = |place: usize| -> Option<u32> {
        let field = fields.get(place).copied().unwrap_or_default().split(':').next().unwrap_or_default();
        if field.is_empty() { Some(1) } else { field.parse().ok() }
    };
    let (code, mask, kind) = match last {
        b'~' if fields[0] == "27" && fields.len() == 3 => (character(number(2)?)?, number(1)?, None),
        b'~' if !text.is_empty() && fields.len() <= 2 => (numbered(number(0)?)?, number(1)?, sub(&fields)),
        b'u' if !text.is_empty() && fields.len() <= 3 => {
            let mask = number(1)?;
            (shifted(character(number(0)?)?, modifiers(mask), fields[0]), mask, sub(&fields))
        }
        // The first number of these is always 1: it is a placeholder before the modifiers.
        _ if fields.len() <= 2 && number(0)? == 1 => (letter(last)?, number(1)?, sub(&fields)),
        _ => return None,
    };
    let kind = match kind {
        None | Some("1") => KeyEventKind::Press,
        Some("2") => KeyEventKind::Repeat,
        Some(_) => KeyEventKind::Release,
    };
    Some(Event::Key(KeyEvent::new_with_kind(code, modifiers(mask), kind)))
}

/// The character that a key gives with Shift: as the terminal reports it, or the capital letter.
fn shifted(code: KeyCode, held: KeyModifiers, field: &str) -> KeyCode {
    let KeyCode::Char(c) = code else { return code };
    if !held.contains(KeyModifiers::SHIFT) {
        return code;
    }
    let told = field.split(':').nth(1).and_then(|told| character(told.parse().ok()?));
    told.unwrap_or(KeyCode::Char(c.to_ascii_uppercase()))
}

/// Sub-parameters of a key behind its modifiers: press, repeat or release.
fn sub<'a>(fields: &[&'a str]) -> Option<&'a str> {
    fields.get(1)?.split(':').nth(1)
}

/// The key that a final letter stands for, behind `ESC [` or `ESC O`. F3 has its letter behind `ESC O` alone: behind
/// `ESC [` it ends the position of the cursor.
pub(super) fn letter(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P' => KeyCode::F(1),
        b'Q' => KeyCode::F(2),
        b'S' => KeyCode::F(4),
        b'Z' => KeyCode::BackTab,
        _ => return None,
    })
}

fn function(number: u32) -> Option<KeyCode> {
    u8::try_from(number).ok().map(KeyCode::F)
}

fn numbered(number: u32) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => function(number - 10)?,
        17..=21 => function(number - 11)?,
        23 | 24 => function(number - 12)?,
        _ => return None,
    })
}

/// The key of a letter behind `ESC O`.
pub(super) fn single_shift(last: u8) -> Option<KeyCode> {
    if last == b'R' { Some(KeyCode::F(3)) } else { letter(last) }
}

/// The function key of a letter behind `ESC [ [`, as the Linux console sends it.
pub(super) fn console(last: u8) -> Option<KeyCode> {
    matches!(last, b'A'..=b'E').then(|| KeyCode::F(last - b'A' + 1))
}

/// The key with this code point.
fn character(number: u32) -> Option<KeyCode> {
    Some(match number {
        9 => KeyCode::Tab,
        13 => KeyCode::Enter,
        27 => KeyCode::Esc,
        127 => KeyCode::Backspace,
        _ => KeyCode::Char(char::from_u32(number).filter(|c| !c.is_control() && !is_private(*c))?),
    })
}

/// Whether a code point is in the private area, used for keys without a character (lone modifiers, media keys).
fn is_private(c: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&c)
}

/// Modifiers as terminals encode them: a bit each, plus one. Caps lock and num lock are ignored.
fn modifiers(mask: u32) -> KeyModifiers {
    let bits = mask.saturating_sub(1);
    let all = [
        KeyModifiers::SHIFT,
        KeyModifiers::ALT,
        KeyModifiers::CONTROL,
        KeyModifiers::SUPER,
        KeyModifiers::HYPER,
        KeyModifiers::META,
    ];
    let held = all.into_iter().enumerate().filter(|(bit, _)| bits >> bit & 1 == 1);
    held.fold(KeyModifiers::NONE, |held, (_, modifier)| held | modifier)
}

/// A mouse event in the encoding of xterm before 1995: three bytes.
pub(super) fn old_mouse([button, column, row]: [u8; 3]) -> Option<MouseEvent> {
    let plain = |byte: u8| byte.checked_sub(32).map(u32::from);
    mouse(plain(button)?, plain(column)?, plain(row)?, b'M')
}

/// A mouse event: the bits of the button's number encode the action; a final `m` is a release.
fn mouse(button: u32, column: u32, row: u32, last: u8) -> Option<MouseEvent> {
    if button >= 128 {
        return None;
    }
    let place = |n: u32| u16::try_from(n.checked_sub(1)?).ok();
    let (column, row) = (place(column)?, place(row)?);
    let which = match button & 3 {
        0 => Some(MouseButton::Left),
        1 => Some(MouseButton::Middle),
        2 => Some(MouseButton::Right),
        _ => None,
    };
    let (wheel, moved) = (button & 64 != 0, button & 32 != 0);
    let kind = match (wheel, button & 3, moved, which) {
        (true, 0, ..) => MouseEventKind::ScrollUp,
        (true, 1, ..) => MouseEventKind::ScrollDown,
        (false, _, true, Some(button)) => MouseEventKind::Drag(button),
        (false, _, true, None) => MouseEventKind::Moved,
        (false, _, false, Some(button)) if last == b'm' => MouseEventKind::Up(button),
        (false, _, false, Some(button)) if last == b'M' => MouseEventKind::Down(button),
        // A wheel that turns sideways; and a release in the old encoding, which does not name the button.
        _ => return None,
    };
    let held = [(4, KeyModifiers::SHIFT), (8, KeyModifiers::ALT), (16, KeyModifiers::CONTROL)];
    let held = held.into_iter().filter(|(bit, _)| button & bit != 0);
    let modifiers = held.fold(KeyModifiers::NONE, |all, (_, modifier)| all | modifier);
    Some(MouseEvent { kind, column, row, modifiers })
}

/// Three numbers separated by `;`.
fn numbers(text: &str) -> Option<[u32; 3]> {
    let numbers: Option<Vec<u32>> = text.split(';').map(|field| field.parse().ok()).collect();
    numbers?.try_into().ok()
}
