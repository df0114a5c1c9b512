//! Compute work by the pool, beside as many processes that know nothing of each other.

use std::error::Error;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use coreograph::workload::interpreter::Bare;
use coreograph::workload::{Desk, Kind};

use super::claim::{Claim, Goal};
use super::support::in_turns;
use super::workers::{Alike, PRIMES, count, spec, time_of_map, with_pool};

/// So many tasks for each worker.
const TASKS_EACH: u32 = 150;

/// The argument under which this program is one of the independent processes.
const ARGUMENT: &str = "independent";

pub(crate) fn claims(rounds: usize) -> Result<Vec<Claim>, Box<dyn Error>> {
    let walls =
        in_turns(rounds, &[false, true], |by_pool| if *by_pool { by_the_pool() } else { by_themselves() })?;
    let [alone, pooled] = walls.as_slice() else { return Err("two were measured".into()) };
    let ratios = alone.iter().zip(pooled).map(|(alone, pooled)| alone.as_secs_f64() / pooled.as_secs_f64());
    let name = format!("primes by {0} workers against {0} independent processes", count());
    Ok(vec![Claim::median(name, ("times the work", 3), ratios, Goal::AtLeast(0.97))])
}

fn by_the_pool() -> Result<Duration, Box<dyn Error>> {
    let work = spec(Kind::Primes, TASKS_EACH * u32::from(count()), PRIMES);
    with_pool(&work, true, &mut |_, _| (), |pool| {
        time_of_map(pool, Alike(work.argument(0), 10), Some(1))?;
        time_of_map(pool, Alike::first_of(&work), Some(1))
    })
}

/// All begin together, and the last one decides.
fn by_themselves() -> Result<Duration, Box<dyn Error>> {
    let mut processes = (0..count()).map(|_| Running::start()).collect::<io::Result<Vec<_>>>()?;
    for process in &mut processes {
        process.wait_for_a_line()?;
    }
    let began = Instant::now();
    for process in &mut processes {
        process.say_go()?;
    }
    for process in &mut processes {
        process.wait_for_a_line()?;
    }
    let took = began.elapsed();
    for mut process in processes {
        process.child.wait()?;
    }
    Ok(took)
}

/// One of the independent processes, from the outside.
struct Running {
    child: Child,
    lines: BufReader<std::process::ChildStdout>,
}

impl Running {
    fn start() -> io::Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        let mut child = command.arg(ARGUMENT).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let stdout = child.stdout.take().ok_or_else(|| io::Error::other("it has no output"))?;
        Ok(Self { child, lines: BufReader::new(stdout) })
    }

    fn say_go(&mut self) -> io::Result<()> {
        self.child.stdin.take().map_or(Ok(()), |mut stdin| stdin.write_all(b"go\n"))
    }

    fn wait_for_a_line(&mut self) -> io::Result<()> {
        match self.lines.read_line(&mut String::new())? {
            0 => Err(io::Error::other("an independent process ended too soon")),
            _ => Ok(()),
        }
    }
}

/// One of the independent processes, from the inside.
#[derive(Debug)]
pub(crate) struct Independent;

impl Independent {
    /// Whether this process was started to be one.
    pub(crate) fn from_arguments() -> Option<Self> {
        (std::env::args().nth(1).as_deref() == Some(ARGUMENT)).then_some(Self)
    }

    /// Warms up, waits for the word, works, and says so.
    #[allow(clippy::unused_self)]
    pub(crate) fn serve(self) -> io::Result<()> {
        let work = spec(Kind::Primes, TASKS_EACH, PRIMES);
        let (argument, desk) = (work.argument(0), Desk::new(Arc::default(), Path::new("")));
        let run = |times| {
            (0..times)
                .try_for_each(|_| work.execute(&argument, &desk, &mut Bare).map(drop))
                .map_err(io::Error::other)
        };
        run(5)?;
        println!("ready");
        io::stdin().read_line(&mut String::new())?;
        run(work.tasks)?;
        println!("done");
        Ok(())
    }
}
