//! Numbers of a file, whatever its format, and the report that they make.

use std::collections::BTreeMap;

use super::value::MEASURABLE;
use crate::event::{Fingerprint, Tool};
use crate::probe::counters::Counters;
use crate::race::MOST_REPETITIONS;
use crate::scaling::file::Flaw;
use crate::scaling::plausible;
use crate::scaling::report::{Busy, CurvePlan, Imported, Mode, Report, Run, SCHEMA, SweepPlan, Times, Work};
use crate::text::words::counted;

/// Largest number of curves.
const MOST_CURVES: usize = 1000;
/// Largest number of different N.
const MOST_NUMBERS: usize = 1024;
/// Largest number of runs: the analysis looks at all of them for each point.
const MOST_RUNS: usize = 20_000;
/// Error of a CPU time beside a wall time: absolute, s, and as a factor.
const CLOSING: (f64, f64) = (0.02, 1.1);
/// Number of names in a sentence.
const NAMED: usize = 3;

/// Numbers of a file.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Numbers {
    /// Name of the format.
    pub(super) format: &'static str,
    /// The format as the name of a lane.
    pub(super) lane: &'static str,
    /// Origin of the figures in a few words.
    pub(super) label: &'static str,
    /// The curves.
    pub(super) series: Vec<Series>,
    /// Assumptions, a clause each.
    pub(super) notes: Vec<String>,
    /// The machine as the file describes it, without its name.
    pub(super) machine: Fingerprint,
    /// Name of the host.
    pub(super) host: Option<String>,
    /// Start of the measurement, RFC 3339 in UTC.
    pub(super) started: Option<String>,
    /// Command line or program, where known.
    pub(super) argv: Option<Vec<String>>,
    /// Whether the times follow from rates.
    pub(super) rates: bool,
}

/// Samples of one work over the numbers of workers.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Series {
    /// Name of the work.
    pub(super) name: String,
    /// One task of it: `run`, `iteration`.
    pub(super) unit: String,
    /// The samples, in the order of the file.
    pub(super) samples: Vec<Sample>,
}

/// One run, or the time of one unit of work.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sample {
    /// Number of workers.
    pub(super) workers: u32,
    /// Its time, s.
    pub(super) wall_s: f64,
    /// CPU time of all workers, s; `None` where the file has none.
    pub(super) cpu_s: Option<f64>,
    /// Whether it failed.
    pub(super) failed: bool,
}

impl Sample {
    /// Whether so many workers can have used this CPU time.
    fn cpu_is_possible(&self, rates: bool) -> bool {
        let (more, times) = CLOSING;
        let most = self.wall_s * times + if rates { 0.0 } else { more };
        self.cpu_s.is_none_or(|cpu| cpu <= f64::from(self.workers) * most)
    }
}

impl Numbers {
    /// The report of these numbers.
    ///
    /// # Errors
    /// When there are none, or too many.
    pub(super) fn report(mut self, file: String, name: String) -> Result<Report, Flaw> {
        self.series.retain(|series| !series.samples.is_empty());
        let numbers = self.check()?;
        self.forget_impossible_cpu_times();
        let notes = [self.notes.clone(), self.missing()].concat();
        let runs = self.runs();
        let curves = self.series.iter().map(|series| curve(&self, series)).collect();
        let plan = SweepPlan {
            mode: Mode::Strong,
            workers: numbers,
            repetitions: self.fewest(),
            budget_s: None,
            seed: 0,
            interval_us: 0,
            deadline_s: None,
            curves,
        };
        let mut report = Report {
            schema: SCHEMA.into(),
            tool: Tool::this(),
            started: self.started,
            host: self.host,
            argv: self.argv,
            simulated: None,
            imported: Some(Imported { format: self.format.into(), file, notes, rates: self.rates }),
            machine: Fingerprint { name: Some(name), ..self.machine },
            plan,
            runs,
            spent_s: 0.0,
            complete: true,
            doubts: Vec::new(),
        };
        plausible::judge(&mut report);
        Ok(report)
    }

    /// Checks number and range of the samples; returns the numbers of workers, ascending.
    fn check(&self) -> Result<Vec<u32>, Flaw> {
        let samples = || self.series.iter().flat_map(|series| &series.samples);
        let mut numbers: Vec<u32> = samples().map(|sample| sample.workers).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let counts = [
            ("curves", self.series.len(), MOST_CURVES),
            ("numbers of workers", numbers.len(), MOST_NUMBERS),
            ("runs", samples().count(), MOST_RUNS),
        ];
        for (what, count, most) in counts {
            if count == 0 {
                return Err(Flaw::at("", format!("has no {what}")));
            }
            if count > most {
                return Err(Flaw::at("", format!("has {count} {what}; accepted are {most} at most")));
            }
        }
        if let Some(wrong) = samples().find(|sample| !MEASURABLE.contains(&sample.wall_s)) {
            let (n, time) = (wrong.workers, wrong.wall_s);
            return Err(Flaw::at("", format!("has a time of {time} s for N = {n}, which nothing takes")));
        }
        Ok(numbers)
    }

    /// Drops the CPU times of points at which they are more than N workers can use: there N is not the number of threads.
    fn forget_impossible_cpu_times(&mut self) {
        let rates = self.rates;
        let mut found: Vec<u32> = Vec::new();
        for series in &mut self.series {
            let wrong = series.samples.iter().filter(|sample| !sample.cpu_is_possible(rates));
            let wrong: Vec<u32> = wrong.map(|sample| sample.workers).collect();
            for sample in series.samples.iter_mut().filter(|sample| wrong.contains(&sample.workers)) {
                sample.cpu_s = None;
            }
            found.extend(wrong);
        }
        found.sort_unstable();
        found.dedup();
        if !found.is_empty() {
            let numbers: Vec<String> = found.iter().map(ToString::to_string).collect();
            self.notes.push(format!(
                "the CPU time for N = {} is more than so many workers can use, and is left out: N is not the number of threads",
                few(&numbers)
            ));
        }
    }

    /// Figures that are not known because the file lacks something.
    fn missing(&self) -> Vec<String> {
        let samples = || self.series.iter().flat_map(|series| &series.samples);
        let mut notes = Vec::new();
        let known = samples().filter(|sample| sample.cpu_s.is_some()).count();
        if known == 0 {
            notes.push("no CPU time in the file: cores busy and the losses are not known".into());
        } else {
            notes.push(
                "of the time of workers only the CPU time is in the file: all other losses are unexplained time".into(),
            );
        }
        let (failed, all) = (samples().filter(|sample| sample.failed).count(), samples().count());
        if failed > 0 {
            notes.push(format!("{failed} of {} failed: their times do not count", counted(all, "run")));
        }
        let without_one = |series: &&Series| !series.samples.iter().any(|s| s.workers == 1 && !s.failed);
        let without: Vec<String> = self.series.iter().filter(without_one).map(|s| s.name.clone()).collect();
        if !without.is_empty() {
            let of = if without.len() == self.series.len() { String::new() } else { few(&without) + ": " };
            notes.push(format!("{of}no run with N = 1: no speed-up, efficiency and Karp–Flatt"));
        }
        let most = self.points().values().copied().max().unwrap_or(0);
        if most == 1 {
            notes.push("one run for each N: no intervals".into());
        }
        if self.machine.usable_cpus.is_none() {
            notes.push("the machine is unknown: all N count as cores of one kind".into());
        }
        notes
    }

    /// Number of runs that did not fail by series and number of workers.
    fn points(&self) -> BTreeMap<(usize, u32), u32> {
        let mut points = BTreeMap::new();
        for (place, series) in self.series.iter().enumerate() {
            for sample in series.samples.iter().filter(|sample| !sample.failed) {
                *points.entry((place, sample.workers)).or_insert(0) += 1;
            }
        }
        points
    }

    /// Least number of runs of a point.
    fn fewest(&self) -> u32 {
        self.points().values().copied().min().unwrap_or(1).clamp(1, MOST_REPETITIONS)
    }

    /// The runs, in the order of the file; the k-th of a point is its k-th repetition.
    fn runs(&self) -> Vec<Run> {
        let mut rounds: BTreeMap<(u32, u32), u32> = BTreeMap::new();
        let mut runs = Vec::new();
        for (curve, series) in (0u32..).zip(&self.series) {
            for sample in &series.samples {
                let round = rounds.entry((curve, sample.workers)).or_insert(0);
                let order = u32::try_from(runs.len()).unwrap_or(u32::MAX);
                runs.push(run(sample, [order, *round, curve]));
                *round += 1;
            }
        }
        runs
    }
}

/// A run without all that the file does not say. What is 0 is not known.
fn run(sample: &Sample, [order, round, curve]: [u32; 3]) -> Run {
    let cpu_s = sample.cpu_s.unwrap_or(0.0);
    Run {
        order,
        round,
        curve,
        workers: sample.workers,
        at_s: 0.0,
        start_s: 0.0,
        wall_s: sample.wall_s,
        done: u32::from(!sample.failed),
        failed: u32::from(sample.failed),
        digest: String::new(),
        cpu_s,
        time_s: Times { compute: cpu_s, ..Times::default() },
        busy_s: Busy::default(),
        counters: Counters::default(),
    }
}

fn curve(numbers: &Numbers, series: &Series) -> CurvePlan {
    let workload = Work {
        name: series.name.clone(),
        tasks: 1,
        size: 1,
        unit: series.unit.clone(),
        seed: 0,
        chunk: 1,
        call: None,
        command: None,
        imported: true,
    };
    let most_workers = series.samples.iter().map(|sample| sample.workers).max().unwrap_or(1);
    CurvePlan { lane: numbers.lane.into(), label: numbers.label.into(), workload, most_workers, python: None }
}

/// The first names of a list, and the number of the others.
pub(super) fn few(names: &[String]) -> String {
    let more = names.len().saturating_sub(NAMED);
    let first = names.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    if more > 0 { format!("{first} and {more} more") } else { first }
}
