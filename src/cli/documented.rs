//! Every command in the documents is one that the program understands.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser;

use super::Cli;
use crate::external::command_line::CommandLine;
use crate::external::placeholder::Values;

/// The documents with commands in them.
fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = fs::read_dir(root.join("docs")).expect("there are documents");
    let mut all: Vec<PathBuf> = folder.map(|entry| entry.expect("a document").path()).collect();
    all.retain(|file| file.extension().is_some_and(|ending| ending == "md"));
    all.extend(["README.md", "CONTRIBUTING.md"].map(|name| root.join(name)));
    all.sort();
    all
}

/// Commands of this program in blocks of code, without comments, and without what a shell does with their output.
fn commands(text: &str) -> Vec<String> {
    let (mut found, mut fenced) = (Vec::new(), false);
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            continue;
        }
        let line = if fenced { Some(line) } else { line.strip_prefix("    ") };
        let Some(line) = line.filter(|line| line.starts_with("coreograph ")) else { continue };
        let ends = [" # ", "  #", " | ", " > ", " && "].into_iter().filter_map(|end| line.find(end));
        let command = &line[..ends.min().unwrap_or(line.len())];
        // A form of a command, not a command: `[--seed N]`.
        if !command.contains('[') {
            found.push(command.trim().replace("~/", "/home/someone/"));
        }
    }
    found
}

#[test]
fn every_command_of_the_documents_is_understood() {
    let mut count = 0;
    for file in documents() {
        let text = fs::read_to_string(&file).expect("a document can be read");
        for command in commands(&text) {
            let line = CommandLine::parse(&command, false)
                .unwrap_or_else(|error| panic!("{}: {command}: {error}", file.display()));
            let words = line.arguments(&Values::default());
            if let Err(error) = Cli::try_parse_from(words) {
                panic!("{}: {command}: {error}", file.display());
            }
            count += 1;
        }
    }
    assert!(count > 50, "{count} commands were found");
}

#[test]
fn commands_are_found_in_blocks_of_code() {
    let text = "coreograph no\n\n    coreograph race --reps 3   # so often\n\n```sh\ncoreograph tour > out.txt\nls\n```\n";
    assert_eq!(commands(text), ["coreograph race --reps 3", "coreograph tour"]);
}
