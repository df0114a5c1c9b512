//! Parameters of a list of tasks, whatever its workload.
//!
//! A workload makes its arguments from these alone: it knows nothing of the list of all workloads.

/// The parameters that fix the tasks of one workload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaskParameters<'a> {
    /// Number of tasks.
    pub tasks: u32,
    /// The size of each.
    pub size: u64,
    /// The seed of their arguments.
    pub seed: u64,
    /// The percentage of its time that a task of `mixed` computes; `None`: some compute, some serve a client.
    pub share: Option<u8>,
    /// The text that tasks of `print` receive.
    pub arg: Option<&'a str>,
}
