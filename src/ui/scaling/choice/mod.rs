//! The viewer's choices, and how each key changes them.

use super::chart_set::ChartSet;
use super::keys::Action;
use crate::scaling::chart::{ChartCurve, Metric, is_doubling};

/// The answer where there is nothing else to put in front.
const ALONE: &str = "There is no other curve.";

/// The viewer's choice of chart, curve and metric.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    /// Index of the grouping of curves.
    pub grouping: usize,
    /// Index of the chart.
    pub chart: usize,
    /// Index of the curve in front, in the order of the legend.
    pub member: usize,
    /// Metric of the vertical axis.
    pub metric: Metric,
    /// Whether the axis of workers is logarithmic; `None`: as suits the numbers.
    pub doubling: Option<bool>,
}

impl Choice {
    /// Applies an action; returns an answer where the picture alone does not show its effect.
    pub(crate) fn update(&mut self, action: Action, set: &ChartSet) -> Option<String> {
        match action {
            Action::NextChart => return self.turn(set, 1),
            Action::PreviousChart => return self.turn(set, -1),
            Action::Chart(place) => return self.go_to(set, place),
            Action::NextMember => return self.move_front(set, 1),
            Action::MemberBefore => return self.move_front(set, -1),
            Action::FirstMember => return self.put_in_front(set, 0),
            Action::LastMember => return self.put_in_front(set, usize::MAX),
            Action::Details => {
                return Some("The details are on this page: the table is that of the curve in front.".into());
            }
            Action::NextGrouping => return self.turn_round(set),
            Action::Align => {
                self.metric = self.metric.next();
                return Some(self.metric.about().into());
            }
            Action::Spacing => return Some(self.space(set)),
            // Handled by the shell.
            Action::Shell(_) => {}
        }
        None
    }

    fn turn(&mut self, set: &ChartSet, by: isize) -> Option<String> {
        let count = set.groupings.get(self.grouping).map_or(0, |grouping| grouping.charts.len());
        self.chart = round(self.chart, by, count);
        (count < 2).then(|| "There is no other chart.".into())
    }

    fn go_to(&mut self, set: &ChartSet, place: usize) -> Option<String> {
        if set.chart(self.grouping, place).is_none() {
            return Some(format!("There is no chart {}.", place + 1));
        }
        self.chart = place;
        None
    }

    fn move_front(&mut self, set: &ChartSet, by: isize) -> Option<String> {
        let count = self.members(set);
        self.member = round(self.member.min(count.saturating_sub(1)), by, count);
        (count < 2).then(|| ALONE.into())
    }

    /// Puts the curve at this index in front, or the last.
    fn put_in_front(&mut self, set: &ChartSet, place: usize) -> Option<String> {
        let count = self.members(set);
        self.member = place.min(count.saturating_sub(1));
        (count < 2).then(|| ALONE.into())
    }

    /// Number of curves of the chart.
    fn members(&self, set: &ChartSet) -> usize {
        set.chart(self.grouping, self.chart).map_or(0, |chart| chart.members.len())
    }

    /// Switches the grouping and keeps the same curve in front.
    fn turn_round(&mut self, set: &ChartSet) -> Option<String> {
        let curve = set
            .chart(self.grouping, self.chart)
            .and_then(|chart| chart.members.get(self.member.min(chart.members.len().saturating_sub(1))))
            .map(|member| member.curve);
        self.grouping = round(self.grouping, 1, set.groupings.len());
        let grouping = set.groupings.get(self.grouping)?;
        let place = grouping.charts.iter().enumerate().find_map(|(chart, c)| {
            Some((chart, c.members.iter().position(|member| Some(member.curve) == curve)?))
        });
        (self.chart, self.member) = place.unwrap_or_default();
        Some(format!("Charts {}.", grouping.name))
    }

    fn space(&mut self, set: &ChartSet) -> String {
        let most = set.chart(self.grouping, self.chart).map_or(1, |chart| {
            let curves = chart.members.iter().filter_map(|member| set.curve(member));
            curves.map(ChartCurve::most_workers).max().unwrap_or(1)
        });
        let doubling = !is_doubling(self.doubling, most);
        self.doubling = Some(doubling);
        let said = if doubling { "Each doubling is equally long." } else { "Each worker is equally long." };
        said.into()
    }
}

/// `from` moved by `by` among `count`, wrapping around.
fn round(from: usize, by: isize, count: usize) -> usize {
    let count = isize::try_from(count).unwrap_or(0);
    let from = isize::try_from(from).unwrap_or(0);
    if count == 0 { 0 } else { usize::try_from((from + by).rem_euclid(count)).unwrap_or(0) }
}

#[cfg(test)]
mod tests;
