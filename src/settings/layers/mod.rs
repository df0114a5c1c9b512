//! Layers of a setting: the configuration file, above it the environment, above that the command line.
//!
//! The command line's own definitions are the one source of truth. A key of the file is an option's long name, a
//! variable is `COREOGRAPH_` and that name; a value is checked by the option's own parser and then becomes its
//! default. An invalid one is reported and left out, so the program starts in any case; only an error on the command
//! line ends it, as usual.
//!
//! An option that excludes another (`--seconds` and `--size`) does so across the layers: one on the command line
//! overrides the other in the file.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command, CommandFactory, FromArgMatches};

use super::check::{accepted, refusal};
use super::home;
use crate::cli::Cli;
use crate::text::nearest::question_after;
use crate::toml_document::{Diagnostic, TomlDocument, TomlEntry};
use crate::ui::theme::theme_store::text;

/// Prefix of the program's environment variables.
pub(crate) const PREFIX: &str = "COREOGRAPH_";

/// Commands whose options are settings. Those that set the program up take their options from the command line alone.
pub(crate) const COMMANDS: [&str; 8] =
    ["race", "scale", "compare", "tour", "replay", "export", "fidelity", "doctor"];

/// The command line, resolved from all layers.
#[derive(Debug)]
pub(crate) struct Resolved {
    /// The command with its options.
    pub cli: Cli,
    /// Errors in file and environment.
    pub diagnostics: Vec<Diagnostic>,
    /// The configuration file, where it exists.
    pub file: Option<PathBuf>,
    /// Place that named the theme, if not the command line: the file with its line, or the variable.
    pub theme_at: Option<(String, Option<usize>)>,
}

/// Environment variables with our prefix.
pub(crate) type Variables = Vec<(String, OsString)>;

/// This process's variables with our prefix. An empty one counts as unset.
#[must_use]
pub(crate) fn variables() -> Variables {
    let ours = |(name, value): (OsString, OsString)| {
        let name = name.into_string().ok().filter(|name| name.starts_with(PREFIX))?;
        (!value.is_empty()).then_some((name, value))
    };
    std::env::vars_os().filter_map(ours).collect()
}

/// Reads `arguments`, the first of which is the program's name, and the layers below.
///
/// # Errors
/// When the command line is not accepted, or asks for help: clap's error.
pub(crate) fn read(arguments: &[OsString], variables: &Variables) -> Result<Resolved, clap::Error> {
    read_by(&Cli::command(), arguments, variables)
}

/// The same with this command line, which differs from the program's only in its looks.
pub(super) fn read_by(
    command: &Command,
    arguments: &[OsString],
    variables: &Variables,
) -> Result<Resolved, clap::Error> {
    let typed = lenient(command.clone()).try_get_matches_from(arguments)?;
    let (name, typed) = typed.subcommand().unwrap_or(("race", &typed));
    if !COMMANDS.contains(&name) {
        let cli = Cli::from_arg_matches(&command.clone().try_get_matches_from(arguments)?)?;
        return Ok(Resolved { cli, diagnostics: Vec::new(), file: None, theme_at: None });
    }
    let mut diagnostics = Vec::new();
    let (file, written) = file(typed, variables, &mut diagnostics);
    let place = file.as_deref().map(|file| file.display().to_string()).unwrap_or_default();
    let mut layers = Layers { command, name, place, diagnostics };
    let mut settings = layers.of_file(&written);
    settings.extend(layers.of_environment(variables));
    let settings = settled(command, name, typed, settings);
    let matches = with(command.clone(), name, &settings).try_get_matches_from(arguments)?;
    let cli = Cli::from_arg_matches(&matches)?;
    let theme = settings.into_iter().rev().find(|setting| setting.key == "theme");
    let theme_at = theme.map(|setting| (setting.place, setting.line));
    Ok(Resolved { cli, diagnostics: layers.diagnostics, file, theme_at })
}

/// The command line without required arguments, to see what was typed before the other layers are known.
fn lenient(command: Command) -> Command {
    command.mut_subcommands(|command| {
        command.mut_args(|arg| if arg.is_positional() { arg } else { arg.required(false) })
    })
}

/// The configuration file and its content. One that was named has to exist.
fn file(
    typed: &ArgMatches,
    variables: &Variables,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Option<PathBuf>, TomlDocument) {
    let named = typed.get_one::<PathBuf>("config").cloned();
    let named = named.or_else(|| value(variables, "config").map(PathBuf::from));
    let Some(path) = named.clone().or_else(home::file) else { return (None, TomlDocument::default()) };
    if named.is_none() && !path.exists() {
        return (None, TomlDocument::default());
    }
    let place = path.display().to_string();
    match text(&path) {
        Ok(text) => {
            let written = TomlDocument::read(&place, &text);
            diagnostics.extend(written.diagnostics.iter().cloned());
            (Some(path), written)
        }
        Err(reason) => {
            diagnostics.push(Diagnostic::about(&place, reason));
            (None, TomlDocument::default())
        }
    }
}

fn value<'a>(variables: &'a Variables, option: &str) -> Option<&'a OsStr> {
    let wanted = variable(option);
    variables.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.as_os_str())
}

/// Name of an option's variable.
#[must_use]
pub(crate) fn variable(option: &str) -> String {
    format!("{PREFIX}{}", option.to_uppercase().replace('-', "_"))
}

/// The options of a command that are settings.
pub(crate) fn options(command: &Command) -> impl Iterator<Item = (&str, &Arg)> {
    let settable =
        |arg: &&Arg| !arg.is_hide_set() && !["config", "help", "version"].contains(&arg.get_id().as_str());
    command.get_arguments().filter(settable).filter_map(|arg| Some((arg.get_long()?, arg)))
}

fn option<'a>(command: &'a Command, name: &str, key: &str) -> Option<&'a Arg> {
    let command = command.find_subcommand(name)?;
    options(command).find(|(long, _)| *long == key).map(|(_, arg)| arg)
}

/// Layer of a setting; the later wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Layer {
    /// The file, for all commands.
    General,
    /// The file, for this command.
    Section,
    Environment,
    Typed,
}

/// Accepted values of an option.
#[derive(Debug)]
struct Setting {
    key: String,
    layer: Layer,
    values: Vec<String>,
    /// Its origin: the file or the variable, and the line.
    place: String,
    line: Option<usize>,
}

/// Reads the layers below what was typed, and collects the diagnostics.
struct Layers<'a> {
    command: &'a Command,
    /// Name of the command.
    name: &'a str,
    /// Path of the configuration file.
    place: String,
    diagnostics: Vec<Diagnostic>,
}

impl Layers<'_> {
    fn of_file(&mut self, written: &TomlDocument) -> Vec<Setting> {
        for (section, line) in &written.sections {
            if !COMMANDS.contains(&section.as_str()) {
                let question = question_after(section, COMMANDS);
                let message =
                    format!("[{section}] is no section{question}accepted are [{}]", COMMANDS.join("], ["));
                self.diagnostics.push(Diagnostic::at(&self.place, *line, message));
            }
        }
        written.entries.iter().filter_map(|entry| self.of_entry(entry)).collect()
    }

    fn of_entry(&mut self, entry: &TomlEntry) -> Option<Setting> {
        let (layer, commands) = match entry.section.as_deref() {
            None => (Layer::General, COMMANDS.as_slice()),
            Some(section) => {
                let known = COMMANDS.iter().position(|name| *name == section)?;
                (Layer::Section, &COMMANDS[known..=known])
            }
        };
        let found: Vec<(&str, &Arg)> = commands
            .iter()
            .filter_map(|name| Some((*name, option(self.command, name, &entry.key)?)))
            .collect();
        let Some((_, first)) = found.first() else {
            self.report_diagnostics(entry, &unknown(self.command, commands, &entry.key));
            return None;
        };
        // One name may have different meanings in different commands: then it has to suit one of them.
        let checked = found.iter().map(|(name, arg)| (*name, accepted(arg, &entry.values)));
        let (mine, others): (Vec<_>, Vec<_>) = checked.partition(|(name, _)| *name == self.name);
        match mine.into_iter().next() {
            Some((_, Ok(values))) => {
                let (key, place) = (entry.key.clone(), self.place.clone());
                Some(Setting { key, layer, values, place, line: Some(entry.line) })
            }
            mine => {
                if !others.iter().any(|(_, checked)| checked.is_ok()) {
                    let reason =
                        mine.map(|(_, checked)| checked).or(others.into_iter().next().map(|(_, c)| c));
                    if let Some(Err(reason)) = reason {
                        self.report_diagnostics(entry, &refusal(&entry.key, &entry.values, first, &reason));
                    }
                }
                None
            }
        }
    }

    fn report_diagnostics(&mut self, entry: &TomlEntry, message: &str) {
        self.diagnostics.push(Diagnostic::at(&self.place, entry.line, message));
    }

    fn of_environment(&mut self, variables: &Variables) -> Vec<Setting> {
        let mut settings = Vec::new();
        for (name, value) in variables {
            let known = |command: &str| {
                let command = self.command.find_subcommand(command)?;
                options(command).find(|(long, _)| variable(long) == *name)
            };
            let Some((key, arg)) = known(self.name) else {
                let other = COMMANDS.iter().any(|command| known(command).is_some());
                if !other && *name != variable("config") {
                    self.diagnostics.push(Diagnostic::about(
                        name,
                        "this variable is no setting; accepted is COREOGRAPH_ and the \
                        name of an option, e.g. COREOGRAPH_SWITCH_INTERVAL",
                    ));
                }
                continue;
            };
            let values = [value.to_string_lossy().into_owned()];
            match accepted(arg, &values) {
                Ok(values) => {
                    let (key, layer, place) = (key.into(), Layer::Environment, name.clone());
                    settings.push(Setting { key, layer, values, place, line: None });
                }
                // One name may have different meanings in different commands.
                Err(reason) if !self.suits_another(key, &values) => {
                    self.diagnostics.push(Diagnostic::about(name, refusal(key, &values, arg, &reason)));
                }
                Err(_) => {}
            }
        }
        settings
    }

    fn suits_another(&self, key: &str, values: &[String]) -> bool {
        let options = COMMANDS.iter().filter_map(|name| option(self.command, name, key));
        options.into_iter().any(|arg| accepted(arg, values).is_ok())
    }
}

fn unknown(command: &Command, commands: &[&str], key: &str) -> String {
    let mut keys: Vec<&str> = Vec::new();
    for command in commands.iter().filter_map(|name| command.find_subcommand(name)) {
        for (long, _) in options(command) {
            if !keys.contains(&long) {
                keys.push(long);
            }
        }
    }
    let question = question_after(key, keys.iter().copied());
    format!("{key} is no setting{question}accepted are {}", keys.join(", "))
}

/// The effective settings: of each option that of the highest layer, and none that a higher layer excludes.
fn settled(command: &Command, name: &str, typed: &ArgMatches, settings: Vec<Setting>) -> Vec<Setting> {
    let Some(command) = command.find_subcommand(name) else { return Vec::new() };
    let was_typed = |key: &str| {
        let arg = options(command).find(|(long, _)| *long == key).map(|(_, arg)| arg);
        arg.is_some_and(|arg| typed.value_source(arg.get_id().as_str()) == Some(ValueSource::CommandLine))
    };
    let layer_of = |key: &str| {
        if was_typed(key) {
            return Some(Layer::Typed);
        }
        settings.iter().filter(|setting| setting.key == key).map(|setting| setting.layer).max()
    };
    let excluded = |setting: &Setting| {
        rivals(command, &setting.key).any(|rival| layer_of(rival).is_some_and(|layer| layer > setting.layer))
    };
    let counts: Vec<bool> = settings
        .iter()
        .map(|setting| layer_of(&setting.key) == Some(setting.layer) && !excluded(setting))
        .collect();
    settings.into_iter().zip(counts).filter_map(|(setting, counts)| counts.then_some(setting)).collect()
}

/// The options that exclude this one, or that it excludes.
fn rivals<'a>(command: &'a Command, key: &str) -> impl Iterator<Item = &'a str> {
    let excludes =
        |a: &Arg, b: &Arg| command.get_arg_conflicts_with(a).iter().any(|rival| rival.get_id() == b.get_id());
    let this = options(command).find(|(long, _)| *long == key).map(|(_, arg)| arg);
    let rival = move |arg: &Arg| this.is_some_and(|this| excludes(this, arg) || excludes(arg, this));
    options(command).filter(move |(_, arg)| rival(arg)).map(|(long, _)| long)
}

/// The command line with these settings as defaults.
fn with(command: Command, name: &str, settings: &[Setting]) -> Command {
    let set = |arg: Arg| {
        let setting = settings.iter().rev().find(|setting| Some(setting.key.as_str()) == arg.get_long());
        let Some(setting) = setting else { return arg };
        let off = matches!(arg.get_action(), ArgAction::SetTrue) && setting.values == ["false"];
        if off || setting.values.is_empty() {
            return arg;
        }
        arg.required(false).default_values(setting.values.clone())
    };
    let command = command.mut_subcommand(name, |command| command.mut_args(set));
    // Without a command a race is run, too.
    if name == "race" { command.mut_args(set) } else { command }
}

/// Default path of the configuration file, whether it exists or not.
#[must_use]
pub(crate) fn usual_file() -> Option<PathBuf> {
    home::file()
}

/// The folder of the user's themes beside the configuration file.
#[must_use]
pub(crate) fn themes(file: Option<&Path>) -> Option<PathBuf> {
    let beside = file.and_then(Path::parent).map(Path::to_path_buf);
    home::folder().or(beside).map(|folder| folder.join("themes"))
}

#[cfg(test)]
mod tests;
