//! `coreograph config`, `completions` and `man`: output from the command line's own definitions.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;

use clap::CommandFactory;

use super::error::CommandError;
use super::output::{self, cannot_write};
use crate::cli::{Cli, CompletionsArgs, ConfigArgs};
use crate::input::is_stream;
use crate::settings::{home, template::template};
use crate::text::escape::visible;

/// Writes the configuration file. An existing one stays, unless `--force` is given.
pub(super) fn config(args: &ConfigArgs) -> Result<u8, CommandError> {
    let file = args.output.clone().or_else(home::file).ok_or_else(|| {
        CommandError::Input(
            "there is no home to write to: set HOME or XDG_CONFIG_HOME, or say --output FILE".into(),
        )
    })?;
    if is_stream(&file) {
        output::write(&template(), None)?;
        return Ok(0);
    }
    write(&file, &template(), args.force)?;
    let said = format!("{} is written: every setting is in it, commented out", file.display());
    output::write(&(visible(&said).into_owned() + "\n"), None)?;
    Ok(0)
}

fn write(file: &Path, text: &str, force: bool) -> Result<(), CommandError> {
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(|error| CommandError::Input(cannot_write(folder, &error)))?;
    }
    let mut options = File::options();
    options.write(true);
    if force {
        options.create(true).truncate(true)
    } else {
        options.create_new(true)
    };
    let written = options.open(file).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => CommandError::Input(format!(
            "{} is there already, and stays as it is; --force writes over it, --output - writes to standard output",
            file.display()
        )),
        _ => CommandError::Input(cannot_write(file, &error)),
    })
}

/// Writes the completions for a shell to standard output.
pub(super) fn completions(args: &CompletionsArgs) -> Result<u8, CommandError> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "coreograph", &mut text);
    output::write(&String::from_utf8_lossy(&text), None)?;
    Ok(0)
}

/// Writes the man page to standard output: the program, and after it each command.
pub(super) fn man() -> Result<u8, CommandError> {
    let text = pages().map_err(|error| CommandError::System(format!("cannot make the man page: {error}")))?;
    output::write(&String::from_utf8_lossy(&text), None)?;
    Ok(0)
}

fn pages() -> std::io::Result<Vec<u8>> {
    let mut command = Cli::command();
    command.build();
    let page = clap_mangen::Man::new(command.clone()).section("1");
    let mut out = Vec::new();
    page.render_title(&mut out)?;
    page.render_name_section(&mut out)?;
    page.render_synopsis_section(&mut out)?;
    page.render_description_section(&mut out)?;
    page.render_subcommands_section(&mut out)?;
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set() && sub.get_name() != "help") {
        writeln!(out, ".SH \"COREOGRAPH {}\"", sub.get_name().to_uppercase())?;
        let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
        writeln!(out, "{about}.")?;
        let mut options = Vec::new();
        clap_mangen::Man::new(sub.clone()).render_options_section(&mut options)?;
        // Its options stand under its own heading.
        let options = String::from_utf8_lossy(&options).replacen(".SH OPTIONS\n", "", 1);
        out.write_all(options.as_bytes())?;
    }
    page.render_extra_section(&mut out)?;
    page.render_version_section(&mut out)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::ValueEnum;

    /// The names of all commands that are shown, and of all their options.
    fn words() -> Vec<String> {
        let mut command = Cli::command();
        command.build();
        let shown = command.get_subcommands().filter(|sub| !sub.is_hide_set() && sub.get_name() != "help");
        shown
            .flat_map(|sub| {
                let options =
                    sub.get_arguments().filter(|arg| !arg.is_hide_set()).filter_map(|arg| arg.get_long());
                std::iter::once(sub.get_name().to_string())
                    .chain(options.map(String::from))
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    #[test]
    fn the_man_page_names_every_command_and_every_option() {
        let page = String::from_utf8(pages().unwrap()).unwrap().replace("\\-", "-");
        for word in words() {
            assert!(page.contains(&word), "{word}");
        }
        assert!(page.starts_with(".ie") && !page.contains("crash-after") && !page.contains("echo-client"));
    }

    #[test]
    fn completions_of_every_shell_name_every_command_and_every_option() {
        for shell in clap_complete::Shell::value_variants() {
            let mut text = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "coreograph", &mut text);
            let text = String::from_utf8(text).unwrap();
            for word in words() {
                assert!(text.contains(&word), "{shell}: {word}");
            }
        }
    }

    #[test]
    fn a_configuration_that_is_there_stays() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a/b/config.toml");
        write(&file, "one", false).unwrap();
        let refused = write(&file, "two", false).unwrap_err();
        assert!(refused.to_string().contains("--force") && refused.exit_code() == 2, "{refused}");
        assert_eq!(fs::read_to_string(&file).unwrap(), "one");
        write(&file, "tw", true).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "tw");
    }
}
