//! What it costs to sample what threads wait for that never call us: `cargo bench --bench blocked`.
//!
//! The program itself races a function of Python's (`--call`) in `py-threads` with 2, 8 and 64 workers that sleep, or
//! compute under the interpreter's lock. Read from outside, from `/proc`: the CPU time of its thread `blocked`, which
//! samples, and how often it was put on a core, which is a little more than its rounds. The goal is less than 1 % of a
//! core in all; `--quick` measures for 2 seconds each instead of 10. Without Python or `/proc` there is nothing to measure.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use support::{print_table, quick};

/// The functions, and the numbers of workers.
const FUNCTIONS: [&str; 2] = ["wait", "compute"];
const WORKERS: [u32; 3] = [2, 8, 64];

/// The largest share of a core that it may use.
const MOST: f64 = 0.01;

/// Both go on for far longer than the measurement.
const SOURCE: &str = "
import time

def wait(number):
    time.sleep(3600)

def compute(number):
    while True:
        sum(range(1000))
";

/// Time limit for the start of an interpreter and its threads.
const READY_WITHIN: Duration = Duration::from_mins(1);

/// Use of a core by the sampling thread, and its turns a second.
struct Cost {
    share: f64,
    turns: f64,
}

fn main() -> ExitCode {
    match measure() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn measure() -> Result<bool, String> {
    if !Path::new("/proc/self/task").exists() {
        println!("left out: this system has no /proc");
        return Ok(true);
    }
    let python = Command::new("python3").arg("--version").stdout(Stdio::null()).status();
    if !python.is_ok_and(|status| status.success()) {
        println!("left out: there is no python3");
        return Ok(true);
    }
    let file = std::env::temp_dir().join(format!("coreograph_blocked_{}.py", std::process::id()));
    fs::write(&file, SOURCE).map_err(|error| format!("{}: {error}", file.display()))?;
    let rows = table(&file);
    let _ = fs::remove_file(&file);
    let (rows, most) = rows?;
    print_table(&rows);
    println!(
        "the thread that samples uses at most {:.2} % of a core (goal: at most {:.0} %)",
        most * 100.0,
        MOST * 100.0
    );
    Ok(most <= MOST)
}

/// The table, and the largest share in it.
fn table(file: &Path) -> Result<(Vec<Vec<String>>, f64), String> {
    let header = ["threads", "they", "% of a core", "turns a second", "microseconds a turn"];
    let (mut rows, mut most) = (vec![header.map(String::from).to_vec()], 0.0_f64);
    for workers in WORKERS {
        for function in FUNCTIONS {
            let Cost { share, turns } = cost(file, function, workers)?;
            most = most.max(share);
            rows.push(vec![
                workers.to_string(),
                function.into(),
                format!("{:.2}", share * 100.0),
                format!("{turns:.0}"),
                format!("{:.1}", share * 1e6 / turns),
            ]);
        }
    }
    Ok((rows, most))
}

/// A race that is running.
struct Race(Child);

impl Drop for Race {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn cost(file: &Path, function: &str, workers: u32) -> Result<Cost, String> {
    let call = format!("{}:{function}", file.display());
    let count = workers.to_string();
    let mut command = Command::new(env!("CARGO_BIN_EXE_coreograph"));
    command.args(["race", "--headless", "--lanes", "py-threads", "--call", &call, "--workers", &count]);
    command.args(["--tasks", &count, "--chunk", "1"]).stdin(Stdio::null()).stdout(Stdio::null());
    let race = command.stderr(Stdio::null()).spawn().map_err(|error| error.to_string())?;
    let mut race = Race(race);
    let thread = sampling_thread(&mut race)?;
    // All its threads have been started by then, and the first, slower rounds are over.
    sleep(Duration::from_secs(if workers > 8 { 3 } else { 1 }));
    let (began, first) = (Instant::now(), used(&thread)?);
    sleep(Duration::from_secs(if quick() { 2 } else { 10 }));
    let (seconds, last) = (began.elapsed().as_secs_f64(), used(&thread)?);
    Ok(Cost { share: (last.0 - first.0) / 1e9 / seconds, turns: (last.1 - first.1) / seconds })
}

/// Folder of the program's thread that samples, once it exists.
fn sampling_thread(race: &mut Race) -> Result<PathBuf, String> {
    let tasks = PathBuf::from(format!("/proc/{}/task", race.0.id()));
    let began = Instant::now();
    while began.elapsed() < READY_WITHIN {
        if let Ok(Some(status)) = race.0.try_wait() {
            return Err(format!("the race ended early: {status}"));
        }
        let threads = fs::read_dir(&tasks).into_iter().flatten().flatten().map(|entry| entry.path());
        let is_it = |thread: &PathBuf| {
            fs::read_to_string(thread.join("comm")).is_ok_and(|name| name.trim() == "blocked")
        };
        if let Some(thread) = threads.into_iter().find(is_it) {
            return Ok(thread);
        }
        sleep(Duration::from_millis(20));
    }
    Err(format!("no thread of {} is called blocked", tasks.display()))
}

/// Time on a core so far, nanoseconds, and number of times it was put on one.
fn used(thread: &Path) -> Result<(f64, f64), String> {
    let path = thread.join("schedstat");
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let figures: Vec<f64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    match figures[..] {
        [on_core, _, turns] => Ok((on_core, turns)),
        _ => Err(format!("{}: {text:?} is not three figures", path.display())),
    }
}
