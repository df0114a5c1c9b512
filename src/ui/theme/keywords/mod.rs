//! The notation of a style: `bold white on red`.
//!
//! A style is a colour, `on` and a background colour, and any of five modifiers; each may be left out, and `plain`
//! stands for none of them. A colour is one of the terminal's own sixteen by name, one of the 256 by number, or any
//! by `#rrggbb`.

use ratatui::style::{Color, Modifier, Style};

/// Names of the terminal's own sixteen, in the order of their numbers.
pub(crate) const NAMES: [(&str, Color); 16] = [
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("gray", Color::Gray),
    ("dark-gray", Color::DarkGray),
    ("light-red", Color::LightRed),
    ("light-green", Color::LightGreen),
    ("light-yellow", Color::LightYellow),
    ("light-blue", Color::LightBlue),
    ("light-magenta", Color::LightMagenta),
    ("light-cyan", Color::LightCyan),
    ("white", Color::White),
];

const MODIFIERS: [(&str, Modifier); 5] = [
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underlined", Modifier::UNDERLINED),
    ("reversed", Modifier::REVERSED),
];

/// The style that these words describe.
///
/// # Errors
/// When a word is not accepted; the message lists the accepted ones.
pub(crate) fn style(text: &str) -> Result<Style, String> {
    let (mut style, mut ground) = (Style::new(), false);
    for word in text.split_whitespace() {
        if let Some((_, modifier)) = MODIFIERS.iter().find(|(name, _)| *name == word) {
            style = style.add_modifier(*modifier);
        } else if word == "on" {
            ground = true;
        } else if word != "plain" {
            let colour = colour(word).ok_or_else(|| refusal(word))?;
            style = if ground { style.bg(colour) } else { style.fg(colour) };
        }
    }
    Ok(style)
}

/// A colour by name, by number or as `#rrggbb`.
#[must_use]
pub(crate) fn colour(word: &str) -> Option<Color> {
    if let Some((_, colour)) = NAMES.iter().find(|(name, _)| *name == word) {
        return Some(*colour);
    }
    let Some(digits) = word.strip_prefix('#') else {
        return word.parse().ok().map(Color::Indexed);
    };
    let part = |from: usize| u8::from_str_radix(digits.get(from..from + 2)?, 16).ok();
    let whole = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    whole.then_some(()).and_then(|()| Some(Color::Rgb(part(0)?, part(2)?, part(4)?)))
}

fn refusal(word: &str) -> String {
    let names = NAMES.map(|(name, _)| name).join(", ");
    let modifiers = MODIFIERS.map(|(name, _)| name).join(", ");
    format!(
        "{word:?} is no part of a look; accepted are a colour ({names}, a number from 0 to 255, or #rrggbb), on and \
         the colour of the ground, and {modifiers}, or plain; e.g. \"bold white on red\""
    )
}

#[cfg(test)]
mod tests;
