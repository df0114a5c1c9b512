//! A fidelity run from start to end, in a thread of its own: observe the machine, start the interpreters, take turns.
//!
//! Its owner receives messages, and may stop it at any moment. When the thread has ended, so has every child.

use std::ffi::OsString;
use std::io;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, unbounded};

use super::contestant::{Contestant, Fault};
use super::cpython::CPython;
use super::findings::Entry;
use super::schedule::{self, News, Plan};
use super::simulated::Primitive;
use crate::event::{Doubt, Machine};
use crate::probe::{MeasurementGuard, doubts};
use crate::session::{Session, Suspend, Suspensions};
use crate::sys::process_groups;
use crate::sys::stop::Stop;

/// The interpreter that is used when none is named.
const USUAL: &str = "python3";

/// Longest time of all repetitions of a quick run: less than half a minute with everything around it.
const QUICK: Duration = Duration::from_secs(26);

/// Request for a fidelity run.
#[derive(Debug, Clone)]
pub(crate) struct FidelityRequest {
    /// The plan; its repetitions are those of a full run.
    pub plan: Plan,
    /// Requested repetitions; `None` for the default.
    pub repetitions: Option<u32>,
    /// Whether it is a quick run, which has fewer repetitions when there are many interpreters.
    pub quick: bool,
    /// The interpreters, by path or by name on `PATH`; if empty, `python3` when it exists.
    pub pythons: Vec<OsString>,
    /// The primitives of the simulated locks, one each.
    pub primitives: Vec<Primitive>,
    /// The machine.
    pub machine: Machine,
}

/// A message of a session.
#[derive(Debug)]
pub(crate) enum FidelityMessage {
    /// This interpreter is about to be started.
    Starting(String),
    /// An interpreter that was named cannot take part: nothing is measured.
    Refused {
        /// The interpreter.
        python: String,
        /// The reason.
        reason: String,
    },
    /// All interpreters have started; the plan and the participants: contestants first, then those that could not be
    /// started.
    Ready {
        /// The plan with its final repetitions.
        plan: Plan,
        /// All participants.
        entries: Vec<Entry>,
        /// Number of those that take turns.
        contestants: usize,
    },
    /// A turn, or a contestant that is out.
    News(News),
    /// The end, with the doubts about the run.
    Over(Vec<Doubt>),
}

/// A running session.
#[derive(Debug)]
pub(crate) struct FidelitySession {
    messages: Receiver<FidelityMessage>,
    stop: Stop,
    suspensions: Suspensions,
    thread: JoinHandle<()>,
}

impl FidelitySession {
    /// Starts a session.
    ///
    /// # Errors
    /// When the system has no thread for it.
    pub(crate) fn start(order: FidelityRequest) -> io::Result<Self> {
        let (tx, messages) = unbounded();
        let stop = Stop::default();
        let heeded = stop.clone();
        let suspensions = Suspensions::new(|| {});
        let (counted, heartbeat) = (suspensions.clone(), suspensions.detect()?);
        let thread = thread::Builder::new().name("fidelity".into()).spawn(move || {
            run(order, &heeded, &counted, &tx);
            drop(heartbeat);
        })?;
        Ok(Self { messages, stop, suspensions, thread })
    }
}

impl Suspend for FidelitySession {
    fn hold(&mut self) {
        process_groups::hold_all();
    }

    /// The scenario during the stop includes it; the report has a doubt.
    fn resume(&mut self) {
        self.suspensions.note();
        process_groups::resume_all();
    }
}

impl Session for FidelitySession {
    type Message = FidelityMessage;

    fn messages(&self) -> Receiver<FidelityMessage> {
        self.messages.clone()
    }

    fn request_stop(&self) {
        self.stop.request();
    }

    /// A scenario of the simulated lock ends sooner.
    fn ends_within(&self) -> Duration {
        Duration::from_secs(4)
    }

    fn join(self) {
        // A panic in there has been printed, and the missing last message reports it.
        let _ = self.thread.join();
    }

    fn leave(self) {
        self.stop.request();
    }
}

fn run(order: FidelityRequest, stop: &Stop, suspensions: &Suspensions, tell: &Sender<FidelityMessage>) {
    // Without a receiver the whole program is about to end.
    let say = |message| drop(tell.send(message));
    let (guard, mut doubts) = MeasurementGuard::before(&order.machine, &|| stop.requested());
    let mut contestants: Vec<Box<dyn Contestant>> = order.primitives.iter().map(|p| p.contestant()).collect();
    let mut entries: Vec<Entry> = contestants
        .iter()
        .map(|simulated| Entry { label: simulated.label(), program: None, fault: None })
        .collect();
    let mut absent = Vec::new();
    let named = !order.pythons.is_empty();
    let pythons = if named { order.pythons } else { vec![USUAL.into()] };
    for python in pythons {
        let name = python.to_string_lossy().into_owned();
        say(FidelityMessage::Starting(name.clone()));
        match CPython::start(&python, stop) {
            Ok(cpython) => {
                let program = Some(cpython.hello().executable.clone()).filter(|path| !path.is_empty());
                entries.push(Entry { label: cpython.label(), program: program.or(Some(name)), fault: None });
                contestants.push(Box::new(cpython));
            }
            Err(Fault::Stopped) => return,
            Err(Fault::Failed(reason)) if named => {
                say(FidelityMessage::Refused { python: name, reason });
                return;
            }
            Err(Fault::Failed(reason)) => {
                absent.push(Entry { label: name.clone(), program: Some(name), fault: Some(reason) });
            }
        }
    }
    entries.append(&mut absent);
    let mut plan = order.plan;
    plan.repetitions =
        order.repetitions.unwrap_or_else(|| usual_repetitions(&plan, contestants.len(), order.quick));
    say(FidelityMessage::Ready { plan: plan.clone(), entries, contestants: contestants.len() });
    schedule::run(&plan, &mut contestants, stop, &mut |news| say(FidelityMessage::News(news)));
    doubts.extend(guard.after());
    doubts.extend((suspensions.count() > 0).then(doubts::suspended));
    // The children end before the last message.
    drop(contestants);
    say(FidelityMessage::Over(doubts));
}

/// As many repetitions as planned, but for a quick run no more than fit into its time.
fn usual_repetitions(plan: &Plan, contestants: usize, quick: bool) -> u32 {
    let once = Plan { repetitions: 1, ..plan.clone() }.estimate(contestants);
    let fit = QUICK.as_millis() / once.as_millis().max(1);
    if quick { u32::try_from(fit).unwrap_or(u32::MAX).clamp(1, plan.repetitions) } else { plan.repetitions }
}

#[cfg(test)]
mod tests;
