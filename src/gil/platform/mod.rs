//! The seam between the lock's protocol and the operating system: a mutex with a condition to wait on.
//!
//! The protocol decides who *may* take the lock; which of several sleepers wakes first, and whether a thread
//! that is still on a core overtakes it, is decided by the primitives below. That order is part of how
//! CPython behaves, so the lock can stand on CPython's own primitives (`Posix`), on Rust's ([`Standard`]),
//! or, in tests, on a model in which a scheduler chooses every order there can be.
//!
//! # Which of them
//!
//! Both were measured beside CPython 3.11.7 (`coreograph fidelity --primitive both`, five repetitions; two cores of a
//! shared virtual machine, x86-64, Linux 6.18, glibc 2.36; a request took 400 ns to handle then). Slices, switch
//! rates, throughput and the wait beside one hog are the same on either: the protocol makes them. The starvation of
//! an I/O thread beside several hogs is not:
//!
//! | | pthread | std | CPython |
//! | --- | --- | --- | --- |
//! | wake-up beside 2 hogs, median | 12.0 ms | 8.9 ms | 10.4 ms |
//! | … 90th percentile | 35.0 ms | 14.6 ms | 34.6 ms |
//! | … 99th percentile | 76.1 ms | 24.1 ms | 75.3 ms |
//! | wake-up beside 4 hogs, median | 8.6 ms | 5.1 ms | 8.8 ms |
//! | … 90th percentile | 35.6 ms | 34.3 ms | 38.1 ms |
//! | … 99th percentile | 79.6 ms | 68.4 ms | 71.9 ms |
//! | replies beside 2 hogs, 99th percentile | 70.0 ms | 46.5 ms | 71.7 ms |
//!
//! So the lock uses pthread. The likely reason: the condition variable of the C library hands a
//! signal to the first of a group of waiters that looks, and the thread that has just requested the lock is about to
//! wait again, still on its core; std's, a queue in the kernel, wakes the one that has slept longest. The price of a
//! release that no thread waits for differs as well: the C library's condition knows that, std's asks the kernel each
//! time (`cargo bench --bench lock`).

mod monitor;
mod posix;
mod standard;

#[cfg(test)]
pub(super) mod model;

pub(super) use monitor::Monitor;
pub use monitor::Platform;
pub use posix::Posix;
pub use standard::Standard;

/// The primitives CPython's lock uses: pthread.
pub type Native = Posix;

#[cfg(test)]
mod tests;
