use super::*;

fn reason_of(text: &str) -> Option<String> {
    text.lines().collect::<StderrLines>().reason()
}

#[test]
fn the_line_that_says_why_is_told() {
    let pyenv = "pyenv: python3: command not found\n\nThe `python3' command exists in these Python versions:\n  \
                     3.11.4\n\nNote: See 'pyenv help global' for tips on allowing both\n      python2 and python3 to be \
                     found.\n";
    let version = "pyenv: version `3.9.1' is not installed (set by /home/me/.python-version)\n\n";
    let asdf = "No version is set for command python3\nConsider adding one of the following versions:\npython 3.12\n";
    let traceback = "noise\nTraceback (most recent call last):\n  File \"<string>\", line 1, in <module>\n    import \
                         nothing\nModuleNotFoundError: No module named 'nothing'\n\n";
    let fatal = "Python path configuration:\n  PYTHONHOME = '/x'\nFatal Python error: init_fs_encoding: failed to get \
                     the Python codec\nPython runtime state: core initialized\n\nCurrent thread 0x1 (most recent call \
                     first):\n  <no Python frame>\n";
    for (text, told) in [
        (pyenv, "pyenv: python3: command not found"),
        (version, "pyenv: version `3.9.1' is not installed (set by /home/me/.python-version)"),
        (asdf, "No version is set for command python3"),
        (traceback, "ModuleNotFoundError: No module named 'nothing'"),
        (
            "Fatal Python error: Segmentation fault\n\nCurrent thread 0x1 (most recent call first):\n  File \
                 \"/usr/lib/python3.11/ctypes/__init__.py\", line 519 in string_at\n  File \"/me/bad.py\", line 23 in \
                 segv\n",
            "Fatal Python error: Segmentation fault in /me/bad.py, line 23 in segv",
        ),
        (fatal, "Fatal Python error: init_fs_encoding: failed to get the Python codec"),
        ("one\ntwo\n\n", "two"),
        ("Traceback (most recent call last):\n  File", "  File"),
    ] {
        assert_eq!(reason_of(text).as_deref(), Some(told.trim()), "{text}");
    }
    assert_eq!(reason_of("\n \n"), None);
}

#[test]
fn an_endless_complaint_is_kept_in_part_and_a_long_line_is_cut() {
    let mut stderr = StderrLines::default();
    (0..10_000).for_each(|n| stderr.take_in(&format!("line {n} {}", "x".repeat(1000))));
    assert_eq!(stderr.0.len(), KEPT);
    let reason = stderr.reason().unwrap();
    assert!(reason.starts_with("line 9999 ") && reason.chars().count() == LONGEST, "{reason}");
}
