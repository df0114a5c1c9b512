//! Commands for a pool from other threads: its owner is busy with its workers, and looks for them every tick.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::event::{Fault, WorkerId};

/// Command to a pool that is working.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PoolCommand {
    /// Inject this fault into that worker.
    Inject(WorkerId, Fault),
    /// Change the number of workers.
    Resize(u16),
    /// End at once; tasks without a result get none.
    Terminate,
}

/// Receives commands for one pool.
#[derive(Debug, Clone, Default)]
pub struct Remote(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    orders: Mutex<Vec<PoolCommand>>,
    held: AtomicBool,
}

impl Remote {
    /// Sends a command; it is executed at the pool's next tick, within 20 ms.
    pub fn order(&self, order: PoolCommand) {
        self.0.orders.lock().unwrap_or_else(PoisonError::into_inner).push(order);
    }

    /// Set while this program stops the workers together with itself: that is no stop of a single worker.
    pub fn hold(&self, held: bool) {
        self.0.held.store(held, Ordering::Release);
    }

    /// Whether they are held now.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.0.held.load(Ordering::Acquire)
    }

    /// Takes the commands since the last call.
    pub(super) fn take(&self) -> Vec<PoolCommand> {
        std::mem::take(&mut self.0.orders.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
