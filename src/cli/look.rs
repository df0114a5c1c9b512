//! Options of results and of the look of the dashboard, the same for every command.

use std::path::PathBuf;

use clap::Args;
use clap::builder::TypedValueParser;

use super::listed::Listed;
use super::values::format_parser;
use crate::report::FORMATS;
use crate::text::nearest::question;
use crate::ui::Page;
use crate::ui::theme::built_in;

/// Where a result goes, and how it is written.
#[derive(Debug, Args)]
pub(crate) struct ResultArgs {
    /// No dashboard: the result on standard output, progress on standard error
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

/// How the dashboard looks.
#[derive(Debug, Args)]
pub(crate) struct LookArgs {
    /// The view it begins with
    #[arg(long, help = view_help(), value_name = "VIEW", default_value = "race", value_parser = view_parser(), hide_possible_values = true)]
    pub view: Page,
    /// What it is drawn with
    #[command(flatten)]
    pub theme_choice: ThemeArgs,
}

/// What a screen is drawn with.
#[derive(Debug, Args)]
pub(crate) struct ThemeArgs {
    /// What it looks like
    #[arg(long, help = theme_help(), value_name = "NAME", value_parser = theme_parser(), hide_possible_values = true)]
    pub theme: Option<String>,
    /// Few words and large figures, for a projector
    #[arg(long)]
    pub present: bool,
    /// Draw with ASCII characters only (default where the locale is not UTF-8)
    #[arg(long)]
    pub ascii: bool,
    /// Rehearse a crash of the dashboard after so many milliseconds
    #[arg(long, value_name = "MS", hide = true)]
    pub crash_after: Option<u64>,
}

pub(super) fn theme_help() -> String {
    let names = built_in::TEXTS.map(|(name, _)| name).join(", ");
    format!(
        "What it looks like: {names}, one of your own, or the path of a theme's file (default: {})",
        built_in::USUAL
    )
}

pub(super) fn view_help() -> String {
    format!("The view that is drawn, on a screen the first one: {}", view_names())
}

fn view_names() -> String {
    Page::ALL.map(Page::name).join(", ")
}

/// The parser of a theme's name, or of the path of its file: which there are is known later.
pub(super) fn theme_parser() -> impl TypedValueParser<Value = String> {
    let words = built_in::TEXTS.map(|(name, _)| (name, ""));
    Listed::new(words, |name: &str| Ok::<_, String>(name.into()))
}

/// The parser of a page.
pub(super) fn view_parser() -> impl TypedValueParser<Value = Page> {
    Listed::new(Page::ALL.map(|page| (page.name(), page.about())), view)
}

/// A page by its name or its number.
fn view(text: &str) -> Result<Page, String> {
    let numbered = text.parse().ok().and_then(Page::by_number);
    numbered.or_else(|| Page::by_name(text)).ok_or_else(|| {
        let (question, names) = (question(text, Page::ALL.map(Page::name)), view_names());
        format!("{question}accepted: {names}, or a number from 0 to {}", Page::last_number())
    })
}

fn format_help() -> String {
    format!("How the result is written: {}", FORMATS.names())
}
