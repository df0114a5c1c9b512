//! `coreograph config`: the configuration file, from the command line's own definitions.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;

use super::error::CommandError;
use super::output::{self, cannot_write};
use crate::cli::ConfigArgs;
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

#[cfg(test)]
mod tests {
    use super::*;

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
