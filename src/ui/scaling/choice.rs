//! What the viewer chose to see, and what each key changes of it.

use super::chart_set::ChartSet;
use super::keys::Action;
use crate::scaling::chart::{ChartCurve, Metric, is_doubling};

/// What is seen.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The index of the grouping of curves.
    pub grouping: usize,
    /// The index of the chart.
    pub chart: usize,
    /// The index of the curve in front, in the order of the legend.
    pub member: usize,
    /// What is drawn upwards.
    pub metric: Metric,
    /// Whether doublings are equally long; `None`: as fits the numbers.
    pub doubling: Option<bool>,
    /// Few words and large figures.
    pub present: bool,
    /// The help, and how far it is scrolled.
    pub help: Option<usize>,
    /// The answer to the last key.
    pub message: Option<String>,
}

/// What a key asks of the screen around the choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    None,
    /// Another theme.
    NextTheme,
    /// Leave.
    Quit,
    /// Leave as an interrupt does.
    Interrupt,
    /// Hand the terminal back to the shell for a while.
    Suspend,
}

impl Choice {
    /// Does what a key asks for. `last` is how far the help scrolls.
    pub fn update(&mut self, action: Action, set: &ChartSet, last: usize) -> Effect {
        self.message = None;
        match action {
            Action::NextChart => self.turn(set, 1),
            Action::PreviousChart => self.turn(set, -1),
            Action::Chart(place) => self.go_to(set, place),
            Action::NextMember | Action::MemberBefore if self.help.is_some() => {
                let scrolled = self.help.unwrap_or(0);
                let down = action == Action::NextMember;
                self.help = Some(if down { (scrolled + 1).min(last) } else { scrolled.saturating_sub(1) });
            }
            Action::NextMember => self.move_front(set, 1),
            Action::MemberBefore => self.move_front(set, -1),
            Action::NextGrouping => self.turn_round(set),
            Action::Align => {
                self.metric = self.metric.next();
                self.message = Some(self.metric.about().into());
            }
            Action::Spacing => self.space(set),
            Action::Present => self.present = !self.present,
            Action::Help => self.help = if self.help.is_some() { None } else { Some(0) },
            Action::Close => self.help = None,
            Action::NextTheme => return Effect::NextTheme,
            Action::Quit if self.help.is_some() => self.help = None,
            Action::Quit => return Effect::Quit,
            Action::Interrupt => return Effect::Interrupt,
            Action::Suspend => return Effect::Suspend,
        }
        Effect::None
    }

    fn turn(&mut self, set: &ChartSet, by: isize) {
        let count = set.groupings.get(self.grouping).map_or(0, |grouping| grouping.charts.len());
        self.chart = round(self.chart, by, count);
    }

    fn go_to(&mut self, set: &ChartSet, place: usize) {
        match set.chart(self.grouping, place) {
            Some(_) => self.chart = place,
            None => self.message = Some(format!("There is no chart {}.", place + 1)),
        }
    }

    fn move_front(&mut self, set: &ChartSet, by: isize) {
        let count = set.chart(self.grouping, self.chart).map_or(0, |chart| chart.members.len());
        self.member = round(self.member.min(count.saturating_sub(1)), by, count);
    }

    /// The same curve in front, among others.
    fn turn_round(&mut self, set: &ChartSet) {
        let curve = set
            .chart(self.grouping, self.chart)
            .and_then(|chart| chart.members.get(self.member.min(chart.members.len().saturating_sub(1))))
            .map(|member| member.curve);
        self.grouping = round(self.grouping, 1, set.groupings.len());
        let Some(grouping) = set.groupings.get(self.grouping) else { return };
        let place = grouping.charts.iter().enumerate().find_map(|(chart, c)| {
            Some((chart, c.members.iter().position(|member| Some(member.curve) == curve)?))
        });
        (self.chart, self.member) = place.unwrap_or_default();
        self.message = Some(format!("Charts {}.", grouping.name));
    }

    fn space(&mut self, set: &ChartSet) {
        let most = set.chart(self.grouping, self.chart).map_or(1, |chart| {
            let curves = chart.members.iter().filter_map(|member| set.curve(member));
            curves.map(ChartCurve::most_workers).max().unwrap_or(1)
        });
        let doubling = !is_doubling(self.doubling, most);
        self.doubling = Some(doubling);
        let said = if doubling { "Each doubling is equally long." } else { "Each worker is equally long." };
        self.message = Some(said.into());
    }
}

/// `from` moved by `by` among `count`, round and round.
fn round(from: usize, by: isize, count: usize) -> usize {
    let count = isize::try_from(count).unwrap_or(0);
    let from = isize::try_from(from).unwrap_or(0);
    if count == 0 { 0 } else { usize::try_from((from + by).rem_euclid(count)).unwrap_or(0) }
}
