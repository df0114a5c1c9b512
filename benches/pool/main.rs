//! How fast the pool is, what watching it costs, and how soon it heals: `cargo bench --bench pool [-- --quick]`.
//!
//! Whatever is compared is measured in the same rounds, in turns: the pool beside bare processes that do the same work
//! or pass the same bytes. Every figure is a median (or the quantile named) with the interval that holds the true one,
//! beside what it is meant to reach. CPython's pools are measured by `benches/peers/pools.py`.
//!
//! A word on the command line (`-- deaths`) chooses the figures whose group has it in its name.

#[cfg(target_os = "linux")]
#[path = "../transport/candidate.rs"]
#[allow(dead_code, reason = "shared with the bench of the transports, which uses more of it")]
mod candidate;
mod claim;
mod deaths;
#[cfg(target_os = "linux")]
#[path = "../transport/end.rs"]
#[allow(dead_code, reason = "shared with the bench of the transports, which uses more of it")]
mod end;
#[cfg(target_os = "linux")]
mod latency;
#[cfg(target_os = "linux")]
#[path = "../transport/peer.rs"]
#[allow(dead_code, reason = "shared with the bench of the transports, which uses more of it")]
mod peer;
mod rate;
#[path = "../support/mod.rs"]
mod support;
mod watching;
mod work;
mod workers;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    #[cfg(target_os = "linux")]
    if let Some(job) = peer::Job::from_arguments() {
        return Ok(job.serve()?);
    }
    if let Some(work) = work::Independent::from_arguments() {
        return Ok(work.serve()?);
    }
    print_all()
}

/// A group of figures and what measures them.
type Group = (&'static str, fn(usize) -> Result<Vec<claim::Claim>, Box<dyn std::error::Error>>);

const GROUPS: &[Group] = &[
    #[cfg(target_os = "linux")]
    ("latency", latency::claims),
    ("squares", rate::square_claims),
    ("payloads", rate::payload_claims),
    ("balance", rate::balance_claims),
    ("work", work::claims),
    ("watching", watching::claims),
    ("deaths", deaths::claims),
];

fn print_all() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let wanted = |name: &str| words.is_empty() || words.iter().any(|word| name.contains(word.as_str()));
    let rounds = if support::quick() { 5 } else { 15 };
    println!("{} workers, {rounds} rounds in turns\n", workers::count());
    let mut rows = vec![claim::Claim::head()];
    for (name, claims) in GROUPS.iter().filter(|(name, _)| wanted(name)) {
        eprintln!("{name} …");
        rows.extend(claims(rounds)?.iter().map(claim::Claim::row));
    }
    support::print_table(&rows);
    Ok(())
}
