//! The advice of a race: the choice, with its reason, its settings and its lines.

use super::advised::{Advice, Alternative};
use super::choice::Choice;
use super::code::Recipe;
use super::costs::Costs;
use super::reason::Grounds;
use super::run_as::RunAs;
use super::shares::Shares;
use crate::event::{CallPlan, End, quota};
use crate::model::headline::cpus_of;
use crate::model::state::Model;
use crate::model::verdict::disagreement;

/// Share of its time on a core from which a function needs a core for each of its workers.
const COMPUTES: f64 = 0.5;

/// The advice for each interpreter of a race, in the order of its lanes; or why there is none. Empty for races of
/// other work, while it is on, and where there is nothing to choose from.
#[must_use]
pub(crate) fn advice(model: &Model) -> Vec<Result<Advice, String>> {
    let call = model.plan.as_ref().and_then(|plan| plan.workload.call.as_ref());
    let Some(call) = call.filter(|_| model.end == Some(End::Finished)) else { return Vec::new() };
    if let Some(fault) = disagreement(model) {
        return vec![Err(fault)];
    }
    let choices = Choice::all(model, call.coroutine).into_iter();
    choices.map(|choice| Ok(of_choice(model, call, &choice?))).collect()
}

fn of_choice(model: &Model, call: &CallPlan, choice: &Choice<'_>) -> Advice {
    let chosen = choice.chosen();
    let chunk = model.plan.as_ref().map_or(1, |plan| plan.workload.chunk);
    let shares = Shares::of(choice);
    let pool = choice.get(RunAs::Processes);
    let one = choice.get(RunAs::OneThread);
    let costs = pool.zip(one).and_then(|(pool, one)| Costs::of(pool, one, chunk));
    let cpus = cpus_of(model, chosen.lane).unwrap_or(1.0);
    let cores = quota::allowed(cpus, model.quota());
    let grounds = Grounds { choice, shares, costs, cpus: cores };
    // Work that computes gains nothing from more workers than cores.
    let computes = shares.is_some_and(|shares| shares.compute >= COMPUTES);
    let useful = |workers: u32| if computes { workers.min(whole_cores(cores)) } else { workers };
    let workers = match chosen.run_as {
        RunAs::OneThread | RunAs::EventLoop => 1,
        _ => useful(chosen.lane.plan.workers).min(call.arguments).max(1),
    };
    let tasks = call.arguments.max(1);
    let in_pool = pool.map_or(workers, |pool| useful(pool.lane.plan.workers));
    let chosen_chunk = match chosen.run_as {
        RunAs::Processes => costs.and_then(|costs| costs.recommended_chunk(tasks, workers)),
        RunAs::Interpreters => Some(chunk),
        _ => None,
    };
    let measured = chosen.score.wall.secs() * f64::from(tasks) / f64::from(chosen.lane.done.max(1));
    let predicted = match (chosen.run_as, costs, chosen_chunk) {
        (RunAs::Processes, Some(costs), Some(chunk)) => costs.predicted(tasks, workers, chunk, cores),
        _ => measured,
    };
    let method = chosen.lane.plan.method.as_deref().map(|method| {
        let methods = chosen.lane.plan.python.as_ref().map(|python| &python.methods[..]);
        (method, methods.and_then(|methods| methods.first()).is_none_or(|default| default == method))
    });
    let recipe = Recipe { call, run_as: chosen.run_as, workers, chunk: chosen_chunk, method };
    let close: Vec<RunAs> = choice.close().map(|other| other.run_as).collect();
    let alternatives = choice.others().map(|other| Alternative {
        run_as: other.run_as,
        lane: other.lane.plan.id,
        factor: other.factor,
        interval: other.interval,
        wall: other.score.wall.secs(),
        close: close.contains(&other.run_as),
    });
    Advice {
        run_as: chosen.run_as,
        lane: chosen.lane.plan.id,
        python: chosen.lane.plan.family(),
        factor: chosen.factor,
        interval: chosen.interval,
        close: !close.is_empty(),
        alternatives: alternatives.collect(),
        reason: grounds.reason(),
        shares,
        workers,
        tasks,
        chunk: chosen_chunk,
        break_even_chunk: costs.and_then(|costs| costs.break_even_chunk(in_pool)),
        break_even_tasks: costs.and_then(|costs| costs.break_even_tasks(in_pool)),
        predicted: Some(predicted).filter(|wall| wall.is_finite()),
        not_computed: not_computed(pool.is_some(), one.is_some(), costs),
        free_threaded: call.free_threaded.clone().filter(|_| {
            let has_lock = chosen.lane.plan.python.as_ref().is_some_and(|python| python.gil);
            has_lock && matches!(chosen.run_as, RunAs::Processes | RunAs::Interpreters)
        }),
        code: recipe.lines(),
    }
}

/// Reason why the chunk of worker processes is not known, if it is not.
fn not_computed(pool: bool, one: bool, costs: Option<Costs>) -> Option<&'static str> {
    match costs {
        _ if !pool => Some("no lane of worker processes ran to its end"),
        _ if !one => Some("no lane of one thread ran to its end"),
        None => Some("the costs of worker processes were not measured"),
        Some(costs) if costs.message.is_none() => Some("no worker had two chunks: more tasks are needed"),
        Some(_) => None,
    }
}

/// A number of cores as a number of workers.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at least 1, at most all CPUs")]
fn whole_cores(cores: f64) -> u32 {
    cores.ceil().max(1.0) as u32
}

#[cfg(test)]
mod tests;
