//! The client that a worker serves: a process of its own, over loopback sockets.
//!
//! It must be another process, not another thread of ours: the lock delays its replies, so it may not wait for the
//! lock itself. The worker listens on a port of the loopback interface and starts this same program with the hidden
//! subcommand [`SUBCOMMAND`] and that port; the client connects and sends requests.
//!
//! On each *line* (connection) one task after another is served. All numbers are little-endian:
//!
//! ```text
//! worker → client   16 bytes: key, number of requests
//! client → worker   64 bytes: key + k, eight times      ┐ for each k from 0: the client thinks
//! worker → client   the same 64 bytes                   ┘ first, then times how long it waits
//! client → worker   8 bytes: a length, then as many bytes of JSON: the histogram of its waits
//! ```
//!
//! A client leaves at the end of its line, however its worker ended; on Linux the kernel ends it with the
//! thread that started it as well.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::Arc;
use std::task::Waker;
use std::thread;
use std::time::{Duration, Instant};

use crate::event::{Histogram, Nanos};
use crate::sys::process_groups::ProcessGroup;
use crate::sys::program;

/// The subcommand under which this program is a client.
pub(crate) const SUBCOMMAND: &str = "echo-client";

/// Exit code of a client that cannot go on.
const EXIT_BROKEN: u8 = 70;

/// Size of a request, and of its reply, in bytes.
pub(super) const REQUEST: usize = 64;

/// Pause of a client before each request; it is no part of its wait for the reply. One that came back at once would
/// find the lock free under which its worker runs: a thread that was signalled needs some 50 µs until it is awake,
/// and a request over loopback needs 10. No client beyond a network is as quick.
const THINKS: Duration = Duration::from_millis(1);

/// Longest report on the replies of one task, in bytes: a histogram has at most a few hundred buckets.
const LONGEST_REPORT: u64 = 1 << 20;

/// Time limit of a client's start and connection, however loaded the machine is.
const CONNECT_WITHIN: Duration = Duration::from_secs(20);

/// Longest silence of a client while its worker waits, after which it is given up.
const SPEAK_WITHIN: Duration = Duration::from_secs(10);

/// A connection with the client.
#[derive(Debug)]
pub(super) struct Line(pub(super) Arc<TcpStream>);

/// A running client and its free lines.
#[derive(Debug)]
pub(super) struct Client {
    /// `None` only in tests, where a thread plays the client.
    child: Option<Child>,
    /// Dropped before it is waited for.
    group: Option<ProcessGroup>,
    free: Vec<Line>,
    /// Number of lines that are not broken, free ones included.
    whole: usize,
    /// Tasks that wait for a line.
    waiting: Vec<Waker>,
}

/// All lines of a client are broken.
#[derive(Debug)]
pub(super) struct Disconnected;

impl Client {
    /// Connections shared by the tasks of an event loop, each for one task at a time. A server with this many at once
    /// shows the capacity of an event loop; a task beyond them waits for a line.
    pub(super) const LINES: u16 = 16;

    /// Starts `program` as a client with `lines` lines and waits until all are connected.
    pub(super) fn start(program: &Path, lines: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let mut command = command(program, listener.local_addr()?.port(), lines);
        let (child, group) = ProcessGroup::spawn(&mut command).map_err(|error| {
            io::Error::new(error.kind(), format!("{} cannot be run: {error}", program.display()))
        })?;
        let mut client =
            Self { child: Some(child), group: Some(group), free: Vec::new(), whole: 0, waiting: Vec::new() };
        let deadline = Instant::now() + CONNECT_WITHIN;
        while client.free.len() < usize::from(lines) {
            match listener.accept() {
                Ok((socket, _)) => client.add(socket)?,
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    client.must_be_alive()?;
                    if Instant::now() >= deadline {
                        let within = CONNECT_WITHIN.as_secs();
                        return Err(io::Error::other(format!("it did not connect within {within} s")));
                    }
                    thread::sleep(Duration::from_micros(200));
                }
                Err(error) => return Err(error),
            }
        }
        Ok(client)
    }

    /// The same client, for an event loop.
    pub(super) fn without_blocking(self) -> io::Result<Self> {
        self.free.iter().try_for_each(|line| line.0.set_nonblocking(true))?;
        Ok(self)
    }

    fn add(&mut self, socket: TcpStream) -> io::Result<()> {
        // On some systems it inherits this from the listener.
        socket.set_nonblocking(false)?;
        socket.set_nodelay(true)?;
        socket.set_read_timeout(Some(SPEAK_WITHIN))?;
        self.free.push(Line(Arc::new(socket)));
        self.whole += 1;
        Ok(())
    }

    fn must_be_alive(&mut self) -> io::Result<()> {
        let Some(child) = &mut self.child else { return Ok(()) };
        let Some(status) = child.try_wait()? else { return Ok(()) };
        let mut said = String::new();
        if let Some(stderr) = &mut child.stderr {
            // It has ended: its output is complete.
            let _ = stderr.read_to_string(&mut said);
        }
        let said = said.trim().lines().last().map_or_else(String::new, |line| format!("; it said: {line}"));
        Err(io::Error::other(format!("it ended ({status}) before it connected{said}")))
    }

    /// A free line, `None` when all are in use.
    pub(super) fn take_line(&mut self) -> Result<Option<Line>, Disconnected> {
        if self.whole == 0 { Err(Disconnected) } else { Ok(self.free.pop()) }
    }

    /// Returns a line that was taken, or marks it broken.
    pub(super) fn put_back(&mut self, line: Option<Line>) {
        match line {
            Some(line) => self.free.push(line),
            None => self.whole -= 1,
        }
        // All of them: a task that comes too late waits again, and after the last line has broken all must know.
        self.waiting.drain(..).for_each(Waker::wake);
    }

    /// Wakes a task when a line may be free.
    pub(super) fn wake_later(&mut self, task: Waker) {
        self.waiting.push(task);
    }
}

/// No client outlives its worker's task context.
impl Drop for Client {
    fn drop(&mut self) {
        self.free.clear();
        if let Some(child) = &mut self.child {
            // Its reports are complete; one that has left already is no error.
            let _ = child.kill();
            self.group = None;
            let _ = child.wait();
        }
    }
}

fn command(program: &Path, port: u16, lines: u16) -> Command {
    let mut command = Command::new(program);
    command.args([SUBCOMMAND, &port.to_string(), &lines.to_string()]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command.arg0("coreograph");
    command
}

/// Connects `lines` times to a worker on this port, and sends requests until it has hung up everywhere.
#[must_use]
pub(crate) fn main(port: u16, lines: u16) -> ExitCode {
    program::leave_with_parent();
    match ask_on_all(port, lines) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // A client that has gone away does not read it.
            say(&error.to_string());
            ExitCode::from(EXIT_BROKEN)
        }
    }
}

fn say(words: &str) {
    let _ = writeln!(io::stderr(), "{SUBCOMMAND}: {words}");
}

fn ask_on_all(port: u16, lines: u16) -> io::Result<()> {
    let connect = || {
        let line = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).map_err(|error| {
            let advice = "a worker starts this command by itself when it listens there";
            io::Error::new(error.kind(), format!("cannot connect to 127.0.0.1:{port}: {error}; {advice}"))
        })?;
        line.set_nodelay(true)?;
        Ok(line)
    };
    let lines: Vec<TcpStream> = (0..lines.max(1)).map(|_| connect()).collect::<io::Result<_>>()?;
    thread::scope(|scope| {
        let mut all = Vec::new();
        for line in lines {
            let asking = thread::Builder::new().spawn_scoped(scope, move || ask(line));
            let Ok(asking) = asking.inspect_err(|error| say(&format!("cannot start a thread: {error}")))
            else {
                // The others wait for a worker that waits for all of them: nothing would end them.
                std::process::exit(EXIT_BROKEN.into());
            };
            all.push(asking);
        }
        let ended = all
            .into_iter()
            .map(|asking| asking.join().unwrap_or_else(|_| Err(io::Error::other("it panicked: a defect"))));
        ended.collect::<Vec<_>>().into_iter().collect()
    })
}

/// Sends requests on one line, for one task after another, until it is hung up.
pub(super) fn ask(mut line: TcpStream) -> io::Result<()> {
    loop {
        let mut order = Vec::with_capacity(16);
        (&line).take(16).read_to_end(&mut order)?;
        let Ok(order) = <[u8; 16]>::try_from(order) else {
            // Hung up between two tasks, or in the middle of an order.
            return Ok(());
        };
        let order = u128::from_le_bytes(order);
        #[allow(clippy::cast_possible_truncation, reason = "the lower half, and the upper half")]
        let (key, requests) = (order as u64, (order >> 64) as u64);
        let replies = ask_for_one_task(&mut line, key, requests)?;
        let report = serde_json::to_vec(&replies)?;
        let mut message = (report.len() as u64).to_le_bytes().to_vec();
        message.extend(report);
        line.write_all(&message)?;
    }
}

fn ask_for_one_task(line: &mut TcpStream, key: u64, requests: u64) -> io::Result<Histogram> {
    let mut replies = Histogram::default();
    let mut reply = [0; REQUEST];
    for k in 0..requests {
        let request = request(key, k);
        thread::sleep(THINKS);
        let sent = Instant::now();
        line.write_all(&request)?;
        line.read_exact(&mut reply)?;
        replies.record(Nanos::from(sent.elapsed()));
        if reply != request {
            return Err(io::Error::new(ErrorKind::InvalidData, "a reply that is not its request"));
        }
    }
    Ok(replies)
}

/// The bytes of request `k`.
fn request(key: u64, k: u64) -> [u8; REQUEST] {
    let number = key.wrapping_add(k).to_le_bytes();
    std::array::from_fn(|place| number[place % 8])
}

/// The order for one task, as it is sent to the client.
pub(super) fn order(key: u64, requests: u64) -> [u8; 16] {
    (u128::from(requests) << 64 | u128::from(key)).to_le_bytes()
}

/// Parses the length of a report, and checks it.
pub(super) fn report_length(header: [u8; 8]) -> io::Result<usize> {
    let length = u64::from_le_bytes(header);
    let refused = || io::Error::new(ErrorKind::InvalidData, format!("a report of {length} bytes"));
    usize::try_from(length).ok().filter(|_| length <= LONGEST_REPORT).ok_or_else(refused)
}

/// Parses the histogram in a report.
pub(super) fn parse_report(report: &[u8]) -> io::Result<Histogram> {
    let text = std::str::from_utf8(report).map_err(|error| io::Error::new(ErrorKind::InvalidData, error))?;
    serde_json::from_str(text).map_err(|error| io::Error::new(ErrorKind::InvalidData, error))
}

#[cfg(test)]
impl Client {
    /// A client that is a thread of the test.
    pub(super) fn on_a_thread(lines: u16) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        thread::spawn(move || ask_on_all(port, lines));
        let mut client = Self { child: None, group: None, free: Vec::new(), whole: 0, waiting: Vec::new() };
        (0..lines).for_each(|_| client.add(listener.accept().unwrap().0).unwrap());
        client
    }
}

#[cfg(test)]
mod tests;
