//! Plausibility of a lane's outcome: its implausible figures, and the outcome without them.

use super::figure::Figure;
use super::limits::{APART, BEYOND_SESSION, CLOSING};
use super::ranges::{can_be_costs, mended_dealings, mended_lock, mended_messages};
use super::weighed::Weighed;
use crate::event::{Account, EventKind, LaneId, Nanos, Outcome};
use crate::model::Model;
use crate::model::lane::Lane;

/// Checks an outcome: what is left of it, and which figures of its lane are withheld.
pub(super) fn weigh_outcome(
    model: &Model,
    known: Option<&Lane>,
    id: LaneId,
    at: Nanos,
    outcome: &Outcome,
) -> Weighed {
    let lane = Some(id);
    let (mut weighed, mut left) = (Weighed::default(), outcome.clone());
    let Some(known) = known else { return weighed };
    if let Some(why) = wall_cannot_be(known, at, outcome) {
        let Outcome { started, ready, finished, .. } = outcome;
        let what = format!(
            "a lane that started at {} ns, was ready at {} ns and finished at {} ns",
            started.0, ready.0, finished.0
        );
        weighed.find(lane, what, why);
        weighed.withheld.push(Figure::Wall);
    }
    let most = (outcome.finished - outcome.started) + CLOSING;
    let most = Nanos(most.0.saturating_add(most.0 / 20));
    let beyond =
        |of: fn(&Account) -> Nanos| outcome.accounts.iter().map(of).max().filter(|time| *time > most);
    if let Some(time) = beyond(|account| account.time.total()) {
        let what = format!("{:.3} s of a worker's time", time.secs());
        weighed.find(
            lane,
            what,
            format!("the lane ran for {:.3} s", (outcome.finished - outcome.started).secs()),
        );
        weighed.withheld.extend([Figure::Time, Figure::Wall]);
        left.accounts.iter_mut().for_each(|account| account.time = crate::event::ActivityTotals::default());
    }
    if let Some(cpu) = beyond(|account| account.cpu) {
        let what = format!("{:.3} s of a worker's CPU time", cpu.secs());
        weighed.find(
            lane,
            what,
            format!("the lane ran for {:.3} s", (outcome.finished - outcome.started).secs()),
        );
        weighed.withheld.push(Figure::Cpu);
        left.accounts.iter_mut().for_each(|account| account.cpu = Nanos::ZERO);
    }
    if outcome.accounts.len() > known.plan.workers.max(1) as usize {
        let what = format!("accounts of {} workers", outcome.accounts.len());
        weighed.find(lane, what, format!("the lane has {}", known.plan.workers));
        weighed.withheld.push(Figure::Workers);
    }
    let ended = outcome.done.saturating_add(outcome.failed);
    let all = model.tasks_of(known);
    if all.is_some_and(|all| ended > all) {
        weighed.find(lane, format!("{ended} tasks ended"), "there are fewer of them");
        weighed.withheld.push(Figure::Tasks);
    }
    if outcome.in_flight.zip(all).is_some_and(|(tasks, all)| tasks > all) {
        weighed.find(lane, "the tasks in flight", "there are fewer of them");
        left.in_flight = None;
    }
    let now = at.max(model.now);
    left.lock = outcome.lock.as_ref().and_then(|lock| mended_lock(lock, Some(known), most));
    if left.lock != outcome.lock {
        weighed.find(lane, "the totals of the lock", BEYOND_SESSION);
    }
    for account in &mut left.accounts {
        let mended = account.lock.as_ref().and_then(|lock| mended_dealings(lock, [1, 1], most));
        if mended != account.lock {
            weighed.find(lane, "a worker's use of the lock", BEYOND_SESSION);
            account.lock = mended;
        }
    }
    left.ipc = outcome.ipc.as_ref().and_then(|ipc| mended_messages(ipc, now));
    if left.ipc != outcome.ipc {
        weighed.find(lane, "the totals of the messages", BEYOND_SESSION);
    }
    if outcome.costs.as_ref().is_some_and(|costs| !can_be_costs(costs)) {
        weighed.find(lane, "the costs of processes", BEYOND_SESSION);
        left.costs = None;
    }
    if !weighed.found.is_empty() {
        weighed.instead = Some(EventKind::LaneFinished { lane: id, outcome: Box::new(left) });
    }
    weighed
}

/// Reason why a lane cannot have run from and until the times in its outcome, if any.
fn wall_cannot_be(lane: &Lane, at: Nanos, outcome: &Outcome) -> Option<String> {
    let Outcome { started, ready, finished, .. } = *outcome;
    let apart = |told: Option<Nanos>, booked: Nanos| {
        told.is_some_and(|told| (told - booked).max(booked - told) > APART)
    };
    if started > ready || ready > finished {
        Some("one comes after the other".into())
    } else if finished > at + APART {
        Some(format!("that was told at {} ns", at.0))
    } else if apart(lane.started, started) || apart(lane.ready, ready) {
        Some("the facts before it say otherwise".into())
    } else {
        None
    }
}
