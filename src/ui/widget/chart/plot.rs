//! A panel with the looks of its parts.

use ratatui::style::Style;

use super::canvas;
use crate::scaling::chart::{Panel, Series};
use crate::ui::widget::ink::{Glyphs, Ink};

/// The look of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeriesLook {
    /// The mark of a point.
    pub mark: &'static str,
    /// The style of marks and lines.
    pub style: Style,
}

/// The looks of everything but the series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Looks {
    /// Names.
    pub text: Style,
    /// Axes, guides.
    pub quiet: Style,
    /// The question mark of a doubted point.
    pub caution: Style,
    /// The background of a region.
    pub shade: Ink,
    /// The glyphs to draw with.
    pub glyphs: Glyphs,
}

/// A panel with its looks.
#[derive(Debug, Clone, PartialEq)]
pub struct Plot<'a> {
    /// The panel.
    pub panel: &'a Panel,
    /// The index of the series that lies in front of the others.
    pub front: usize,
    /// The look of each series of the panel.
    pub series: Vec<SeriesLook>,
    /// The looks of the rest.
    pub looks: Looks,
}

impl Plot<'_> {
    /// The series with their looks, and whether each lies in front.
    pub(super) fn drawn(&self) -> impl Iterator<Item = (&Series, &SeriesLook, bool)> {
        let series = self.panel.series.iter().zip(&self.series).enumerate();
        series.map(|(place, (series, look))| (series, look, place == self.front))
    }

    /// The column at a share of the width: the one in which a curve has its dot there.
    pub(super) fn column(&self, share: f64, columns: u16) -> u16 {
        cell(share, columns, canvas::grain(self.looks.glyphs.blocks).0)
    }

    /// The row, from the top, at a share of the height.
    pub(super) fn row(&self, share: f64, rows: u16) -> u16 {
        cell(1.0 - share, rows, canvas::grain(self.looks.glyphs.blocks).1)
    }
}

/// The cell at a share of `cells`, with `grain` dots each.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a u16")]
fn cell(share: f64, cells: u16, grain: u16) -> u16 {
    let last = f64::from(cells) * f64::from(grain) - 1.0;
    // `as` turns negative values into 0: where there are no cells.
    ((share * last).round() / f64::from(grain)) as u16
}
