//! The Python sources that are part of this binary.

/// The program that loads the others as modules.
pub(super) const BOOT: &str = include_str!("../../assets/python/boot.py");

/// Modules by name, each after those it uses.
pub(super) type Modules = &'static [(&'static str, &'static str)];

/// The modules of sessions with our own workloads.
pub(super) const MODULES: Modules = &[
    ("package", include_str!("../../assets/python/package.py")),
    ("voice", include_str!("../../assets/python/voice.py")),
    ("lifeline", include_str!("../../assets/python/lifeline.py")),
    ("output", include_str!("../../assets/python/output.py")),
    ("meter", include_str!("../../assets/python/meter.py")),
    ("endings", include_str!("../../assets/python/endings.py")),
    ("echo", include_str!("../../assets/python/echo.py")),
    ("workloads", include_str!("../../assets/python/workloads.py")),
    ("worker", include_str!("../../assets/python/worker.py")),
    ("threads", include_str!("../../assets/python/threads.py")),
    ("processes", include_str!("../../assets/python/processes.py")),
    ("session", include_str!("../../assets/python/session.py")),
];

/// The modules of sessions with a function of the user's.
pub(super) const CALL_MODULES: Modules = &[
    ("package", include_str!("../../assets/python/package.py")),
    ("voice", include_str!("../../assets/python/voice.py")),
    ("lifeline", include_str!("../../assets/python/lifeline.py")),
    ("meter", include_str!("../../assets/python/meter.py")),
    ("endings", include_str!("../../assets/python/endings.py")),
    ("call_descriptors", include_str!("../../assets/python/call/descriptors.py")),
    ("call_faults", include_str!("../../assets/python/call/faults.py")),
    ("call_output", include_str!("../../assets/python/call/output.py")),
    ("call_gil", include_str!("../../assets/python/call/gil.py")),
    ("call_target", include_str!("../../assets/python/call/target.py")),
    ("call_account", include_str!("../../assets/python/call/account.py")),
    ("call_calls", include_str!("../../assets/python/call/calls.py")),
    ("call_threads", include_str!("../../assets/python/call/threads.py")),
    ("call_interpreters", include_str!("../../assets/python/call/interpreters.py")),
    ("call_worker", include_str!("../../assets/python/call/worker.py")),
    ("call_loop", include_str!("../../assets/python/call/loop.py")),
    ("call_processes", include_str!("../../assets/python/call/processes.py")),
    ("call_results", include_str!("../../assets/python/call/results.py")),
    ("call_session", include_str!("../../assets/python/call/session.py")),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    /// No free-threaded build is needed: the state of the lock and its warning are made up.
    #[test]
    fn the_module_that_brings_the_lock_back_is_named() {
        let source = |wanted: &str| {
            let found = CALL_MODULES.iter().find(|(name, _)| *name == wanted);
            found.map_or_else(String::new, |(name, source)| format!("({name:?}, {source:?})"))
        };
        let program = format!(
            "exec({:?})\ninstall([{}, {}])\n{}",
            CALL_MODULES[0].1,
            source("voice"),
            source("call_gil"),
            "import sys, warnings\n\
             from _coreograph import call_gil as gil\n\
             on = False\n\
             sys._is_gil_enabled = lambda: on\n\
             gil.watch()\n\
             gil.check()\n\
             warnings.warn(\"The global interpreter lock (GIL) has been enabled to load module 'numpy.core', which has not \"\n\
             \"declared that it can run safely without the GIL.\", RuntimeWarning)\n\
             on = True\n\
             gil.check()\n"
        );
        let Ok(ran) = Command::new("python3").args(["-c", &program]).output() else {
            return eprintln!("left out, for there is no python3");
        };
        let said = String::from_utf8_lossy(&ran.stdout);
        let expected = "\u{1e}{\"gil_back\":{\"module\":\"numpy.core\"}}\n";
        assert_eq!(said, expected, "{}", String::from_utf8_lossy(&ran.stderr));
    }
}
