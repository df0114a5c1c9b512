//! The charts of a report, complete or not: by workload with a curve for each lane, and by lane with a curve for each
//! workload.

use super::chart_set::{ChartSet, Grouping};
use crate::scaling::Report;
use crate::scaling::analysis::{self, Curve};
use crate::scaling::chart::{Charts, by_lane};
use crate::scaling::output;
use crate::scaling::report::Imported;
use crate::text::words::{capital, clause, counted};

impl ChartSet {
    /// The charts of a report as it stands.
    #[must_use]
    pub(crate) fn of_report(report: &Report) -> Self {
        let Charts { curves, charts } = Charts::of_report(report);
        let groupings = vec![Grouping::of("by workload", charts), Grouping::of("by lane", by_lane(report))];
        let mut set = Self { curves, groupings, ..Self::default() };
        set.tell(report);
        set
    }

    /// Updates this curve after the report has gained a run of it.
    pub(crate) fn add_run(&mut self, report: &Report, place: usize) {
        let plan = report.plan.curves.get(place);
        if let (Some(curve), Some(plan)) = (self.curves.get_mut(place), plan) {
            curve.measured = analysis::curve(report, place, plan);
        }
    }

    /// Updates the parts that concern the whole report.
    pub(crate) fn tell(&mut self, report: &Report) {
        self.title = title(report);
        self.simulated = report.simulated.is_some();
        self.imported = report.imported.is_some();
        self.warnings = report
            .simulated
            .iter()
            .map(|how| format!("Simulated machine: nothing was measured, its runs were made by {how}."))
            .collect();
        if let Some(imported) = &report.imported {
            self.warnings.push(format!("Not measured by this program: {}.", imported.source()));
            let notes = imported.notes.iter().map(|note| format!("{}.", capital(clause(note))));
            self.warnings.extend(notes);
        }
        self.doubts =
            report.doubts.iter().map(|doubt| format!("{}; {}", doubt.message, doubt.advice)).collect();
    }
}

fn title(report: &Report) -> Vec<String> {
    let machine = &report.machine;
    let mut title = vec![format!("{} scaling", report.plan.mode.word())];
    title.extend(machine.name.clone());
    title.extend(report.imported.as_ref().map(Imported::source));
    let quota = machine.quota_cores().map(|cores| format!(", quota {cores:.1}")).unwrap_or_default();
    title.extend(machine.usable_cpus.map(|cpus| counted(cpus, "CPU") + &quota));
    title.extend(machine.cpu.clone());
    title
}

/// Description of a curve: what it computes, and its lane.
pub(super) fn about(curve: &Curve) -> String {
    format!("{}: {}", curve.plan.label, output::work(curve))
}
