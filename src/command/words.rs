//! Words that every text about the command line has to contain, for tests.

use clap::CommandFactory;

use crate::cli::Cli;

/// The names of all commands that are shown, and of all their options.
pub(super) fn words() -> Vec<String> {
    let mut command = Cli::command();
    command.build();
    let shown = command.get_subcommands().filter(|sub| !sub.is_hide_set() && sub.get_name() != "help");
    shown
        .flat_map(|sub| {
            let options =
                sub.get_arguments().filter(|arg| !arg.is_hide_set()).filter_map(|arg| arg.get_long());
            std::iter::once(sub.get_name().to_string()).chain(options.map(String::from)).collect::<Vec<_>>()
        })
        .collect()
}
