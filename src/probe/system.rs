//! The one sysinfo [`System`] of the program.
//!
//! A `System` remembers what it read last, and every figure about usage is a difference to that: two of them would
//! read everything twice, and one that is read for two purposes mixes up their spans. So there is one, behind a lock,
//! and regular readings are made in one place each: of the CPUs by [`super::utilisation`], of the machine's
//! description by [`super::machine()`].

use std::sync::{Mutex, PoisonError};

use sysinfo::{CpuRefreshKind, System};

/// A `System` that is made when it is first needed; `None` until then, and where sysinfo does not support the system.
pub(super) type Slot = Mutex<Option<System>>;

/// The program's one `System`.
pub(super) static SYSTEM: Slot = Mutex::new(None);

/// Applies `question` to the `System` in `slot`; `None` where sysinfo does not support this operating system.
pub(super) fn ask<T>(slot: &Slot, question: impl FnOnce(&mut System) -> T) -> Option<T> {
    // A panic under the lock leaves a System that can be read anew.
    let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
    if slot.is_none() {
        *slot = System::new().ok();
    }
    slot.as_mut().map(question)
}

/// Reads the list of CPUs where it is not known yet: reading it anew would drop the meter's starting point.
pub(super) fn list_cpus(system: &mut System) {
    if system.cpus().is_empty() {
        system.refresh_cpu_list(CpuRefreshKind::nothing());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_once_is_kept() {
        let slot = Slot::default();
        let memory = ask(&slot, |system| {
            system.refresh_memory();
            system.total_memory()
        });
        assert_eq!(ask(&slot, |system| system.total_memory()), memory);
    }
}
