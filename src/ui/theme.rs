//! What things look like, decided in one place: meaning → ink, by what the terminal can do.
//!
//! Colours are the terminal's own sixteen, so the dashboard follows a light or a dark theme. Work is
//! cyan, waiting for the lock is red: two colours that stay apart for colour-blind eyes and on a weak
//! projector, and red is nowhere set against green. Each also has a height or a glyph of its own, and
//! without colours (`NO_COLOR`) glyphs and weight carry everything.

use ratatui::style::{Color, Modifier, Style};

use super::widget::{Glyphs, Ink};
use crate::event::Activity;

/// A look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    colour: bool,
    /// The glyphs it draws with.
    pub glyphs: Glyphs,
}

impl Default for Theme {
    fn default() -> Self {
        Self::new(true, false)
    }
}

impl Theme {
    /// A theme with or without colours, in Unicode or in ASCII.
    #[must_use]
    pub fn new(colour: bool, ascii: bool) -> Self {
        Self { colour, glyphs: if ascii { Glyphs::ASCII } else { Glyphs::UNICODE } }
    }

    /// How `activity` is painted, everywhere.
    #[must_use]
    pub fn ink(&self, activity: Activity) -> Ink {
        if self.colour { coloured(activity) } else { plain(activity, self.glyphs.blocks) }
    }

    /// A core's load that is ours: the colour of computing.
    #[must_use]
    pub fn ours(&self) -> Ink {
        self.ink(Activity::Compute)
    }

    /// A core's load that is somebody else's.
    #[must_use]
    pub fn others(&self) -> Ink {
        if self.colour {
            Ink::Colour(Color::DarkGray)
        } else {
            Ink::Pattern(if self.glyphs.blocks { "▒" } else { "%" }, Modifier::DIM)
        }
    }

    /// A core's time that a hypervisor gave to another guest: the colour of waiting for a core, which is what
    /// it looks like from inside.
    #[must_use]
    pub fn stolen(&self) -> Ink {
        self.ink(Activity::CoreWait)
    }

    /// How busy a core is, `share` of a whole from 0 to 1, as a cell of a heat strip.
    ///
    /// It is meant for `Column::of(share, theme.heat(share))`: the column's height says the same once more, and
    /// without colours it says it alone.
    #[must_use]
    pub fn heat(&self, share: f64) -> Ink {
        let ramp = if self.colour { HEAT.as_slice() } else { &[] };
        step(share, ramp).map_or(Ink::Solid, Ink::Colour)
    }

    /// Waiting for the lock after having asked for it.
    #[must_use]
    pub fn asked(&self) -> Ink {
        if self.colour {
            Ink::Colour(Color::LightRed)
        } else {
            Ink::Pattern(if self.glyphs.blocks { "▓" } else { "=" }, Modifier::empty())
        }
    }

    /// A figure that says what waiting for the lock costs.
    #[must_use]
    pub fn harm(&self) -> Style {
        if self.colour { self.strong().fg(Color::Red) } else { self.strong() }
    }

    /// The slices of a thread that holds the lock: tones of computing, so that neighbours stay apart. Its
    /// number stands in them.
    #[must_use]
    pub fn holder(&self, thread: usize) -> Style {
        if self.colour {
            let tones = [Color::Cyan, Color::Gray, Color::LightCyan, Color::White];
            self.strong().fg(Color::Black).bg(tones[thread % tones.len()])
        } else if thread.is_multiple_of(2) {
            self.strong().add_modifier(Modifier::REVERSED)
        } else {
            self.text()
        }
    }

    /// Whether it has colours at all.
    #[must_use]
    pub fn has_colour(&self) -> bool {
        self.colour
    }

    /// Whether the terminal shows nothing beyond ASCII.
    #[must_use]
    pub fn is_ascii(&self) -> bool {
        self.glyphs == Glyphs::ASCII
    }

    /// Ordinary text.
    #[must_use]
    pub fn text(&self) -> Style {
        Style::new()
    }

    /// What is there to be found, not to be read first.
    #[must_use]
    pub fn quiet(&self) -> Style {
        // No colour of its own: each colour means an activity.
        Style::new().add_modifier(Modifier::DIM)
    }

    /// What this moment is about.
    #[must_use]
    pub fn strong(&self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// The winner, and the mark of the focus.
    #[must_use]
    pub fn accent(&self) -> Style {
        if self.colour { self.strong().fg(Color::Cyan) } else { self.strong() }
    }

    /// A thin line through a cell that is mostly of this colour.
    #[must_use]
    pub fn line_on(&self, ground: Color) -> Style {
        match ground {
            Color::Reset => self.strong().bg(Color::Reset),
            ground => self.strong().fg(Color::Black).bg(ground),
        }
    }

    /// What is chosen among others: a tab, an entry of a list.
    #[must_use]
    pub fn selected(&self) -> Style {
        self.accent().add_modifier(Modifier::REVERSED)
    }

    /// A caution: a doubt, a pause.
    #[must_use]
    pub fn caution(&self) -> Style {
        if self.colour {
            Style::new().fg(Color::Yellow)
        } else {
            Style::new().add_modifier(Modifier::UNDERLINED)
        }
    }

    /// Something is wrong and everybody must see it.
    #[must_use]
    pub fn loud(&self) -> Style {
        let style = self.strong();
        if self.colour {
            style.fg(Color::White).bg(Color::Red)
        } else {
            style.add_modifier(Modifier::REVERSED)
        }
    }
}

/// From idle to full: darker to lighter, and legible on a light ground as well as on a dark one.
const HEAT: [Color; 3] = [Color::Blue, Color::Cyan, Color::Yellow];

/// The step of `ramp` for `share`: steps are equally wide, and what is no number is idle.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to the length of the ramp")]
fn step(share: f64, ramp: &[Color]) -> Option<Color> {
    let last = ramp.len().checked_sub(1)?;
    // `as` makes nothing of what is no number.
    let step = (share.clamp(0.0, 1.0) * ramp.len() as f64) as usize;
    ramp.get(step.min(last)).copied()
}

fn coloured(activity: Activity) -> Ink {
    match activity {
        Activity::Compute => Ink::Colour(Color::Cyan),
        Activity::LockWait => Ink::Colour(Color::Red),
        Activity::CoreWait => Ink::Colour(Color::Yellow),
        Activity::Io => Ink::Colour(Color::Blue),
        Activity::Serialise => Ink::Colour(Color::Magenta),
        Activity::Transfer => Ink::Colour(Color::LightMagenta),
        Activity::Spawn => Ink::Colour(Color::LightBlue),
        Activity::Idle => Ink::Blank,
    }
}

fn plain(activity: Activity, blocks: bool) -> Ink {
    let [unicode, ascii] = match activity {
        Activity::Compute => return Ink::Solid,
        Activity::Idle => return Ink::Blank,
        Activity::LockWait => ["░", "-"],
        Activity::CoreWait => ["╱", "/"],
        Activity::Io => ["~", "~"],
        Activity::Serialise => ["▒", "s"],
        Activity::Transfer => ["»", ">"],
        Activity::Spawn => ["·", "^"],
    };
    Ink::Pattern(if blocks { unicode } else { ascii }, Modifier::empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::widget::ribbon::sample;

    #[test]
    fn every_activity_looks_different_in_every_theme() {
        for (colour, ascii) in [(true, false), (true, true), (false, false), (false, true)] {
            let theme = Theme::new(colour, ascii);
            let looks: Vec<_> = Activity::ALL.iter().map(|a| sample(theme.ink(*a), &theme.glyphs)).collect();
            for (i, look) in looks.iter().enumerate() {
                assert!(!looks[..i].contains(look), "{:?}", Activity::ALL[i]);
            }
        }
    }

    #[test]
    fn heat_rises_with_the_share() {
        let heat = |share| Theme::default().heat(share);
        let expected = [Color::Blue, Color::Blue, Color::Cyan, Color::Yellow, Color::Yellow].map(Ink::Colour);
        assert_eq!([0.0, 0.3, 0.5, 0.9, 1.0].map(heat), expected);
        for nonsense in [-1.0, f64::NAN, f64::NEG_INFINITY] {
            assert_eq!(heat(nonsense), Ink::Colour(Color::Blue));
        }
        assert_eq!(heat(f64::INFINITY), Ink::Colour(Color::Yellow));
        assert_eq!(Theme::new(false, true).heat(0.5), Ink::Solid, "its height says it");
    }

    #[test]
    fn without_colours_there_are_none() {
        let theme = Theme::new(false, false);
        for style in
            [theme.text(), theme.quiet(), theme.strong(), theme.accent(), theme.caution(), theme.loud()]
        {
            assert_eq!((style.fg, style.bg), (None, None));
        }
        for activity in Activity::ALL {
            assert!(!matches!(theme.ink(activity), Ink::Colour(_)));
        }
    }
}
