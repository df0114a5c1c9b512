//! The options of `coreograph race`.

use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, ValueHint};

use super::listed::Listed;
use super::{LookArgs, ResultArgs};
use crate::race::Choices;
use crate::race::setting::{Arity, SETTINGS, Setting, default_of, set_all};

/// Choices of a race.
#[derive(Debug, Args)]
pub(crate) struct RaceArgs {
    /// The settings of the race.
    #[command(flatten)]
    pub settings: SettingArgs,
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

/// The values of the settings of a race, as text that has been checked: an option for each setting of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SettingArgs(Vec<(&'static str, Vec<String>)>);

impl SettingArgs {
    /// The choices.
    ///
    /// # Errors
    /// The values that are accepted, where one is not.
    pub(crate) fn choices(&self) -> Result<Choices, String> {
        let mut choices = Choices::default();
        for setting in SETTINGS {
            set_all(*setting, &mut choices, self.values(setting.flag()))?;
        }
        Ok(choices)
    }

    /// The values of one setting.
    #[must_use]
    pub(crate) fn values(&self, flag: &str) -> &[String] {
        self.0.iter().find(|(name, _)| *name == flag).map_or(&[], |(_, values)| values)
    }
}

impl Args for SettingArgs {
    fn augment_args(command: Command) -> Command {
        SETTINGS.iter().fold(command, |command, setting| command.arg(option(*setting)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for SettingArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let read = |setting: &&'static dyn Setting| {
            let values = matches.try_get_many::<String>(setting.flag());
            let values = values.map_err(|error| clap::Error::raw(ErrorKind::InvalidValue, error))?;
            Ok((setting.flag(), values.into_iter().flatten().cloned().collect()))
        };
        SETTINGS.iter().map(read).collect::<Result<_, _>>().map(Self)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// The option of a setting.
fn option(setting: &'static dyn Setting) -> Arg {
    let (flag, name) = (setting.flag(), setting.placeholder());
    let mut arg = Arg::new(flag).long(flag).value_name(name).help(setting.help());
    arg = match setting.arity() {
        Arity::One => arg.action(ArgAction::Set),
        Arity::Flag => {
            arg.action(ArgAction::Set).num_args(0..=1).require_equals(true).default_missing_value("yes")
        }
        Arity::List => arg.action(ArgAction::Append).value_delimiter(','),
        Arity::Repeated => arg.action(ArgAction::Append),
    };
    let read = move |text: &str| setting.check(text).map(|()| text.to_string());
    let (words, completed) = (setting.words(), setting.completed());
    arg = match (words.is_empty(), completed.is_empty()) {
        (true, true) => arg.value_parser(read),
        // Other values are read, too, and the help names these in its own words.
        (true, false) => arg.value_parser(Listed::new(completed, read)).hide_possible_values(true),
        (false, _) => arg.value_parser(Listed::new(words, read)),
    };
    if setting.names_a_file() {
        arg = arg.value_hint(ValueHint::FilePath);
    }
    if let Some(default) = default_of(setting) {
        arg = arg.default_value(default);
    }
    if let Some(other) = setting.excludes() {
        arg = arg.conflicts_with(other);
    }
    arg
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::*;
    use crate::event::Machine;
    use crate::race::setting::{Change, shown};
    use crate::settings::layers::variable;
    use crate::settings::template::template;
    use crate::ui::action::Action;
    use crate::ui::key::Key;
    use crate::ui::keys::action_of;
    use crate::ui::menu::menu;

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
        insta::assert_snapshot!("the_help_of_a_sweep", help("scale", false));
    }

    /// The table is the command line, the configuration file and the menu: a setting that is missing in one of them is
    /// not read from it.
    #[test]
    fn every_setting_is_an_option_a_key_of_the_file_and_a_group_of_the_menu() {
        let (help, template) = (help("race", true), template());
        let shown = shown(&Choices::default(), &Machine::with_cpus(2));
        let menu = menu(Ok(shown.clone()), Vec::new());
        let groups: Vec<&str> = (0..menu.count()).filter_map(|at| Some(menu.entry(at)?.group)).collect();
        for setting in SETTINGS {
            let flag = setting.flag();
            let (before, after) = if setting.arity() == Arity::Flag { ("[=", "]") } else { (" ", "") };
            let option = format!("--{flag}{before}<{}>{after}", setting.placeholder());
            assert!(help.contains(&option), "{option}");
            assert!(template.contains(&format!("\n#{flag} = ")), "{flag}");
            assert!(template.contains(&format!("# --{flag}, {}\n", variable(flag))), "{flag}");
            let adjustable = setting.adjustable();
            assert_eq!(
                shown.iter().any(|shown| shown.setting.flag() == flag),
                adjustable.is_some(),
                "{flag}"
            );
            assert!(adjustable.is_none_or(|setting| groups.contains(&setting.name())), "{flag}");
        }
        for (flag, keys) in
            shown.iter().filter_map(|shown| Some((shown.setting.flag(), shown.setting.keys()?)))
        {
            for key in keys.steps {
                let action = key.key.chars().next().map(Key::Char).and_then(action_of);
                assert_eq!(action, Some(Action::Change(Change::step(flag, key.step))), "{flag}");
            }
        }
    }

    #[test]
    fn what_is_not_given_is_as_in_a_race_without_settings() {
        let none = crate::cli::Cli::try_parse_from(["coreograph"]).expect("nothing is wrong with it");
        assert_eq!(none.race.settings.choices(), Ok(Choices::default()));
    }
}
