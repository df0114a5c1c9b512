//! Scheduling policy and niceness of this program.
//!
//! Both are inherited, from `nice`, `chrt`, a service's unit or a batch system, and by every worker. On a quiet
//! machine they change little; beside other programs a nice one gets less than its share, and one of `SCHED_IDLE`
//! only the time that no other wants.

use std::path::Path;

use super::file_text::text;

/// Scheduling policy and niceness of a process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Priority {
    /// Its scheduling policy.
    pub(super) policy: Policy,
    /// Niceness from -20 (first) to 19 (last); 0 by default.
    pub(super) nice: i32,
}

/// A scheduling policy of Linux, see sched(7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Policy {
    /// `SCHED_OTHER`: the default.
    Other,
    /// `SCHED_FIFO`.
    Fifo,
    /// `SCHED_RR`.
    RoundRobin,
    /// `SCHED_BATCH`.
    Batch,
    /// `SCHED_IDLE`.
    Idle,
    /// `SCHED_DEADLINE`.
    Deadline,
    /// `SCHED_EXT`: a scheduler that was loaded into the kernel.
    Extension,
}

impl Policy {
    fn of(number: u32) -> Option<Self> {
        Some(match number {
            0 => Self::Other,
            1 => Self::Fifo,
            2 => Self::RoundRobin,
            3 => Self::Batch,
            5 => Self::Idle,
            6 => Self::Deadline,
            7 => Self::Extension,
            _ => return None,
        })
    }

    /// Its name in the kernel's interface.
    #[must_use]
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Other => "SCHED_OTHER",
            Self::Fifo => "SCHED_FIFO",
            Self::RoundRobin => "SCHED_RR",
            Self::Batch => "SCHED_BATCH",
            Self::Idle => "SCHED_IDLE",
            Self::Deadline => "SCHED_DEADLINE",
            Self::Extension => "SCHED_EXT",
        }
    }
}

impl Priority {
    /// Priority of this process; `None` where the system does not report it. `root` is `/` except in tests.
    #[must_use]
    pub(super) fn read(root: &Path) -> Option<Self> {
        parse(&text(&root.join("proc/self/stat"))?)
    }

    /// Whether every other program precedes this one.
    #[must_use]
    pub(super) fn is_last(self) -> bool {
        self.policy == Policy::Idle
    }

    /// Both in words.
    #[must_use]
    pub(super) fn words(self) -> String {
        format!("{}, niceness {}", self.policy.name(), self.nice)
    }
}

/// Parses niceness and policy: fields 19 and 41 of `proc_pid_stat(5)`. The name in field 2 may contain anything,
/// brackets and blanks as well.
fn parse(stat: &str) -> Option<Priority> {
    let (_, rest) = stat.rsplit_once(')')?;
    // From field 3 on.
    let fields: Vec<&str> = rest.split_ascii_whitespace().collect();
    let nice = fields.get(19 - 3)?.parse().ok().filter(|nice| (-20..=19).contains(nice))?;
    Some(Priority { policy: Policy::of(fields.get(41 - 3)?.parse().ok()?)?, nice })
}

#[cfg(test)]
mod tests;
