//! Child processes: killing one with all that it started, describing its end, reading its lines.

use std::io::{self, BufRead, BufReader, Read};
use std::process::{Child, ExitStatus};

/// Kills a child that leads a process group, and everything else in that group.
pub(crate) fn kill_group(child: &mut Child) {
    if let Some(pid) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) {
        // One that has ended already is no error.
        let _ = rustix::process::kill_process_group(pid, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
}

/// Whether a child was stopped by a signal (true), or continued (false), since the last call.
#[must_use]
pub(crate) fn was_stopped(pid: rustix::process::Pid) -> Option<bool> {
    use rustix::process::{WaitId, WaitIdOptions, waitid};
    let changes = WaitIdOptions::STOPPED | WaitIdOptions::CONTINUED | WaitIdOptions::NOHANG;
    waitid(WaitId::Pid(pid), changes).ok().flatten().map(|status| status.stopped())
}

/// Whether a child has ended. It is not waited for: until then its number and that of its group stay its own.
#[must_use]
pub(crate) fn has_ended(pid: rustix::process::Pid) -> bool {
    use rustix::process::{WaitId, WaitIdOptions, waitid};
    let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
    !matches!(waitid(WaitId::Pid(pid), options), Ok(None))
}

/// Description of an end whose exit status the system does not report.
pub(crate) const UNKNOWN: &str = "an unknown status";

/// Description of an exit status that may follow *ended with*: `exit 0`, `signal 9 (SIGKILL)`, `an unknown status`.
#[must_use]
pub(crate) fn describe(status: &io::Result<ExitStatus>) -> String {
    let status = match status {
        Ok(status) => status,
        Err(error) => return format!("{UNKNOWN} ({error})"),
    };
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(status) {
        return match signal_name(signal) {
            Some(name) => format!("signal {signal} ({name})"),
            None => format!("signal {signal}"),
        };
    }
    status.code().map_or_else(|| status.to_string(), |code| format!("exit {code}"))
}

/// The name of a signal that ends processes, by this system's own numbers.
fn signal_name(number: i32) -> Option<&'static str> {
    use rustix::process::Signal;
    let names = [
        (Signal::HUP, "SIGHUP"),
        (Signal::INT, "SIGINT"),
        (Signal::QUIT, "SIGQUIT"),
        (Signal::ILL, "SIGILL"),
        (Signal::ABORT, "SIGABRT"),
        (Signal::BUS, "SIGBUS"),
        (Signal::FPE, "SIGFPE"),
        (Signal::KILL, "SIGKILL"),
        (Signal::SEGV, "SIGSEGV"),
        (Signal::PIPE, "SIGPIPE"),
        (Signal::TERM, "SIGTERM"),
        (Signal::XCPU, "SIGXCPU"),
        (Signal::SYS, "SIGSYS"),
    ];
    names.into_iter().find(|(signal, _)| signal.as_raw() == number).map(|(_, name)| name)
}

/// Longest line that is passed on whole, in bytes.
const LONGEST_LINE: u64 = 16 << 10;

/// Reads lines until there are no more, or until `take` returns false.
pub(crate) fn read_lines(input: impl Read, mut take: impl FnMut(String) -> bool) {
    let mut input = BufReader::new(input);
    let mut line = Vec::new();
    while matches!(input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line), Ok(n) if n > 0) {
        let text = String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r']).to_string();
        if !take(text) {
            return;
        }
        line.clear();
    }
}

#[cfg(test)]
mod tests;
