//! Orders for a pool from other threads: its owner is busy with its workers, and looks for them every pulse.

use std::sync::{Arc, Mutex, PoisonError};

use crate::event::{Fault, WorkerId};

/// What may be asked of a pool that is working.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Do this to that worker.
    Inflict(WorkerId, Fault),
    /// Have so many workers from now on.
    Resize(u16),
    /// End at once; what has no result gets none.
    Terminate,
}

/// Takes orders for one pool.
#[derive(Debug, Clone, Default)]
pub struct Remote(Arc<Mutex<Vec<Order>>>);

impl Remote {
    /// Asks for something; it is done at the pool's next pulse, within 20 ms.
    pub fn order(&self, order: Order) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(order);
    }

    /// The orders since this was asked last.
    pub(super) fn take(&self) -> Vec<Order> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
