//! The sampler's readings from the operating system, behind a trait: its tests reply from a script.

use std::path::Path;

use super::cores::{Cores, Load};
use super::programs::{ProgramReading, Programs};
use super::workers;
use crate::event::Nanos;
use crate::sys::thread::process_cpu_time;

/// All readings of a tick.
pub(super) trait SystemReader {
    /// Whether single workers can be read at all.
    fn tells_workers(&self) -> bool;
    /// A worker's thread; `None` when it has ended.
    fn worker(&mut self, pid: u32, tid: u32) -> Option<workers::Reading>;
    /// A program of the user's, by the process that leads its group.
    fn program_of(&mut self, pid: u32) -> ProgramReading;
    /// Resident memory of a worker's process, bytes.
    fn resident(&mut self, pid: u32, tid: u32) -> Option<u64>;
    /// Releases this worker's files: it will not be read again.
    fn forget(&mut self, pid: u32, tid: u32);
    /// Load of the cores since the last call; `None` the first time.
    fn cores(&mut self) -> Option<Load>;
    /// CPU time of this program, its worker threads included.
    fn program(&mut self) -> Option<Nanos>;
}

/// The reader of this machine.
#[derive(Debug)]
pub(super) struct Kernel {
    cores: Cores,
    workers: workers::Readers,
    programs: Programs,
    tells_workers: bool,
}

impl Kernel {
    pub(super) fn new() -> Self {
        let workers = workers::Readers::at(Path::new("/"));
        let programs = Programs::at(Path::new("/"));
        Self { cores: Cores::new(), tells_workers: workers.tell(), workers, programs }
    }
}

impl SystemReader for Kernel {
    fn tells_workers(&self) -> bool {
        self.tells_workers
    }
    fn worker(&mut self, pid: u32, tid: u32) -> Option<workers::Reading> {
        self.workers.read(pid, tid)
    }
    fn program_of(&mut self, pid: u32) -> ProgramReading {
        self.programs.read(pid)
    }
    fn resident(&mut self, pid: u32, tid: u32) -> Option<u64> {
        self.workers.resident(pid, tid)
    }
    fn forget(&mut self, pid: u32, tid: u32) {
        self.workers.forget(pid, tid);
        self.programs.forget(pid);
    }
    fn cores(&mut self) -> Option<Load> {
        self.cores.read()
    }
    fn program(&mut self) -> Option<Nanos> {
        Some(process_cpu_time())
    }
}
