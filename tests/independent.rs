//! What `scale` measures is what independent processes do: the same tasks are computed by the workers of a lane and by
//! processes that a shell script starts side by side, in turns, and their speed-ups are compared.
//!
//! On a quiet machine, built with optimisation, the two agree within 3 %:
//!
//! ```sh
//! cargo test --release --test independent -- --quiet-machine
//! ```
//!
//! Without that flag the limit is wide enough for a machine that others use as well; a lane that did something else than
//! compute in parallel (a lock, one process less) would be far outside. A round counts only if the machine gave two cores
//! before and after it, as a spin finds: where two processes share a core, luck decides which ones. A machine without
//! quiet moments tells nothing, and the test says so.
//!
//! This test has a `main` of its own, because it is also the program that the shell script starts.

mod support;

use std::hint::black_box;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};

use coreograph::workload::{Kind, Spec, TaskContext, interpreter::Bare};
use support::run::run;

/// Size of each task, in numbers.
const SIZE: u64 = 20_000;

/// Tasks of one run, on a quiet machine and beside other tests.
const TASKS: [u32; 2] = [240, 40];

/// So many rounds; the median of their ratios counts.
const ROUNDS: usize = 9;

/// The fewest rounds that tell something.
const FEWEST: usize = 5;

/// So many rounds are tried at most.
const TRIES: usize = 3 * ROUNDS;

/// Cores that a spin of two threads finds at least when the machine gives two.
const TWO_CORES: f64 = 1.7;

/// By how much the two may differ on a quiet machine, and beside other tests.
const QUIET: f64 = 0.03;
/// See [`QUIET`].
const NOISY: f64 = 0.25;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments[..] {
        [word, tasks, place, of] if word == "share" => share(number(tasks), number(place), number(of)),
        [word] if word == "--list" => println!("independent_processes_scale_alike: test"),
        _ => return compare(arguments.iter().any(|word| word == "--quiet-machine")),
    }
    ExitCode::SUCCESS
}

fn number(text: &str) -> u32 {
    text.parse().expect("the script passes numbers")
}

/// One independent process: every `of`-th of the tasks from `place` on, and how many tasks a second that were.
fn share(tasks: u32, place: u32, of: u32) {
    let spec = Spec::of(Kind::Primes, tasks, SIZE);
    let task_context = TaskContext::new(Arc::default(), Path::new(""));
    let (begun, mut done) = (Instant::now(), 0);
    for task in (place..tasks).step_by(of as usize) {
        spec.execute(&spec.argument(task), &task_context, &mut Bare).expect("primes are counted");
        done += 1;
    }
    println!("{}", f64::from(done) / begun.elapsed().as_secs_f64());
}

/// Tasks a second that so many processes of a shell script do together: the sum of what each did in its own time, since
/// nobody takes over what is left of a share whose process had to wait for a core.
fn script(tasks: u32, processes: u32) -> f64 {
    let this = std::env::current_exe().expect("this program has a file");
    let last = processes - 1;
    let script = format!("for i in $(seq 0 {last}); do \"$0\" share {tasks} $i {processes} & done; wait");
    let output = Command::new("sh")
        .args(["-c", &script])
        .arg(this)
        .stderr(Stdio::inherit())
        .output()
        .expect("a shell");
    let text = String::from_utf8(output.stdout).expect("numbers");
    let rates: Vec<f64> = text.lines().map(|line| line.parse().expect("a rate")).collect();
    assert_eq!(rates.len(), processes as usize, "each process said how fast it was: {text:?}");
    rates.iter().sum()
}

/// Speed-up of two workers of the pool lane over one, as a sweep measures it.
fn lane(tasks: u32) -> f64 {
    let (tasks, size) = (tasks.to_string(), SIZE.to_string());
    let sweep = run(&[
        "scale",
        "--headless",
        "--format=json",
        "--lanes=pool",
        "--workloads=primes",
        "--workers=1,2",
        "--reps=1",
        "--tasks",
        &tasks,
        "--size",
        &size,
    ]);
    assert_eq!(sweep.code, Some(0), "{sweep}");
    let report = sweep.json();
    let throughput = |workers: u64| {
        let run =
            report["runs"].as_array().and_then(|runs| runs.iter().find(|run| run["workers"] == workers));
        let number = |name: &str| run.and_then(|run| run[name].as_f64());
        number("done")
            .zip(number("wall_s"))
            .map(|(done, wall_s)| done / wall_s)
            .expect("a run with this number")
    };
    throughput(2) / throughput(1)
}

/// Cores that this machine gives two threads just now, in units of what it gives one.
fn cores_given() -> f64 {
    spin(2) / spin(1)
}

/// Steps a second of so many threads that compute at once.
fn spin(threads: usize) -> f64 {
    let (gate, counted) = (Barrier::new(threads), Duration::from_millis(100));
    let body = || {
        gate.wait();
        let (begun, mut steps, mut state) = (Instant::now(), 0_u32, 1_u64);
        while begun.elapsed() < counted {
            (0..10_000).for_each(|_| state = black_box(state.wrapping_mul(6_364_136_223_846_793_005) + 1));
            steps += 1;
        }
        f64::from(steps) / begun.elapsed().as_secs_f64()
    };
    thread::scope(|scope| {
        let all: Vec<_> = (0..threads).map(|_| scope.spawn(body)).collect();
        all.into_iter().map(|one| one.join().expect("it counts")).sum()
    })
}

fn compare(quiet: bool) -> ExitCode {
    let cpus = thread::available_parallelism().map_or(1, usize::from);
    let sh =
        Command::new("sh").args(["-c", "seq 0 0 >/dev/null"]).status().is_ok_and(|status| status.success());
    if cpus < 2 || !sh {
        println!("skipped: it takes two CPUs, sh and seq");
        return ExitCode::SUCCESS;
    }
    let tasks = TASKS[usize::from(!quiet)];
    let gives_two = || cores_given() >= TWO_CORES;
    let (mut lanes, mut scripts, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..TRIES {
        if ratios.len() == ROUNDS {
            break;
        }
        if !gives_two() {
            continue;
        }
        // What the machine does meanwhile falls on both numbers alike: which comes first changes.
        let first = 1 + u32::from(!round.is_multiple_of(2));
        let (of_first, of_lane, of_second) = (script(tasks, first), lane(tasks), script(tasks, 3 - first));
        let of_script = if first == 1 { of_second / of_first } else { of_first / of_second };
        if !gives_two() {
            continue;
        }
        lanes.push(of_lane);
        scripts.push(of_script);
        ratios.push(of_lane / of_script);
    }
    let counted = ratios.len();
    if counted < FEWEST {
        println!(
            "left out: the machine gave two cores in {counted} of {TRIES} rounds only; other programs use them"
        );
        return if quiet { ExitCode::FAILURE } else { ExitCode::SUCCESS };
    }
    let middle = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    let (lane, script, ratio) = (middle(lanes), middle(scripts), middle(ratios));
    let limit = if quiet { QUIET } else { NOISY };
    println!(
        "speed-up of two: pool lane {lane:.3}, independent processes {script:.3}; median ratio of {counted} rounds {ratio:.4}, \
         within {limit}"
    );
    if (ratio - 1.0).abs() <= limit { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
