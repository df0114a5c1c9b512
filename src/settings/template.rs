//! The configuration file that `coreograph config` writes: every setting with its meaning and its default, taken from
//! the command line's own definitions, and all of them commented out.

use std::fmt::Write as _;

use clap::builder::PossibleValue;
use clap::{Arg, ArgAction, Command, CommandFactory};

use super::layers::{COMMANDS, options, variable};
use crate::cli::Cli;
use crate::text::wrap::block;

/// Width of comments.
const WIDTH: usize = 100;

const HEAD: &str = "\
# Settings of Coreograph. What stands here counts unless an environment variable says otherwise, and that unless it is
# typed as an option. Every line with # is a comment; remove the # before a key to set it. The values here are the
# defaults, and \"\" stands for a default that depends on the circumstances.
#
# What is wrong in here is complained about, with its line, and left out: the program starts in any case.

# For every command that knows the setting.
";

/// The text of the file.
#[must_use]
pub(crate) fn template() -> String {
    let command = Cli::command();
    let commands: Vec<&Command> = COMMANDS.iter().filter_map(|name| command.find_subcommand(name)).collect();
    let mut out = HEAD.to_string();
    let mut general: Vec<&str> = Vec::new();
    for (key, arg) in commands.iter().flat_map(|command| options(command)) {
        if !general.contains(&key) && is_general(&commands, key, arg) {
            general.push(key);
            entry(&mut out, key, arg);
        }
    }
    for command in &commands {
        let own: Vec<(&str, &Arg)> = options(command).filter(|(key, _)| !general.contains(key)).collect();
        if !own.is_empty() {
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            let _ = write!(out, "\n\n# {about}.\n[{}]\n", command.get_name());
            for (key, arg) in own {
                entry(&mut out, key, arg);
            }
        }
    }
    out
}

/// Whether several commands have the option, with the same meaning in all.
fn is_general(commands: &[&Command], key: &str, arg: &Arg) -> bool {
    let same: Vec<bool> = commands
        .iter()
        .filter_map(|command| options(command).find(|(long, _)| *long == key))
        .map(|(_, other)| about(other) == about(arg))
        .collect();
    same.len() > 1 && same.iter().all(|same| *same)
}

fn about(arg: &Arg) -> String {
    arg.get_long_help().or(arg.get_help()).map(ToString::to_string).unwrap_or_default()
}

fn entry(out: &mut String, key: &str, arg: &Arg) {
    out.push('\n');
    comment(out, &about(arg));
    let named = |value: &&PossibleValue| !value.is_hide_set() && !arg.is_hide_possible_values_set();
    for value in arg.get_possible_values().iter().filter(named) {
        if let Some(help) = value.get_help().filter(|_| !is_flag(arg)) {
            comment(out, &format!("- {}: {help}", value.get_name()));
        }
    }
    // Writing into a String cannot fail.
    let _ = writeln!(out, "# --{key}, {}\n#{key} = {}", variable(key), default(arg));
}

fn is_flag(arg: &Arg) -> bool {
    matches!(arg.get_action(), ArgAction::SetTrue)
}

fn default(arg: &Arg) -> String {
    if is_flag(arg) {
        return "false".into();
    }
    let values = arg.get_default_values().iter().map(|value| value.to_string_lossy());
    let text = values.collect::<Vec<_>>().join(",");
    if text.parse::<f64>().is_ok() { text } else { format!("{text:?}") }
}

/// A comment, wrapped at words.
fn comment(out: &mut String, text: &str) {
    let words: Vec<&str> = text.split_whitespace().collect();
    out.push_str(&block(&words.join(" "), WIDTH, "# ", "# "));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width::width;

    #[test]
    fn every_setting_is_in_it_once_for_each_meaning() {
        insta::assert_snapshot!(template());
    }

    #[test]
    fn no_line_is_wider_than_a_screen() {
        assert!(template().lines().all(|line| width(line) <= 120));
    }
}
