//! The user's configuration folder, with `config.toml` and `themes`.
//!
//! `$XDG_CONFIG_HOME/coreograph` (XDG Base Directory Specification 0.8: an absolute path, or it counts as not set),
//! else `~/.config/coreograph`.

use std::ffi::OsString;
use std::path::PathBuf;

/// The configuration folder, whether it exists or not; `None` where the environment names no home.
#[must_use]
pub(crate) fn folder() -> Option<PathBuf> {
    folder_of(std::env::var_os)
}

/// The configuration file, whether it exists or not.
#[must_use]
pub(crate) fn file() -> Option<PathBuf> {
    folder().map(|folder| folder.join("config.toml"))
}

fn folder_of(variable: impl Fn(&'static str) -> Option<OsString>) -> Option<PathBuf> {
    let path = |name| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let xdg = path("XDG_CONFIG_HOME").filter(|path| path.is_absolute());
    let parent = xdg.or_else(|| Some(path("HOME")?.join(".config")))?;
    Some(parent.join("coreograph"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_is_where_the_system_keeps_such() {
        let of = |set: &'static [(&str, &str)]| {
            folder_of(move |name| set.iter().find(|(n, _)| *n == name).map(|(_, v)| OsString::from(v)))
        };
        assert_eq!(of(&[("HOME", "/home/a")]), Some("/home/a/.config/coreograph".into()));
        let both = &[("HOME", "/home/a"), ("XDG_CONFIG_HOME", "/etc/a")];
        assert_eq!(of(both), Some("/etc/a/coreograph".into()));
        let relative = &[("HOME", "/home/a"), ("XDG_CONFIG_HOME", "here")];
        assert_eq!(of(relative), Some("/home/a/.config/coreograph".into()));
        assert_eq!(of(&[("HOME", "")]), None);
    }
}
