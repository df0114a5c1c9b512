//! Subjects of a comparison: a report, or all reports from machines with the same CPU.

use crate::scaling::report::Report;
use crate::text::words::counted;

/// Grouping of reports into subjects.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// Each report by itself.
    #[default]
    Machine,
    /// Reports with the same CPU, number of CPUs and quota together.
    Cpu,
}

/// One column of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ComparedMachine {
    /// Its name, unique in the comparison.
    pub name: String,
    /// Its reports; at least one.
    pub reports: Vec<Report>,
}

impl ComparedMachine {
    /// The subjects of these reports, each of which comes with the name of its file. They keep their order.
    #[must_use]
    pub(crate) fn group(reports: Vec<(String, Report)>, by: By) -> Vec<Self> {
        match by {
            By::Machine => named(reports),
            By::Cpu => by_cpu(reports),
        }
    }

    /// Whether none of it was measured.
    #[must_use]
    pub(crate) fn is_simulated(&self) -> bool {
        self.reports.iter().any(|report| report.simulated.is_some())
    }

    /// Whether some of it was measured by another program.
    #[must_use]
    pub(crate) fn is_imported(&self) -> bool {
        self.reports.iter().any(|report| report.imported.is_some())
    }

    /// Its reports by machine: several reports of one machine count once.
    pub(super) fn machines(&self) -> Vec<Vec<&Report>> {
        let mut machines: Vec<Vec<&Report>> = Vec::new();
        for report in &self.reports {
            let same = |machine: &&mut Vec<&Report>| {
                let name = machine.first().and_then(|first| first.machine.name.as_ref());
                name.is_some() && name == report.machine.name.as_ref()
            };
            match machines.iter_mut().find(same) {
                Some(machine) => machine.push(report),
                None => machines.push(vec![report]),
            }
        }
        machines
    }
}

/// Each report as a subject: named after its machine where that name is free, else with its file, else numbered.
fn named(reports: Vec<(String, Report)>) -> Vec<ComparedMachine> {
    let own = |file: &str, report: &Report| report.machine.name.clone().unwrap_or_else(|| file.to_string());
    let names: Vec<String> = reports.iter().map(|(file, report)| own(file, report)).collect();
    let mut subjects: Vec<ComparedMachine> = Vec::new();
    for (place, (file, report)) in reports.into_iter().enumerate() {
        let name = &names[place];
        let alone = names.iter().filter(|other| *other == name).count() == 1;
        let wanted = if alone || *name == file { name.clone() } else { format!("{name} ({file})") };
        let name = unique(&subjects, wanted);
        subjects.push(ComparedMachine { name, reports: vec![report] });
    }
    subjects
}

fn by_cpu(reports: Vec<(String, Report)>) -> Vec<ComparedMachine> {
    let mut subjects: Vec<ComparedMachine> = Vec::new();
    for (_, report) in reports {
        let same = |subject: &&mut ComparedMachine| {
            subject.reports.first().is_some_and(|first| alike(first, &report))
        };
        if let Some(subject) = subjects.iter_mut().find(same) {
            subject.reports.push(report);
            continue;
        }
        let name = unique(&subjects, cpu(&report));
        subjects.push(ComparedMachine { name, reports: vec![report] });
    }
    for subject in &mut subjects {
        let machines = subject.machines().len();
        if machines > 1 {
            subject.name = format!("{machines} × {}", subject.name);
        }
    }
    subjects
}

/// Whether two reports are of the same CPU. A simulated report is never like a measured one, and a report that another
/// program measured, whose CPU is not known, is like no other.
fn alike(a: &Report, b: &Report) -> bool {
    if a.imported.is_some() || b.imported.is_some() {
        return false;
    }
    let quota = |report: &Report| report.machine.quota_cores().map(f64::to_bits);
    (&a.machine.cpu, a.machine.usable_cpus, quota(a), &a.simulated)
        == (&b.machine.cpu, b.machine.usable_cpus, quota(b), &b.simulated)
}

/// The CPU, the number of CPUs, and the quota.
fn cpu(report: &Report) -> String {
    let machine = &report.machine;
    let cpu = machine.cpu.as_deref().unwrap_or("unknown CPU");
    let count = machine.usable_cpus.map(|cpus| format!(", {}", counted(cpus, "CPU"))).unwrap_or_default();
    let quota =
        machine.quota_cores().map(|cores| format!(", quota {}", counted(cores, "core"))).unwrap_or_default();
    format!("{cpu}{count}{quota}")
}

fn unique(taken: &[ComparedMachine], wanted: String) -> String {
    let is_taken = |name: &str| taken.iter().any(|subject| subject.name == name);
    if !is_taken(&wanted) {
        return wanted;
    }
    let counted = (2..).map(|n: usize| format!("{wanted} #{n}"));
    // Of one more name than there are subjects, one is free.
    counted.take(taken.len() + 1).find(|name| !is_taken(name)).unwrap_or(wanted)
}
