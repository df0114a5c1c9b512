use super::*;
use crate::command::words::words;
use clap::ValueEnum;

#[test]
fn completions_of_every_shell_name_every_command_and_every_option_and_nothing_hidden() {
    for shell in Shell::value_variants() {
        let text = script(*shell);
        for word in words() {
            assert!(text.contains(&word), "{shell}: {word}");
        }
        for hidden in ["crash-after", "echo-client"] {
            assert!(!text.contains(hidden), "{shell}: {hidden}");
        }
    }
}

#[test]
fn completions_of_every_shell_name_the_values() {
    for shell in Shell::value_variants() {
        let text = script(*shell);
        for value in [
            "py-executor",       // lanes
            "hash-small",        // workloads
            "benchstat",         // formats
            "colour-blind-safe", // themes
            "together",          // schedules
            "slice-5ms-2",       // checks
            "ranking",           // pages
            "garbage",           // faults
        ] {
            assert!(text.contains(value), "{shell}: {value}");
        }
    }
}

/// Each addition stands where the generated text has a place for it.
#[test]
fn every_shell_has_what_is_added_for_it() {
    for (shell, added) in [
        (Shell::Bash, "complete -F _coreograph_in_list "),
        (Shell::Zsh, ": _coreograph_list sequential threads "),
        (Shell::Fish, "(__fish_coreograph_list sequential threads "),
        (Shell::Fish, "__fish_coreograph_using_subcommand man"),
        (Shell::PowerShell, "'coreograph;race --workload' { 'primes',"),
        (Shell::Elvish, "&'coreograph;race --workload'= [primes "),
    ] {
        assert!(script(shell).contains(added), "{shell}: {added}");
    }
}

/// A specification is `[explanation]:name:action`: a sign of the shell's grammar in the name would end it.
#[test]
fn names_of_values_are_no_grammar_of_zsh() {
    let text = script(Shell::Zsh);
    let of_values = text.lines().filter_map(|line| line.trim().strip_prefix('\'')?.rsplit_once("]:"));
    let mut count = 0;
    for (_, rest) in of_values {
        // A value that may be left out has another colon before its name.
        let rest = rest.trim_start_matches(':');
        let (name, action) = rest.split_once(':').unwrap_or((rest, ""));
        assert!(!name.contains(['{', '[', '\'']), "{rest}");
        let action = action.trim_start();
        assert!(["_", "(", "'"].iter().any(|begin| action.starts_with(begin)), "{rest}");
        count += 1;
    }
    assert!(count > 50, "{count}");
}
