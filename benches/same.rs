//! How often repetitions settle a difference where there is none: the same lane twice in a race, again and again.
//!
//! `cargo bench --bench same` makes 40 races of `pool` beside `pool` with five repetitions each, and counts those whose
//! difference is settled; `--quick` makes 10. The claim is at most one in ten.

use std::process::{Command, ExitCode};

use serde_json::Value;

/// Most settled differences, as a share of all races.
const MOST: f64 = 0.1;

fn main() -> ExitCode {
    let races = if std::env::args().any(|argument| argument == "--quick") { 10 } else { 40 };
    let mut settled = 0;
    for number in 1..=races {
        match race(number) {
            Ok(true) => settled += 1,
            Ok(false) => {}
            Err(error) => {
                eprintln!("race {number}: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    println!(
        "pool beside pool, 5 repetitions: {settled} of {races} races settled a difference (goal: at most 1 in 10)"
    );
    if f64::from(settled) <= MOST * f64::from(races) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Whether a race of the same lane twice settles a difference between them.
fn race(seed: u32) -> Result<bool, String> {
    let work = ["race", "--headless", "--reps", "5", "--lanes", "pool,pool", "--workload", "primes"];
    let rest = ["--seconds", "0.5", "--format", "json", "--seed", &seed.to_string()];
    let mut command = Command::new(env!("CARGO_BIN_EXE_coreograph"));
    let output = command.args(work).args(rest).output().map_err(|error| error.to_string())?;
    let json: Value = serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("{error}: {}", String::from_utf8_lossy(&output.stderr)))?;
    json["differences"][0]["settled"].as_bool().ok_or_else(|| format!("no difference in {json:#}"))
}
