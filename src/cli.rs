//! What was typed.
//!
//! Only the shape is checked here, value by value; what the values mean together is decided in
//! [`crate::settings`].

mod fidelity;

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::event::{Fault, FaultPlan, UnknownFault};
use crate::lane::MOST_WORKERS;
use crate::race::{LaneChoice, MOST_TASKS};
use crate::report::FORMATS;
use crate::workload::Kind;

pub use fidelity::{FidelityArgs, PrimitiveArg};

/// More tasks than this at a time are a mistake of typing.
const LARGEST_CHUNK: u32 = 1_000_000;

/// Watch the same work run under several execution models.
#[derive(Debug, Parser)]
#[command(
    name = "coreograph",
    version,
    about = "Watch the same work run under several execution models: one thread, threads under a \
             Python-style lock, worker processes",
    after_help = "Without a command: the dashboard, threads under one lock against worker processes.\n\
                  Without a terminal on standard output every command runs headless.",
    args_conflicts_with_subcommands = true
)]
pub struct Cli {
    /// What to do; a race when nothing is said.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// The race's choices.
    #[command(flatten)]
    pub race: RaceArgs,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Race lanes against each other, on the dashboard or headless
    Race(RaceArgs),
    /// Play a recording
    Replay(ReplayArgs),
    /// Make a picture of a recording
    Export(ExportArgs),
    /// The simulated GIL beside the CPython found here
    Fidelity(FidelityArgs),
    /// A worker process, started by the pool
    #[command(hide = true)]
    Worker,
    /// A child that a worker leaves behind, on demand
    #[command(hide = true)]
    Linger,
    /// A client that a worker serves, started by the worker
    #[command(hide = true)]
    EchoClient {
        /// The port of the loopback interface on which the worker listens
        port: u16,
        /// How many connections it makes
        #[arg(default_value_t = 1)]
        lines: u16,
    },
}

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

/// Where a result goes, and how it is written.
#[derive(Debug, Args)]
pub struct ResultArgs {
    /// No dashboard: the result on standard output, progress on standard error
    #[arg(long)]
    pub headless: bool,
    /// Exit with 3 when the result carries doubts
    #[arg(long)]
    pub strict: bool,
    /// How the result is written
    #[arg(long, help = format_help(), value_name = "FORMAT", default_value = "text", value_parser = format_name)]
    pub format: String,
    /// Write the result to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// How the dashboard looks.
#[derive(Debug, Args)]
pub struct LookArgs {
    /// Draw with ASCII characters only (default where the locale is not UTF-8)
    #[arg(long)]
    pub ascii: bool,
    /// Rehearse a crash of the dashboard after so many milliseconds
    #[arg(long, value_name = "MS", hide = true)]
    pub crash_after: Option<u64>,
}

/// Playing a recording.
#[derive(Debug, Args)]
pub struct ReplayArgs {
    /// The recording, made with --record
    pub file: PathBuf,
    /// How fast: 2 is twice as fast as it happened, 0.5 half as fast
    #[arg(long, value_name = "X", default_value_t = 1.0, value_parser = speed)]
    pub speed: f64,
    /// Where the result goes
    #[command(flatten)]
    pub result: ResultArgs,
    /// How it looks
    #[command(flatten)]
    pub look: LookArgs,
}

/// Making a picture.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The recording, made with --record
    pub file: PathBuf,
    /// What to make
    #[arg(long, value_enum)]
    pub to: ExportKind,
    /// The moment shown, in seconds from the start (default: the end)
    #[arg(long, value_name = "T", value_parser = moment)]
    pub at: Option<f64>,
    /// Columns and rows of the screen, e.g. 120x40
    #[arg(long, value_name = "WxH", default_value = "120x40", value_parser = screen_size)]
    pub size: (u16, u16),
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// What an export makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportKind {
    /// A picture of the dashboard
    Svg,
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

fn format_help() -> String {
    format!("How the result is written: {}", formats())
}

fn formats() -> String {
    FORMATS.iter().map(|f| f.name()).collect::<Vec<_>>().join(", ")
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

/// A number of workers for each lane.
pub(crate) fn workers(text: &str) -> Result<u16, String> {
    let accepted = 1..=MOST_WORKERS;
    text.parse().ok().filter(|n| accepted.contains(n)).ok_or_else(|| format!("accepted: 1 to {MOST_WORKERS}"))
}

/// Tasks handed to a worker at a time.
pub(crate) fn chunk(text: &str) -> Result<u32, String> {
    text.parse()
        .ok()
        .filter(|n| (1..=LARGEST_CHUNK).contains(n))
        .ok_or_else(|| format!("accepted: 1 to {LARGEST_CHUNK}"))
}

fn workload(name: &str) -> Result<Kind, String> {
    name.parse().map_err(|unknown: crate::workload::UnknownWorkload| unknown.to_string())
}

fn format_name(name: &str) -> Result<String, String> {
    if FORMATS.iter().any(|f| f.name() == name) {
        Ok(name.into())
    } else {
        Err(format!("accepted: {}", formats()))
    }
}

pub(crate) fn seconds(text: &str) -> Result<f64, String> {
    number(text, 0.01, 3600.0).ok_or_else(|| "accepted: seconds from 0.01 to 3600".into())
}

fn speed(text: &str) -> Result<f64, String> {
    number(text, 0.01, 1000.0).ok_or_else(|| "accepted: a factor from 0.01 to 1000".into())
}

fn moment(text: &str) -> Result<f64, String> {
    number(text, 0.0, 1e6).ok_or_else(|| "accepted: seconds from the start, 0 or more".into())
}

fn number(text: &str, least: f64, most: f64) -> Option<f64> {
    text.parse().ok().filter(|n| (least..=most).contains(n))
}

/// A number of units, or of bytes with a binary prefix: `20000`, `64MiB`.
pub(crate) fn size(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let scale = match &text[digits.len()..] {
        "" => Some(1),
        "KiB" => Some(1 << 10),
        "MiB" => Some(1 << 20),
        "GiB" => Some(1 << 30),
        _ => None,
    };
    let number = digits.parse::<u64>().ok().filter(|number| *number >= 1);
    number.zip(scale).and_then(|(number, scale)| number.checked_mul(scale)).ok_or_else(|| {
        "accepted: a whole number from 1 on, also in KiB, MiB or GiB, e.g. 20000 or 64MiB".into()
    })
}

/// A switch interval with its unit: `5ms`, `500us`, `1s`.
pub(crate) fn duration(text: &str) -> Result<Duration, String> {
    let accepted = "accepted: a time from 1us to 10s with its unit, e.g. 5ms, 500us, 1s";
    time(text, 1e-6, 10.0).ok_or_else(|| accepted.into())
}

fn deadline(text: &str) -> Result<Duration, String> {
    let accepted = "accepted: a time from 10ms to 3600s with its unit, e.g. 500ms, 2s";
    time(text, 1e-2, 3600.0).ok_or_else(|| accepted.into())
}

/// A length of time with its unit, from `least` to `most` seconds.
fn time(text: &str, least: f64, most: f64) -> Option<Duration> {
    let digits = text.trim_end_matches(char::is_alphabetic);
    let scale = match &text[digits.len()..] {
        "us" | "µs" => 1e-6,
        "ms" => 1e-3,
        "s" => 1.0,
        _ => return None,
    };
    let seconds = digits.parse::<f64>().ok()? * scale;
    Duration::try_from_secs_f64(seconds).ok().filter(|_| (least..=most).contains(&seconds))
}

fn screen_size(text: &str) -> Result<(u16, u16), String> {
    let side = |text: &str| text.parse().ok().filter(|n| (1..=1000).contains(n));
    text.split_once('x')
        .and_then(|(w, h)| Some((side(w)?, side(h)?)))
        .ok_or_else(|| "accepted: columns x rows, each from 1 to 1000, e.g. 120x40".into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn durations_carry_their_unit() {
        assert_eq!(duration("5ms"), Ok(Duration::from_millis(5)));
        assert_eq!(duration("0.5ms"), Ok(Duration::from_micros(500)));
        assert_eq!(duration("500us"), Ok(Duration::from_micros(500)));
        assert_eq!(duration("500µs"), Ok(Duration::from_micros(500)));
        assert_eq!(duration("1s"), Ok(Duration::from_secs(1)));
        for wrong in ["5", "ms", "", "-5ms", "5m", "0us", "11s", "NaNs", "infs"] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn sizes_may_carry_a_binary_prefix() {
        assert_eq!(size("20000"), Ok(20_000));
        assert_eq!(size("4KiB"), Ok(4096));
        assert_eq!((size("64MiB"), size("2GiB")), (Ok(64 << 20), Ok(2 << 30)));
        for wrong in
            ["", "0", "0MiB", "MiB", "-1", "1.5MiB", "64MB", "64 MiB", "1mib", "99999999999999GiB", "1µ"]
        {
            assert!(size(wrong).unwrap_err().contains("64MiB"), "{wrong}");
        }
    }

    #[test]
    fn lanes_may_bring_their_own_number_of_workers() {
        assert_eq!(lane("gil"), Ok(LaneChoice::of("gil")));
        assert_eq!(lane("gil:4"), Ok(LaneChoice { kind: "gil".into(), workers: Some(4) }));
        for wrong in ["gil:", "gil:0", "gil:x", "gil:4:5", "nonsense", ""] {
            assert!(lane(wrong).unwrap_err().contains("accepted"), "{wrong}");
        }
    }

    #[test]
    fn numbers_of_workers_and_chunks_have_bounds() {
        assert_eq!((workers("1024"), chunk("1000000")), (Ok(1024), Ok(1_000_000)));
        for wrong in ["0", "-1", "x", "", "1.5", "2000000"] {
            assert_eq!(workers(wrong), Err("accepted: 1 to 1024".into()));
            assert_eq!(chunk(wrong), Err("accepted: 1 to 1000000".into()));
        }
    }

    #[test]
    fn a_screen_has_columns_and_rows() {
        assert_eq!(screen_size("120x40"), Ok((120, 40)));
        for wrong in ["120", "x", "0x0", "120x", "120x40x3", "99999x1"] {
            assert!(screen_size(wrong).is_err(), "{wrong}");
        }
    }
}
