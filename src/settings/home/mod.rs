//! The user's folders (XDG Base Directory Specification 0.8: an absolute path, or it counts as not set).
//!
//! | folder | else | holds |
//! | --- | --- | --- |
//! | `$XDG_CONFIG_HOME/coreograph` | `~/.config/coreograph` | `config.toml`, `themes` |
//! | `$XDG_DATA_HOME/coreograph` | `~/.local/share/coreograph` | `takes`: this machine's recordings of the tour; `started`: the dashboard has been opened before |

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// The configuration folder, whether it exists or not; `None` where the environment names no home.
#[must_use]
pub(crate) fn folder() -> Option<PathBuf> {
    folder_of(std::env::var_os, "XDG_CONFIG_HOME", ".config")
}

/// The folder of this machine's takes, whether it exists or not; `None` where the environment names no home.
#[must_use]
pub(crate) fn takes() -> Option<PathBuf> {
    folder_of(std::env::var_os, "XDG_DATA_HOME", ".local/share").map(|folder| folder.join("takes"))
}

/// Whether the dashboard is opened for the first time, as far as is known; from now on it is not. Where that cannot be
/// kept, it is not the first time either: nobody is to be greeted each time.
#[must_use]
pub(crate) fn is_first_start() -> bool {
    folder_of(std::env::var_os, "XDG_DATA_HOME", ".local/share").is_some_and(|folder| is_first_in(&folder))
}

fn is_first_in(folder: &Path) -> bool {
    // Fails where the file is there already, and where it cannot be made.
    fs::create_dir_all(folder).and_then(|()| fs::File::create_new(folder.join("started"))).is_ok()
}

/// The configuration file, whether it exists or not.
#[must_use]
pub(crate) fn file() -> Option<PathBuf> {
    folder().map(|folder| folder.join("config.toml"))
}

/// The folder below that of the variable `xdg`, or below `usual` in the home.
fn folder_of(
    variable: impl Fn(&'static str) -> Option<OsString>,
    xdg: &'static str,
    usual: &str,
) -> Option<PathBuf> {
    let path = |name| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let xdg = path(xdg).filter(|path| path.is_absolute());
    let parent = xdg.or_else(|| Some(path("HOME")?.join(usual)))?;
    Some(parent.join("coreograph"))
}

#[cfg(test)]
mod tests;
