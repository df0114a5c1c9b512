//! What was typed after `coreograph race`.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};

use super::values::{chunk, deadline, duration, seconds, size, workers};
use super::{LookArgs, ResultArgs};
use crate::event::{Fault, FaultPlan, UnknownFault};
use crate::lane::MOST_WORKERS;
use crate::race::{LaneChoice, MOST_TASKS};
use crate::workload::Kind;

/// Choices of a race.
#[derive(Debug, Args)]
pub struct RaceArgs {
    /// Execution models, separated by commas
    #[arg(long, help = lanes_help(), value_name = "LANE,…", value_delimiter = ',', default_value = "gil,pool", value_parser = lane)]
    pub lanes: Vec<LaneChoice>,
    /// What is computed
    #[arg(long, help = workload_help(), default_value = "primes", value_parser = workload)]
    pub workload: Kind,
    /// Number of tasks (default: as the workload likes)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_TASKS)))]
    pub tasks: Option<u32>,
    /// Size of each task, in the workload's unit, e.g. 20000 or 64MiB (default: calibrated for --seconds)
    #[arg(long, value_name = "S", value_parser = size)]
    pub size: Option<u64>,
    /// Percentage of its time that each task of mixed computes, from 1 to 99; it sleeps for the rest (default: even tasks
    /// compute, odd ones serve a client)
    #[arg(long, value_name = "P", value_parser = clap::value_parser!(u8).range(1..=99))]
    pub share: Option<u8>,
    /// The text that each task of print is given (default: the task's number)
    #[arg(long, value_name = "TEXT")]
    pub arg: Option<String>,
    /// Choose the size so that one worker alone would take so many seconds (default: 2, on the dashboard 4)
    #[arg(long, value_name = "T", value_parser = seconds, conflicts_with = "size")]
    pub seconds: Option<f64>,
    /// Workers of each lane (default: the CPUs it may use, at least 2)
    #[arg(long, value_name = "N", value_parser = workers)]
    pub workers: Option<u16>,
    /// Tasks handed to a worker at a time
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = chunk)]
    pub chunk: u32,
    /// Seed of the tasks' arguments
    #[arg(long, help = seed_help(), value_name = "N")]
    pub seed: Option<u64>,
    /// Who runs when: split with at least 4 usable CPUs, else turns (auto); one after another (turns); at once on the
    /// same cores (together); at once on disjoint cores (split)
    #[arg(long, value_enum, default_value_t = ScheduleArg::Auto)]
    pub schedule: ScheduleArg,
    /// How long a thread may keep the lock while another waits, e.g. 5ms, 500us, 1s
    #[arg(long, value_name = "T", default_value = "5ms", value_parser = duration)]
    pub switch_interval: Duration,
    /// A Python interpreter for the py- lanes: a path, or a name to be looked up on PATH; may be given several times,
    /// then each of those lanes runs once with each (default: python3)
    #[arg(long, value_name = "PATH")]
    pub python: Vec<String>,
    /// Something that goes wrong with a worker process of pool or processes, really; may be given several times
    #[arg(long, help = fault_help(), value_name = "FAULT", value_parser = fault)]
    pub fault: Vec<FaultPlan>,
    /// How long a task may take in a worker process, e.g. 2s, 500ms: then its worker is ended and the task tried again
    /// (default: as long as it takes)
    #[arg(long, value_name = "T", value_parser = deadline)]
    pub deadline: Option<Duration>,
    /// Replace a worker process by a fresh one after so many tasks (default: never)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub recycle: Option<u32>,
    /// Record the session's events
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,
    /// Where the result goes
    #[command(flatten)]
    pub result: ResultArgs,
    /// How it looks
    #[command(flatten)]
    pub look: LookArgs,
}

/// Who runs when, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ScheduleArg {
    /// split with at least 4 usable CPUs, else turns
    Auto,
    /// one after another
    Turns,
    /// at once on the same cores
    Together,
    /// at once on disjoint cores
    Split,
}

fn lanes_help() -> String {
    let names = crate::lane::names();
    format!("Execution models, separated by commas: {names}; gil:4 gives one its own number of workers")
}

fn fault_help() -> String {
    let names = Fault::ALL.map(Fault::name).join(", ");
    format!(
        "Something that goes wrong with a worker process of the lanes pool and processes, really: {names}, each also with \
         a worker and a time from the first task, e.g. kill@2s, kill:1@500ms; poison:17 is a task that kills every worker. \
         May be given several times"
    )
}

fn fault(text: &str) -> Result<FaultPlan, String> {
    text.parse().map_err(|unknown: UnknownFault| unknown.to_string())
}

fn workload_help() -> String {
    format!("What is computed: {}", Kind::names())
}

fn seed_help() -> String {
    let names: Vec<&str> = Kind::ALL.iter().filter(|kind| kind.draws()).map(|kind| kind.name()).collect();
    format!("Seed of the tasks' arguments (default: 1; each race of {} draws one)", names.join(", "))
}

fn lane(text: &str) -> Result<LaneChoice, String> {
    let (kind, workers) = text.split_once(':').map_or((text, None), |(kind, n)| (kind, Some(n)));
    if crate::lane::by_kind(kind).is_none() {
        return Err(crate::race::PlanError::UnknownLane(kind.into()).to_string());
    }
    let number = |n: &str| {
        let accepted = 1..=MOST_WORKERS;
        n.parse().ok().filter(|n| accepted.contains(n)).ok_or_else(|| {
            format!("{n:?} is no number of workers; accepted is 1 to {MOST_WORKERS}, e.g. {kind}:4")
        })
    };
    Ok(LaneChoice { kind: kind.into(), workers: workers.map(number).transpose()? })
}

fn workload(name: &str) -> Result<Kind, String> {
    name.parse().map_err(|unknown: crate::workload::UnknownWorkload| unknown.to_string())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn lanes_may_bring_their_own_number_of_workers() {
        assert_eq!(lane("gil"), Ok(LaneChoice::of("gil")));
        assert_eq!(lane("gil:4"), Ok(LaneChoice { kind: "gil".into(), workers: Some(4) }));
        for wrong in ["gil:", "gil:0", "gil:x", "gil:4:5", "nonsense", ""] {
            assert!(lane(wrong).unwrap_err().contains("accepted"), "{wrong}");
        }
    }

    /// The help of a command on a terminal of 120 columns, in full or in short.
    fn help(command: &str, long: bool) -> String {
        let mut all = crate::cli::Cli::command().term_width(120);
        all.build();
        let command = all.find_subcommand_mut(command).expect("there is such a command");
        let help = if long { command.render_long_help() } else { command.render_help() };
        help.to_string()
    }

    #[test]
    fn the_help_of_race_and_scale_is_as_it_was() {
        insta::assert_snapshot!("the_long_help_of_a_race", help("race", true));
        insta::assert_snapshot!("the_short_help_of_a_race", help("race", false));
        insta::assert_snapshot!("the_long_help_of_a_sweep", help("scale", true));
    }
}
