//! Several machines on one chart.

use crossbeam_channel::Receiver;

use super::exhibit::{Exhibit, Member, Subject, Trace, Way, place_of};
use super::sweep::lane;
use super::viewer::Viewer;
use crate::scaling::Report;
use crate::scaling::analysis;
use crate::scaling::report::CurvePlan;
use crate::sys::signals::Signal;
use crate::ui::app::Options;
use crate::ui::show::{self, Cause, UiError};

impl Exhibit {
    /// Reports side by side, each with what it is called: a chart for each lane with its work, on it a curve for each
    /// machine. Ratios and verdicts are for those to add who compare.
    #[must_use]
    pub fn of_reports(reports: &[(String, &Report)]) -> Self {
        let (mut traces, mut members) = (Vec::new(), Vec::new());
        for (machine, (name, report)) in reports.iter().enumerate() {
            for (place, plan) in report.plan.curves.iter().enumerate() {
                let curve = analysis::curve(report, place, plan);
                let member = Member { trace: traces.len(), name: name.clone(), place: machine };
                traces.push(Trace::new(curve, report.plan.workers_of(plan).collect(), &report.machine));
                members.push((plan, member));
            }
        }
        let names = reports.iter().map(|(name, _)| name.clone());
        let simulated = reports.iter().filter_map(|(name, report)| {
            report
                .simulated
                .as_ref()
                .map(|how| format!("{name} is a simulated machine: its runs were made by {how}."))
        });
        Self {
            title: std::iter::once("comparison".into()).chain(names).collect(),
            warnings: simulated.collect(),
            traces,
            ways: vec![by_work(&members), by_machine(&members)],
            doubts: Vec::new(),
        }
    }
}

/// What two curves must have in common to stand on one chart.
fn pair(plan: &CurvePlan) -> String {
    format!("{}, {}", plan.workload.name, lane(plan))
}

fn by_work(members: &[(&CurvePlan, Member)]) -> Way {
    let (mut subjects, mut charts) = (Vec::<Subject>::new(), Vec::new());
    for (plan, member) in members {
        let place = place_of(&mut charts, pair(plan));
        if place == subjects.len() {
            subjects.push(Subject { name: pair(plan), ..Subject::default() });
        }
        subjects[place].members.push(member.clone());
    }
    Way { name: "by work", subjects }
}

fn by_machine(members: &[(&CurvePlan, Member)]) -> Way {
    let (mut subjects, mut charts) = (Vec::<Subject>::new(), Vec::new());
    for (plan, member) in members {
        let place = place_of(&mut charts, member.place);
        if place == subjects.len() {
            subjects.push(Subject { name: member.name.clone(), ..Subject::default() });
        }
        let own = subjects[place].members.len();
        subjects[place].members.push(Member { name: pair(plan), place: own, ..member.clone() });
    }
    Way { name: "by machine", subjects }
}

/// Shows machines side by side until the viewer leaves or a signal comes.
///
/// When it returns, on whatever way, the terminal is restored.
///
/// # Errors
///
/// When the terminal cannot be entered or drawn on.
pub fn compare(exhibit: Exhibit, options: Options, signals: &Receiver<Signal>) -> Result<Cause, UiError> {
    let screen = show::enter()?;
    show::on(screen, &mut Viewer::new(None, exhibit, options), signals)
}
