//! This program's own file, and ways for a process started from it to end with its parent.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

/// Link under which Linux shows each process its own file.
const LINK: &str = "/proc/self/exe";

/// The program that worker processes and clients run: this one. On Linux the link stays right when the file is
/// replaced meanwhile; where `/proc` is not mounted, it is the file by which this program was started.
///
/// # Errors
/// When neither the system nor the name under which this program was started leads to it.
pub(crate) fn this() -> io::Result<PathBuf> {
    let link = PathBuf::from(LINK);
    if cfg!(target_os = "linux") && link.exists() {
        return Ok(link);
    }
    std::env::current_exe().or_else(|error| {
        let called = std::env::args_os().next();
        called.and_then(|name| called_by(&name, std::env::var_os("PATH").as_deref())).ok_or(error)
    })
}

/// The same for callers that start no process or only later: where the program is not known, starting it fails with
/// the name of the missing link.
#[must_use]
pub(crate) fn this_or_link() -> PathBuf {
    this().unwrap_or_else(|_| PathBuf::from(LINK))
}

/// The command line of this program, its name first. What is not UTF-8 in it has the replacement character.
#[must_use]
pub(crate) fn command_line() -> Vec<String> {
    std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect()
}

/// The file of a program with this name, as a shell finds it: by its path, or in a folder of `search`.
fn called_by(name: &OsStr, search: Option<&OsStr>) -> Option<PathBuf> {
    let named = Path::new(name);
    let file = if named.components().nth(1).is_some() {
        named.to_path_buf()
    } else {
        let folders = std::env::split_paths(search?);
        folders.map(|folder| folder.join(named)).find(|file| file.is_file())?
    };
    // An absolute path, since workers may run elsewhere.
    file.is_file().then(|| file.canonicalize()).and_then(Result::ok)
}

/// Makes the kernel end this process when the thread that started it ends. Where the kernel cannot do that, and if
/// the parent has gone already, the end of its input has the same effect.
pub(crate) fn leave_with_parent() {
    #[cfg(target_os = "linux")]
    {
        // Without it the end of the input is still detected; nothing is lost but a few microseconds.
        let _ = rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL));
    }
}

/// Makes the kernel continue this process, if it is stopped, when the thread that started it ends: so that it detects
/// the end of its input, and ends everything it started itself. A signal that kills would be too quick for that.
pub(crate) fn go_on_when_parent_ends() {
    #[cfg(target_os = "linux")]
    {
        // Without it a stopped process stays until it is continued.
        let _ = rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::CONT));
    }
}

#[cfg(test)]
mod tests;
