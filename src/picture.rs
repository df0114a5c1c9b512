//! Pictures without a terminal: a race from its events, a sweep from its report.
//!
//! They are what the screens show, drawn by the same code into a buffer of character cells, which is also an SVG.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::event::Event;
use crate::model::Model;
use crate::scaling::Report;
use crate::scaling::file::{self, Flaw};
use crate::ui::picture::{Painter, svg_of};
use crate::ui::scaling::choice::Choice;
use crate::ui::scaling::{ChartSet, picture};
use crate::ui::theme::Theme;
use crate::ui::{Page, UiState};

/// The dashboard of a race, as far as its events say, in the default theme.
#[derive(Debug)]
pub struct RacePicture {
    model: Model,
    state: UiState,
    theme: Theme,
    painter: Painter,
}

impl RacePicture {
    /// The picture of a race without any event, `width` by `height` characters.
    #[must_use]
    pub fn new(width: u16, height: u16) -> Self {
        Self {
            model: Model::default(),
            state: UiState::default(),
            theme: Theme::default(),
            painter: Painter::new(width, height),
        }
    }

    /// Names of its pages, in the order of their numbers; the first is shown at the start.
    pub fn pages() -> impl Iterator<Item = &'static str> {
        Page::ALL.into_iter().map(Page::name)
    }

    /// Shows the page with this name; false when there is none.
    pub fn turn_to(&mut self, name: &str) -> bool {
        let page = Page::by_name(name);
        self.state = UiState::on(page.unwrap_or_default());
        page.is_some()
    }

    /// Takes in the next event of the race.
    pub fn apply(&mut self, event: &Event) {
        self.model.apply(event);
    }

    /// The picture as character cells.
    pub fn draw(&mut self) -> &Buffer {
        self.painter.paint(&self.model, &self.state, &self.theme)
    }

    /// The picture as a self-contained SVG.
    pub fn svg(&mut self) -> String {
        svg_of(self.painter.paint(&self.model, &self.state, &self.theme), &self.theme)
    }
}

/// The charts of a sweep, in the default theme.
#[derive(Debug)]
pub struct SweepPicture {
    report: Report,
    charts: ChartSet,
    theme: Theme,
    cells: Buffer,
}

/// Error for text that is no report of a sweep; the sentence says what is wrong and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NoSweep(String);

impl SweepPicture {
    /// The charts of a report, the JSON of `coreograph scale --format json`, `width` by `height` characters.
    ///
    /// # Errors
    /// When the text is no such report.
    pub fn of(json: &str, width: u16, height: u16) -> Result<Self, NoSweep> {
        let report = file::parse(json).map_err(|Flaw { place, reason }| match place.as_str() {
            "" => NoSweep(reason),
            place => NoSweep(format!("{place}: {reason}")),
        })?;
        let charts = ChartSet::of_report(&report);
        Ok(Self {
            report,
            charts,
            theme: Theme::default(),
            cells: Buffer::empty(Rect::new(0, 0, width, height)),
        })
    }

    /// Computes again what depends on the runs of one curve, by its place in the plan: what a screen does when a run
    /// has ended.
    pub fn recompute(&mut self, curve: usize) {
        self.charts.add_run(&self.report, curve);
    }

    /// The picture as character cells.
    pub fn draw(&mut self) -> &Buffer {
        self.cells.reset();
        picture::paint(&self.charts, &Choice::default(), &self.theme, &mut self.cells);
        &self.cells
    }

    /// The picture as a self-contained SVG.
    #[must_use]
    pub fn svg(&self) -> String {
        let Rect { width, height, .. } = self.cells.area;
        picture::svg(&self.charts, &Choice::default(), &self.theme, width, height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{EventKind, Nanos, Phase};

    #[test]
    fn a_race_is_drawn_from_its_events_page_by_page() {
        let mut picture = RacePicture::new(80, 24);
        let empty = picture.svg();
        picture.apply(&Event { at: Nanos::ZERO, fact: EventKind::Phase(Phase::Calibrating) });
        assert_ne!(picture.svg(), empty, "the event is to be seen");
        for page in RacePicture::pages() {
            assert!(picture.turn_to(page));
            assert_eq!(picture.draw().area, Rect::new(0, 0, 80, 24));
        }
        assert!(!picture.turn_to("nonsense"));
    }

    #[test]
    fn a_sweep_is_drawn_from_its_report_and_nonsense_is_refused() {
        let report = include_str!("../tests/fixtures/simulated-64-cores.json");
        let mut picture = SweepPicture::of(report, 100, 30).unwrap();
        let before = picture.svg();
        picture.recompute(0);
        assert!(before == picture.svg() && before.contains("speed-up"), "the same runs, the same picture");
        assert!(SweepPicture::of("{}", 100, 30).unwrap_err().to_string().contains("schema"));
    }
}
