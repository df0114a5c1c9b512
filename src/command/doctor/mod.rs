//! `coreograph doctor`: capabilities of this machine and this terminal, and what would spoil a measurement.
//!
//! Everything is examined just now. It takes about a second: half of it for the machine, and Python and a worker
//! process have to start.

mod diagnosis;
mod machine;
mod terminal;
mod text;

use self::diagnosis::{Diagnosis, DoubtFindings, SCHEMA};
use self::machine::MachineFindings;
use super::error::CommandError;
use super::output;
use crate::cli::{DoctorArgs, DoctorFormat};
use crate::event::{Doubt, Tool};
use crate::probe::catalogue::{DoubtKind, Known, catalogue};
use crate::probe::{self, Checkup};
use crate::report::indented;
use crate::settings::LowerLayers;

pub(super) fn run(args: &DoctorArgs, lower: LowerLayers) -> Result<u8, CommandError> {
    let machine = probe::machine();
    let checkup = Checkup::of(&machine);
    let doubts = doubts(&checkup.doubts);
    let (terminal, configuration) = terminal::look(&args.look, lower);
    let diagnosis = Diagnosis {
        schema: SCHEMA,
        tool: Tool::this(),
        machine: MachineFindings::of(&machine, &checkup),
        terminal,
        configuration,
        spoiled: doubts.iter().any(|doubt| doubt.holds == Some(true)),
        doubts,
        fingerprint: checkup.fingerprint,
        conditions: checkup.conditions,
    };
    let text = match args.format {
        DoctorFormat::Text => text::render(&diagnosis, output::columns(None)),
        DoctorFormat::Json => indented(&diagnosis),
    };
    output::write(&text, None)?;
    if let Some(missing) = missing(&diagnosis.machine) {
        return Err(CommandError::System(missing));
    }
    Ok(if args.strict && diagnosis.spoiled { 3 } else { 0 })
}

/// Requirements of every race that are missing: the findings give details.
fn missing(machine: &MachineFindings) -> Option<String> {
    if !machine.workers.works {
        return Some(format!("worker processes cannot be used here: {}", machine.workers.told));
    }
    let told = "threads cannot be started here: not one on each CPU, to measure what all of them can do; accepted is a \
                limit of processes and threads (ulimit -u) and of memory (ulimit -v) that leaves room for them";
    machine.capacity.is_none().then(|| told.into())
}

/// Every kind of doubt once, with its observations.
fn doubts(held: &[Doubt]) -> Vec<DoubtFindings> {
    let mut findings: Vec<DoubtFindings> = Vec::new();
    for DoubtKind { kind, meaning, advice, known } in catalogue() {
        // A quota and its being used up have one name, and two meanings.
        if findings.iter().any(|other| other.kind == kind) {
            continue;
        }
        let seen: Vec<String> =
            held.iter().filter(|doubt| doubt.kind == kind).map(|d| d.message.clone()).collect();
        let holds = (known == Known::Now).then_some(!seen.is_empty());
        findings.push(DoubtFindings { kind, meaning, holds, seen, advice });
    }
    findings
}

#[cfg(test)]
mod tests;
