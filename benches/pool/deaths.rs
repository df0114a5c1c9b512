//! How soon a killed worker is noticed and replaced while all are busy, and that nothing is lost by it.

use std::collections::BTreeMap;
use std::error::Error;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use coreograph::event::WorkerId;
use coreograph::pool::Notice;
use coreograph::statistics::{Estimate, LEVEL};
use coreograph::workload::Kind;
use rand::{RngExt, SeedableRng, rngs::StdRng};
use rustix::process::{Pid, Signal, kill_process};

use super::claim::{Claim, Goal};
use super::support::quick;
use super::workers::{Alike, PRIMES, all_done, count, spec, with_pool};

/// Longer than this nobody waits: the pool has lost something then.
const PATIENCE: Duration = Duration::from_secs(20);

/// What happened to a worker, when.
enum News {
    Ready(WorkerId, u32, Instant),
    Dead(u32, Instant),
}

/// Milliseconds from each kill until it was noticed, and until another process was ready.
#[derive(Debug, Default)]
struct Wounds {
    noticed: Vec<f64>,
    replaced: Vec<f64>,
}

pub(crate) fn claims(_rounds: usize) -> Result<Vec<Claim>, Box<dyn Error>> {
    let kills = if quick() { 60 } else { 200 };
    let Wounds { noticed, replaced } = wound(kills)?;
    let claim = |what: &str, readings: &[f64], quantile: f64, goal| Claim {
        name: format!("from a kill under load until it is {what}, p{:.0} of {kills}", quantile * 100.0),
        unit: "ms",
        decimals: 1,
        measured: Estimate::of_quantile(readings.iter().copied(), quantile, LEVEL),
        goal,
    };
    Ok(vec![
        claim("noticed", &noticed, 0.5, Goal::None),
        claim("noticed", &noticed, 0.99, Goal::AtMost(50.0)),
        claim("replaced", &replaced, 0.5, Goal::None),
        claim("replaced", &replaced, 0.99, Goal::AtMost(100.0)),
    ])
}

/// Has a pool work while its workers are killed from another thread, one after another, until it was so many.
fn wound(kills: usize) -> Result<Wounds, Box<dyn Error>> {
    // Short tasks: one that is in the hands of three killed workers in a row would be taken for poison.
    let work = spec(Kind::Primes, 2_000, PRIMES / 10);
    let (tell, news) = channel();
    let mut notify = |worker, notice| {
        let told = match notice {
            Notice::Ready { pid, .. } => News::Ready(worker, pid, Instant::now()),
            Notice::Death(obituary) => News::Dead(obituary.pid, Instant::now()),
            _ => return,
        };
        // Nobody listens any more once the last wound has healed.
        let _ = tell.send(told);
    };
    let healed = &AtomicBool::new(false);
    thread::scope(|scope| {
        let killer = scope.spawn(move || {
            let wounds = kill_at_random(kills, &news);
            healed.store(true, Ordering::Relaxed);
            wounds
        });
        with_pool(&work, true, &mut notify, |pool| {
            while !healed.load(Ordering::Relaxed) {
                all_done(&pool.map(Alike::first_of(&work), Some(1))?, work.tasks)?;
            }
            Ok(())
        })?;
        killer.join().map_err(|_| "the killer panicked")?.map_err(Into::into)
    })
}

fn kill_at_random(kills: usize, news: &Receiver<News>) -> Result<Wounds, String> {
    let mut random = StdRng::seed_from_u64(1);
    let (mut alive, mut wounds) = (BTreeMap::new(), Wounds::default());
    while alive.len() < usize::from(count()) {
        wait_for_ready(news, &mut alive)?;
    }
    while wounds.replaced.len() < kills {
        // Anywhere within several tasks.
        thread::sleep(Duration::from_micros(random.random_range(2_000..20_000)));
        let victim = WorkerId(random.random_range(0..count()));
        let Some(pid) = alive.remove(&victim) else { return Err(format!("{victim:?} is not there")) };
        let killed = Instant::now();
        kill(pid)?;
        let noticed = loop {
            match news.recv_timeout(PATIENCE) {
                Ok(News::Dead(dead, at)) if dead == pid => break at,
                Ok(_) => {}
                Err(_) => {
                    return Err(format!("{PATIENCE:?} after its death nobody noticed that {pid} was killed"));
                }
            }
        };
        wounds.noticed.push((noticed - killed).as_secs_f64() * 1e3);
        let ready = wait_for_ready(news, &mut alive)?;
        wounds.replaced.push((ready - killed).as_secs_f64() * 1e3);
    }
    Ok(wounds)
}

/// When the next worker was ready; it is among the living then.
fn wait_for_ready(news: &Receiver<News>, alive: &mut BTreeMap<WorkerId, u32>) -> Result<Instant, String> {
    loop {
        match news.recv_timeout(PATIENCE) {
            Ok(News::Ready(worker, pid, at)) => {
                alive.insert(worker, pid);
                return Ok(at);
            }
            Ok(News::Dead(..)) => {}
            Err(_) => return Err(format!("no worker was ready within {PATIENCE:?}")),
        }
    }
}

fn kill(pid: u32) -> Result<(), String> {
    let pid = i32::try_from(pid).ok().and_then(Pid::from_raw).ok_or("a worker has no process number")?;
    kill_process(pid, Signal::KILL).map_err(|error| format!("cannot kill {pid:?}: {error}"))
}
