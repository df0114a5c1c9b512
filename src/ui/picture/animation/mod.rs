//! A recording as an SVG that moves: a picture for a page that shows images and runs no script.
//!
//! The pieces of all frames are in it once each, whatever the number of frames in which they are seen. A piece that is
//! seen in all of them is plain; the others stand in groups that are seen together, and an animation of CSS makes a group
//! visible and hidden. Without animations, or where the viewer wants none (`prefers-reduced-motion`), the last frame is
//! seen.
//!
//! ```text
//! <svg …><style>.f0{animation:f0 9s step-end infinite}@keyframes f0{0%{…hidden}25%{…visible}50%{…hidden}}…</style>
//! <text …>primes</text>
//! <g class="f0" visibility="hidden"><text …>12/64</text></g>
//! </svg>
//! ```

use std::collections::HashMap;
use std::fmt::Write;
use std::ops::Range;

use ratatui::buffer::Buffer;

use super::cells::{self, CLOSING, Colours};
use crate::ui::theme::Theme;

/// Frames of one size, to be seen one after another, again and again.
#[derive(Debug)]
pub(crate) struct Animation {
    /// Time between two frames, seconds.
    step: f64,
    /// Time for which the last frame is seen, seconds.
    hold: f64,
    colours: Colours,
    opening: String,
    frames: usize,
    /// The pieces in order of their first frame, each with the frames in which it is seen.
    pieces: Vec<(String, Vec<Range<usize>>)>,
    places: HashMap<String, usize>,
}

impl Animation {
    /// An animation without frames yet: each is seen for `step` seconds, the last one for `hold`.
    #[must_use]
    pub(crate) fn new(theme: &Theme, step: f64, hold: f64) -> Self {
        Self {
            step,
            hold,
            colours: Colours::of(theme),
            opening: String::new(),
            frames: 0,
            pieces: Vec::new(),
            places: HashMap::new(),
        }
    }

    /// Adds a frame after the others.
    pub(crate) fn push(&mut self, buf: &Buffer) {
        let frame = self.frames;
        self.frames += 1;
        self.opening = cells::opening(buf, &self.colours.ground);
        for piece in cells::pieces(buf, &self.colours) {
            let place = *self.places.entry(piece).or_insert_with_key(|piece| {
                self.pieces.push((piece.clone(), Vec::new()));
                self.pieces.len() - 1
            });
            let seen = &mut self.pieces[place].1;
            match seen.last_mut() {
                Some(last) if last.end >= frame => last.end = frame + 1,
                _ => seen.push(frame..frame + 1),
            }
        }
    }

    /// The SVG.
    #[must_use]
    pub(crate) fn svg(&self) -> String {
        let always = 0..self.frames;
        let mut plain = String::new();
        let mut groups: Vec<(&[Range<usize>], String)> = Vec::new();
        let mut places: HashMap<&[Range<usize>], usize> = HashMap::new();
        for (piece, seen) in &self.pieces {
            if *seen == [always.clone()] {
                plain.push_str(piece);
                continue;
            }
            let place = *places.entry(seen).or_insert_with(|| {
                groups.push((seen, String::new()));
                groups.len() - 1
            });
            groups[place].1.push_str(piece);
        }
        let mut style = String::from("<style>");
        let mut body = String::new();
        let length = self.step * self.frames.saturating_sub(1) as f64 + self.hold;
        for (group, (seen, pieces)) in groups.iter().enumerate() {
            // Writing into a String cannot fail.
            let _ = write!(
                style,
                ".f{group}{{animation:f{group} {length}s step-end infinite}}@keyframes f{group}{{{}}}",
                self.keyframes(seen, length)
            );
            let at_end = seen.last().is_some_and(|last| last.end == self.frames);
            let hidden = if at_end { "" } else { " visibility=\"hidden\"" };
            let _ = write!(body, "<g class=\"f{group}\"{hidden}>\n{pieces}</g>\n");
        }
        style.push_str("@media (prefers-reduced-motion:reduce){g{animation:none!important}}</style>\n");
        format!("{}{style}{plain}{body}{CLOSING}", self.opening)
    }

    /// Keyframes of what is seen in these frames: each holds until the next.
    fn keyframes(&self, seen: &[Range<usize>], length: f64) -> String {
        let percent = |frame: usize| (frame as f64 * self.step / length * 1e8).round() / 1e6;
        let mut css = String::new();
        if seen.first().is_none_or(|first| first.start > 0) {
            css.push_str("0%{visibility:hidden}");
        }
        for range in seen {
            let _ = write!(css, "{}%{{visibility:visible}}", percent(range.start));
            if range.end < self.frames {
                let _ = write!(css, "{}%{{visibility:hidden}}", percent(range.end));
            }
        }
        css
    }
}

#[cfg(test)]
mod tests;
