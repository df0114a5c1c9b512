//! This program's own file, and what a process started from it owes to the one that started it.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

/// Where Linux shows the file of each process to itself.
const LINK: &str = "/proc/self/exe";

/// The program that worker processes and clients run: this one. On Linux the link stays right when the file is
/// replaced meanwhile; where `/proc` is not mounted, it is the file that this program was called by.
///
/// # Errors
/// When neither the system nor the name that this program was called by tells.
pub fn this() -> io::Result<PathBuf> {
    let link = PathBuf::from(LINK);
    if cfg!(target_os = "linux") && link.exists() {
        return Ok(link);
    }
    std::env::current_exe().or_else(|error| {
        let called = std::env::args_os().next();
        called.and_then(|name| called_by(&name, std::env::var_os("PATH").as_deref())).ok_or(error)
    })
}

/// The same for those who can do without it as long as no process is started: where it is not known, starting one fails
/// with the name of the link that is missing.
#[must_use]
pub fn this_or_link() -> PathBuf {
    this().unwrap_or_else(|_| PathBuf::from(LINK))
}

/// The file that a program of this name is, as a shell finds it: by its path, or in a folder of `search`.
fn called_by(name: &OsStr, search: Option<&OsStr>) -> Option<PathBuf> {
    let named = Path::new(name);
    let file = if named.components().nth(1).is_some() {
        named.to_path_buf()
    } else {
        let folders = std::env::split_paths(search?);
        folders.map(|folder| folder.join(named)).find(|file| file.is_file())?
    };
    // Whole, since workers may run elsewhere.
    file.is_file().then(|| file.canonicalize()).and_then(Result::ok)
}

/// Asks the kernel to end this process when the thread that started it ends. Where the kernel cannot do that,
/// and if the parent has gone already, the end of what it reads says so.
pub fn leave_with_parent() {
    #[cfg(target_os = "linux")]
    {
        // Without it the end of the input is still noticed; nothing is lost but a few microseconds.
        let _ = rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL));
    }
}

/// Asks the kernel to let this process go on, should it be stopped, when the thread that started it ends: so that it
/// notices the end of what it reads, and leaves with everything it started itself. A signal that kills would be too
/// quick for that.
pub fn go_on_when_parent_ends() {
    #[cfg(target_os = "linux")]
    {
        // Without it one that is stopped stays until it is continued.
        let _ = rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::CONT));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_found_by_the_name_it_was_called_by() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("tool");
        std::fs::write(&file, "").unwrap();
        let whole = file.canonicalize().unwrap();
        let found =
            |name: &str, search: Option<&Path>| called_by(OsStr::new(name), search.map(Path::as_os_str));
        assert_eq!(found(file.to_str().unwrap(), None), Some(whole.clone()), "by its path");
        assert_eq!(found("tool", Some(folder.path())), Some(whole), "in a folder of PATH");
        assert_eq!(found("other", Some(folder.path())), None);
        assert_eq!(found("tool", None), None);
        assert_eq!(found("", Some(folder.path())), None);
        assert_eq!(found("/no/such/tool", None), None);
    }
}
