//! Origin of a measurement that begins now.

use std::path::Path;

use super::fingerprint;
use crate::date;
use crate::event::{Machine, Origin};
use crate::sys::program;

/// Time, command line and machine of a measurement that begins now. Takes some milliseconds at most.
#[must_use]
pub(crate) fn origin(machine: &Machine) -> Origin {
    let fingerprint = fingerprint::read(Path::new("/"), machine);
    Origin { when: date::now(), argv: program::command_line(), fingerprint }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_names_time_host_and_command() {
        let origin = origin(&Machine::with_cpus(2));
        assert!(origin.when.is_some_and(|when| when.ends_with('Z')));
        assert!(!origin.argv.is_empty());
        if cfg!(target_os = "linux") {
            assert!(origin.fingerprint.name.is_some() && origin.fingerprint.kernel.is_some());
        }
    }
}
