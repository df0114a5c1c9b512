//! A report, complete or not, as an exhibit: charts by workload with a curve for each lane, and by lane with a curve for
//! each workload.

use super::exhibit::{Exhibit, Member, Subject, Trace, Way, place_of};
use crate::plural::counted;
use crate::scaling::Report;
use crate::scaling::analysis::{self, Curve};
use crate::scaling::output;
use crate::scaling::report::CurvePlan;

impl Exhibit {
    /// A report as it stands.
    #[must_use]
    pub fn of_report(report: &Report) -> Self {
        let curves = report.plan.curves.iter().enumerate();
        let traces = curves.map(|(place, plan)| trace(report, place, plan)).collect();
        let by_workload =
            way("by workload", report, |plan| (plan.workload.name.clone(), lane(&plan.lane, &plan.label)));
        let by_lane =
            way("by lane", report, |plan| (lane(&plan.lane, &plan.label), plan.workload.name.clone()));
        let mut exhibit = Self { traces, ways: vec![by_workload, by_lane], ..Self::default() };
        exhibit.tell(report);
        exhibit
    }

    /// The report has another run of this curve.
    pub fn add_run(&mut self, report: &Report, place: usize) {
        let plan = report.plan.curves.get(place);
        if let (Some(trace), Some(plan)) = (self.traces.get_mut(place), plan) {
            trace.curve = analysis::curve(report, place, plan);
        }
    }

    /// The report says something else of the whole.
    pub fn tell(&mut self, report: &Report) {
        self.title = title(report);
        self.simulated = report.simulated.is_some();
        self.warnings = report
            .simulated
            .iter()
            .map(|how| format!("Simulated machine: nothing was measured, its runs were made by {how}."))
            .collect();
        self.doubts =
            report.doubts.iter().map(|doubt| format!("{}; {}", doubt.message, doubt.advice)).collect();
    }
}

fn trace(report: &Report, place: usize, plan: &CurvePlan) -> Trace {
    let curve: Curve = analysis::curve(report, place, plan);
    Trace::new(curve, report.plan.workers_of(plan).collect(), &report.machine)
}

/// Charts of all curves: `of` says on which chart a curve belongs, and what it is called there.
fn way(name: &'static str, report: &Report, of: impl Fn(&CurvePlan) -> (String, String)) -> Way {
    let (mut subjects, mut charts, mut names) = (Vec::<Subject>::new(), Vec::new(), Vec::new());
    for (trace, plan) in report.plan.curves.iter().enumerate() {
        let (chart, name) = of(plan);
        let member = Member { trace, name: name.clone(), place: place_of(&mut names, name) };
        let place = place_of(&mut charts, chart.clone());
        if place == subjects.len() {
            subjects.push(Subject { name: chart, ..Subject::default() });
        }
        subjects[place].members.push(member);
    }
    Way { name, subjects }
}

/// What a lane is called where there is little room: what is simulated says so.
pub(super) fn lane(kind: &str, label: &str) -> String {
    if label.contains("simulated") { format!("{kind} (simulated)") } else { kind.into() }
}

fn title(report: &Report) -> Vec<String> {
    let machine = &report.machine;
    let mut title = vec![format!("{} scaling", report.plan.mode.word())];
    title.extend(machine.name.clone());
    let quota = machine.quota_cores().map(|cores| format!(", quota {cores:.1}")).unwrap_or_default();
    title.extend(machine.usable_cpus.map(|cpus| counted(cpus, "CPU") + &quota));
    title.extend(machine.cpu.clone());
    title
}

/// What a curve computes, and what it is.
pub(super) fn about(curve: &Curve) -> String {
    format!("{}: {}", curve.plan.label, output::work(curve))
}
