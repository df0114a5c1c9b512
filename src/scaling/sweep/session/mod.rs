//! A sweep from start to end, in a thread of its own. Its owner receives messages, and may stop it at any moment; the
//! measurements so far are kept.

use std::io;
use std::path::PathBuf;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, unbounded};

use super::order::{self, Next};
use super::run::Bench;
use crate::clock::Clock;
use crate::event::Machine;
use crate::external::step::Steps;
use crate::probe::heat::Heat;
use crate::probe::{MeasurementGuard, doubts};
use crate::scaling::file;
use crate::scaling::progress::News;
use crate::scaling::report::Report;
use crate::session::{Session, Suspend, Suspensions};
use crate::sys::scratch::Scratch;
use crate::sys::stop::Stop;
use crate::sys::{panics, process_groups};

/// Request for a sweep: a report without runs, or one to resume.
#[derive(Debug)]
pub(crate) struct SweepRequest {
    /// The report so far.
    pub report: Report,
    /// The machine.
    pub machine: Machine,
    /// Executable of worker processes: this program.
    pub program: PathBuf,
    /// File in which the report is saved after every run, while nothing is measured.
    pub save: Option<PathBuf>,
}

/// A running sweep.
#[derive(Debug)]
pub(crate) struct SweepSession {
    news: Receiver<News>,
    stop: Stop,
    clock: Clock,
    before_s: f64,
    suspensions: Suspensions,
    thread: Option<JoinHandle<()>>,
}

impl SweepSession {
    /// Starts a sweep.
    ///
    /// # Errors
    /// When the system has no thread for it.
    pub(crate) fn start(order: SweepRequest) -> io::Result<Self> {
        let (tell, news) = unbounded();
        let (stop, clock, before_s) = (Stop::default(), Clock::start(), order.report.spent_s);
        let calls = order.report.plan.curves.iter().any(|curve| curve.workload.call.is_some());
        let bench = Bench {
            machine: order.machine,
            program: order.program,
            stop: stop.clone(),
            clock,
            scratch: calls.then(Scratch::new).transpose()?,
            before_s,
        };
        let suspensions = Suspensions::new(|| {});
        let (counted, heartbeat) = (suspensions.clone(), suspensions.detect()?);
        let body = move || {
            let heat = Heat::of(&bench.machine);
            let sweep = Sweep {
                bench,
                report: order.report,
                tell,
                save: order.save,
                heat,
                suspensions: counted,
                suspended: 0,
            };
            let told = sweep.tell.clone();
            let ended = panics::catch(move || sweep.run());
            drop(heartbeat);
            if let Err(panic) = ended {
                let _ =
                    told.send(News::Failed(format!("the sweep panicked: {panic}; a defect of this program")));
            }
        };
        let thread = thread::Builder::new().name("sweep".into()).spawn(body)?;
        Ok(Self { news, stop, clock, before_s, suspensions, thread: Some(thread) })
    }

    /// Time since the sweep began, all its sessions together, s.
    #[must_use]
    pub(crate) fn now_s(&self) -> f64 {
        self.before_s + self.clock.now().secs()
    }
}

impl Suspend for SweepSession {
    fn hold(&mut self) {
        process_groups::hold_all();
    }

    /// The run during the stop is made again.
    fn resume(&mut self) {
        self.suspensions.note();
        process_groups::resume_all();
    }
}

impl Session for SweepSession {
    type Message = News;

    fn messages(&self) -> Receiver<News> {
        self.news.clone()
    }

    fn request_stop(&self) {
        self.stop.request();
    }

    fn join(mut self) {
        if let Some(thread) = self.thread.take() {
            // Its panics are caught inside and reported.
            let _ = thread.join();
        }
    }

    /// Ends the session by dropping it, without waiting: a long task ends with the program.
    fn leave(self) {}
}

impl Drop for SweepSession {
    /// Stops without waiting: a long task ends with the program.
    fn drop(&mut self) {
        self.stop.request();
    }
}

struct Sweep {
    bench: Bench,
    report: Report,
    tell: Sender<News>,
    save: Option<PathBuf>,
    heat: Heat,
    suspensions: Suspensions,
    /// Number of stops noticed.
    suspended: u32,
}

impl Sweep {
    fn run(mut self) {
        self.say(News::Planned(Box::new(self.report.clone())));
        let stop = self.bench.stop.clone();
        let (guard, doubts) = MeasurementGuard::before(&self.bench.machine, &|| stop.requested());
        for doubt in doubts {
            self.say(News::Doubted(doubt));
        }
        let ended = self.beside(|steps| steps.setup(&stop));
        let ended = ended.and_then(|()| self.warm_up()).and_then(|()| self.measure());
        // Also after a stop: what was set up is to be removed.
        let ended = self.beside(|steps| steps.cleanup(&Stop::default())).and(ended);
        for doubt in guard.after() {
            self.say(News::Doubted(doubt));
        }
        if let Err(Some(reason)) = ended {
            self.say(News::Failed(reason));
        }
        self.was_suspended();
        let complete = order::is_complete(&self.report);
        self.say(News::Over { complete, spent_s: self.bench.now_s() });
    }

    /// Sends a message. Without a receiver the whole program is about to end.
    fn say(&self, news: News) {
        let _ = self.tell.send(news);
    }

    /// Runs a step of a command of the user's, where one is swept; `Err(None)` when it was stopped.
    fn beside(&self, step: impl Fn(&Steps) -> Result<(), String>) -> Result<(), Option<String>> {
        let plan = &self.report.plan;
        let Some(swept) = plan.curves.iter().find_map(|curve| curve.workload.command.as_ref()) else {
            return Ok(());
        };
        let deadline = plan.deadline_s.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        let steps = Steps { command: &swept.plan(1), deadline, workers: 1 };
        step(&steps).map_err(|reason| (!self.bench.stop.requested()).then_some(reason))
    }

    /// Runs each work once without counting it: memory is cold, and so is the clock of a core that has slept.
    fn warm_up(&self) -> Result<(), Option<String>> {
        let mut warm = Vec::new();
        for (curve, planned) in (0..).zip(&self.report.plan.curves) {
            if warm.contains(&&planned.workload) {
                continue;
            }
            // A command is run as often as the user wants.
            let times = planned.workload.command.as_ref().map_or(1, |swept| swept.command.warmup);
            for _ in 0..times {
                self.say(News::WarmingUp { curve });
                let once = Next { round: 0, curve, workers: 1 };
                self.bench.run(&self.report.plan, once, 0).map_err(Some)?.ok_or(None)?;
            }
            warm.push(&planned.workload);
        }
        Ok(())
    }

    /// Makes all runs; `Err(None)` when it was stopped.
    fn measure(&mut self) -> Result<(), Option<String>> {
        self.report.spent_s = self.bench.now_s();
        self.say(News::Left(order::left(&self.report)));
        while let Some(next) = order::next(&self.report) {
            self.rest();
            if self.bench.stop.requested() {
                return Err(None);
            }
            let Next { round, curve, workers } = next;
            self.say(News::Begun { curve, workers, round, at_s: self.bench.now_s() });
            self.was_suspended();
            let place = u32::try_from(self.report.runs.len()).unwrap_or(u32::MAX);
            let run = self.bench.run(&self.report.plan, next, place).map_err(Some)?.ok_or(None)?;
            if self.was_suspended() {
                continue;
            }
            self.report.runs.push(run.clone());
            self.save();
            self.report.spent_s = self.bench.now_s();
            self.say(News::Measured(Box::new(run)));
            self.say(News::Left(order::left(&self.report)));
        }
        Ok(())
    }

    /// Whether the program was suspended since the last call; the first time adds a doubt.
    fn was_suspended(&mut self) -> bool {
        let count = self.suspensions.count();
        let before = std::mem::replace(&mut self.suspended, count);
        if before == 0 && count > 0 {
            self.say(News::Doubted(doubts::suspended()));
        }
        count != before
    }

    fn save(&self) {
        if let Some(path) = &self.save
            && let Err(error) = file::save(&self.report, path)
        {
            self.say(News::Unsaved(error.to_string()));
        }
    }

    /// Rests between two runs, so that the aftermath of the last one (ending processes, freed memory) does not fall
    /// into the next; and as long as it takes, within reason, while the machine is hot.
    fn rest(&mut self) {
        let (tell, stop) = (&self.tell, &self.bench.stop);
        let heat = &mut self.heat;
        cool_down(&mut || heat.hot(), &mut || pause(stop), &mut |why| {
            let _ = tell.send(News::Resting { why });
        });
        thread::sleep(BETWEEN);
    }
}

/// Pause between two runs.
const BETWEEN: Duration = Duration::from_millis(10);

/// Period in which a hot machine is checked; after [`LOOKS`] checks it is measured as it is, and the counters of the
/// run show it.
const LOOK: Duration = Duration::from_secs(1);
/// Largest number of checks.
const LOOKS: usize = 60;

/// Period in which a stop is polled meanwhile.
const NOTICE: Duration = Duration::from_millis(50);

/// Waits while it is `hot`, a `pause` at a time, and reports the reason; ends early when a pause returns `false`.
fn cool_down(
    hot: &mut dyn FnMut() -> Option<String>,
    pause: &mut dyn FnMut() -> bool,
    tell: &mut dyn FnMut(String),
) {
    for _ in 0..LOOKS {
        let Some(why) = hot() else { return };
        tell(why);
        if !pause() {
            return;
        }
    }
}

/// Waits until the next check; false when the sweep was stopped.
fn pause(stop: &Stop) -> bool {
    let began = Instant::now();
    while began.elapsed() < LOOK && !stop.requested() {
        thread::sleep(NOTICE);
    }
    !stop.requested()
}

#[cfg(test)]
mod tests;
