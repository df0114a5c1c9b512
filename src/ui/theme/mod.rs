//! The theme, decided in one place: meaning → ink, by what the terminal can show.
//!
//! ```text
//! a theme's file ── theme_file ──┐
//! COLORTERM, TERM ── depth ──────┼──▶ Theme ──▶ views
//! locale, --ascii ── glyphs ─────┘
//! ```
//!
//! Colours of the default theme are the terminal's own sixteen. Work is cyan, waiting for the lock is red: two colours
//! that stay apart for colour-blind eyes and on a weak projector, and red is nowhere set against green. Each also has a
//! height or a glyph of its own, and without colours (`NO_COLOR`) glyphs and weight carry everything.
//!
//! Contrasts are held by tests, at every colour depth: text has 4.5:1, a fill 3:1 against the ground, and fills that
//! meet have 3:1 or a glyph that tells them apart ([`hatch`]). What a theme leaves to the terminal counts as
//! `terminal-16.toml` documents it: xterm's sixteen on black.

pub(crate) mod built_in;
mod contrast;
pub(crate) mod depth;
mod hatch;
pub(crate) mod keywords;
pub(crate) mod theme_file;
pub(crate) mod theme_store;

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

use self::contrast::luminance;
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
    /// Fills too close to computing in brightness.
    too_close: Vec<Part>,
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
            too_close: hatch::too_close(colour),
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
        self.fill(Part::Activity(activity), colour, Modifier::empty())
    }

    /// Ink of our load on a core: the colour of computing.
    #[must_use]
    pub(crate) fn ours(&self) -> Ink {
        self.ink(Activity::Compute)
    }

    /// Ink of other programs' load on a core.
    #[must_use]
    pub(crate) fn others(&self) -> Ink {
        self.fill(Part::Others, self.others, Modifier::DIM)
    }

    /// Ink of the slower cores' share of a loss: the same colour with a glyph, since it may meet any other there.
    #[must_use]
    pub(crate) fn slower(&self) -> Ink {
        match (self.others(), hatch::glyph(Part::Others, self.glyphs.blocks)) {
            (Ink::Colour(colour), Some(glyph)) => Ink::Hatch(glyph, colour),
            (ink, _) => ink,
        }
    }

    /// Ink of a core's time that a hypervisor gave to another guest: the same as waiting for a core, which is what it
    /// is from inside.
    #[must_use]
    pub(crate) fn stolen(&self) -> Ink {
        self.fill(Part::Stolen, self.stolen, Modifier::empty())
    }

    /// Ink of waiting for the lock after having requested it.
    #[must_use]
    pub(crate) fn asked(&self) -> Ink {
        self.fill(Part::Asked, self.asked, Modifier::empty())
    }

    /// Ink of a part: its colour, with its glyph where it needs one, or the glyph alone where there is no colour for it.
    fn fill(&self, part: Part, colour: Option<Color>, modifier: Modifier) -> Ink {
        let glyph = hatch::glyph(part, self.glyphs.blocks);
        match (colour, glyph) {
            (Some(colour), Some(glyph)) if hatch::is_hatched(part, &self.too_close) => {
                Ink::Hatch(glyph, colour)
            }
            (Some(colour), _) => Ink::Colour(colour),
            (None, Some(glyph)) => Ink::Pattern(glyph, modifier),
            (None, None) => Ink::Solid,
        }
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
        self.fill(Part::Shade, self.shade, Modifier::DIM)
    }

    /// Style of text upon an ink of that colour: black or white, whichever has more contrast. One of them has 4.5:1 at
    /// least upon any colour.
    #[must_use]
    pub(crate) fn upon(&self, colour: Color) -> Style {
        let dark = depth::parts(colour).is_some_and(|rgb| luminance(rgb) < 0.179);
        self.strong.fg(if dark { Color::White } else { Color::Black }).bg(colour)
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

#[cfg(test)]
mod tests;
