//! Orders for a pool from other threads: its owner is busy with its workers, and looks for them every tick.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::event::{Fault, WorkerId};

/// What may be asked of a pool that is working.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PoolCommand {
    /// Do this to that worker.
    Inject(WorkerId, Fault),
    /// Have so many workers from now on.
    Resize(u16),
    /// End at once; what has no result gets none.
    Terminate,
}

/// Takes orders for one pool.
#[derive(Debug, Clone, Default)]
pub struct Remote(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    orders: Mutex<Vec<PoolCommand>>,
    held: AtomicBool,
}

impl Remote {
    /// Asks for something; it is done at the pool's next tick, within 20 ms.
    pub fn order(&self, order: PoolCommand) {
        self.0.orders.lock().unwrap_or_else(PoisonError::into_inner).push(order);
    }

    /// This program stops the workers together with itself, or lets them go on: that is no stop of a single worker.
    pub fn hold(&self, held: bool) {
        self.0.held.store(held, Ordering::Release);
    }

    /// Whether it does so now.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.0.held.load(Ordering::Acquire)
    }

    /// The orders since this was asked last.
    pub(super) fn take(&self) -> Vec<PoolCommand> {
        std::mem::take(&mut self.0.orders.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
