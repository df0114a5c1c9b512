//! What `scale` measures is what independent processes do: the same tasks are computed by the workers of a lane and by
//! processes that a shell script starts side by side, in turns within one run, and their speed-ups are compared.
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

use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};

use coreograph::clock::Clock;
use coreograph::event::Machine;
use coreograph::probe::{self, Spinner};
use coreograph::scaling::report::SweepPlan;
use coreograph::scaling::sweep::choices::Workers;
use coreograph::scaling::sweep::order::Next;
use coreograph::scaling::sweep::{Bench, Choices, plan};
use coreograph::statistics::median;
use coreograph::sys::stop::Stop;
use coreograph::workload::{Kind, Spec, TaskContext, interpreter::Bare};

/// So many rounds, each of four runs; the median of their ratios counts.
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
        [word, place, of] if word == "share" => share(number(place), number(of)),
        [word] if word == "--list" => println!("independent_processes_scale_alike: test"),
        _ => return compare(arguments.iter().any(|word| word == "--quiet-machine")),
    }
    ExitCode::SUCCESS
}

fn number(text: &str) -> u32 {
    text.parse().expect("the script passes numbers")
}

/// The work of either side.
fn work() -> SweepPlan {
    let choices = Choices {
        lanes: vec!["pool".into()],
        workloads: vec![Kind::Primes],
        workers: Workers::These(vec![2]),
        tasks: Some(240),
        ..Choices::default()
    };
    let machine = Machine { usable_cpus: 2, ..probe::machine() };
    plan(&choices, &machine).expect("this can be planned anywhere")
}

/// One independent process: every `of`-th task from `place` on, and how many tasks a second that were.
fn share(place: u32, of: u32) {
    let work = &work().curves[0].workload;
    let spec = Spec {
        kind: Kind::Primes,
        tasks: work.tasks,
        size: work.size,
        seed: work.seed,
        share: None,
        arg: None,
    };
    let (clock, task_context) =
        (Clock::start(), TaskContext::new(std::sync::Arc::default(), &PathBuf::new()));
    let mut done = 0;
    for task in (place..work.tasks).step_by(of as usize) {
        spec.execute(&spec.argument(task), &task_context, &mut Bare).expect("primes are counted");
        done += 1;
    }
    println!("{}", f64::from(done) / clock.now().secs());
}

/// Tasks a second that so many processes of a shell script do together: the sum of what each did in its own time, since
/// nobody takes over what is left of a share whose process had to wait for a core.
fn script(processes: u32) -> f64 {
    let this = std::env::current_exe().expect("this program has a file");
    let script = format!("for i in $(seq 0 {}); do \"$0\" share $i {processes} & done; wait", processes - 1);
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

fn compare(quiet: bool) -> ExitCode {
    let machine = probe::machine();
    let sh =
        Command::new("sh").args(["-c", "seq 0 0 >/dev/null"]).status().is_ok_and(|status| status.success());
    if machine.usable_cpus < 2 || !sh {
        println!("skipped: it takes two CPUs, sh and seq");
        return ExitCode::SUCCESS;
    }
    let bench = Bench {
        machine,
        program: env!("CARGO_BIN_EXE_coreograph").into(),
        stop: Stop::default(),
        clock: Clock::start(),
        before_s: 0.0,
    };
    let plan = work();
    let cpus = bench.machine.cpus.clone();
    let mut spinner = Spinner::new();
    let mut gives_two =
        || spinner.measure(&cpus, &|| false).is_some_and(|found| found.cores(&cpus) >= TWO_CORES);
    let lane = |workers| {
        let next = Next { round: 0, curve: 0, workers };
        let run = bench.run(&plan, next, 0).expect("the lane runs").expect("nobody stops it");
        f64::from(run.done) / run.wall_s
    };
    let (mut lanes, mut scripts, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..TRIES {
        if ratios.len() == ROUNDS {
            break;
        }
        let before = gives_two();
        // ABBA: what the machine does meanwhile falls on both alike.
        let (of_lane, of_script) = if round.is_multiple_of(2) {
            let [a, b, c, d] = [lane(1), script(1), script(2), lane(2)];
            ([a, d], [b, c])
        } else {
            let [a, b, c, d] = [script(2), lane(2), lane(1), script(1)];
            ([c, b], [d, a])
        };
        if !before || !gives_two() {
            continue;
        }
        let speedup = |[one, two]: [f64; 2]| two / one;
        lanes.push(speedup(of_lane));
        scripts.push(speedup(of_script));
        ratios.push(speedup(of_lane) / speedup(of_script));
    }
    let counted = ratios.len();
    if counted < FEWEST {
        println!(
            "left out: the machine gave two cores in {counted} of {TRIES} rounds only; other programs use them"
        );
        return if quiet { ExitCode::FAILURE } else { ExitCode::SUCCESS };
    }
    let middle = |values: Vec<f64>| median(values).expect("there are rounds");
    let (lane, script, ratio) = (middle(lanes), middle(scripts), middle(ratios));
    let limit = if quiet { QUIET } else { NOISY };
    println!(
        "speed-up of two: pool lane {lane:.3}, independent processes {script:.3}; median ratio of {counted} rounds {ratio:.4}, \
         within {limit}"
    );
    if (ratio - 1.0).abs() <= limit { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
