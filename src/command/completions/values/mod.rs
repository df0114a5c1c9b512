//! The values that can be completed, from the command line's own definitions.

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, ArgAction, Command};

/// The values of an option, or of the argument of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Values {
    /// The names of the program and the command.
    pub path: Vec<String>,
    /// The option with its dashes; `None` for the argument of a command.
    pub option: Option<String>,
    /// The values.
    pub words: Vec<String>,
    /// Whether several can be given, separated by commas.
    pub is_list: bool,
}

impl Values {
    /// The word before a value: the option, else the command.
    pub(super) fn before(&self) -> &str {
        self.option.as_deref().or(self.path.last().map(String::as_str)).unwrap_or_default()
    }
}

/// The same command line without what is hidden. The values of a list have no explanations there, since not every shell can
/// show them in a list, and names of values are without signs that are part of a shell's grammar: `clap_complete` writes
/// them into zsh's specifications as they are.
pub(super) fn shown(command: &Command) -> Command {
    let mut shown = Command::new(command.get_name().to_string());
    if let Some(about) = command.get_about() {
        shown = shown.about(about.clone());
    }
    if let Some(version) = command.get_version() {
        shown = shown.version(version.to_string());
    }
    let args =
        command.get_arguments().filter(|arg| !arg.is_hide_set()).cloned().map(plainly_named).map(|arg| {
            let words = words(&arg);
            if is_list(&arg) && !words.is_empty() {
                arg.value_parser(PossibleValuesParser::new(words))
            } else {
                arg
            }
        });
    let commands = command.get_subcommands().filter(|command| !command.is_hide_set()).map(self::shown);
    shown.args(args).subcommands(commands)
}

/// The argument with plain names of its values: `FILE.py:FUNCTION` is `FILE.py-FUNCTION`, `'WORDS {N}'` is `WORDS N`.
fn plainly_named(arg: Arg) -> Arg {
    let Some(names) = arg.get_value_names() else { return arg };
    let plain = |name: &str| -> String {
        let kept = name.chars().filter(|c| c.is_alphanumeric() || " ,.-_=…:".contains(*c));
        kept.map(|c| if c == ':' { '-' } else { c }).collect()
    };
    let names: Vec<String> = names.iter().map(|name| plain(name)).collect();
    arg.value_names(names)
}

/// All values of a command line that can be completed.
pub(super) fn values(command: &Command) -> Vec<Values> {
    let mut all = Vec::new();
    collect(command, &[], &mut all);
    all
}

fn collect(command: &Command, above: &[String], all: &mut Vec<Values>) {
    let path = [above, &[command.get_name().to_string()]].concat();
    let valued = |arg: &&Arg| matches!(arg.get_action(), ArgAction::Set | ArgAction::Append);
    for arg in command.get_arguments().filter(valued) {
        let words = words(arg);
        if !words.is_empty() {
            let option = arg.get_long().map(|long| format!("--{long}"));
            all.push(Values { path: path.clone(), option, words, is_list: is_list(arg) });
        }
    }
    for command in command.get_subcommands().filter(|command| command.get_name() != "help") {
        collect(command, &path, all);
    }
}

fn words(arg: &Arg) -> Vec<String> {
    let shown = arg.get_value_parser().possible_values().into_iter().flatten();
    let shown = shown.filter(|value: &PossibleValue| !value.is_hide_set());
    shown.map(|value| value.get_name().to_string()).collect()
}

fn is_list(arg: &Arg) -> bool {
    arg.get_value_delimiter() == Some(',')
}

#[cfg(test)]
mod tests;
