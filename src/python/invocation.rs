//! How an interpreter is started: isolated for this program's own workloads, as a shell would for the user's code.

use std::ffi::OsString;

use super::source::BOOT;
use crate::event::PythonPlan;

/// Command that starts an interpreter.
#[derive(Debug)]
pub(crate) struct Invocation {
    /// The program.
    pub path: OsString,
    /// Its arguments.
    pub arguments: Vec<OsString>,
    /// Whether it forks processes, which it has to end when this program is killed. It must not be killed with this
    /// program then: it detects the end of its input.
    pub forks: bool,
    /// Whether its code is the user's, which may start processes outside its group: they are ended, too.
    pub strays: bool,
}

impl Invocation {
    /// Without variables and modules of the user. Python 3.12 warns of a fork beside threads, which ours only wait.
    pub(super) fn isolated(python: &PythonPlan, forks: bool) -> Self {
        let arguments = ["-I", "-W", "ignore::DeprecationWarning", "-c", BOOT].map(OsString::from).into();
        Self { path: python.path.clone().into(), arguments, forks, strays: false }
    }

    /// As the user's shell would start it, with their modules and variables. Whatever their code does to processes, it
    /// ends them when this program is gone.
    pub(super) fn of_users(python: &PythonPlan) -> Self {
        let arguments = ["-c", BOOT].map(OsString::from).into();
        Self { path: python.path.clone().into(), arguments, forks: true, strays: true }
    }
}
