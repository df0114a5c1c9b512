//! The thread beside the computing one: it detects the end of the pool at once, and acts for the computing thread
//! while that is in a long task, where waiting for its end is no option.

use std::io::{self, Write};
use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use super::super::message::FromWorker;
use super::super::wire::WireError;
use super::departure::{leave_with_group, pool_goes};
use super::diagnostics::COMPLAINT;
use super::inbox::Inbox;
use super::outbox::Outbox;
use crate::clock::Clock;
use crate::event::{Activity, Nanos};
use crate::sys::panics;
use crate::sys::stderr::Stderr;
use crate::time_account::Gauge;

/// Interval of its checks while the computing thread is busy: the longest time that a result waits behind a task
/// longer than expected, or a recall of work.
const BUSY: Nanos = Nanos::from_millis(2);

/// Interval of its checks while there is nothing to do.
const IDLE: Nanos = Nanos::from_millis(20);

/// State shared by both threads of a worker.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) inbox: Inbox,
    pub(super) outbox: Outbox,
    pub(super) gauge: Arc<Gauge>,
    /// Number of strides begun so far: a stride that is the same at two checks is a long one.
    pub(super) strides: AtomicU64,
    pub(super) clock: Clock,
    /// Whether the pool wants reports of activities.
    pub(super) watched: bool,
}

/// Starts the companion. It never ends, except with the process, when the other end of `socket` closes.
pub(super) fn start(shared: Arc<Shared>, socket: OwnedFd) -> io::Result<()> {
    let body = move || {
        let watched = panics::catch(|| watch(&shared, &socket));
        // Without a companion the end of the pool would go unnoticed: the worker does not go on without.
        if let Err(panic) = watched {
            let _ = writeln!(Stderr::for_words(), "{COMPLAINT}{panic}");
        }
        std::process::abort();
    };
    thread::Builder::new().name("companion".into()).spawn(body).map(drop)
}

fn watch(shared: &Shared, socket: &OwnedFd) {
    let (mut seen, mut told) = (0, Nanos::ZERO);
    loop {
        let busy = shared.gauge.now().0 != Activity::Idle;
        if pool_goes(socket, if busy { BUSY } else { IDLE }) {
            leave_with_group();
        }
        let strides = shared.strides.load(Ordering::Relaxed);
        // An error here is one of the socket: the computing thread meets it too, and reports it.
        if busy && strides == seen {
            let _ = stand_in(shared);
        }
        seen = strides;
        if shared.watched
            && let Some((activity, since)) = shared.gauge.open_stretch(shared.clock.now(), &mut told)
        {
            let now = FromWorker::Now { activity, since };
            let _ = shared.outbox.say(now).and_then(|_| shared.outbox.flush());
        }
    }
}

/// Does what the computing thread would do if its task were over.
fn stand_in(shared: &Shared) -> Result<(), WireError> {
    shared.inbox.look(&|answer| shared.outbox.say(answer).map(drop))?;
    shared.outbox.flush()
}
