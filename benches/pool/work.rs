//! Compute work by the pool, beside as many processes that know nothing of each other.
//!
//! What those reach is the sum of their rates, each by its own clock: that one of them ends later on a machine that
//! is shared with others does not count against them, as it does not against a pool, which balances.

use std::error::Error;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

use coreograph::workload::interpreter::Bare;
use coreograph::workload::{Kind, TaskContext};

use super::claim::{Claim, Goal};
use super::support::in_turns;
use super::workers::{Alike, PRIMES, count, spec, time_of_map, with_pool};

/// What is computed: the size of a task, and so many for each worker. Tasks as long as those of a race that is sized
/// for this machine, some dozens of milliseconds, carry the goal; those of about two show what messages cost.
const WORKS: [(u64, u32, &str, Goal); 2] =
    [(60_000, 20, "long tasks", Goal::AtLeast(0.97)), (PRIMES, 300, "tasks of 2 ms", Goal::None)];

/// The argument under which this program is one of the independent processes.
const ARGUMENT: &str = "independent";

pub(crate) fn claims(rounds: usize) -> Result<Vec<Claim>, Box<dyn Error>> {
    WORKS.into_iter().map(|work| claim(rounds, work)).collect()
}

fn claim(rounds: usize, (size, each, what, goal): (u64, u32, &str, Goal)) -> Result<Claim, Box<dyn Error>> {
    let rates = in_turns(rounds, &[false, true], |by_pool| {
        if *by_pool { by_the_pool(size, each) } else { by_themselves(size, each) }
    })?;
    let [alone, pooled] = rates.as_slice() else { return Err("two were measured".into()) };
    let ratios = alone.iter().zip(pooled).map(|(alone, pooled)| pooled / alone);
    let name = format!("primes ({what}) by {0} workers against {0} independent processes", count());
    Ok(Claim::median(name, ("times the work", 3), ratios, goal))
}

/// Tasks per second.
fn by_the_pool(size: u64, each: u32) -> Result<f64, Box<dyn Error>> {
    let work = spec(Kind::Primes, each * u32::from(count()), size);
    with_pool(&work, true, &mut |_, _| (), |pool| {
        time_of_map(pool, Alike(work.argument(0), 4), Some(1))?;
        Ok(f64::from(work.tasks) / time_of_map(pool, Alike::first_of(&work), Some(1))?.as_secs_f64())
    })
}

/// Tasks per second of all together.
fn by_themselves(size: u64, each: u32) -> Result<f64, Box<dyn Error>> {
    let mut processes = (0..count()).map(|_| Running::start(size, each)).collect::<io::Result<Vec<_>>>()?;
    for process in &mut processes {
        process.line()?;
    }
    for process in &mut processes {
        process.say_go()?;
    }
    let mut rate = 0.0;
    for mut process in processes {
        let seconds: f64 = process.line()?.trim().parse()?;
        rate += f64::from(each) / seconds;
        process.child.wait()?;
    }
    Ok(rate)
}

/// One of the independent processes, from the outside.
struct Running {
    child: Child,
    lines: BufReader<std::process::ChildStdout>,
}

impl Running {
    fn start(size: u64, tasks: u32) -> io::Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args([ARGUMENT, &size.to_string(), &tasks.to_string()]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let stdout = child.stdout.take().ok_or_else(|| io::Error::other("it has no output"))?;
        Ok(Self { child, lines: BufReader::new(stdout) })
    }

    fn say_go(&mut self) -> io::Result<()> {
        self.child.stdin.take().map_or(Ok(()), |mut stdin| stdin.write_all(b"go\n"))
    }

    /// The next line that it prints.
    fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        match self.lines.read_line(&mut line)? {
            0 => Err(io::Error::other("an independent process ended too soon")),
            _ => Ok(line),
        }
    }
}

/// One of the independent processes, from the inside.
#[derive(Debug)]
pub(crate) struct Independent {
    size: u64,
    tasks: u32,
}

impl Independent {
    /// Whether this process was started to be one.
    pub(crate) fn from_arguments() -> Option<Self> {
        let arguments: Vec<String> = std::env::args().skip(1).collect();
        match arguments.as_slice() {
            [mark, size, tasks] if mark == ARGUMENT => {
                Some(Self { size: size.parse().ok()?, tasks: tasks.parse().ok()? })
            }
            _ => None,
        }
    }

    /// Warms up, waits for the word, works, and says for how many seconds.
    pub(crate) fn serve(self) -> io::Result<()> {
        let work = spec(Kind::Primes, self.tasks, self.size);
        let (argument, task_context) = (work.argument(0), TaskContext::new(Arc::default(), Path::new("")));
        let run = |times| {
            (0..times)
                .try_for_each(|_| work.execute(&argument, &task_context, &mut Bare).map(drop))
                .map_err(io::Error::other)
        };
        run(2)?;
        println!("ready");
        io::stdin().read_line(&mut String::new())?;
        let began = Instant::now();
        run(work.tasks)?;
        println!("{}", began.elapsed().as_secs_f64());
        Ok(())
    }
}
