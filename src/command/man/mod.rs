//! `coreograph man`: a man page for the program, and one for each command.

use std::fs;
use std::path::Path;

use clap::CommandFactory;
use clap_mangen::Man;

use super::error::CommandError;
use super::output::{self, cannot_write};
use crate::cli::{Cli, ManArgs};
use crate::text::escape::visible;
use crate::text::words::counted;

/// A man page.
struct Page {
    /// The command; `None` for the page of the program.
    command: Option<String>,
    /// The name of its file: `coreograph-race.1`.
    file: String,
    /// Arguments of `man`: the page, or the folder of all pages.
    text: Vec<u8>,
}

/// Writes a page to standard output, or all of them into a folder.
pub(super) fn run(args: &ManArgs) -> Result<u8, CommandError> {
    let pages =
        pages().map_err(|error| CommandError::System(format!("cannot make the man pages: {error}")))?;
    if let Some(folder) = &args.dir {
        write(&pages, folder)?;
        let count = u32::try_from(pages.len()).unwrap_or(u32::MAX);
        let said = format!("{} written to {}", counted(count, "page"), folder.display());
        output::write(&(visible(&said).into_owned() + "\n"), None)?;
        return Ok(0);
    }
    let text = pages.iter().find(|page| page.command == args.command).map(|page| page.text.as_slice());
    output::write(&String::from_utf8_lossy(text.unwrap_or_default()), None)?;
    Ok(0)
}

fn write(pages: &[Page], folder: &Path) -> Result<(), CommandError> {
    fs::create_dir_all(folder).map_err(|error| CommandError::Input(cannot_write(folder, &error)))?;
    for page in pages {
        let file = folder.join(&page.file);
        fs::write(&file, &page.text).map_err(|error| CommandError::Input(cannot_write(&file, &error)))?;
    }
    Ok(())
}

/// All pages: the program's, then those of the commands.
fn pages() -> std::io::Result<Vec<Page>> {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let shown = command.get_subcommands().filter(|sub| !sub.is_hide_set());
    let each = shown.map(|sub| (Some(sub.get_name().to_string()), sub.clone()));
    let all = std::iter::once((None, command.clone())).chain(each);
    let source = format!("coreograph {}", command.get_version().unwrap_or_default());
    all.map(|(command, definition)| {
        let man = Man::new(definition).source(source.clone()).manual("Coreograph");
        let (file, mut text) = (man.get_filename(), Vec::new());
        man.render(&mut text)?;
        Ok(Page { command, file, text })
    })
    .collect()
}

#[cfg(test)]
mod tests;
