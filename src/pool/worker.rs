//! A worker process, from the inside: this same program, started again with a hidden subcommand.
//!
//! Three threads: one reads what the pool sends, one computes, one flushes what is to be sent while the
//! other computes. Frames come in on standard input and leave by what was standard output; anything a
//! task prints goes to standard error, so it cannot tear a frame.
//!
//! The end of standard input means that the pool is gone, however it ended: the reader leaves the process
//! at once, even in mid-task. On Linux the kernel is asked to kill it in that case as well.

use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded, unbounded};

use super::message::{Assignment, FromWorker, Hello, PROTOCOL, ToWorker};
use super::outbox::Outbox;
use super::wire::{WireError, decode, read_frame};
use crate::clock::Clock;
use crate::event::{Activity, Nanos};
use crate::meter::{Gauge, Meter};
use crate::sys::{program, thread as own};
use crate::workload::interpreter::Free;
use crate::workload::{Desk, Spec};

/// The subcommand under which this program is a worker.
pub const SUBCOMMAND: &str = "worker";

/// What a worker that cannot speak with its pool exits with.
const EXIT_BROKEN: u8 = 70;

/// Works until the pool says bye or goes away; the process's exit code.
#[must_use]
pub fn main() -> ExitCode {
    match work() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error);
            ExitCode::from(EXIT_BROKEN)
        }
    }
}

/// Says what is wrong. A pool that is gone does not hear it, and that must not keep the worker from leaving.
fn complain(error: &WireError) {
    let _ = writeln!(io::stderr(), "worker: {error}");
}

fn work() -> Result<(), WireError> {
    let outbox = Arc::new(Outbox::new(take_stdout()?));
    // The thread that started it lives as long as the pool.
    program::leave_with_parent();
    let mut input = BufReader::with_capacity(64 << 10, io::stdin());
    let Some(frame) = read_frame(&mut input)? else {
        return Ok(());
    };
    let ToWorker::Hello(hello) = decode(&frame)? else {
        return refuse(&outbox, "the first message was not a greeting".into());
    };
    if hello.protocol != PROTOCOL {
        return refuse(
            &outbox,
            format!("the pool speaks protocol {}, this worker {PROTOCOL}", hello.protocol),
        );
    }
    if let Err(error) = own::confine(&hello.cpus) {
        return refuse(&outbox, format!("cannot be confined to CPUs {:?}: {error}", hello.cpus));
    }
    let program = program::this()?;
    let desk = Desk::new(Arc::default(), &program);
    if let Err(error) = hello.spec.prepare(&desk) {
        return refuse(&outbox, error.to_string());
    }
    let (frames_in, frames) = unbounded();
    spawn("reader", move || forward(input, &frames_in))?;
    let flusher = Arc::clone(&outbox);
    spawn("flusher", move || flusher.flush_when_due())?;
    compute(&hello, desk, &frames, &outbox)
}

fn refuse<W: io::Write>(outbox: &Outbox<W>, reason: String) -> Result<(), WireError> {
    outbox.push(&FromWorker::InitFailed(reason))?;
    outbox.flush()
}

fn spawn(name: &str, body: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new().name(name.into()).spawn(body).map(|_| ())
}

/// Passes frames on, undecoded: decoding is part of the computing thread's books. Never returns.
fn forward(mut input: impl Read, frames: &Sender<Vec<u8>>) {
    let code = loop {
        match read_frame(&mut input) {
            Ok(Some(frame)) => {
                if frames.send(frame).is_err() {
                    // The computing thread has said bye and leaves by itself.
                    return;
                }
            }
            Ok(None) => break 0,
            Err(error) => {
                complain(&error);
                break i32::from(EXIT_BROKEN);
            }
        }
    };
    std::process::exit(code);
}

fn compute(
    hello: &Hello,
    desk: Desk,
    frames: &Receiver<Vec<u8>>,
    outbox: &Arc<Outbox<File>>,
) -> Result<(), WireError> {
    let clock = Clock::with_origin(hello.origin);
    let gauge = Arc::new(Gauge::default());
    let sink = Arc::clone(outbox);
    let mut meter = Meter::open(
        clock,
        Arc::clone(&gauge),
        Box::new(move |slice| {
            // A broken pipe is noticed by the next result.
            let _ = sink.push(&FromWorker::Slice(slice));
        }),
    );
    outbox.push(&FromWorker::Ready { pid: own::pid(), tid: own::tid(), at: clock.now() })?;
    outbox.flush()?;
    let _watch = watch(clock, gauge, Arc::clone(outbox))?;

    // Counted from the first task: waiting for the other workers to be ready is nobody's race.
    let mut cpu_at_first_task = None;
    while let Some(frame) = next_frame(frames, &mut meter, outbox)? {
        meter.switch(Activity::Serialise);
        match decode(&frame)? {
            ToWorker::Tasks(tasks) => {
                cpu_at_first_task = cpu_at_first_task.or_else(own::process_cpu_time);
                for task in tasks {
                    execute((&hello.spec, &desk), task, &mut meter, outbox)?;
                }
            }
            ToWorker::Bye => break,
            ToWorker::Hello(_) => return refuse(outbox, "greeted twice".into()),
        }
    }
    let books = meter.close();
    let cpu = cpu_at_first_task.zip(own::process_cpu_time()).map_or(Nanos::ZERO, |(first, now)| now - first);
    outbox.push(&FromWorker::Bye { books, cpu, findings: desk.clear() })?;
    outbox.close();
    outbox.flush()
}

/// The next frame; while there is none, what was collected is sent and the worker is idle.
fn next_frame(
    frames: &Receiver<Vec<u8>>,
    meter: &mut Meter,
    outbox: &Outbox<File>,
) -> Result<Option<Vec<u8>>, WireError> {
    if let Ok(frame) = frames.try_recv() {
        return Ok(Some(frame));
    }
    meter.switch(Activity::Transfer);
    outbox.flush()?;
    meter.switch(Activity::Idle);
    Ok(frames.recv().ok())
}

fn execute(
    (spec, desk): (&Spec, &Desk),
    assignment: Assignment,
    meter: &mut Meter,
    outbox: &Outbox<File>,
) -> Result<(), WireError> {
    let Assignment { task, attempt, argument } = assignment;
    outbox.push(&FromWorker::Started { task, attempt })?;
    let began = meter.switch(Activity::Compute);
    let outcome = spec.execute(&argument, desk, &mut Free::new(meter));
    let ended = meter.switch(Activity::Serialise);
    let message = match outcome {
        Ok(value) => FromWorker::Result { task, attempt, value, took: ended - began },
        Err(reason) => FromWorker::Failed { task, attempt, reason },
    };
    meter.gauge().count(!matches!(message, FromWorker::Failed { .. }));
    outbox.push(&message)
}

/// Reports what the computing thread is busy with when that takes long. Ends when dropped.
fn watch(clock: Clock, gauge: Arc<Gauge>, outbox: Arc<Outbox<File>>) -> io::Result<Sender<()>> {
    let (alive, ended) = bounded::<()>(0);
    spawn("watch", move || {
        let mut told = Nanos::ZERO;
        while ended.recv_timeout(Duration::from_millis(50)) == Err(RecvTimeoutError::Timeout) {
            if let Some((activity, since)) = gauge.open_stretch(clock.now(), &mut told) {
                let _ = outbox.push(&FromWorker::Now { activity, since });
            }
        }
    })?;
    Ok(alive)
}

/// The pipe behind standard output, for frames alone; what is printed goes to standard error from now on.
#[cfg(unix)]
fn take_stdout() -> io::Result<File> {
    let frames = rustix::io::fcntl_dupfd_cloexec(rustix::stdio::stdout(), 3)?;
    rustix::stdio::dup2_stdout(rustix::stdio::stderr())?;
    Ok(File::from(frames))
}

/// The pipe behind standard output. Workloads do not print here.
#[cfg(windows)]
fn take_stdout() -> io::Result<File> {
    use std::os::windows::io::AsHandle;
    Ok(File::from(io::stdout().as_handle().try_clone_to_owned()?))
}
