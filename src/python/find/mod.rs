//! Finds an interpreter and its properties.
//!
//! The interpreter reports them itself, through a few lines that every Python since 2.7 understands. Whatever answers
//! may be anything: a shell script, a program that prints nothing, one that never ends.

use std::ffi::OsStr;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant};

use serde::Deserialize;

use super::child::isolate;
use super::mark;
use super::stderr_lines::StderrLines;
use crate::event::PythonPlan;
use crate::sys::child::{describe, kill_group};
use crate::sys::executable::{self, NotFound, is_executable};

/// Oldest usable version.
pub(crate) const OLDEST: (u32, u32) = (3, 8);

/// Time limit for the answer of an interpreter.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);

/// Most bytes in which the answer is searched: whatever is installed may print at the start, but not without end.
const LONGEST_ANSWER: u64 = 4 << 20;

/// Program that makes an interpreter report its properties. It bypasses `print`, which installed modules may have
/// replaced, and exits before anything else is printed: behind the mark stands the answer and nothing more. No file in the
/// working directory hides a module that it needs.
const QUESTION: &str = r#"
import sys
sys.path[:] = [entry for entry in sys.path if entry]
import json, os, platform
has_gil = getattr(sys, "_is_gil_enabled", lambda: True)
try:
    import _interpreters
    interpreters = True
except ImportError:
    interpreters = False
try:
    import multiprocessing
    methods = multiprocessing.get_all_start_methods()
except (ImportError, AttributeError):
    methods = []
answer = "\x1e" + json.dumps({"implementation": platform.python_implementation(),
    "version": platform.python_version(), "numbers": list(sys.version_info[:2]), "gil": has_gil(),
    "fork": hasattr(os, "fork"), "interpreters": interpreters, "methods": methods, "path": sys.executable}) + "\n"
os.write(1, answer.encode("ascii"))
os._exit(0)
"#;

/// Reason why an interpreter cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NoPython {
    /// No such file.
    #[error("{name} was not found: {looked}")]
    NotFound {
        /// The name that was looked up.
        name: String,
        /// The places searched.
        looked: String,
    },
    /// A file that does not run.
    #[error("{path} cannot be run: {reason}; name an interpreter with --python")]
    NotRunnable {
        /// The file.
        path: String,
        /// The cause.
        reason: String,
    },
    /// It ended without an answer.
    #[error("{path} is not a working Python: asked for its version it ended with {exit}{said}")]
    Ended {
        /// The file.
        path: String,
        /// Its end.
        exit: String,
        /// The reason it printed, if any.
        said: String,
    },
    /// It did not answer.
    #[error("{path} is not a working Python: asked for its version it printed nothing for {seconds} s")]
    Silent {
        /// The file.
        path: String,
        /// Seconds waited.
        seconds: u64,
    },
    /// Its answer cannot be parsed.
    #[error("{path} is not Python: asked for its version it printed {said:?}")]
    ParseError {
        /// The file.
        path: String,
        /// The beginning of its output.
        said: String,
    },
    /// Another Python.
    #[error("{path} is {implementation}, not CPython, whose lock is the subject here")]
    Other {
        /// The file.
        path: String,
        /// Its own name for itself.
        implementation: String,
    },
    /// An old one.
    #[error("{path} is Python {version}; needed is {}.{} or later", OLDEST.0, OLDEST.1)]
    TooOld {
        /// The file.
        path: String,
        /// Its version.
        version: String,
    },
}

/// An interpreter's answer.
#[derive(Debug, Deserialize)]
struct Answer {
    implementation: String,
    version: String,
    numbers: (u32, u32),
    gil: bool,
    fork: bool,
    #[serde(default)]
    interpreters: bool,
    #[serde(default)]
    methods: Vec<String>,
    path: Option<String>,
}

/// The `python3` on the search path, looked up once, on demand.
#[must_use]
pub(crate) fn on_path() -> PythonPlan {
    static FOUND: OnceLock<PythonPlan> = OnceLock::new();
    FOUND.get_or_init(|| find("python3")).clone()
}

/// The interpreter with this path, or with this name on the search path. If it cannot be used, `problem` gives the
/// reason.
#[must_use]
pub(crate) fn find(asked: &str) -> PythonPlan {
    let found = locate(asked, std::env::var_os("PATH").as_deref()).and_then(|path| ask(&path, ANSWER_WITHIN));
    match found {
        Ok(python) => PythonPlan { asked: asked.into(), ..python },
        Err(reason) => PythonPlan {
            asked: asked.into(),
            gil: true,
            problem: Some(reason.to_string()),
            ..PythonPlan::default()
        },
    }
}

/// Path of an interpreter: a name with a slash in it is a path; any other is looked up in the folders of `search`. Why a
/// file that is there does not run is found when it is asked.
fn locate(asked: &str, search: Option<&OsStr>) -> Result<PathBuf, NoPython> {
    let missing = |looked: String| NoPython::NotFound { name: asked.into(), looked };
    let is_path = asked.contains('/');
    executable::find(asked, search).or_else(|reason| match (reason, search) {
        (NotFound::Missing, _) => Err(missing("there is no such file".into())),
        (NotFound::Folder | NotFound::Locked(_), _) if is_path => Ok(asked.into()),
        (_, None) => Err(missing("PATH is not set".into())),
        (_, Some(search)) if search.is_empty() => Err(missing("PATH is empty".into())),
        (_, Some(search)) => Err(missing(format!("it is in none of {}", search.to_string_lossy()))),
    })
}

/// Versions of which there may be an interpreter without a lock, the newest first.
const FREE_THREADED: std::ops::RangeInclusive<u32> = 13..=20;

/// An interpreter without a lock beside this one: in its folder, or on the search path. Python installs it as
/// `python3.13t`.
#[must_use]
pub(crate) fn free_threaded_beside(python: &PythonPlan) -> Option<String> {
    let search = std::env::var_os("PATH").unwrap_or_default();
    free_threaded_in(Path::new(&python.path).parent(), &search)
}

fn free_threaded_in(folder: Option<&Path>, search: &OsStr) -> Option<String> {
    let names = || FREE_THREADED.rev().map(|minor| format!("python3.{minor}t"));
    let beside = folder.into_iter().flat_map(|folder| names().map(|name| folder.join(name)));
    if let Some(file) = beside.into_iter().find(|file| is_executable(file)) {
        return Some(file.to_string_lossy().into_owned());
    }
    names().find(|name| std::env::split_paths(search).any(|folder| is_executable(&folder.join(name))))
}

/// A program's answer, its end, and its standard error.
struct Reply {
    said: String,
    exit: String,
    stderr: String,
}

/// Asks the program at `path` for its properties.
fn ask(path: &Path, patience: Duration) -> Result<PythonPlan, NoPython> {
    let name = path.display().to_string();
    run(path, &name, patience).and_then(|reply| judge(&name, &reply))
}

/// Interprets the reply of the program `name`.
fn judge(name: &str, reply: &Reply) -> Result<PythonPlan, NoPython> {
    let name = name.to_string();
    if reply.exit != "exit 0" {
        let reason = reply.stderr.lines().collect::<StderrLines>().reason();
        let said = reason.map_or_else(String::new, |reason| format!("; it said: {reason}"));
        return Err(NoPython::Ended { path: name, exit: reply.exit.clone(), said });
    }
    let Some(answer) = answer_in(&reply.said) else {
        return Err(NoPython::ParseError { path: name, said: reply.said.trim().chars().take(60).collect() });
    };
    if answer.implementation != "CPython" {
        return Err(NoPython::Other { path: name, implementation: answer.implementation });
    }
    if answer.numbers < OLDEST {
        return Err(NoPython::TooOld { path: name, version: answer.version });
    }
    let path = answer.path.filter(|path| !path.is_empty()).unwrap_or(name);
    let Answer { version, gil, fork, interpreters, methods, .. } = answer;
    Ok(PythonPlan { path, version, gil, fork, interpreters, methods, ..PythonPlan::default() })
}

/// The answer, wherever it stands in the output.
fn answer_in(said: &str) -> Option<Answer> {
    said.lines().filter_map(|line| mark::split(line).1).find_map(|answer| serde_json::from_str(answer).ok())
}

/// Runs the question in a program.
fn run(path: &Path, name: &str, patience: Duration) -> Result<Reply, NoPython> {
    let not_runnable =
        |error: std::io::Error| NoPython::NotRunnable { path: name.into(), reason: error.to_string() };
    let mut command = Command::new(path);
    // Not -I, which only Python 3.4 and later know: an old one should report its version.
    command.args(["-E", "-s", "-c", QUESTION]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    isolate(&mut command, false);
    let mut child = command.spawn().map_err(not_runnable)?;
    let (said, heard) = crossbeam_channel::bounded(2);
    if let (Some(stdout), Some(stderr)) = (child.stdout.take(), child.stderr.take()) {
        let also_said = said.clone();
        let read = |body: Box<dyn FnOnce() + Send>| thread::Builder::new().spawn(body);
        let reading = read(Box::new(move || drop(said.send((0, beginning(stdout))))))
            .and_then(|_| read(Box::new(move || drop(also_said.send((1, beginning(stderr)))))));
        if let Err(error) = reading {
            kill_group(&mut child);
            let _ = child.wait();
            let reason = format!("no thread can be started that reads its answer: {error}");
            return Err(NoPython::NotRunnable { path: name.into(), reason });
        }
    }
    let deadline = Instant::now() + patience;
    let mut texts = [String::new(), String::new()];
    for _ in 0..texts.len() {
        let Ok((place, text)) = heard.recv_deadline(deadline) else {
            kill_group(&mut child);
            let _ = child.wait();
            return Err(NoPython::Silent { path: name.into(), seconds: patience.as_secs() });
        };
        texts[place] = text;
    }
    // Both pipes are at their end, or full of garbage: whatever it still does is of no interest.
    let exit = loop {
        match child.try_wait() {
            Ok(Some(status)) => break describe(&Ok(status)),
            Ok(None) if Instant::now() < deadline => thread::sleep(Duration::from_millis(1)),
            Ok(None) => {
                kill_group(&mut child);
                break describe(&child.wait());
            }
            Err(error) => break describe(&Err(error)),
        }
    };
    let [said, stderr] = texts;
    Ok(Reply { said, exit, stderr })
}

/// The beginning of a pipe's output; empty if it cannot be read.
fn beginning(pipe: impl Read) -> String {
    let mut text = Vec::new();
    let _ = pipe.take(LONGEST_ANSWER).read_to_end(&mut text);
    String::from_utf8_lossy(&text).into_owned()
}

#[cfg(test)]
mod tests;
