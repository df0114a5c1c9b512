//! Race: plans it, calibrates it, runs its lanes and watches the machine meanwhile.
//!
//! ```text
//! choices + machine ─▶ plan ─▶ probing ─▶ calibrating ─▶ ((spin, lane)… spin)… ─▶ doubts ─▶ the end
//! ```
//!
//! A race runs on a thread of its own and communicates by events alone. All events of lanes and probes pass one
//! place, the *hub*, which also registers their threads and processes with the probes.

mod calibrate;
mod choices;
mod hub;
mod limits;
mod plan;
mod remotes;
mod repeater;
mod runner;
mod session;
pub(crate) mod setting;
mod solo;
mod took;

pub(crate) use choices::{CallChoice, Choices, CommandChoice, LaneChoice};
pub(crate) use limits::{MOST_REPETITIONS, MOST_TASKS};
pub(crate) use plan::command::{
    MOST_RUNS, checked as checked_command, checked_steps, plan_of as command_plan,
};
pub(crate) use plan::{PlanError, RacePlan, plan, plan_unasked};
pub(crate) use session::{Race, RaceError};
