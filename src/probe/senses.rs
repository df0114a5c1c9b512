//! What the sampler asks of the operating system, behind a trait: its tests answer from a script.

use std::path::Path;

use super::cores::{Cores, Load};
use super::{program_cpu, workers};
use crate::event::Nanos;

/// Everything that is read in a tick.
pub(super) trait Senses {
    /// Whether single workers can be read at all.
    fn tells_workers(&self) -> bool;
    /// A worker's thread; `None` when it has ended.
    fn worker(&mut self, pid: u32, tid: u32) -> Option<workers::Reading>;
    /// A process's resident memory in bytes.
    fn resident(&mut self, pid: u32) -> Option<u64>;
    /// What the cores did since the last time; `None` the first time.
    fn cores(&mut self) -> Option<Load>;
    /// CPU time of this program, its worker threads included.
    fn program(&mut self) -> Option<Nanos>;
}

/// The senses of this machine.
#[derive(Debug)]
pub(super) struct Kernel {
    cores: Cores,
    tells_workers: bool,
}

impl Kernel {
    pub(super) fn new() -> Self {
        Self { cores: Cores::new(), tells_workers: workers::readable(Path::new("/")) }
    }
}

impl Senses for Kernel {
    fn tells_workers(&self) -> bool {
        self.tells_workers
    }
    fn worker(&mut self, pid: u32, tid: u32) -> Option<workers::Reading> {
        workers::read(Path::new("/"), pid, tid)
    }
    fn resident(&mut self, pid: u32) -> Option<u64> {
        workers::resident(Path::new("/"), pid)
    }
    fn cores(&mut self) -> Option<Load> {
        self.cores.read()
    }
    fn program(&mut self) -> Option<Nanos> {
        program_cpu()
    }
}
