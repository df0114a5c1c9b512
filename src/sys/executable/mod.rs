//! Programs by their name, as a shell finds them: a name with a slash in it is a path, any other is looked up in the folders
//! of `PATH`.

use std::ffi::OsStr;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// Reason why there is no program of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NotFound {
    /// A path that leads nowhere.
    Missing,
    /// A path that leads to a folder.
    Folder,
    /// A file without the permission to execute it; of a name, the first in the folders that were searched.
    Locked(PathBuf),
    /// A name that is in none of the folders.
    Nowhere,
}

/// The program with this name; `search` is the value of `PATH`.
///
/// # Errors
/// When it is not there or not executable.
pub(crate) fn find(name: &str, search: Option<&OsStr>) -> Result<PathBuf, NotFound> {
    if name.contains('/') {
        let file = PathBuf::from(name);
        return match file.metadata() {
            Err(_) => Err(NotFound::Missing),
            Ok(found) if found.is_dir() => Err(NotFound::Folder),
            Ok(_) if !is_executable(&file) => Err(NotFound::Locked(file)),
            Ok(_) => Ok(file),
        };
    }
    let files = || search.into_iter().flat_map(std::env::split_paths).map(|folder| folder.join(name));
    let locked = || files().find(|file| file.is_file()).map_or(NotFound::Nowhere, NotFound::Locked);
    files().find(|file| is_executable(file)).ok_or_else(locked)
}

/// Whether this is a file that may be executed.
#[must_use]
pub(crate) fn is_executable(file: &Path) -> bool {
    file.metadata().is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

#[cfg(test)]
mod tests;
