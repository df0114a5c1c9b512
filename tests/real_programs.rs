//! Real programs under `scale --command`: each runs with one and two workers of its own, and its figures are possible.
//! A program that is not installed is left out, and that is said.

mod support;

use std::fs;
use std::process::{Command, Stdio};

use support::run::{Running, command};

/// Programs, and how each is told its number of workers.
const PROGRAMS: [(&str, &str); 7] = [
    ("xz", "xz -T{N} --block-size=256KiB -1 -kc data"),
    ("zstd", "zstd -T{N} -3 -kc data"),
    ("pigz", "pigz -p {N} -kc data"),
    ("7z", "7z b 1 -mmt{N} -md18"),
    ("sysbench", "sysbench cpu --threads={N} --events=200 --time=0 run"),
    ("stress-ng", "stress-ng --cpu {N} --cpu-ops 20"),
    ("make", "make -j{N} -s -B"),
];

/// Four targets that do not depend on each other.
const MAKEFILE: &str = "all: a b c d\na b c d:\n\t@gzip -c data > $@\n";

fn is_installed(program: &str) -> bool {
    let found = Command::new("sh")
        .args(["-c", &format!("command -v {program}")])
        .stdout(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !found {
        eprintln!("left out, for there is no {program}");
    }
    found
}

#[test]
fn real_programs_scale_by_themselves() {
    let folder = tempfile::tempdir().expect("a folder");
    let words: Vec<String> =
        (0..120_000u32).map(|n| format!("{:x}", n.wrapping_mul(2_654_435_761))).collect();
    let text = words.join(" ");
    fs::write(folder.path().join("data"), text).expect("a file");
    fs::write(folder.path().join("Makefile"), MAKEFILE).expect("a file");
    for (program, line) in PROGRAMS {
        if !is_installed(program) {
            continue;
        }
        let args =
            ["scale", "--headless", "--format", "json", "--workers", "1,2", "--reps", "2", "--command", line];
        let mut command = command(&args);
        command.current_dir(folder.path());
        let ended = Running::start(command).end();
        assert_eq!(ended.code, Some(0), "{program}: {ended}");
        let report = ended.json();
        let points = report["curves"][0]["points"].as_array().expect("points").clone();
        assert_eq!(points.len(), 2, "{program}");
        for (point, run) in points.iter().zip(report["runs"].as_array().expect("runs")) {
            assert_eq!(point["runs"], 2, "{program}: every figure is possible: {point}");
            assert!(run["cpu_s"].as_f64().is_some_and(|cpu| cpu > 0.0), "{program}: {run}");
        }
    }
}
