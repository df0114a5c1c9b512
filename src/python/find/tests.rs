use super::*;

fn reply(said: &str) -> Reply {
    Reply { said: said.into(), exit: "exit 0".into(), stderr: String::new() }
}

fn answer(implementation: &str, numbers: [u32; 2]) -> Reply {
    let version = format!("{}.{}.5", numbers[0], numbers[1]);
    reply(&format!(
        "\u{1e}{}\n",
        format_args!(
            r#"{{"implementation":"{implementation}","version":"{version}","numbers":{numbers:?},"gil":true,"fork":true,"path":"/opt/python"}}"#
        )
    ))
}

fn refusal(reply: &Reply) -> String {
    judge("/x", reply).unwrap_err().to_string()
}

#[test]
fn an_interpreter_without_a_lock_is_found_beside_or_on_the_path() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str| {
        let file = folder.path().join(name);
        std::fs::write(&file, "").unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
        file.to_string_lossy().into_owned()
    };
    let search = folder.path().as_os_str();
    assert_eq!(free_threaded_in(Some(folder.path()), search), None);
    put("python3.13");
    let old = put("python3.13t");
    assert_eq!(free_threaded_in(Some(folder.path()), OsStr::new("")), Some(old));
    let new = put("python3.14t");
    assert_eq!(free_threaded_in(Some(folder.path()), OsStr::new("")), Some(new));
    assert_eq!(free_threaded_in(None, search), Some("python3.14t".into()));
}

#[test]
fn only_a_recent_cpython_is_taken() {
    let found = judge("/x", &answer("CPython", [3, 8])).unwrap();
    assert_eq!((found.path.as_str(), found.label().as_str()), ("/opt/python", "CPython 3.8.5"));
    assert!(judge("/x", &answer("CPython", [3, 14])).is_ok());
    assert_eq!(refusal(&answer("CPython", [3, 7])), "/x is Python 3.7.5; needed is 3.8 or later");
    assert_eq!(refusal(&answer("CPython", [2, 7])), "/x is Python 2.7.5; needed is 3.8 or later");
    assert!(refusal(&answer("PyPy", [3, 10])).contains("PyPy, not CPython"));
    assert_eq!(refusal(&reply("hello\n")), "/x is not Python: asked for its version it printed \"hello\"");
    let failed = Reply { exit: "exit 3".into(), stderr: "one\ntwo\n\n".into(), ..reply("") };
    assert!(refusal(&failed).ends_with("ended with exit 3; it said: two"));
}

#[test]
fn what_is_not_there_says_where_it_was_looked_for() {
    let message =
        |asked, search: Option<&str>| locate(asked, search.map(OsStr::new)).unwrap_err().to_string();
    assert_eq!(message("python3", None), "python3 was not found: PATH is not set");
    assert_eq!(message("python3", Some("")), "python3 was not found: PATH is empty");
    assert_eq!(message("no-such", Some("/a:/b")), "no-such was not found: it is in none of /a:/b");
    assert_eq!(message("/no/such", None), "/no/such was not found: there is no such file");
    assert_eq!(locate("sh", Some(OsStr::new("/nowhere:/bin"))).unwrap(), Path::new("/bin/sh"));
}

#[test]
fn programs_that_are_no_python_are_found_out() {
    let problem = |asked| find(asked).problem.unwrap();
    assert!(
        problem("/bin/false").contains("/bin/false is not a working Python"),
        "{}",
        problem("/bin/false")
    );
    assert!(problem("/bin/echo").contains("is not Python: asked for its version it printed \"-s -c"));
    assert!(problem("/etc/passwd").contains("cannot be run"));
    assert!(problem("/").contains("cannot be run"));
}

#[test]
fn who_says_nothing_is_not_waited_for_forever() {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("silent");
    // Written by another process: a file that is open for writing here could not be run.
    let write = format!("printf '#!/bin/sh\\nsleep 1000\\n' > '{0}' && chmod +x '{0}'", script.display());
    assert!(Command::new("/bin/sh").args(["-c", &write]).status().unwrap().success());
    let silence = ask(&script, Duration::from_millis(50)).unwrap_err();
    assert!(matches!(silence, NoPython::Silent { .. }), "{silence}");
}
