//! The commands of the documents do what a reader expects of them: they run.
//!
//! A block of code that is marked `sh run` is a script that is run as it stands, without a terminal, in a folder
//! that has what a clone of the repository has. The blocks of one document are run one after another in the same folder:
//! what one of them records another plays. That all other commands are understood is a test of the command line.

mod support;

use std::fs;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use support::PROGRAM;

/// A script in a document.
struct Block {
    line: usize,
    script: String,
}

/// The blocks of `text` that are marked as runnable.
fn runnable(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for (number, line) in (1..).zip(text.lines()) {
        if line.starts_with("```") {
            open = line == "```sh run";
            if open {
                blocks.push(Block { line: number, script: String::new() });
            }
        } else if let Some(block) = blocks.last_mut().filter(|_| open) {
            block.script.push_str(line);
            block.script.push('\n');
        }
    }
    blocks
}

/// Programs that a script needs besides this one and a shell.
fn needed(script: &str) -> Vec<&'static str> {
    let needs = [("python3", "--call"), ("python3", "py-")];
    needs.into_iter().filter(|(_, sign)| script.contains(sign)).map(|(name, _)| name).collect()
}

fn is_here(program: &str) -> bool {
    let version = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    version.is_ok_and(|status| status.success())
}

/// Copies the folder `from` with all that is in it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("a folder of the repository") {
        let from = entry.expect("an entry of it").path();
        let to = to.join(from.file_name().expect("a name"));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).expect("a file can be copied");
        }
    }
}

/// Runs the runnable blocks of a document; returns how many it has.
fn run_blocks_of(document: &str) -> usize {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join(document)).expect("a document");
    let blocks = runnable(&text);
    if blocks.is_empty() {
        return 0;
    }
    let clone = tempfile::tempdir().expect("a folder");
    for folder in ["assets", "tests/functions"] {
        copy(&root.join(folder), &clone.path().join(folder));
    }
    let program = Path::new(PROGRAM).parent().expect("its folder").to_owned();
    let others = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(std::iter::once(program).chain(std::env::split_paths(&others)));
    let path = path.expect("folders without a colon");
    for Block { line, script } in &blocks {
        let place = format!("{document}:{line}");
        if let Some(absent) = needed(script).into_iter().find(|program| !is_here(program)) {
            eprintln!("skipped: {place}: {absent} is not installed");
            continue;
        }
        let mut shell = Command::new("sh");
        shell.args(["-e", "-c", script]).env("PATH", &path).current_dir(clone.path()).stdin(Stdio::null());
        let ended = shell.output().expect("a shell");
        let [said, errors] = [&ended.stdout, &ended.stderr].map(|text| String::from_utf8_lossy(text));
        assert!(ended.status.success(), "{place}: {}\n{script}\n{said}\n{errors}", ended.status);
    }
    blocks.len()
}

fn documents() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = fs::read_dir(root.join("docs")).expect("there are documents");
    let names = folder.map(|entry| PathBuf::from("docs").join(entry.expect("a document").file_name()));
    let documents = names.filter(|name| name.extension().is_some_and(|ending| ending == "md"));
    let documents = documents.map(|name| name.to_string_lossy().into_owned());
    let mut all: Vec<String> = documents.chain(["README.md".into()]).collect();
    all.sort();
    all
}

#[test]
fn the_commands_that_are_marked_as_runnable_run() {
    // Most of their time they wait for one another, or for the end of a race.
    let run: Vec<(String, usize)> = thread::scope(|scope| {
        let started: Vec<_> = documents()
            .into_iter()
            .map(|name| (name.clone(), scope.spawn(move || run_blocks_of(&name))))
            .collect();
        let joined = started.into_iter().map(|(name, thread)| (name, thread.join()));
        joined.map(|(name, count)| (name, count.unwrap_or_else(|panic| resume_unwind(panic)))).collect()
    });
    for (document, least) in [("README.md", 2), ("docs/tutorial.md", 8), ("docs/recordings.md", 3)] {
        let count = run.iter().find(|(name, _)| name == document).map(|(_, count)| *count);
        assert!(count.is_some_and(|count| count >= least), "{document}: {count:?} runnable blocks");
    }
}

#[test]
fn only_blocks_that_are_marked_are_scripts() {
    let text = "```sh\nno\n```\n\n```sh run\nls\npwd\n```\nno\n```text\nno\n```\n```sh run\ntrue\n```\n";
    let found: Vec<_> = runnable(text).into_iter().map(|block| (block.line, block.script)).collect();
    assert_eq!(found, [(5, "ls\npwd\n".to_string()), (13, "true\n".to_string())]);
}
