//! The theme, decided in one place: meaning → ink, by what the terminal can show.
//!
//! ```text
//! a theme's file ── theme_file ──┐
//! COLORTERM, TERM ── depth ──────┼──▶ Theme ──▶ views
//! locale, --ascii ── glyphs ─────┘
//! ```
//!
//! Colours of the default theme are the terminal's own sixteen, so the dashboard suits a light or a dark background.
//! Work is cyan, waiting for the lock is red: two colours that stay apart for colour-blind eyes and on a weak
//! projector, and red is nowhere set against green. Each also has a height or a glyph of its own, and without colours
//! (`NO_COLOR`) glyphs and weight carry everything.

pub(crate) mod built_in;
pub(crate) mod depth;
pub(crate) mod keywords;
pub(crate) mod theme_file;
pub(crate) mod theme_store;

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

use crate::event::Activity;
use crate::ui::widget::{Glyphs, Ink};

pub(crate) use depth::Depth;
pub(crate) use theme_file::{Part, ThemeFile};

/// A theme, resolved for one terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Theme {
    /// Its name.
    pub name: String,
    /// Its description in half a sentence.
    pub about: String,
    /// The glyphs it draws with.
    pub glyphs: Glyphs,
    /// By position in [`Activity::ALL`]; `None` is drawn by a glyph.
    activities: [Option<Color>; Activity::ALL.len()],
    asked: Option<Color>,
    others: Option<Color>,
    stolen: Option<Color>,
    text: Style,
    quiet: Style,
    strong: Style,
    accent: Style,
    caution: Style,
    harm: Style,
    loud: Style,
    ground: Style,
    holders: Vec<Style>,
    heat: Vec<Color>,
    series: Vec<Color>,
    shade: Option<Color>,
}

impl Default for Theme {
    fn default() -> Self {
        Self::new(true, false)
    }
}

impl Theme {
    /// The default theme in sixteen colours, or the one without any; in Unicode or in ASCII.
    #[must_use]
    pub(crate) fn new(colour: bool, ascii: bool) -> Self {
        let (name, depth) =
            if colour { (built_in::USUAL, Depth::Sixteen) } else { (built_in::MONOCHROME, Depth::None) };
        let empty = ThemeFile::empty(name);
        Self::of(built_in::by_name(name).unwrap_or(&empty), depth, ascii)
    }

    /// The theme of a file, on a terminal of this colour depth, in Unicode or in ASCII.
    #[must_use]
    pub(crate) fn of(theme_file: &ThemeFile, depth: Depth, ascii: bool) -> Self {
        let looks = |part| theme_file.looks(part, depth);
        let style = |part| looks(part).first().copied().unwrap_or_default();
        let colour = |part| style(part).fg;
        Self {
            name: theme_file.name.clone(),
            about: theme_file.about.clone(),
            glyphs: if ascii { Glyphs::ASCII } else { Glyphs::UNICODE },
            activities: Activity::ALL.map(|activity| colour(Part::Activity(activity))),
            asked: colour(Part::Asked),
            others: colour(Part::Others),
            stolen: colour(Part::Stolen),
            text: style(Part::Text),
            quiet: style(Part::Quiet),
            strong: style(Part::Strong),
            accent: style(Part::Accent),
            caution: style(Part::Caution),
            harm: style(Part::Harm),
            loud: style(Part::Loud),
            ground: style(Part::Ground),
            holders: looks(Part::Holders),
            heat: looks(Part::Heat).iter().filter_map(|style| style.fg).collect(),
            series: looks(Part::Series).iter().filter_map(|style| style.fg).collect(),
            shade: colour(Part::Shade),
        }
    }

    /// Ink of `activity`, the same everywhere.
    #[must_use]
    pub(crate) fn ink(&self, activity: Activity) -> Ink {
        if activity == Activity::Idle {
            return Ink::Blank;
        }
        let colour = self.activities.get(activity as usize).copied().flatten();
        colour.map_or_else(|| plain(activity, self.glyphs.blocks), Ink::Colour)
    }

    /// Ink of our load on a core: the colour of computing.
    #[must_use]
    pub(crate) fn ours(&self) -> Ink {
        self.ink(Activity::Compute)
    }

    /// Ink of other programs' load on a core.
    #[must_use]
    pub(crate) fn others(&self) -> Ink {
        self.or_pattern(self.others, ["▒", "%"], Modifier::DIM)
    }

    /// Ink of a core's time that a hypervisor gave to another guest: the same as waiting for a core, which is what it
    /// is from inside.
    #[must_use]
    pub(crate) fn stolen(&self) -> Ink {
        self.or_pattern(self.stolen, ["╱", "/"], Modifier::empty())
    }

    /// Ink of waiting for the lock after having requested it.
    #[must_use]
    pub(crate) fn asked(&self) -> Ink {
        self.or_pattern(self.asked, ["▓", "="], Modifier::empty())
    }

    fn or_pattern(
        &self,
        colour: Option<Color>,
        [unicode, ascii]: [&'static str; 2],
        modifier: Modifier,
    ) -> Ink {
        let glyph = if self.glyphs.blocks { unicode } else { ascii };
        colour.map_or(Ink::Pattern(glyph, modifier), Ink::Colour)
    }

    /// Ink of a core's load, `share` from 0 to 1, as a cell of a heat strip.
    ///
    /// It is meant for `Column::of(share, theme.heat(share))`: the column's height shows the same once more, and
    /// without colours it shows it alone.
    #[must_use]
    pub(crate) fn heat(&self, share: f64) -> Ink {
        step(share, &self.heat).map_or(Ink::Solid, Ink::Colour)
    }

    /// Style of the slices of a thread that holds the lock: tones of computing, so that neighbours stay apart. Its
    /// number stands in them.
    #[must_use]
    pub(crate) fn holder(&self, thread: usize) -> Style {
        let tones = self.holders.len().max(1);
        self.holders.get(thread % tones).copied().unwrap_or(self.strong)
    }

    /// Mark and style of a curve. Both change from one curve to the next, so that either tells neighbours apart; a
    /// pair of both repeats only after dozens.
    #[must_use]
    pub(crate) fn series(&self, place: usize) -> (&'static str, Style) {
        let marks = self.glyphs.marks;
        let mark = marks[(place + place / marks.len()) % marks.len()];
        let colour = self.series.get(place % self.series.len().max(1));
        (mark, colour.map_or(self.text, |colour| Style::new().fg(*colour)))
    }

    /// Background of a highlighted region of a chart: a colour, or a glyph where there is none for it.
    #[must_use]
    pub(crate) fn shade(&self) -> Ink {
        self.or_pattern(self.shade, ["⠂", "'"], Modifier::DIM)
    }

    /// Style of text upon an ink of that colour: dark upon light, and light upon dark.
    #[must_use]
    pub(crate) fn upon(&self, colour: Color) -> Style {
        let dark = depth::parts(colour).is_some_and(|rgb| luminance(rgb) < 0.18);
        // The user may have redefined the sixteen: black is legible upon all that are inks.
        let light = dark && matches!(colour, Color::Rgb(..) | Color::Indexed(_));
        self.strong.fg(if light { Color::White } else { Color::Black }).bg(colour)
    }

    /// A thin line through a cell that is mostly of this colour.
    #[must_use]
    pub(crate) fn line_on(&self, ground: Color) -> Style {
        match ground {
            Color::Reset => self.strong.bg(Color::Reset),
            ground => self.upon(ground),
        }
    }

    /// Whether it has colours at all.
    #[must_use]
    pub(crate) fn has_colour(&self) -> bool {
        self.activities.iter().any(Option::is_some)
    }

    /// Whether the terminal shows nothing beyond ASCII.
    #[must_use]
    pub(crate) fn is_ascii(&self) -> bool {
        self.glyphs == Glyphs::ASCII
    }

    /// Ordinary text.
    #[must_use]
    pub(crate) fn text(&self) -> Style {
        self.text
    }

    /// Style of what is found when looked for, not read first. Usually no colour of its own: each means an activity.
    #[must_use]
    pub(crate) fn quiet(&self) -> Style {
        self.quiet
    }

    /// Style of the most important text at the moment.
    #[must_use]
    pub(crate) fn strong(&self) -> Style {
        self.strong
    }

    /// Style of the winner, and of the mark of the focus.
    #[must_use]
    pub(crate) fn accent(&self) -> Style {
        self.accent
    }

    /// Style of the chosen tab or entry of a list.
    #[must_use]
    pub(crate) fn selected(&self) -> Style {
        self.accent.add_modifier(Modifier::REVERSED)
    }

    /// Style of a caution: a doubt, a pause.
    #[must_use]
    pub(crate) fn caution(&self) -> Style {
        self.caution
    }

    /// Style of a figure for the cost of waiting for the lock.
    #[must_use]
    pub(crate) fn harm(&self) -> Style {
        self.harm
    }

    /// Style of an error that must be seen.
    #[must_use]
    pub(crate) fn loud(&self) -> Style {
        self.loud
    }

    /// The colours of the screen itself, as far as the theme has its own.
    #[must_use]
    pub(crate) fn ground(&self) -> Style {
        self.ground
    }

    /// Applies the theme's background to a finished picture, where nothing else has set one. The last step of
    /// drawing.
    pub(crate) fn lay_ground(&self, buf: &mut Buffer) {
        if self.ground == Style::new() {
            return;
        }
        for cell in &mut buf.content {
            if let (Color::Reset, Some(fg)) = (cell.fg, self.ground.fg) {
                cell.fg = fg;
            }
            if let (Color::Reset, Some(bg)) = (cell.bg, self.ground.bg) {
                cell.bg = bg;
            }
        }
    }
}

/// The step of `ramp` for `share`: steps are equally wide; NaN counts as idle.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to the length of the ramp")]
fn step(share: f64, ramp: &[Color]) -> Option<Color> {
    let last = ramp.len().checked_sub(1)?;
    // `as` turns NaN into 0.
    let step = (share.clamp(0.0, 1.0) * ramp.len() as f64) as usize;
    ramp.get(step.min(last)).copied()
}

/// Relative luminance of a colour as WCAG 2.2 defines it, 0 to 1.
fn luminance(rgb: [u8; 3]) -> f64 {
    let [r, g, b] = rgb.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn plain(activity: Activity, blocks: bool) -> Ink {
    let [unicode, ascii] = match activity {
        Activity::Compute => return Ink::Solid,
        Activity::Idle => return Ink::Blank,
        Activity::Stopped => ["‖", "!"],
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
mod tests;
