//! The user's configuration folder, with `config.toml` and `themes`.
//!
//! `$XDG_CONFIG_HOME/coreograph` (XDG Base Directory Specification 0.8: an absolute path, or it counts as not set),
//! else `~/.config/coreograph`; on Windows `%APPDATA%\coreograph`.

use std::ffi::OsString;
use std::path::PathBuf;

/// The configuration folder, whether it exists or not; `None` where the environment names no home.
#[must_use]
pub fn folder() -> Option<PathBuf> {
    folder_of(std::env::var_os, cfg!(windows))
}

/// The configuration file, whether it exists or not.
#[must_use]
pub fn file() -> Option<PathBuf> {
    folder().map(|folder| folder.join("config.toml"))
}

fn folder_of(variable: impl Fn(&'static str) -> Option<OsString>, windows: bool) -> Option<PathBuf> {
    let path = |name| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let parent = if windows {
        path("APPDATA")?
    } else {
        let xdg = path("XDG_CONFIG_HOME").filter(|path| path.is_absolute());
        xdg.or_else(|| Some(path("HOME")?.join(".config")))?
    };
    Some(parent.join("coreograph"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_is_where_the_system_keeps_such() {
        let of = |set: &'static [(&str, &str)], windows| {
            folder_of(
                move |name| set.iter().find(|(n, _)| *n == name).map(|(_, v)| OsString::from(v)),
                windows,
            )
        };
        assert_eq!(of(&[("HOME", "/home/a")], false), Some("/home/a/.config/coreograph".into()));
        let both = &[("HOME", "/home/a"), ("XDG_CONFIG_HOME", "/etc/a")];
        assert_eq!(of(both, false), Some("/etc/a/coreograph".into()));
        let relative = &[("HOME", "/home/a"), ("XDG_CONFIG_HOME", "here")];
        assert_eq!(of(relative, false), Some("/home/a/.config/coreograph".into()));
        assert_eq!(of(&[("HOME", "")], false), None);
        assert_eq!(of(&[("HOME", "/home/a")], true), None);
        assert!(of(&[("APPDATA", "C:/a")], true).is_some());
    }
}
