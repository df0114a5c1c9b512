//! The laws of scaling fitted to a table of numbers: `cargo run --example fit [FILE]`.
//!
//! Each line of FILE holds a number of workers and the throughput measured with it, in any unit. Without one the table
//! is `raytracer` of the R package `usl` (<https://cran.r-project.org/package=usl>).

use std::error::Error;

use coreograph::scaling::fit::{self, Fit, Parameter};

const RAY_TRACER: &str =
    "1 20\n4 78\n8 130\n12 170\n16 190\n20 200\n24 210\n28 230\n32 260\n48 280\n64 310\n";

fn main() -> Result<(), Box<dyn Error>> {
    let text = match std::env::args_os().nth(1) {
        Some(file) => {
            std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?
        }
        None => RAY_TRACER.into(),
    };
    let points =
        (1..).zip(text.lines()).map(|(number, line)| point(line, number)).collect::<Result<Vec<_>, _>>()?;

    let usl = fit::usl(&points).ok_or("a fit takes three different numbers of workers")?;
    let amdahl = fit::amdahl(&points).ok_or("a fit takes two different numbers of workers")?;
    println!("Universal Scalability Law  {}", parameters(&usl, true));
    println!("Amdahl's law               {}", parameters(&amdahl, false));
    if let Some(p) = fit::prefers(&points, &amdahl, &usl) {
        let better = if p < 0.05 { "κ is needed" } else { "κ may be chance" };
        println!("p = {p:.4} that κ improves the fit by chance alone: {better}");
    }
    match usl.peak() {
        Some(peak) => println!("most throughput at {peak:.0} workers: {:.0}", usl.throughput(peak)),
        None => println!("no peak: throughput rises with every worker"),
    }
    println!("\nworkers  measured    fitted  speed-up");
    for (workers, measured) in &points {
        println!(
            "{workers:7}  {measured:8.1}  {:8.1}  {:8.2}",
            usl.throughput(*workers),
            usl.speedup(*workers)
        );
    }
    Ok(())
}

fn point(line: &str, number: usize) -> Result<(f64, f64), String> {
    let wrong = || format!("line {number}: {line:?} is not a number of workers and a throughput");
    let numbers: Result<Vec<f64>, _> = line.split_whitespace().map(str::parse).collect();
    match numbers.map_err(|_| wrong())?[..] {
        [workers, throughput] => Ok((workers, throughput)),
        _ => Err(wrong()),
    }
}

fn parameters(fit: &Fit, with_kappa: bool) -> String {
    let Fit { lambda, sigma, kappa, .. } = fit;
    let kappa = if with_kappa { format!(", κ = {}", told(kappa)) } else { String::new() };
    format!("λ = {}, σ = {}{kappa}", told(lambda), told(sigma))
}

/// A value with its precision, however that is known.
fn told(parameter: &Parameter) -> String {
    let Parameter { value, error, at_most, at_least } = parameter;
    match (error, at_most, at_least) {
        (Some(error), ..) => format!("{value:.4} ± {error:.4}"),
        (_, Some(limit), _) => format!("{value:.4} (at most {limit:.4})"),
        (.., Some(limit)) => format!("{value:.4} (at least {limit:.4})"),
        _ => format!("{value:.4}"),
    }
}
