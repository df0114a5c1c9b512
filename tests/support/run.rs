//! The program without a terminal: what it writes, and how it ends.

use std::io::{self, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use serde_json::Value;

use super::process::heed_signals;
use super::schema::assert_valid;
use super::{PROGRAM, poll, wait_for};

/// A folder that is not there.
pub(crate) const NOWHERE: &str = "/nonexistent/configuration";

/// The program with these arguments, its input closed and its surroundings the same everywhere.
pub(crate) fn command(args: &[&str]) -> Command {
    heed_signals();
    let mut command = Command::new(PROGRAM);
    command.args(args).stdin(Stdio::null()).env_remove("NO_COLOR").env_remove("RUST_BACKTRACE");
    // Whatever the person who runs the tests has set up.
    command.env("XDG_CONFIG_HOME", NOWHERE).env("XDG_DATA_HOME", NOWHERE);
    command
}

/// Runs the program to its end.
pub(crate) fn run(args: &[&str]) -> Ended {
    Running::start(command(args)).end()
}

/// Runs a headless race that must succeed, and parses its JSON.
pub(crate) fn race(args: &[&str]) -> Value {
    let all = [&["race", "--headless", "--format", "json"], args].concat();
    let ended = run(&all);
    assert_eq!(ended.code, Some(0), "{ended}");
    ended.json()
}

/// What the program left behind.
#[derive(Debug)]
pub(crate) struct Ended {
    /// Its exit code; `None` when a signal ended it.
    pub(crate) code: Option<i32>,
    /// Standard output.
    pub(crate) stdout: String,
    /// Standard error.
    pub(crate) stderr: String,
}

impl Ended {
    /// Standard output, which has to be JSON and nothing else, as the schema says that it names.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        let json =
            serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("no JSON: {error}\n{self}"));
        assert_valid(&json);
        json
    }
}

impl std::fmt::Display for Ended {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { code, stdout, stderr } = self;
        write!(f, "exit code {code:?}\n--- standard output\n{stdout}\n--- standard error\n{stderr}")
    }
}

/// The program while it runs. It is killed when the test has failed meanwhile.
pub(crate) struct Running {
    child: Child,
    stdout: Stream,
    stderr: Stream,
}

impl Running {
    /// Starts it; where `command` says nothing else, both its outputs are collected.
    pub(crate) fn start(mut command: Command) -> Self {
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let stdout = Stream::collect(child.stdout.take().expect("a pipe"));
        let stderr = Stream::collect(child.stderr.take().expect("a pipe"));
        Self { child, stdout, stderr }
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits until standard error contains `text`.
    pub(crate) fn wait_for_stderr(&self, text: &str) {
        let seen = poll(|| self.stderr.text().contains(text).then_some(()));
        assert!(seen.is_some(), "waited in vain for {text:?} on standard error:\n{}", self.stderr.text());
    }

    /// Waits for its end.
    pub(crate) fn end(mut self) -> Ended {
        let status = wait_for_exit(&mut self.child);
        let Some(status) = status else {
            panic!("it does not end; standard error so far:\n{}", self.stderr.text());
        };
        Ended { code: status.code(), stdout: self.stdout.finish(), stderr: self.stderr.finish() }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// How `child` ended; `None` when it has not by the deadline.
pub(crate) fn wait_for_exit(child: &mut Child) -> Option<ExitStatus> {
    poll(|| child.try_wait().expect("a child can be waited for"))
}

/// Everything that comes out of a pipe, read as it comes so that the writer never waits.
struct Stream {
    bytes: Arc<Mutex<Vec<u8>>>,
    reader: Option<JoinHandle<io::Result<()>>>,
}

impl Stream {
    fn collect(mut pipe: impl Read + Send + 'static) -> Self {
        let bytes = Arc::<Mutex<Vec<u8>>>::default();
        let kept = Arc::clone(&bytes);
        let reader = thread::spawn(move || {
            let mut buffer = [0; 4096];
            loop {
                match pipe.read(&mut buffer)? {
                    0 => return Ok(()),
                    n => kept.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(&buffer[..n]),
                }
            }
        });
        Self { bytes, reader: Some(reader) }
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }

    /// The whole text. That the pipe ends at all means that nobody else still holds it.
    fn finish(&mut self) -> String {
        let reader = self.reader.take().expect("a stream is finished once");
        wait_for("the end of a pipe: another process still holds it", || reader.is_finished().then_some(()));
        reader.join().expect("reading does not panic").expect("a pipe can be read");
        self.text()
    }
}
