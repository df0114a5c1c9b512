//! Completions in the shells themselves, where they are installed: commands, options, values, and the last value of a list.

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use support::pty::Terminal;
use support::run::run;

/// The completions for a shell in a file of this folder.
fn script(folder: &Path, shell: &str) -> String {
    let ended = run(&["completions", shell]);
    assert_eq!(ended.code, Some(0), "{ended}");
    let file = folder.join(format!("coreograph.{shell}"));
    fs::write(&file, ended.stdout).expect("it can be written");
    file.display().to_string()
}

/// Whether a shell is installed; says so where it is not.
fn is_here(shell: &str) -> bool {
    let found = Command::new(shell).arg("-c").arg("true").output().is_ok_and(|ended| ended.status.success());
    if !found {
        eprintln!("skipped: {shell} is not installed here");
    }
    found
}

/// A typed line, a word that must be offered and one that must not.
const TYPED: [(&str, &str, &str); 11] = [
    ("coreograph race --workload ", "mandelbrot", "gil"),
    ("coreograph race --workload m", "mixed", "primes"),
    ("coreograph race --lanes ", "sequential", "primes"),
    ("coreograph race --lanes gil,py-p", "gil,py-pool", "gil,pool"),
    ("coreograph scale --workloads primes,h", "primes,hash-small", "hash-small,"),
    ("coreograph race --schedule ", "together", "primes"),
    ("coreograph race --format ", "markdown", "benchstat"),
    ("coreograph scale --format ", "benchstat", "primes"),
    ("coreograph race --theme ", "colour-blind-safe", "primes"),
    ("coreograph fidelity --checks sli", "slices", "throughput"),
    ("coreograph replay --view ", "losses", "primes"),
];

/// The words of an output.
fn words(output: &str) -> Vec<&str> {
    output.split_whitespace().collect()
}

#[track_caller]
fn assert_offered(shell: &str, typed: &str, output: &str, expected: &str, not: &str) {
    assert!(words(output).contains(&expected), "{shell}: {typed}: no {expected}:\n{output}");
    assert!(!words(output).contains(&not), "{shell}: {typed}: {not}:\n{output}");
}

#[test]
fn bash_completes_values_and_lists_and_nothing_hidden() {
    if !is_here("bash") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let script = script(folder.path(), "bash");
    let complete = |typed: &str| {
        let program = format!(
            "source '{script}'\n\
             name=$(complete -p coreograph | sed 's/.*-F \\([^ ]*\\).*/\\1/')\n\
             COMP_WORDS=({typed}{empty}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\n\
             $name coreograph \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD-1]}}\"\n\
             echo \"${{COMPREPLY[@]}}\"",
            empty = if typed.ends_with(' ') { "''" } else { "" }
        );
        let ended = Command::new("bash").args(["--norc", "-c", &program]).output().expect("bash runs");
        assert!(ended.stderr.is_empty(), "{}", String::from_utf8_lossy(&ended.stderr));
        String::from_utf8_lossy(&ended.stdout).into_owned()
    };
    for (typed, expected, not) in TYPED {
        assert_offered("bash", typed, &complete(typed), expected, not);
    }
    assert_offered("bash", "man", &complete("coreograph man "), "race", "help");
    assert_offered("bash", "options", &complete("coreograph race --"), "--lanes", "--crash-after");
}

#[test]
fn fish_completes_values_and_lists_and_nothing_hidden() {
    if !is_here("fish") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let script = script(folder.path(), "fish");
    let complete = |typed: &str| {
        let program = format!("source '{script}'; complete -C '{typed}'");
        let ended = Command::new("fish").args(["--no-config", "-c", &program]).output().expect("fish runs");
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
        // Candidates without their explanations.
        let lines = String::from_utf8_lossy(&ended.stdout).into_owned();
        lines
            .lines()
            .map(|line| line.split('\t').next().unwrap_or(line).to_string() + "\n")
            .collect::<String>()
    };
    for (typed, expected, not) in TYPED {
        assert_offered("fish", typed, &complete(typed), expected, not);
    }
    assert_offered("fish", "root", &complete("coreograph --lanes gil,p"), "gil,pool", "gil,gil");
    assert_offered("fish", "man", &complete("coreograph man "), "race", "primes");
    assert_offered("fish", "options", &complete("coreograph race --"), "--lanes", "--crash-after");
}

/// Only on a terminal can zsh be asked.
#[test]
fn zsh_completes_values_and_lists_and_nothing_hidden() {
    if !is_here("zsh") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let script = script(folder.path(), "zsh");
    let mut terminal = Terminal::start_shell((160, 40), "exec zsh -f -i");
    terminal.press(&format!(
        "PROMPT='ready> '; LISTMAX=1000; autoload -Uz compinit && compinit -u -D && source '{script}' && clear\n"
    ));
    // Not what was typed, but what came of it.
    terminal.wait_until("a prompt", |text| text.trim() == "ready>");
    // In a list zsh shows only what would come behind the last comma.
    for (typed, expected, not) in [
        ("coreograph race --workload ", "mandelbrot", "sequential"),
        ("coreograph race --lanes ", "sequential", "primes"),
        ("coreograph race --lanes gil,py-", "py-pool", "pool"),
        ("coreograph race --schedule t", "together", "auto"),
        ("coreograph race --format ", "markdown", "benchstat"),
        ("coreograph race --theme ", "colour-blind-safe", "primes"),
        ("coreograph replay --view ", "losses", "primes"),
        ("coreograph man ", "fidelity", "help"),
        ("coreograph race --c", "--chunk", "--crash-after"),
        // Options whose values have names with signs of the shell's grammar.
        ("coreograph race --call READ", "README.md", "primes"),
        ("coreograph compare --fail-below 1 READ", "README.md", "primes"),
    ] {
        terminal.press(&format!("{typed}\t\t"));
        let text = terminal
            .wait_until(&format!("{expected} after {typed:?}"), |text| words(text).contains(&expected));
        assert!(!words(&text).contains(&not), "{typed}: {not}:\n{text}");
        // Ctrl-U clears the line, Ctrl-L the list.
        terminal.press("\x15\x0c");
        terminal.wait_until("a prompt", |text| text.trim() == "ready>");
    }
}

#[test]
fn a_mistyped_value_is_answered_with_the_nearest_and_spaces_in_a_list_are_fine() {
    for (args, question) in [
        (&["race", "--lanes", "gill"][..], "did you mean gil?"),
        (&["race", "--lanes", "gil, pol"], "did you mean pool?"),
        (&["race", "--workload", "prime"], "did you mean primes?"),
        (&["race", "--schedule", "trns"], "did you mean turns?"),
        (&["race", "--format", "jsno"], "did you mean json?"),
        (&["race", "--fault", "kil@2s"], "did you mean kill?"),
        (&["race", "--view", "loses"], "did you mean losses?"),
        (&["scale", "--lanes", "thread"], "did you mean threads?"),
        (&["scale", "--workloads", "mandelbrt"], "did you mean mandelbrot?"),
        (&["fidelity", "--checks", "slice"], "did you mean slices?"),
        (&["man", "scael"], "did you mean scale?"),
    ] {
        let ended = run(args);
        assert!(ended.code == Some(2) && ended.stderr.contains(question), "{args:?}: {ended}");
        assert!(ended.stderr.contains("accepted"), "{args:?}: {ended}");
    }
    let theme = run(&["export", "assets/race.jsonl", "--to", "svg", "--theme", "drak"]);
    assert!(theme.stderr.contains("did you mean dark?"), "{}", theme.stderr);
    let spaced =
        run(&["race", "--headless", "--lanes", " sequential, threads", "--size", "2000", "--format", "csv"]);
    assert!(spaced.code == Some(0) && spaced.stdout.contains("threads"), "{spaced}");
}
