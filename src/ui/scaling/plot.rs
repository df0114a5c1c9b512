//! A panel in the marks, colours and glyphs of a theme.

use super::chart_set::ChartSet;
use super::choice::Choice;
use crate::scaling::chart::{Chart, Panel, PanelOptions, panel};
use crate::ui::theme::Theme;
use crate::ui::widget::chart::{Looks, Plot, SeriesLook};

/// Panel of a chart with the viewer's choices.
pub(super) fn panel_of(set: &ChartSet, chart: &Chart, choice: &Choice) -> Panel {
    let Choice { metric, doubling, member, .. } = *choice;
    panel(chart, &set.curves, PanelOptions { metric, doubling, front: member })
}

/// Widget that draws a panel, with the viewer's curve in front.
pub(super) fn plot<'a>(panel: &'a Panel, choice: &Choice, theme: &Theme) -> Plot<'a> {
    let front = choice.member.min(panel.series.len().saturating_sub(1));
    let series = panel.series.iter().enumerate().map(|(i, series)| {
        let (mark, style) = theme.series(series.look);
        SeriesLook { mark, style: if i == front { style.patch(theme.strong()) } else { style } }
    });
    Plot { panel, front, series: series.collect(), looks: looks(theme) }
}

fn looks(theme: &Theme) -> Looks {
    Looks {
        text: theme.text(),
        quiet: theme.quiet(),
        caution: theme.caution(),
        shade: theme.shade(),
        glyphs: theme.glyphs,
    }
}
