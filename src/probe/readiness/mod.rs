//! Is the machine ready to be measured on? Every condition that a speed depends on: its state here, whether it spoils
//! a measurement, and what to do about it.
//!
//! Not everything that matters spoils a measurement. A quota that throttles all workers does, and so does a battery;
//! a core of two threads or a clock that boosts belongs to the machine, and a reader who knows of it can interpret
//! the figures. So a condition is *fine*, *to know*, or it *spoils*; where the system does not report it, it is
//! *unknown*. A condition that spoils is a doubt as well, in the same words.

use std::path::Path;

use serde::Serialize;

use super::doubts::{self, busy_limit};
use super::priority::{Policy, Priority};
use super::procstat::CpuTime;
use super::suspicion::Suspicion;
use super::{cgroup, conditions, guest, topology};
use crate::event::{Fingerprint, Machine, Power};
use crate::text::percent::percent;
use crate::text::words::counted;

/// Meaning of a condition for a measurement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum State {
    /// Nothing has to be done.
    Fine,
    /// A property of the machine that the figures will show.
    ToKnow,
    /// The figures would be false.
    Spoils,
    /// The system does not report it.
    Unknown,
}

impl State {
    /// The words for it.
    #[must_use]
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::ToKnow => "to know",
            Self::Spoils => "SPOILS",
            Self::Unknown => "not told",
        }
    }
}

/// A condition that the speed depends on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Condition {
    /// Its name.
    pub name: &'static str,
    /// Its meaning for a measurement.
    pub state: State,
    /// Its value here.
    pub here: String,
    /// Advice; `None` where nothing has to be done.
    pub advice: Option<String>,
}

/// Findings of a short observation of the machine.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Seen {
    /// Number of cores that others kept busy, and of how many.
    pub busy: Option<(f64, usize)>,
    /// Share of the time that a hypervisor took.
    pub steal: Option<f64>,
    /// Reason why it is hot.
    pub hot: Option<String>,
}

/// All conditions of the machine below `root`, whose fingerprint was taken before any load, in the order in which a
/// person should check them.
#[must_use]
pub(crate) fn readiness(root: &Path, machine: &Machine, print: &Fingerprint, seen: &Seen) -> Vec<Condition> {
    vec![
        quota(root, machine, print),
        affinity(machine, print),
        priority(root),
        other_load(print, seen),
        steal(root, machine, seen),
        virtualisation(print),
        power(print),
        governor(root, machine, print),
        boost(root, print),
        smt(machine, print),
        kinds(print),
        heat(seen),
    ]
}

fn fine(name: &'static str, here: impl Into<String>) -> Condition {
    Condition { name, state: State::Fine, here: here.into(), advice: None }
}

fn unknown(name: &'static str, here: impl Into<String>) -> Condition {
    Condition { name, state: State::Unknown, here: here.into(), advice: None }
}

fn to_know(name: &'static str, here: impl Into<String>, advice: impl Into<String>) -> Condition {
    Condition { name, state: State::ToKnow, here: here.into(), advice: Some(advice.into()) }
}

fn spoils(name: &'static str, here: impl Into<String>, suspicion: &Suspicion) -> Condition {
    Condition { name, state: State::Spoils, here: here.into(), advice: Some(suspicion.advice().into()) }
}

fn quota(root: &Path, machine: &Machine, print: &Fingerprint) -> Condition {
    let name = "quota";
    let Some((quota, cores)) = print.quota.and_then(|quota| Some((quota, quota.cores()?))) else {
        return fine(name, "none");
    };
    let stopped = cgroup::throttling(root).map_or(0, |throttling| throttling.times);
    let stopped = match stopped {
        0 => String::new(),
        1 => "; it was used up once so far".into(),
        times => format!("; it was used up {times} times so far"),
    };
    let here = format!(
        "{cores:.2} cores for {}: {} µs in {} µs (control groups v{}){stopped}",
        counted(machine.usable_cpus, "usable CPU"),
        quota.time_us,
        quota.period_us,
        quota.cgroup
    );
    match doubts::quota(&Machine { quota: Some(cores), ..machine.clone() }) {
        Some(suspicion) => spoils(name, here, &suspicion),
        None => fine(name, here),
    }
}

fn affinity(machine: &Machine, print: &Fingerprint) -> Condition {
    let name = "affinity";
    let (usable, all) = (machine.usable_cpus, machine.logical_cpus);
    let Some(cpus) = &print.affinity else {
        return unknown(name, format!("{usable} of {}, without numbers", counted(all, "CPU")));
    };
    if usable >= all {
        let all = if all == 1 { "the only CPU".into() } else { format!("all {all} CPUs") };
        return fine(name, format!("{all}: {cpus}"));
    }
    to_know(
        name,
        format!("{usable} of {}: {cpus}", counted(all, "CPU")),
        "compare it with machines of as many usable CPUs; taskset, a cpuset (docker run --cpuset-cpus) or the batch \
         system gave it these",
    )
}

fn priority(root: &Path) -> Condition {
    let name = "priority";
    let Some(priority) = Priority::read(root) else {
        return unknown(name, "scheduling policy and niceness");
    };
    let words = priority.words();
    match (priority.policy, priority.nice) {
        (Policy::Idle, _) => {
            spoils(name, words.clone() + ": every other program comes first", &Suspicion::Priority(words))
        }
        (Policy::Other, 0) => fine(name, words),
        (Policy::Other | Policy::Batch, nice) if nice >= 0 => to_know(
            name,
            words + ": beside other programs it gets less than its share of a core",
            "run it without nice or chrt (renice -n 0 and chrt -o -p 0 set a process back), or on a machine that does \
             nothing else",
        ),
        _ => to_know(
            name,
            words + ": it gets more than its share of a core, and other programs wait",
            "compare it with runs of the same priority; without nice, renice or chrt it is SCHED_OTHER, niceness 0",
        ),
    }
}

fn other_load(print: &Fingerprint, seen: &Seen) -> Condition {
    let name = "other load";
    let load = print.load.map(|load| format!("load average {load:.2}"));
    let pressure = print
        .pressure
        .map(|share| format!("in {} of the last 10 s some task waited for a CPU", percent(share)));
    let beside = [load, pressure].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let beside = if beside.is_empty() { beside } else { format!("; {beside}") };
    let Some((cores, of)) = seen.busy else { return unknown(name, format!("not seen{beside}")) };
    let here = format!("other programs keep {cores:.2} of {} busy{beside}", counted(of, "core"));
    if cores > busy_limit(of) {
        spoils(name, here, &Suspicion::BusyMachine { cores, of })
    } else {
        fine(name, here)
    }
}

fn steal(root: &Path, machine: &Machine, seen: &Seen) -> Condition {
    let name = "steal";
    let ever = CpuTime::read(root, &machine.cpus).and_then(|now| now.stolen_since(CpuTime::default()));
    let ever = ever.map(|share| format!("{:.1} % since the system started", share * 100.0));
    match (seen.steal, ever) {
        (Some(share), ever) => {
            let ever = ever.map(|ever| format!(", {ever}")).unwrap_or_default();
            let here = format!("{:.1} % of the time just now{ever}", share * 100.0);
            doubts::steal(share).map_or_else(|| fine(name, here.clone()), |s| spoils(name, here.clone(), &s))
        }
        (None, Some(ever)) => fine(name, ever),
        (None, None) => unknown(name, "no counter"),
    }
}

fn virtualisation(print: &Fingerprint) -> Condition {
    let name = "virtualisation";
    let container = print.container.as_deref().filter(|container| *container != guest::NONE);
    let inside = container.map(|container| format!(", in a container ({container})")).unwrap_or_default();
    match print.virtualisation.as_deref() {
        None => unknown(name, format!("not known whether this is a virtual machine{inside}")),
        Some(guest::NONE) => fine(name, format!("no virtual machine{inside}")),
        Some(hypervisor) => to_know(
            name,
            format!(
                "{hypervisor}{inside}: the host may give these cores to others, and not always count it as steal"
            ),
            "measure again at another time, and look at what a spin finds (just now, above); instances with \
             dedicated cores are steadier",
        ),
    }
}

fn power(print: &Fingerprint) -> Condition {
    match print.power {
        None => unknown("power", "no power supply tells, as on machines without a battery"),
        Some(Power::Mains) => fine("power", "mains"),
        Some(Power::Battery) => spoils("power", "on battery", &Suspicion::Battery),
    }
}

fn governor(root: &Path, machine: &Machine, print: &Fingerprint) -> Condition {
    let name = "governor";
    let Some(governors) = &print.governors else {
        return unknown(name, "which governor; on virtual machines the host sets the clock");
    };
    let here = governors.join(", ");
    if let Some(suspicion) = doubts::governor(root, &machine.cpus) {
        return spoils(name, here, &suspicion);
    }
    let drivers = conditions::drivers(root, &machine.cpus);
    let by = if drivers.is_empty() { String::new() } else { format!(" (by {})", drivers.join(", ")) };
    if governors.iter().all(|governor| governor == "performance") {
        return fine(name, here + &by);
    }
    to_know(
        name,
        format!("{here}{by}: the clock rises only when there is work, some milliseconds late"),
        "runs of half a second or more hardly notice; for the last per cent: sudo cpupower frequency-set -g performance",
    )
}

fn boost(root: &Path, print: &Fingerprint) -> Condition {
    let name = "boost";
    match print.boost {
        None => unknown(name, "whether the clock may rise above its rated speed"),
        Some(false) => fine(name, "off: the clock is the same for one worker and for many"),
        Some(true) => {
            let intel = root.join("sys/devices/system/cpu/intel_pstate/no_turbo").exists();
            let (value, file) = if intel { (1, "intel_pstate/no_turbo") } else { (0, "cpufreq/boost") };
            let up_to = print.max_mhz.map(|mhz| format!(", up to {mhz} MHz")).unwrap_or_default();
            to_know(
                name,
                format!("on{up_to}: one worker alone has a faster clock than many together"),
                format!(
                    "to see what the work itself loses, turn it off meanwhile: \
                     echo {value} | sudo tee /sys/devices/system/cpu/{file}"
                ),
            )
        }
    }
}

fn smt(machine: &Machine, print: &Fingerprint) -> Condition {
    let name = "SMT";
    let cores = machine.cores.len();
    let shared = machine.cores.iter().any(|core| core.len() > 1);
    match print.smt {
        None => unknown(name, "whether two CPUs share a core"),
        Some(false) => fine(name, "off: every CPU is a core of its own"),
        Some(true) if !shared => fine(name, "on, but of every core only one thread may be used"),
        Some(true) => {
            let firsts: Vec<u16> = machine.cores.iter().filter_map(|core| core.first().copied()).collect();
            to_know(
                name,
                format!(
                    "on: {} CPUs are threads of {}; from {} workers on some share one",
                    machine.usable_cpus,
                    counted(cores, "core"),
                    cores + 1
                ),
                format!(
                    "such workers are shaded and kept out of fits; without them: taskset -c {}",
                    topology::ranges(&firsts)
                ),
            )
        }
    }
}

fn kinds(print: &Fingerprint) -> Condition {
    let name = "kinds of cores";
    let classes = print.classes.as_deref().unwrap_or_default();
    if classes.is_empty() {
        return match print.physical_cores {
            Some(_) => fine(name, "one"),
            None => unknown(name, "how CPUs belong together"),
        };
    }
    let told: Vec<String> = classes.iter().map(|class| format!("{} {}", class.cores, class.name)).collect();
    to_know(
        name,
        told.join(", "),
        "a worker on a slower core is worth less than one: workers beyond the fastest kind are shaded and kept out of fits",
    )
}

fn heat(seen: &Seen) -> Condition {
    match &seen.hot {
        Some(why) => spoils("heat", why.clone(), &Suspicion::Heat(why.clone())),
        None => fine("heat", "no sensor says that the CPU is hot"),
    }
}

#[cfg(test)]
mod tests;
