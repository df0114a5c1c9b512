//! Files and streams, with the real program: what is read has bounds, what was measured is never thrown away, and `-`
//! is a standard stream.

mod support;

use std::fs::{self, File};
use std::io::{Read, Write};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;

use rustix::fs::{CWD, FileType, Mode, OFlags, fcntl_getfl, fcntl_setfl, mknodat};
use support::process::{Signal, children_of, send};
use support::run::{Ended, Running, command, run, wait_for_exit};
use support::wait_for;

const RACE: [&str; 8] = ["race", "--headless", "--lanes", "sequential", "--tasks", "4", "--size", "100"];
const SWEEP: [&str; 12] = [
    "scale",
    "--headless",
    "--lanes",
    "threads",
    "--workloads",
    "primes",
    "--tasks",
    "4",
    "--size",
    "100",
    "--workers",
    "1",
];

fn text(path: &Path) -> &str {
    path.to_str().expect("a path of text")
}

fn fifo(path: PathBuf) -> PathBuf {
    mknodat(CWD, &path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).expect("a pipe can be made");
    path
}

/// A folder with a report `a.json` and a recording `r.jsonl` in it.
fn measured() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let (report, recording) = (folder.path().join("a.json"), folder.path().join("r.jsonl"));
    let ended = run(&[&SWEEP[..], &["--reps", "1", "--save", text(&report)]].concat());
    assert_eq!(ended.code, Some(0), "{ended}");
    let ended = run(&[&RACE[..], &["--record", text(&recording)]].concat());
    assert_eq!(ended.code, Some(0), "{ended}");
    folder
}

/// The program with `file` for its standard input.
fn fed(file: &Path, args: &[&str]) -> Ended {
    let mut command = command(args);
    command.stdin(Stdio::from(File::open(file).expect("it is there")));
    Running::start(command).end()
}

#[track_caller]
fn assert_refused(ended: &Ended, words: &[&str]) {
    assert_eq!(ended.code, Some(2), "{ended}");
    assert!(ended.stdout.is_empty() && words.iter().all(|word| ended.stderr.contains(word)), "{ended}");
}

#[test]
fn what_is_no_file_in_a_folder_is_passed_over_with_a_warning() {
    let folder = measured();
    fifo(folder.path().join("b.json"));
    let sparse = File::create(folder.path().join("c.json")).expect("it can be made");
    sparse.set_len(10 << 30).expect("it takes no room");
    symlink("/dev/zero", folder.path().join("d.json")).expect("a link can be made");
    let _listener = std::os::unix::net::UnixListener::bind(folder.path().join("e.json")).expect("a socket");
    let ended = run(&["compare", "--headless", text(folder.path())]);
    assert_eq!(ended.code, Some(0), "{ended}");
    for (name, what) in
        [("b", "is a pipe"), ("c", "larger than a report"), ("d", "is a device"), ("e", "is a socket")]
    {
        let warned = |line: &str| line.contains(&format!("{name}.json")) && line.contains(what);
        assert!(ended.stderr.lines().any(warned), "{name}: {ended}");
    }
}

#[test]
fn what_is_no_file_is_refused_by_every_command_that_reads_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let pipe = fifo(folder.path().join("pipe.toml"));
    let sparse = folder.path().join("sparse.toml");
    File::create(&sparse).and_then(|file| file.set_len(10 << 30)).expect("it takes no room");
    let sparse = text(&sparse);
    for (file, what) in [(text(&pipe), "a pipe"), ("/dev/zero", "a device"), (sparse, "larger than")] {
        for args in [
            &["compare", "--headless", file][..],
            &["replay", "--headless", file],
            &["export", "--to", "svg", file],
            &["scale", "--headless", "--resume", file],
        ] {
            assert_refused(&run(args), &[file, what]);
        }
        // These are settings: the program goes on without them.
        for option in ["--config", "--theme"] {
            let ended = run(&[&RACE[..], &[option, file]].concat());
            assert_eq!(ended.code, Some(0), "{option}: {ended}");
            let named = option == "--theme" && !file.contains("toml") || ended.stderr.contains(what);
            assert!(named && ended.stderr.contains("warning"), "{option}: {ended}");
        }
    }
    assert_refused(&run(&["replay", "--headless", text(folder.path())]), &["it is a folder"]);
    // Files of the kernel have no length, and some have no end.
    assert_refused(&run(&["replay", "--headless", "/dev/null"]), &["a device"]);
}

#[test]
fn a_mark_of_the_byte_order_is_no_part_of_a_file() {
    let folder = measured();
    for (name, command) in [("a.json", "compare"), ("r.jsonl", "replay")] {
        let file = folder.path().join(name);
        let marked = [b"\xef\xbb\xbf", &fs::read(&file).expect("it is there")[..]].concat();
        fs::write(&file, marked).expect("it can be written");
        let ended = run(&[command, "--headless", text(&file)]);
        assert_eq!(ended.code, Some(0), "{ended}");
    }
    let config = folder.path().join("c.toml");
    fs::write(&config, "\u{feff}seed = 77\n").expect("it can be written");
    let ended = run(&[&RACE[..], &["--format", "json", "--config", text(&config)]].concat());
    assert_eq!((ended.code, &ended.json()["workload"]["seed"]), (Some(0), &77.into()), "{ended}");
    assert!(!ended.stderr.contains("warning"), "{ended}");
}

#[test]
fn a_dash_is_standard_input() {
    let folder = measured();
    let (report, recording) = (folder.path().join("a.json"), folder.path().join("r.jsonl"));
    let of_file = run(&["compare", "--headless", text(&report), text(&report)]);
    let of_stream = fed(&report, &["compare", "--headless", "-", text(&report)]);
    assert_eq!((of_stream.code, of_file.code), (Some(0), Some(0)), "{of_stream}");
    assert_refused(&fed(&report, &["compare", "--headless", "-", "-"]), &["-", "one report only"]);
    let of_stream = fed(&recording, &["replay", "--headless", "-"]);
    assert_eq!(of_stream.stdout, run(&["replay", "--headless", text(&recording)]).stdout, "{of_stream}");
    let picture = fed(&recording, &["export", "-", "--to", "svg", "--output", "-"]);
    assert!(picture.code == Some(0) && picture.stdout.starts_with("<svg"), "{picture}");
    // An endless stream ends at the limit of what is read.
    assert_refused(&fed(Path::new("/dev/zero"), &["compare", "--headless", "-"]), &["standard input"]);
    assert_refused(&run(&["scale", "--headless", "--resume", "-"]), &["--resume -"]);
}

#[test]
fn a_dash_is_standard_output_where_that_carries_the_result() {
    let folder = measured();
    let (report, recording) = (folder.path().join("a.json"), folder.path().join("r.jsonl"));
    for args in [
        &RACE[..],
        &[&SWEEP[..], &["--reps", "1"]].concat(),
        &["compare", "--headless", text(&report)],
        &["replay", "--headless", text(&recording)],
        &["config"],
    ] {
        let mut command = command(&[args, &["--output", "-"]].concat());
        command.current_dir(folder.path());
        let ended = Running::start(command).end();
        assert!(ended.code == Some(0) && !ended.stdout.is_empty(), "{args:?}: {ended}");
        assert!(!folder.path().join("-").exists(), "{args:?}");
    }
    assert_refused(&run(&[&RACE[..], &["--record", "-"]].concat()), &["--record -", "a file"]);
    assert_refused(&run(&[&SWEEP[..], &["--save", "-"]].concat()), &["--save -", "a file"]);
}

#[test]
fn a_result_whose_file_takes_nothing_goes_to_standard_output() {
    if !Path::new("/dev/full").exists() {
        return eprintln!("skipped: there is no /dev/full here");
    }
    let folder = measured();
    let (report, recording) = (folder.path().join("a.json"), folder.path().join("r.jsonl"));
    for args in [
        &RACE[..],
        &[&SWEEP[..], &["--reps", "1"]].concat(),
        &["compare", "--headless", text(&report)],
        &["replay", "--headless", text(&recording)],
        &["export", text(&recording), "--to", "svg"],
    ] {
        let ended = run(&[args, &["--output", "/dev/full"]].concat());
        assert_eq!(ended.code, Some(1), "{args:?}: {ended}");
        assert!(
            !ended.stdout.is_empty() && ended.stderr.contains("error: cannot write /dev/full"),
            "{ended}"
        );
    }
    let ended = run(&[&SWEEP[..], &["--reps", "1", "--save", "/dev/full"]].concat());
    assert_eq!(ended.code, Some(1), "{ended}");
    assert!(!ended.stdout.is_empty() && ended.stderr.contains("error: cannot write /dev/full"), "{ended}");
}

#[test]
fn a_sweep_whose_folder_is_gone_is_told_all_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let gone = folder.path().join("gone");
    fs::create_dir(&gone).expect("it can be made");
    let save = gone.join("s.json");
    let running = Running::start(command(
        &[&SWEEP[..], &["--reps", "40", "--format", "json", "--save", text(&save)]].concat(),
    ));
    wait_for("the first save", || save.exists().then_some(()));
    wait_for("a folder without a file", || fs::remove_dir_all(&gone).is_ok().then_some(()));
    let ended = running.end();
    assert_eq!(ended.code, Some(1), "{ended}");
    assert!(ended.stderr.contains(&format!("error: cannot write {}", text(&save))), "{ended}");
    assert!(ended.json().is_object(), "{ended}");
}

#[test]
fn a_recording_that_cannot_go_on_costs_no_result() {
    let folder = tempfile::tempdir().expect("a folder");
    let pipe = fifo(folder.path().join("r.jsonl"));
    let running = Running::start(command(&[&RACE[..], &["--record", text(&pipe)]].concat()));
    // The header comes, and then nobody reads any more.
    let mut start = [0; 10];
    let mut reader = File::open(&pipe).expect("it is there");
    reader.read_exact(&mut start).expect("the header");
    drop(reader);
    let ended = running.end();
    assert_eq!(ended.code, Some(1), "{ended}");
    assert!(
        ended.stdout.contains("sequential") && ended.stderr.contains("cannot go on recording"),
        "{ended}"
    );
}

#[test]
fn a_report_is_saved_where_a_link_leads_to() {
    let folder = tempfile::tempdir().expect("a folder");
    let (link, target) = (folder.path().join("link.json"), folder.path().join("there/report.json"));
    fs::create_dir(folder.path().join("there")).expect("it can be made");
    symlink("there/report.json", &link).expect("a link can be made");
    // First it leads nowhere, then to what is written over.
    for _ in 0..2 {
        let ended = run(&[&SWEEP[..], &["--reps", "1", "--save", text(&link)]].concat());
        assert_eq!(ended.code, Some(0), "{ended}");
        assert!(fs::symlink_metadata(&link).expect("it is there").is_symlink(), "the link stays");
        assert!(fs::symlink_metadata(&target).expect("it is there").is_file());
    }
    assert_eq!(run(&["compare", "--headless", text(&target)]).code, Some(0));
}

#[test]
fn a_reader_of_standard_error_who_reads_no_more_keeps_nobody_from_ending() {
    let (_reader, writer) = std::io::pipe().expect("a pipe");
    let flags = fcntl_getfl(&writer).expect("a pipe has flags");
    fcntl_setfl(&writer, flags | OFlags::NONBLOCK).expect("they can be set");
    while (&writer).write(&[b'.'; 512]).is_ok() {}
    fcntl_setfl(&writer, flags).expect("they can be set");
    let endless = ["race", "--headless", "--lanes", "pool", "--workers", "2", "--seconds", "600"];
    let mut child =
        command(&endless).stdout(Stdio::piped()).stderr(Stdio::from(writer)).spawn().expect("it starts");
    let mut stdout = child.stdout.take().expect("a pipe");
    let result = thread::spawn(move || {
        let mut text = String::new();
        stdout.read_to_string(&mut text).map(|_| text)
    });
    wait_for("its workers", || (children_of(child.id()).len() == 2).then_some(()));
    send(child.id(), Signal::TERM);
    let status = wait_for_exit(&mut child);
    let _ = child.kill();
    assert_eq!(status.and_then(|status| status.code()), Some(143));
    let text = result.join().expect("reading does not panic").expect("a pipe can be read");
    assert!(text.contains("pool"), "{text}");
}

#[test]
fn a_long_argument_does_not_hide_why_it_was_refused() {
    let long = "x".repeat(100_000);
    for args in
        [["--workload=print", "--arg", &long], ["--seed=1", "--tasks", &long], ["--seed=1", "--theme", &long]]
    {
        let ended = run(&[&["race", "--headless", "--size", "100"][..], &args].concat());
        assert!(ended.stderr.len() < 5_000 && ended.stderr.contains("xxxx"), "{}", ended.stderr.len());
        if args[1] != "--theme" {
            assert_eq!(ended.code, Some(2), "{ended}");
        }
    }
    for mu in ["5\u{b5}s", "5\u{3bc}s"] {
        let ended = run(&[&RACE[..], &["--switch-interval", mu]].concat());
        assert_eq!(ended.code, Some(0), "{ended}");
    }
}
