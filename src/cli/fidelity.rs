//! The options of `coreograph fidelity`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::TypedValueParser;
use clap::{Args, ValueEnum};

use super::LookArgs;
use super::listed::Listed;
use super::values::format_parser;
use crate::fidelity::check::{FAMILIES, choose, names};
use crate::fidelity::report::FORMATS;
use crate::race::MOST_REPETITIONS;

/// Choices of a fidelity run.
#[derive(Debug, Args)]
pub(crate) struct FidelityArgs {
    /// The essential checks only, and short: under 30 s
    #[arg(long)]
    pub quick: bool,
    /// Repetitions of every check (default: 5; of a quick look as many as fit, at most 5)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_REPETITIONS)))]
    pub reps: Option<u32>,
    /// A Python interpreter, by path or by name on PATH; may be given several times (default: python3)
    #[arg(long, value_name = "PATH")]
    pub python: Vec<OsString>,
    /// What is checked
    #[arg(long, help = checks_help(), value_name = "NAME,…", value_delimiter = ',', value_parser = check_parser(), hide_possible_values = true)]
    pub checks: Vec<String>,
    /// What the simulated lock stands on: the platform's own mutex and condition variable, as CPython's (native); those of
    /// Rust's standard library (std); or a lock on each, side by side (both)
    #[arg(long, value_enum, default_value_t = PrimitiveArg::Native)]
    pub primitive: PrimitiveArg,
    /// Seed of the order in which they take turns
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// How the result is written
    #[arg(long, help = format_help(), value_name = "FORMAT", default_value = "text", value_parser = format_parser(&FORMATS), hide_possible_values = true)]
    pub format: String,
    /// Write the result to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Neither colours nor a bar: progress is a line a second on standard error
    #[arg(long)]
    pub headless: bool,
    /// Exit with 3 when the result carries doubts
    #[arg(long)]
    pub strict: bool,
    /// How it looks
    #[command(flatten)]
    pub look: LookArgs,
}

/// Primitives, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PrimitiveArg {
    /// the platform's own
    Native,
    /// those of Rust's standard library
    Std,
    /// a lock on each
    Both,
}

fn checks_help() -> String {
    format!(
        "What is checked, separated by commas: {}, or a single check such as slice-5ms-2 (default: all)",
        FAMILIES.join(", ")
    )
}

fn format_help() -> String {
    format!("How the result is written: {}", FORMATS.names())
}

fn check_parser() -> impl TypedValueParser<Value = String> {
    Listed::new(names().into_iter().map(|name| (name, "")), check)
}

fn check(name: &str) -> Result<String, String> {
    choose(&[name.into()], false).map(|_| name.into()).map_err(|unknown| unknown.to_string())
}
