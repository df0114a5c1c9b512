//! The options of `coreograph scale`.

use std::path::PathBuf;
use std::time::Duration;

use clap::builder::TypedValueParser;
use clap::{Args, ValueHint};

use super::ThemeArgs;
use super::command::CommandArgs;
use super::listed::Listed;
use super::values::{checked, format_parser};
use crate::lane::{self, LANES, MOST_WORKERS};
use crate::race::setting::call::{Call, Over};
use crate::race::setting::lanes::Lanes;
use crate::race::setting::workload::Workload;
use crate::race::setting::{Setting, chunk, default_of, switch_interval, typed};
use crate::race::{MOST_REPETITIONS, MOST_TASKS};
use crate::scaling::output::FORMATS;
use crate::text::nearest::question;
use crate::workload::Kind;

/// Choices of a sweep.
#[derive(Debug, Args)]
pub(crate) struct ScaleArgs {
    /// Execution models, separated by commas
    #[arg(long, help = lanes_help(), value_name = "LANE,…", value_delimiter = ',', default_value = "pool,threads,gil", value_parser = lane_parser(), hide_possible_values = true)]
    pub lanes: Vec<String>,
    /// What they compute
    #[arg(long, alias = "workload", help = workloads_help(), value_name = "NAME,…", value_delimiter = ',', default_value = "primes,mandelbrot,triad", value_parser = workload_parser(), hide_possible_values = true)]
    pub workloads: Vec<Kind>,
    /// A Python function of yours in their place: FILE.py:FUNCTION or MODULE:FUNCTION; its arguments come from --over,
    /// else it is given the task's number (lanes by default: py-threads, py-pool)
    #[arg(long, value_name = "FILE.py:FUNCTION", conflicts_with_all = ["workloads", "size"], value_parser = checked::<Call>, value_hint = ValueHint::FilePath)]
    pub call: Option<String>,
    /// A Python expression that gives the list of arguments of --call, one a task, as of Pool.map
    #[arg(long, value_name = "EXPR", requires = "call", conflicts_with = "tasks", value_parser = checked::<Over>)]
    pub over: Option<String>,
    /// Each value of --over is the tuple of a call's arguments, as of Pool.starmap
    #[arg(long, requires = "call")]
    pub star: bool,
    /// A command of yours in their place
    #[command(flatten)]
    pub command: CommandArgs,
    /// Numbers of workers, separated by commas; 1 is always among them (default: 1, 2, 4 … and as many as there are usable
    /// CPUs)
    #[arg(long, value_name = "N,…", value_delimiter = ',', value_parser = workers)]
    pub workers: Vec<u32>,
    /// Every number of workers up to that of the usable CPUs
    #[arg(long, conflicts_with = "workers")]
    pub all: bool,
    /// Let the work grow with the workers: N times the tasks for N of them
    #[arg(long)]
    pub weak: bool,
    /// Repetitions of every point (default: 5)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_REPETITIONS)))]
    pub reps: Option<u32>,
    /// The time it may take, e.g. 60s, 10m; what is left after the repetitions goes to points whose median is not known
    /// within 2 % (default: as long as the repetitions take)
    #[arg(long, value_name = "T", value_parser = typed::budget)]
    pub budget: Option<Duration>,
    /// Number of tasks, of each workload (default: fixed for each, so that machines can be compared)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_TASKS)))]
    pub tasks: Option<u32>,
    /// Size of each task, in the workload's unit (default: fixed for each)
    #[arg(long, value_name = "S", value_parser = typed::size)]
    pub size: Option<u64>,
    /// Tasks handed to a worker at a time
    #[arg(long, help = chunk_help(), value_name = "N", value_parser = typed::chunk)]
    pub chunk: Option<u32>,
    /// Seed of the tasks' arguments and of the order of runs
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// How long a thread may keep the lock while another waits, e.g. 5ms, 500us, 1s
    #[arg(long, help = switch_interval::HELP, value_name = "T", default_value = usual(&switch_interval::SwitchInterval), value_parser = typed::duration)]
    pub switch_interval: Duration,
    /// The Python interpreter of the py- lanes (default: python3)
    #[arg(long, value_name = "PATH")]
    pub python: Option<String>,
    /// Name of this machine in the report (default: its host name; of --from the host's name in the file, else the
    /// file's name)
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Save the report, with every raw run, for coreograph compare; written after every run
    #[arg(long, value_name = "FILE")]
    pub save: Option<PathBuf>,
    /// Go on with a sweep that was interrupted, and save it in the same file; --reps and --budget may be larger than they were
    #[arg(long, value_name = "FILE", conflicts_with_all = ["lanes", "workloads", "call", "over", "star", "command", "workers", "all", "weak", "tasks", "size", "chunk", "seed", "switch_interval", "python", "name"])]
    pub resume: Option<PathBuf>,
    /// Measure nothing: take numbers of another program, with the same analysis. CSV (n,value or n,value,value…: N and the
    /// seconds of its runs), the JSON of hyperfine --export-json with a parameter N, or that of Google Benchmark; - is
    /// standard input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with_all = ["lanes", "workloads", "call", "over", "star", "command", "workers", "all", "weak", "tasks", "size", "chunk", "seed", "switch_interval", "python", "reps", "budget", "resume"])]
    pub from: Option<PathBuf>,
    /// Where the result goes
    #[command(flatten)]
    pub result: ScalingResultArgs,
    /// How it looks
    #[command(flatten)]
    pub theme_choice: ThemeArgs,
}

impl ScaleArgs {
    /// Whether these arguments ask for a screen, where there is one: numbers of another program have none to wait for, so
    /// not for a file or another format of them.
    pub(crate) fn wants_screen(&self) -> bool {
        let result = &self.result;
        let shown = self.from.is_none() || (result.output.is_none() && result.format == "text");
        !result.headless && shown
    }
}

/// Where a result goes, and how it is written.
#[derive(Debug, Args)]
pub(crate) struct ScalingResultArgs {
    /// No screen: the result on standard output, progress on standard error
    #[arg(long)]
    pub headless: bool,
    /// Exit with 3 when the result carries doubts
    #[arg(long)]
    pub strict: bool,
    /// How the result is written
    #[arg(long, help = format_help(), value_name = "FORMAT", default_value = "text", value_parser = format_parser(&FORMATS), hide_possible_values = true)]
    pub format: String,
    /// Write the result to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// The default of a setting that a race has, too.
fn usual(setting: &dyn Setting) -> String {
    default_of(setting).unwrap_or_default()
}

fn lanes_help() -> String {
    format!("Execution models, separated by commas: {}", lane::names())
}

fn workloads_help() -> String {
    format!("What they compute, separated by commas: {}", Kind::names())
}

fn format_help() -> String {
    format!("How the result is written: {}", FORMATS.names())
}

fn chunk_help() -> String {
    format!("{} (default: 1; for --call as Pool.map does, the list in four chunks a worker)", chunk::HELP)
}

fn lane_parser() -> impl TypedValueParser<Value = String> {
    Listed::new(Lanes.completed(), lane)
}

fn workload_parser() -> impl TypedValueParser<Value = Kind> {
    Listed::new(Workload.completed(), workload)
}

fn workers(text: &str) -> Result<u32, String> {
    typed::whole(text.trim(), 1..=i64::from(MOST_WORKERS))
}

fn lane(name: &str) -> Result<String, String> {
    let kinds = LANES.iter().map(|lane| lane.kind());
    let found = lane::by_kind(name).map(|lane| lane.kind().into());
    found.ok_or_else(|| format!("{}accepted: {}", question(name, kinds), lane::names()))
}

fn workload(name: &str) -> Result<Kind, String> {
    let names = Kind::ALL.iter().map(|kind| kind.name());
    name.parse().map_err(|_| format!("{}accepted: {}", question(name, names), Kind::names()))
}

#[cfg(test)]
mod tests;
