//! The outcomes of a list of tasks, each in its task's place.

use std::collections::VecDeque;

use crate::workload::TaskOutcome;

/// Outcomes so far.
#[derive(Debug, Default)]
pub(super) struct Outcomes {
    places: Vec<Option<TaskOutcome>>,
    /// Ended tasks in order of their ends, if that order is needed.
    ended: Option<VecDeque<u32>>,
    done: usize,
    failed: usize,
}

impl Outcomes {
    /// Places for this number of tasks.
    pub(super) fn of(tasks: u32) -> Self {
        let places = std::iter::repeat_with(|| None).take(tasks as usize).collect();
        Self { places, ..Self::default() }
    }

    /// Keeps the order in which tasks end from now on.
    pub(super) fn note_order(&mut self) {
        self.ended = Some(VecDeque::new());
    }

    /// Keeps the outcome of a task, unless it has one.
    #[inline(always)]
    pub(super) fn write_down(&mut self, task: u32, outcome: TaskOutcome) {
        if let Some(place @ None) = self.places.get_mut(task as usize) {
            *(if outcome.is_ok() { &mut self.done } else { &mut self.failed }) += 1;
            *place = Some(outcome);
            self.ended.iter_mut().for_each(|ended| ended.push_back(task));
        }
    }

    /// Numbers of tasks done, and tasks failed.
    pub(super) fn counts(&self) -> (usize, usize) {
        (self.done, self.failed)
    }

    /// Takes the outcome of this task, if it has ended.
    pub(super) fn take(&mut self, task: u32) -> Option<TaskOutcome> {
        self.places.get_mut(task as usize)?.take()
    }

    /// The next task that ended, in the order of their ends.
    pub(super) fn next_ended(&mut self) -> Option<u32> {
        self.ended.as_mut()?.pop_front()
    }

    /// All outcomes, in task order.
    pub(super) fn into_places(self) -> Vec<Option<TaskOutcome>> {
        self.places
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::Value;

    #[test]
    fn a_task_keeps_its_first_outcome_and_is_counted_once() {
        let mut outcomes = Outcomes::of(3);
        outcomes.note_order();
        outcomes.write_down(2, Ok(Value::Int(7)));
        outcomes.write_down(0, Err("no".into()));
        outcomes.write_down(2, Err("again".into()));
        outcomes.write_down(3, Ok(Value::Int(8)));
        assert_eq!(outcomes.counts(), (1, 1));
        assert_eq!(std::iter::from_fn(|| outcomes.next_ended()).collect::<Vec<_>>(), [2, 0]);
        assert_eq!(outcomes.take(0), Some(Err("no".into())));
        assert_eq!(outcomes.into_places(), [None, None, Some(Ok(Value::Int(7)))]);
    }
}
