//! The options of `coreograph replay` and `coreograph export`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::look::{theme_help, theme_parser, view_help, view_parser};
use super::values::{hold, moment, screen_size, speed};
use super::{LookArgs, ResultArgs};
use crate::ui::Page;

/// Playing a recording.
#[derive(Debug, Args)]
pub(crate) struct ReplayArgs {
    /// The recording, made with --record; - is standard input
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

/// Making a picture, or one that moves.
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// The recording, made with --record; - is standard input
    pub file: PathBuf,
    /// What to make
    #[arg(long, value_enum)]
    pub to: ExportKind,
    /// The moment shown, in seconds from the start (default: the end); of an animation the last one
    #[arg(long, value_name = "T", value_parser = moment)]
    pub at: Option<f64>,
    /// Of an animation the first moment, in seconds from the start (default: 0)
    #[arg(long, value_name = "T", value_parser = moment)]
    pub from: Option<f64>,
    /// Of an animation the number of frames a second (default: 4)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=30))]
    pub fps: Option<u8>,
    /// How fast an animation goes: 2 is twice as fast as it happened (default: 1)
    #[arg(long, value_name = "X", value_parser = speed)]
    pub speed: Option<f64>,
    /// How long the last frame of an animation stands, in seconds: a frame at least (default: 4)
    #[arg(long, value_name = "S", value_parser = hold)]
    pub hold: Option<f64>,
    /// Columns and rows of the screen, e.g. 120x40
    #[arg(long, value_name = "WxH", default_value = "120x40", value_parser = screen_size)]
    pub size: (u16, u16),
    /// Which view is drawn
    #[arg(long, help = view_help(), value_name = "VIEW", default_value = "race", value_parser = view_parser(), hide_possible_values = true)]
    pub view: Page,
    /// Few words and large figures, for a projector
    #[arg(long)]
    pub present: bool,
    /// What it looks like
    #[arg(long, help = theme_help(), value_name = "NAME", value_parser = theme_parser(), hide_possible_values = true)]
    pub theme: Option<String>,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// What an export makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportKind {
    /// A picture of the dashboard
    Svg,
    /// The dashboard in motion, as an SVG without a script: it begins again and again
    Animation,
}
