//! Choices for a figure of its own size and content, as a paper or a slide needs it.

use std::str::FromStr;

use crate::scaling::chart::{Chart, ChartEntry, Charts, Metric};

/// Choices for a figure; the default is the whole figure with its title and notes.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct FigureOptions {
    /// Panels to draw; all where there are none.
    pub panels: Vec<PanelName>,
    /// Metrics to draw; those of the figure where there are none.
    pub metrics: Vec<Metric>,
    /// Width of the picture, pixels; `None` for that of its panels.
    pub width: Option<u32>,
    /// Whether title, notes and the explanation of the marks are left out: for a caption of its own.
    pub bare: bool,
}

/// A panel by name: its number from 1, a lane, a workload, or `LANE:WORKLOAD`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PanelName(String);

/// A panel that a figure does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no panel {name}; accepted: a number from 1 to {count}, or {accepted}")]
pub(crate) struct UnknownPanel {
    name: String,
    count: usize,
    accepted: String,
}

impl FigureOptions {
    /// Whether nothing was chosen.
    #[must_use]
    pub(crate) fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// The charts with the chosen panels, in their order, and of each panel the chosen curves.
    ///
    /// # Errors
    /// When a panel does not exist.
    pub(crate) fn chosen(&self, charts: Charts) -> Result<Charts, UnknownPanel> {
        if self.panels.is_empty() {
            return Ok(charts);
        }
        for panel in &self.panels {
            let any = |(place, chart): (usize, &Chart)| {
                chart.members.iter().any(|member| panel.is_of(place, member, &charts))
            };
            if !charts.charts.iter().enumerate().any(any) {
                return Err(panel.unknown(&charts));
            }
        }
        let kept = charts.charts.iter().enumerate().map(|(place, chart)| {
            let wanted =
                |member: &&ChartEntry| self.panels.iter().any(|panel| panel.is_of(place, member, &charts));
            Chart { members: chart.members.iter().filter(wanted).cloned().collect(), ..chart.clone() }
        });
        let kept = kept.filter(|chart| !chart.members.is_empty()).collect();
        Ok(Charts { charts: kept, ..charts })
    }

    /// The metrics to draw, `usual` where none was chosen.
    #[must_use]
    pub(crate) fn metrics_or<'a>(&'a self, usual: &'a [Metric]) -> &'a [Metric] {
        if self.metrics.is_empty() { usual } else { &self.metrics }
    }
}

impl FromStr for PanelName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let name = text.trim();
        if name.is_empty() {
            return Err("accepted: a number, a lane, a workload, or LANE:WORKLOAD".into());
        }
        Ok(Self(name.into()))
    }
}

impl PanelName {
    /// Whether a curve of the chart at this index belongs to the panel.
    fn is_of(&self, place: usize, member: &ChartEntry, charts: &Charts) -> bool {
        let Some(plan) = charts.curves.get(member.curve).map(|curve| &curve.measured.plan) else {
            return false;
        };
        let (lane, workload) = (plan.lane.as_str(), plan.workload.name.as_str());
        self.0 == (place + 1).to_string()
            || self.0 == lane
            || self.0 == workload
            // A lane may have a colon in its name.
            || self.0.strip_suffix(workload).and_then(|rest| rest.strip_suffix(':')) == Some(lane)
    }

    fn unknown(&self, charts: &Charts) -> UnknownPanel {
        let mut names: Vec<String> = Vec::new();
        let plans = charts.curves.iter().map(|curve| &curve.measured.plan);
        for plan in plans {
            for name in [&plan.lane, &plan.workload.name] {
                if !names.contains(name) {
                    names.push(name.clone());
                }
            }
        }
        UnknownPanel { name: self.0.clone(), count: charts.charts.len(), accepted: names.join(", ") }
    }
}

#[cfg(test)]
mod tests;
