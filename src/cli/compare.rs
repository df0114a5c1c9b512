//! The options of `coreograph compare`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{ScalingResultArgs, ThemeArgs};
use crate::scaling::chart::Metric;
use crate::scaling::compare::Threshold;
use crate::scaling::figure::PanelName;

/// Choices of a comparison.
#[derive(Debug, Args)]
pub(crate) struct CompareArgs {
    /// Reports that coreograph scale --save wrote, numbers as scale --from takes them, or folders of them; the first is what
    /// the others are compared with. One alone is shown by itself, and - is standard input
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// A machine that was measured before, by its name in the library; may be given several times
    #[arg(long, help = with_help(), value_name = "NAME")]
    pub with: Vec<String>,
    /// What stands beside each other: each machine, or all machines with the same CPU as one (default: each machine, from
    /// nine on those with the same CPU)
    #[arg(long, value_enum, value_name = "WHAT")]
    pub by: Option<ByArg>,
    /// Compare what can be compared of reports that differ in their work, and mark it
    #[arg(long)]
    pub force: bool,
    /// Exit with 4 when a machine does less than RATIO times what the first does, e.g. 0.95: when the whole interval of the
    /// geometric mean over all curves lies below. RATIO or whole:RATIO is of whole machines, core:RATIO of one worker,
    /// scaling:RATIO of the speed-up with as many workers; may be given several times. Opens no screen
    #[arg(long, value_name = "[OF:]RATIO", value_parser = threshold)]
    pub fail_below: Vec<Threshold>,
    /// With --format csv: a line for each point of each machine instead of one for each ratio
    #[arg(long)]
    pub points: bool,
    /// With --format svg: these panels alone, separated by commas: a number, a lane, a workload, or LANE:WORKLOAD
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', value_parser = panel)]
    pub panel: Vec<PanelName>,
    /// With --format svg: these metrics alone
    #[arg(long, help = metric_help(), value_name = "NAME,…", value_delimiter = ',', value_parser = metric)]
    pub metric: Vec<Metric>,
    /// With --format svg: the width of the picture in pixels, which keeps its proportions (default: 440 for each panel in
    /// a row)
    #[arg(long, value_name = "PIXELS", value_parser = clap::value_parser!(u32).range(100..=20_000))]
    pub width: Option<u32>,
    /// With --format svg: neither title nor notes, for a caption of your own; axes and the names of the curves remain
    #[arg(long)]
    pub no_text: bool,
    /// Where the result goes
    #[command(flatten)]
    pub result: ScalingResultArgs,
    /// How it looks
    #[command(flatten)]
    pub theme_choice: ThemeArgs,
}

/// What stands beside each other, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ByArg {
    /// each machine
    Machine,
    /// all machines with the same CPU
    Cpu,
}

impl CompareArgs {
    /// Whether these arguments ask for a screen, where there is one: not for a file, another format or an exit code.
    pub(crate) fn wants_screen(&self) -> bool {
        let result = &self.result;
        !result.headless && result.output.is_none() && result.format == "text" && self.fail_below.is_empty()
    }
}

fn threshold(text: &str) -> Result<Threshold, String> {
    text.parse()
}

fn panel(text: &str) -> Result<PanelName, String> {
    text.parse()
}

fn metric(text: &str) -> Result<Metric, String> {
    Metric::by_word(text.trim()).ok_or_else(|| format!("accepted: {}", metric_words()))
}

fn metric_help() -> String {
    format!("With --format svg: these metrics alone, separated by commas: {}", metric_words())
}

fn metric_words() -> String {
    Metric::ALL.map(Metric::word).join(", ")
}

fn with_help() -> String {
    format!(
        "A machine that was measured before, by its name in the library: {}; may be given several times",
        crate::scaling::library::names()
    )
}
