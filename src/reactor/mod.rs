//! An event loop for one thread: many tasks that wait, none that blocks.
//!
//! A task is a future. It runs until it must wait, registers for a time or a socket, and lets the next one
//! run; the thread sleeps only when none of them can go on. [`Executor`] keeps the tasks and polls those that
//! were woken; [`Reactor`] knows what they wait for and wakes them. Nothing here runs at the same time as
//! anything else: a task that computes keeps all others waiting.
//!
//! ```text
//!          poll            register              sleep until one is due
//! Executor ────▶ task ───────────────▶ Reactor ────────────────────────▶ poll(2)
//!     ▲                                   │
//!     └──────────────── wake ─────────────┘
//! ```

mod executor;

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::future::poll_fn;
use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

pub(crate) use executor::Executor;

/// Timers and sockets that the tasks of an event loop wait for.
#[derive(Debug, Default)]
pub struct Reactor {
    timers: RefCell<BinaryHeap<Reverse<Timer>>>,
    sockets: RefCell<Vec<Interest>>,
}

/// A task that waits for a time. Ordered by that time alone.
#[derive(Debug)]
struct Timer {
    due: Instant,
    waker: Waker,
}

impl PartialEq for Timer {
    fn eq(&self, other: &Self) -> bool {
        self.due == other.due
    }
}

impl Eq for Timer {}

impl PartialOrd for Timer {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Timer {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.due.cmp(&other.due)
    }
}

/// A task that waits for a socket. It keeps the socket open until it is woken.
#[derive(Debug)]
struct Interest {
    socket: Arc<TcpStream>,
    direction: Direction,
    waker: Waker,
}

/// Direction in which a socket should be ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Read,
    Write,
}

impl Reactor {
    /// Waits for `length` without using a core.
    pub async fn sleep(&self, length: Duration) {
        let due = Instant::now() + length;
        poll_fn(|context| {
            if Instant::now() >= due {
                return Poll::Ready(());
            }
            self.timers.borrow_mut().push(Reverse(Timer { due, waker: context.waker().clone() }));
            Poll::Pending
        })
        .await;
    }

    /// Fills `buffer` from a socket that does not block.
    ///
    /// # Errors
    /// When the socket fails, or ends before the buffer is full; elsewhere than on Unix also when it would have
    /// to be waited for.
    pub async fn read_exact(&self, socket: &Arc<TcpStream>, buffer: &mut [u8]) -> io::Result<()> {
        let mut filled = 0;
        while filled < buffer.len() {
            match (&**socket).read(&mut buffer[filled..]) {
                Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
                Ok(length) => filled += length,
                Err(error) => self.wait_or_fail(socket, Direction::Read, error).await?,
            }
        }
        Ok(())
    }

    /// Writes all of `bytes` to a socket that does not block.
    ///
    /// # Errors
    /// As of [`Reactor::read_exact`].
    pub async fn write_all(&self, socket: &Arc<TcpStream>, bytes: &[u8]) -> io::Result<()> {
        let mut written = 0;
        while written < bytes.len() {
            match (&**socket).write(&bytes[written..]) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(length) => written += length,
                Err(error) => self.wait_or_fail(socket, Direction::Write, error).await?,
            }
        }
        Ok(())
    }

    async fn wait_or_fail(
        &self,
        socket: &Arc<TcpStream>,
        direction: Direction,
        error: io::Error,
    ) -> io::Result<()> {
        match error.kind() {
            ErrorKind::Interrupted => Ok(()),
            ErrorKind::WouldBlock => {
                self.until_ready(socket, direction).await;
                Ok(())
            }
            _ => Err(error),
        }
    }

    /// Waits once; a caller that is woken checks again, so that a spurious wake does no harm.
    async fn until_ready(&self, socket: &Arc<TcpStream>, direction: Direction) {
        let mut registered = false;
        poll_fn(|context: &mut Context<'_>| {
            if registered {
                return Poll::Ready(());
            }
            registered = true;
            let (socket, waker) = (Arc::clone(socket), context.waker().clone());
            self.sockets.borrow_mut().push(Interest { socket, direction, waker });
            Poll::Pending
        })
        .await;
    }

    /// Sleeps until a timer or a socket is due, at most for `longest`, and wakes the tasks concerned.
    ///
    /// # Errors
    /// When the system cannot wait for so many sockets.
    pub fn wait(&self, longest: Duration) -> io::Result<()> {
        let next = self.timers.borrow().peek().map(|Reverse(timer)| timer.due);
        let until_next = next.map(|due| due.saturating_duration_since(Instant::now()));
        self.wait_for_sockets(until_next.map_or(longest, |length| length.min(longest)))?;
        self.wake_timers();
        Ok(())
    }

    fn wake_timers(&self) {
        let now = Instant::now();
        let mut timers = self.timers.borrow_mut();
        while timers.peek().is_some_and(|Reverse(timer)| timer.due <= now) {
            timers.pop().into_iter().for_each(|Reverse(timer)| timer.waker.wake());
        }
    }

    fn wait_for_sockets(&self, length: Duration) -> io::Result<()> {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};

        let interests = std::mem::take(&mut *self.sockets.borrow_mut());
        let flags = |direction| if direction == Direction::Read { PollFlags::IN } else { PollFlags::OUT };
        let mut fds: Vec<PollFd> =
            interests.iter().map(|i| PollFd::new(&*i.socket, flags(i.direction))).collect();
        // A duration beyond the system's range is cut: the caller checks again.
        let length = Timespec::try_from(length).unwrap_or(Timespec { tv_sec: 1, tv_nsec: 0 });
        match poll(&mut fds, Some(&length)) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        // An error or a hang-up counts as ready: the next read reports it.
        let ready: Vec<bool> = fds.iter().map(|fd| !fd.revents().is_empty()).collect();
        drop(fds);
        for (interest, ready) in interests.into_iter().zip(ready) {
            if ready {
                interest.waker.wake();
            } else {
                self.sockets.borrow_mut().push(interest);
            }
        }
        Ok(())
    }
}
