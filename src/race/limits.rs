//! Limits of what can be requested: numbers of tasks, and sizes that fit into messages and into memory.

use crate::pool::wire::MAX_FRAME;
use crate::workload::Kind;

/// Largest number of tasks: the results of more would fill the memory.
pub(crate) const MOST_TASKS: u32 = 10_000_000;

/// Largest number of repetitions: more is a typing error.
pub(crate) const MOST_REPETITIONS: u32 = 1000;

/// Longest text for `print`, bytes: a line of a report, and of Python's output.
pub(super) const LONGEST_ARG: usize = 500;

/// Largest argument in a message to a worker process, bytes: 1 KiB is left for the rest of the message.
pub(super) const LARGEST: usize = MAX_FRAME - (1 << 10);

/// Whether a text is one line, and not too long.
pub(super) fn is_line(text: &str) -> bool {
    text.len() <= LONGEST_ARG && !text.chars().any(char::is_control)
}

/// The most tasks of this size that a machine with `memory` bytes may run: arguments and results of bulky ones take
/// no more than half of it. Where the memory is not known (0), there is no limit of this kind.
pub(super) fn most_tasks(kind: Kind, size: u64, memory: u64) -> u32 {
    if !kind.bulky() || memory == 0 {
        return MOST_TASKS;
    }
    let each = size.saturating_mul(2).max(1);
    u32::try_from(memory / 2 / each).map_or(MOST_TASKS, |most| most.min(MOST_TASKS))
}
