//! The frame around every page.

use ratatui::layout::Rect;

use super::cut::{cut_bottom, cut_top};

/// Least height for rules between the parts.
pub(crate) const RULED: u16 = 28;
/// Least height for a row of keys.
const KEYED: u16 = 6;
/// Least height for a row of tabs.
const TABBED: u16 = 20;

/// Least height for the timeline of a recording.
const TIMED: u16 = 10;

/// Least height for a row of its own for the legend; below it the legend takes a free row of the caption, and where there
/// is a rule above the caption it stands in that.
const EXPLAINED: u16 = 22;

/// The parts around every view.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Frame {
    /// Header: the workload, the machine and the state.
    pub header: Rect,
    /// The views by their numbers; empty on a low screen.
    pub tabs: Rect,
    /// The view.
    pub body: Rect,
    /// Key to the inks and marks of the page; empty on a low screen and where the page has none, and the row of the rule
    /// where there is one.
    pub legend: Rect,
    /// A rule above the caption; empty on a low screen.
    pub rule: Rect,
    /// Caption: the sentence of the moment.
    pub caption: Rect,
    /// Timeline of a recording, above the keys; empty on a low screen and in a race.
    pub timeline: Rect,
    /// The keys.
    pub footer: Rect,
}

/// The frame on this screen, with a caption of `caption` rows; 0 for the usual height. On a projector keys and tabs
/// only take room: `present` leaves them out.
#[must_use]
pub(crate) fn frame(area: Rect, caption: u16, present: bool) -> Frame {
    let (mut body, height) = (area, area.height);
    let mut when = |least: u16, cut: fn(&mut Rect, u16) -> Rect| {
        if height >= least { cut(&mut body, 1) } else { Rect::default() }
    };
    let header = when(3, cut_top);
    let [least_tabbed, least_keyed] = if present { [u16::MAX; 2] } else { [TABBED, KEYED] };
    let footer = when(least_keyed, cut_bottom);
    let tabs = when(least_tabbed, cut_top);
    let caption = cut_bottom(&mut body, caption_height(area, caption));
    let rule = if height >= RULED { cut_bottom(&mut body, 1) } else { Rect::default() };
    Frame { header, tabs, body, legend: Rect::default(), rule, caption, timeline: Rect::default(), footer }
}

impl Frame {
    /// The same with the timeline of a recording, on a screen of so many rows: the last row of the page, below the caption.
    #[must_use]
    pub(crate) fn with_timeline(mut self, rows: u16) -> Self {
        if rows < TIMED || self.body.height < 2 {
            return self;
        }
        cut_bottom(&mut self.body, 1);
        for part in [&mut self.rule, &mut self.caption].into_iter().filter(|part| !part.is_empty()) {
            part.y -= 1;
        }
        self.timeline = Rect { y: self.caption.bottom(), height: 1, ..self.caption };
        self
    }

    /// The same with a row below the page for its legend, on a screen of so many rows: the row of the rule, or one of its
    /// own. It is there whether or not there is anything to explain at the moment, so that nothing moves.
    #[must_use]
    pub(crate) fn with_legend(mut self, rows: u16) -> Self {
        if !self.rule.is_empty() {
            self.legend = self.rule;
        } else if rows >= EXPLAINED {
            self.legend = cut_bottom(&mut self.body, 1);
        }
        self
    }
}

/// Height of the caption on a screen of this height; more for a verdict that needs it.
fn caption_height(area: Rect, wanted: u16) -> u16 {
    let spared = match area.height {
        0..=4 => 0,
        5..=11 => 1,
        12..=19 => 2,
        _ => 3,
    };
    let most = if area.height >= RULED { 5 } else { 4 };
    wanted.min(most).min(area.height / 4).max(spared)
}
