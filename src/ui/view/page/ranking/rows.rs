//! Division of this page's rows among the verdict and the lanes.

use ratatui::layout::Rect;

use super::statement::Statement;
use crate::model::ranking::{Ranking, Standing};
use crate::ui::layout::cut_top;
use crate::ui::state::Reach;

/// A line of the list.
pub(super) enum Line<'r> {
    /// Heading of a group.
    Heading(&'r str),
    /// A lane.
    Lane(&'r Standing<'r>),
}

/// The lines of the list.
pub(super) fn lines<'r>(ranking: &'r Ranking<'r>) -> Vec<Line<'r>> {
    let of_group = ranking.groups.iter().flat_map(|group| {
        group.heading.as_deref().map(Line::Heading).into_iter().chain(group.lanes.iter().map(Line::Lane))
    });
    of_group.collect()
}

/// Height of a row and the space below it, from roomy to tight.
const WAYS: [(u16, u16); 5] = [(3, 1), (2, 1), (1, 1), (2, 0), (1, 0)];

/// Areas of this page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rows {
    /// The verdict.
    pub(super) statement: Rect,
    /// Heads of the columns; may be empty.
    pub(super) head: Rect,
    /// The lines that are shown.
    list: Rect,
    /// Height of each, and the space below it.
    way: (u16, u16),
    /// Number of lines that are shown.
    pub(super) shown: usize,
    /// Number of all lines.
    all: usize,
    /// The row that counts the hidden lanes, where not all are shown.
    pub(super) more: Option<Rect>,
}

impl Rows {
    /// The division of `area`. Every line gets a row before the verdict is larger than its words need.
    pub(super) fn of(area: Rect, lines: &[Line], statement: &Statement, present: bool) -> Self {
        let all = lines.len();
        let needed = u16::try_from(all).unwrap_or(u16::MAX);
        // The words of the verdict come first, but never take more than half.
        let words = statement.least(area.width).min(area.height / 2);
        let spare = area.height.saturating_sub(needed.saturating_add(1)).max(words);
        // The figure is larger than anything else, and leaves the lanes some air.
        let most = if present { area.height / 3 * 2 } else { area.height / 2 };
        let height = statement.height(area.width, spare.min(most).max(words)).min(area.height);
        let mut rest = area;
        let statement = cut_top(&mut rest, height);
        if height > 0 && rest.height > needed {
            cut_top(&mut rest, 1);
        }
        let head = if rest.height > needed { cut_top(&mut rest, 1) } else { Rect::default() };
        let fits = |(height, gap): &&(u16, u16)| {
            let needed = usize::from(height + gap) * all;
            needed <= usize::from(rest.height + gap)
        };
        let way = WAYS.iter().find(fits).copied().unwrap_or((1, 0));
        let shown =
            if usize::from(rest.height) >= all { all } else { usize::from(rest.height).saturating_sub(1) };
        let more = (shown < all && rest.height > 0).then(|| Rect { y: rest.bottom() - 1, height: 1, ..rest });
        Self { statement, head, list: rest, way, shown, all, more }
    }

    /// The areas of the lines that are shown, from the top.
    pub(super) fn places(&self) -> impl Iterator<Item = Rect> + use<> {
        let (list, (height, gap), shown) = (self.list, self.way, self.shown);
        (0..u16::try_from(shown).unwrap_or(u16::MAX)).map(move |place| {
            let y = list.y.saturating_add(place.saturating_mul(height + gap));
            Rect { y, height, ..list }.intersection(list)
        })
    }

    /// The first line that is shown.
    pub(super) fn first(&self, scrolled: Option<usize>) -> usize {
        scrolled.unwrap_or(0).min(self.all - self.shown)
    }

    /// Scroll range of the list; nothing where all is shown.
    pub(super) fn reach(&self) -> Reach {
        if self.shown >= self.all {
            return Reach::default();
        }
        let page = u16::try_from(self.shown).unwrap_or(u16::MAX).max(1);
        Reach { page, last: self.all - self.shown }
    }
}
