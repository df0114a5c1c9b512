//! Reason why a thread sleeps, by the kernel function in which it sleeps (`/proc/PID/task/TID/wchan`).
//!
//! The kernel gives the function's name, which differs between versions and compilers: `futex_wait_queue_me` until
//! 5.15, then `futex_wait_queue`, `futex_do_wait` since 6.15; `poll_schedule_timeout.constprop.0`. Leading underscores
//! and all from the first dot on are left out before a name is looked up.
//!
//! | the thread sleeps in | it waits for | counts as |
//! | --- | --- | --- |
//! | `futex_*`, `do_futex` | a lock: the interpreter's, or one of Python's `threading` | lock-wait |
//! | `hrtimer_nanosleep`, `*nanosleep*`, `common_nsleep*` | time: `time.sleep` | I/O |
//! | `*poll*`, `do_select`, `ep_*` | a socket, a pipe or a timer: `select`, a socket with a timeout, an event loop | I/O |
//! | `wait_woken`, `sk_*`, `*skb_*`, `inet_*`, `tcp_*`, `udp_*`, `unix_*`, `*recv*`, `*accept*`, `*connect*` | a socket | I/O |
//! | `pipe_*`, `anon_pipe_*`, `fifo_open`, `eventfd_*` | a pipe | I/O |
//! | `io_schedule*`, `*folio_wait*`, `*wait_on_page*`, `*wait_on_buffer*`, `*bio_wait*`, `*dirty_buffer*`, `blk_*`, `jbd2_*`, `nfs*`, … | a disk or a file | I/O |
//! | `do_wait`, `kernel_wait4`, `kernel_waitid`, `wait_for_vfork*` | the end (or the start) of a child process | I/O |
//! | `rwsem_*`, `down_*`, `mutex_*` and what is not listed | cannot be told | blocked |
//!
//! A child process may well compute, but not in this thread, which is in a blocking call as with a pipe that the child
//! writes to: to the interpreter both are the same, so both are I/O. Locks inside the kernel, mostly that of a
//! process's memory map, are neither the interpreter's lock nor a device. A thread in an uninterruptible sleep (state
//! `D`) in a function that is not listed waits for a device: I/O.

use crate::event::Activity;

/// Reason why a thread sleeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WaitsFor {
    /// A futex: the interpreter's lock, or one of the program's.
    Lock,
    /// A pipe.
    Pipe,
    /// A socket, a disk, a timer.
    Io,
    /// The end, or the start, of a child process.
    Child,
    /// One that cannot be told.
    Unknown,
}

impl WaitsFor {
    /// The activity that it counts as.
    pub(crate) fn activity(self) -> Activity {
        match self {
            Self::Lock => Activity::LockWait,
            Self::Pipe | Self::Io | Self::Child => Activity::Io,
            Self::Unknown => Activity::Blocked,
        }
    }
}

/// How a name is compared with a pattern.
enum Part {
    Start,
    Any,
}

use Part::{Any, Start};
use WaitsFor::{Child, Io, Lock, Pipe, Unknown};

/// The first row that fits counts.
const TABLE: &[(Part, &str, WaitsFor)] = &[
    // Locks of the kernel's own.
    (Start, "rwsem", Unknown),
    (Start, "down_", Unknown),
    (Start, "mutex_", Unknown),
    (Start, "rt_mutex", Unknown),
    // Locks.
    (Any, "futex", Lock),
    // Pipes.
    (Start, "pipe_", Pipe),
    (Start, "anon_pipe_", Pipe),
    (Start, "wait_for_partner", Pipe),
    (Start, "fifo_open", Pipe),
    (Start, "eventfd_", Pipe),
    // Timers.
    (Any, "nanosleep", Io),
    (Start, "common_nsleep", Io),
    (Start, "schedule_hrtimeout", Io),
    // Any of several.
    (Any, "poll", Io),
    (Start, "do_select", Io),
    (Start, "core_sys_select", Io),
    (Start, "ep_", Io),
    // Sockets.
    (Start, "wait_woken", Io),
    (Start, "sk_", Io),
    (Any, "skb_", Io),
    (Start, "inet", Io),
    (Start, "tcp_", Io),
    (Start, "udp", Io),
    (Start, "unix_", Io),
    (Start, "netlink_", Io),
    (Start, "sock_", Io),
    (Any, "recv", Io),
    (Any, "accept", Io),
    (Any, "connect", Io),
    // Disks and files.
    (Start, "io_schedule", Io),
    (Start, "io_cqring_wait", Io),
    (Start, "io_wait", Io),
    (Any, "folio_wait", Io),
    (Any, "folio_lock", Io),
    (Any, "wait_on_page", Io),
    (Any, "wait_on_buffer", Io),
    (Any, "wait_on_bit", Io),
    (Any, "lock_page", Io),
    (Any, "bio_wait", Io),
    (Any, "dirty_buffer", Io),
    (Any, "writeback", Io),
    (Any, "balance_dirty_pages", Io),
    (Start, "blk", Io),
    (Start, "jbd2", Io),
    (Start, "do_get_write_access", Io),
    (Start, "ext4", Io),
    (Start, "xfs_", Io),
    (Start, "xlog_", Io),
    (Start, "btrfs_", Io),
    (Start, "nfs", Io),
    (Start, "rpc_", Io),
    (Start, "fuse_", Io),
    (Start, "request_wait_answer", Io),
    (Start, "p9_", Io),
    (Start, "n_tty_", Io),
    (Start, "tty_", Io),
    // Child processes.
    (Start, "do_wait", Child),
    (Start, "kernel_wait", Child),
    (Start, "kernel_clone", Io),
    (Start, "wait_for_vfork", Child),
];

/// Reason why a thread sleeps in the function of this name; `None` when the name is not listed.
pub(super) fn waits_for(name: &str) -> Option<WaitsFor> {
    let name = name.trim().trim_start_matches('_');
    let name = name.split('.').next().unwrap_or_default();
    let fits = |part: &Part, pattern| match part {
        Start => name.starts_with(pattern),
        Any => name.contains(pattern),
    };
    TABLE.iter().find(|(part, pattern, _)| fits(part, pattern)).map(|(_, _, waits)| *waits)
}

#[cfg(test)]
mod tests;
