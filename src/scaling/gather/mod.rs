//! Reports from files and folders: a comparison needs one static file per machine. Numbers of another program are reports,
//! too.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::file::FileError;
use super::imported::{self, stem};
use super::report::Report;
use crate::input;

/// Reports, and files that were skipped.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    /// Reports with the stem of their file, for those without a machine name.
    pub reports: Vec<(String, Report)>,
    /// Files of folders that are no reports.
    pub passed_over: Vec<FileError>,
}

/// Reason why no reports were gathered.
#[derive(Debug, thiserror::Error)]
pub(crate) enum GatherError {
    /// A file that was named is no report.
    #[error(transparent)]
    File(#[from] FileError),
    /// A folder that cannot be listed.
    #[error("cannot read the folder {}: {source}", path.display())]
    Folder {
        /// Path of the folder.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// Standard input was named more than once, and can be read only once.
    #[error("- is standard input, which can be one report only")]
    Twice,
    /// A folder without reports.
    #[error("{}: there is no report in this folder; coreograph scale --save FILE.json writes one{hint}", path.display())]
    Empty {
        /// Path of the folder.
        path: PathBuf,
        /// Error of the first file that might have been a report.
        hint: String,
    },
}

/// Reads these files, and all files of these folders whose names end in `.json`, by name.
///
/// # Errors
/// When a file that was named is no report, or a folder has none.
pub(crate) fn gather(paths: &[PathBuf]) -> Result<Gathered, GatherError> {
    if paths.iter().filter(|path| input::is_stream(path)).count() > 1 {
        return Err(GatherError::Twice);
    }
    let mut gathered = Gathered::default();
    for path in paths {
        // `-` may be the name of a folder, too; ./- means that one.
        if !input::is_stream(path) && path.is_dir() {
            folder(path, &mut gathered)?;
        } else {
            gathered.reports.push((stem(path), imported::read_any(path)?));
        }
    }
    Ok(gathered)
}

fn folder(path: &Path, gathered: &mut Gathered) -> Result<(), GatherError> {
    let unread = |source| GatherError::Folder { path: path.into(), source };
    let mut files = Vec::new();
    for entry in fs::read_dir(path).map_err(unread)? {
        files.push(entry.map_err(unread)?.path());
    }
    files.retain(|file| file.extension().is_some_and(|ending| ending == "json") && !file.is_dir());
    files.sort();
    let (before, mut wrong) = (gathered.reports.len(), Vec::new());
    for file in files {
        match imported::read_any(&file) {
            Ok(report) => gathered.reports.push((stem(&file), report)),
            Err(error) => wrong.push(error),
        }
    }
    if gathered.reports.len() == before {
        let hint = wrong.first().map(|error| format!(" ({error})")).unwrap_or_default();
        return Err(GatherError::Empty { path: path.into(), hint });
    }
    gathered.passed_over.append(&mut wrong);
    Ok(())
}

#[cfg(test)]
mod tests;
