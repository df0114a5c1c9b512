//! This program's own file, and what a process started from it owes to the one that started it.

use std::io;
use std::path::PathBuf;

/// The program that worker processes and clients run: this one. On Linux the link stays right when the file is
/// replaced meanwhile.
///
/// # Errors
/// When the system does not tell.
pub fn this() -> io::Result<PathBuf> {
    let link = PathBuf::from("/proc/self/exe");
    if cfg!(target_os = "linux") && link.exists() {
        return Ok(link);
    }
    std::env::current_exe()
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
        // Without it one that is stopped stays until somebody lets it go on.
        let _ = rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::CONT));
    }
}
