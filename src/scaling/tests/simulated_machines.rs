//! Reports of simulated machines: made by the formulas of scaling, for tests and to see a
//! comparison with more cores than are at hand. They say of themselves that they are simulated.
//!
//! The files in `tests/fixtures/` are made here and compared with what is made, so they cannot rot. To write them anew:
//!
//! ```sh
//! UPDATE_FIXTURES=1 cargo test --lib simulated_machines
//! ```

use std::path::PathBuf;
use std::sync::LazyLock;

use crate::clock::Clock;
use crate::event::{Fingerprint, Machine, Tool};
use crate::probe::counters::Counters;
use crate::probe::fingerprint;
use crate::scaling::file;
use crate::scaling::formula::usl;
use crate::scaling::report::{Busy, CurvePlan, Report, Run, SCHEMA, SweepPlan, Times};
use crate::scaling::sweep::choices::Workers;
use crate::scaling::sweep::order::Next;
use crate::scaling::sweep::run::Bench;
use crate::scaling::sweep::{Choices, plan};
use crate::sys::stop::Stop;

/// By how much runs differ, as a standard deviation.
const NOISE: f64 = 0.004;

/// A machine that does not exist.
struct Simulated {
    name: &'static str,
    cores: u16,
    sockets: u16,
    workers: &'static [u32],
    repetitions: u32,
    /// The speed of one core, as a multiple of that of the first machine.
    speed: f64,
    /// How much better than the first machine's its cores work together: σ and κ are divided by it.
    together: f64,
    seed: u64,
}

static MACHINES: [Simulated; 2] = [
    Simulated {
        name: "simulated-64-cores",
        cores: 64,
        sockets: 1,
        workers: &[1, 2, 4, 8, 16, 32, 64],
        repetitions: 5,
        speed: 1.0,
        together: 1.0,
        seed: 64,
    },
    Simulated {
        name: "simulated-128-cores",
        cores: 128,
        sockets: 2,
        workers: &[1, 2, 4, 8, 16, 32, 64, 96, 128],
        repetitions: 6,
        speed: 0.82,
        together: 2.2,
        seed: 128,
    },
];

/// λ in runs per second, σ and κ of a curve on the first machine. What waits in line (σ) is messages of a pool, idleness
/// of threads; what is paid for agreement (κ) makes the work itself take longer. Under one lock everything waits in line.
fn parameters(lane: &str, workload: &str) -> (f64, f64, f64) {
    let lambda = match workload {
        "primes" => 1.92,
        "mandelbrot" => 1.78,
        _ => 1.61,
    };
    let (sigma, kappa) = match (lane, workload) {
        ("gil", _) => (1.0, 8.0e-4),
        ("pool", "triad") => (0.10, 7.0e-4),
        (_, "triad") => (0.09, 6.0e-4),
        ("pool", "primes") => (0.012, 4.0e-5),
        ("pool", _) => (0.015, 6.0e-5),
        (_, "primes") => (0.004, 0.0),
        _ => (0.007, 0.0),
    };
    (lambda, sigma, kappa)
}

/// Pseudo-random numbers that are the same everywhere: `splitmix64` by Sebastiano Vigna (public domain).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to 1, in steps that any arithmetic makes alike.
    fn share(&mut self) -> f64 {
        f64::from(u32::try_from(self.next() >> 32).expect("the upper half")) / f64::from(u32::MAX)
    }

    /// About normally distributed around 0 with a deviation of 1: the sum of twelve shares, less six.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.share()).sum::<f64>() - 6.0
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = usize::try_from(self.next() % (last as u64 + 1)).expect("an index");
            items.swap(last, other);
        }
    }
}

/// To the microsecond, so that the last digits of no arithmetic stand in the file.
fn rounded(seconds: f64) -> f64 {
    (seconds * 1e6).round() / 1e6
}

impl Simulated {
    fn machine(&self) -> Machine {
        let all: Vec<u16> = (0..self.cores).collect();
        let of_socket = usize::from(self.cores / self.sockets);
        let sockets = all.chunks(of_socket).map(<[u16]>::to_vec).collect::<Vec<_>>();
        Machine {
            cpu: format!("simulated CPU, {} cores", self.cores / self.sockets),
            logical_cpus: u32::from(self.cores),
            usable_cpus: u32::from(self.cores),
            cores: all.iter().map(|cpu| vec![*cpu]).collect(),
            sockets: if self.sockets > 1 { sockets } else { Vec::new() },
            cpus: all,
            classes: Vec::new(),
            quota: None,
            os: "simulated".into(),
            memory: 512 << 30,
        }
    }

    /// What `coreograph scale` would do there, asked for nothing but the numbers of workers.
    fn plan(&self) -> SweepPlan {
        let workers = Workers::These(self.workers.to_vec());
        let choices = Choices { workers, repetitions: self.repetitions, ..Choices::default() };
        plan(&choices, &self.machine()).expect("the usual sweep is possible")
    }

    fn report(&self) -> Report {
        let plan = self.plan();
        let digests = digests(&plan);
        let (mut dice, mut runs, mut now) = (Dice(self.seed), Vec::new(), 0.0);
        for round in 0..plan.repetitions {
            let places = (0u32..).take(plan.curves.len());
            let mut points: Vec<_> =
                places.flat_map(|curve| plan.workers.iter().map(move |workers| (curve, *workers))).collect();
            dice.shuffle(&mut points);
            for (curve, workers) in points {
                let planned = &plan.curves[curve as usize];
                let order = u32::try_from(runs.len()).expect("few runs");
                let digest = digests[curve as usize].clone();
                let run = Run {
                    order,
                    round,
                    curve,
                    at_s: rounded(now),
                    digest,
                    ..self.run(planned, workers, &mut dice)
                };
                now += run.start_s + run.wall_s + 0.01;
                runs.push(run);
            }
        }
        let how = "the Universal Scalability Law with σ and κ for each curve, and noise of 0.4 %";
        let machine =
            Fingerprint { name: Some(self.name.into()), arch: None, ..fingerprint::of(&self.machine()) };
        Report {
            schema: SCHEMA.into(),
            tool: Tool { version: "0.1.0".into(), profile: "release".into() },
            started: None,
            host: None,
            argv: None,
            simulated: Some(how.into()),
            imported: None,
            machine,
            plan,
            runs,
            spent_s: rounded(now),
            complete: true,
            doubts: Vec::new(),
        }
    }

    /// One run; who it is fills in the caller.
    fn run(&self, curve: &CurvePlan, workers: u32, dice: &mut Dice) -> Run {
        let (lambda, sigma, kappa) = parameters(&curve.lane, &curve.workload.name);
        let (lambda, n) = (lambda * self.speed, f64::from(workers));
        // One lock is one lock on any machine.
        let better = if curve.lane == "gil" { 1.0 } else { self.together };
        let (sigma, kappa) = (sigma / better, kappa / better);
        let noise = 1.0 + NOISE * dice.normal();
        let alone = noise / lambda;
        let wall = noise / usl(lambda, sigma, kappa, n);
        // Memory that is full makes the work itself slower; other queues leave workers waiting.
        let (in_line, slower) = (alone * sigma * (n - 1.0), alone * kappa * n * (n - 1.0));
        let mut time = Times::default();
        let compute = match (curve.lane.as_str(), curve.workload.name.as_str()) {
            ("gil", _) => {
                time.lock_wait = rounded(in_line + slower);
                alone
            }
            (_, "triad") => alone + in_line + slower,
            ("pool", _) => {
                (time.transfer, time.idle) = (rounded(in_line * 0.6), rounded(in_line * 0.4));
                alone + slower
            }
            _ => {
                time.idle = rounded(in_line);
                alone + slower
            }
        };
        time.compute = rounded(compute);
        Run {
            order: 0,
            round: 0,
            curve: 0,
            workers,
            at_s: 0.0,
            start_s: rounded(if curve.lane == "pool" { 0.002 + 0.0003 * n } else { 0.0001 * n }),
            wall_s: rounded(wall),
            done: curve.workload.tasks,
            failed: 0,
            digest: String::new(),
            cpu_s: rounded(compute),
            time_s: time,
            busy_s: Busy { mean: rounded(compute / n), most: rounded(compute / n) },
            counters: Counters::default(),
        }
    }
}

/// What the work of each curve comes to: that is computed, once for each workload, by one thread. A report whose results
/// were others could not be compared with one that was measured.
fn digests(plan: &SweepPlan) -> Vec<String> {
    let bench = Bench {
        machine: Machine::default(),
        program: PathBuf::new(),
        stop: Stop::default(),
        clock: Clock::start(),
        scratch: None,
        before_s: 0.0,
    };
    let mut known: Vec<(&str, String)> = Vec::new();
    for (place, curve) in (0..).zip(&plan.curves) {
        if curve.lane == "threads" {
            let run = bench.run(plan, Next { round: 0, curve: place, workers: 1 }, 0).expect("it runs");
            known.push((&curve.workload.name, run.expect("nobody stops it").digest));
        }
    }
    let digest = |curve: &CurvePlan| {
        let found = known.iter().find(|(name, _)| *name == curve.workload.name);
        found.map(|(_, digest)| digest.clone()).expect("every workload is done by threads")
    };
    plan.curves.iter().map(digest).collect()
}

/// The report as its file: a run a line, so that a file of some hundred of them can be read.
fn text(report: &Report) -> String {
    let runs: Vec<String> =
        report.runs.iter().map(|run| serde_json::to_string(run).expect("a run is JSON")).collect();
    let frame = file::text(&Report { runs: Vec::new(), ..report.clone() });
    frame.replacen("\"runs\": []", &format!("\"runs\": [\n    {}\n  ]", runs.join(",\n    ")), 1)
}

/// The report of each machine, made once: computing the results takes seconds.
fn reports() -> impl Iterator<Item = (&'static Simulated, &'static Report)> {
    static REPORTS: LazyLock<Vec<Report>> =
        LazyLock::new(|| MACHINES.iter().map(Simulated::report).collect());
    MACHINES.iter().zip(REPORTS.iter())
}

#[test]
fn the_simulated_machines_are_what_the_formulas_make_of_them() {
    for (simulated, made) in reports() {
        let path =
            PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/{}.json", simulated.name));
        if std::env::var_os("UPDATE_FIXTURES").is_some() {
            std::fs::write(&path, text(made)).expect("the fixture is written");
        }
        let kept = std::fs::read_to_string(&path).expect("the fixture is there");
        assert_eq!(file::parse(&kept).as_ref(), Ok(made), "{}", path.display());
        assert_eq!(kept, text(made), "{}", path.display());
    }
}

#[test]
fn their_books_close() {
    for (simulated, report) in reports() {
        assert_eq!(report.runs.len(), simulated.workers.len() * 9 * simulated.repetitions as usize);
        for run in &report.runs {
            let Times { compute, lock_wait, transfer, idle, .. } = run.time_s;
            let (all, whole) = (compute + lock_wait + transfer + idle, run.wall_s * f64::from(run.workers));
            assert!((all / whole - 1.0).abs() < 0.001, "{all} of {whole}: {run:?}");
        }
    }
}
