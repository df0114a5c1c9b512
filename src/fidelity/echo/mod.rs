//! The client of the echo scenario: it sends a request, waits for the reply, and reads the clock.
//!
//! It holds no lock, so it may be a thread of this program, whichever side serves it.
//!
//! It **pauses** for a moment before each request, outside of the time that is measured. Without that the echo has
//! two modes on Linux: client and server may take turns on one core, where a reply takes some 15 µs and the server
//! has its lock back before a hog on the other core has woken up; then CPython 3.11 beside one hog serves thousands
//! of requests a second, and a moment later, on two cores, a hundred. After 0.2 ms the server sleeps and the hog has
//! the lock.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use crate::sys::stop::Stop;

/// Length of a request, and of its reply, bytes.
pub(super) const MESSAGE: usize = 64;

/// Pause of the client before each request.
const THOUGHT: Duration = Duration::from_micros(200);

/// Longest wait for a reply.
const PATIENCE: Duration = Duration::from_secs(20);

/// Time until the reply, for each request of about `length`, ns. The first is left out: it includes the server's
/// start.
///
/// # Errors
/// When no program listens at `port`, or the one that does hangs up or sends another reply.
pub(super) fn replies(port: u16, length: Duration, stop: &Stop) -> io::Result<Vec<u64>> {
    let mut server = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    server.set_nodelay(true)?;
    server.set_read_timeout(Some(PATIENCE))?;
    server.set_write_timeout(Some(PATIENCE))?;
    let mut replies = Vec::new();
    let begun = Instant::now();
    for number in 0u64.. {
        let mut request = [0; MESSAGE];
        request.chunks_exact_mut(8).for_each(|part| part.copy_from_slice(&number.to_le_bytes()));
        thread::sleep(THOUGHT);
        let asked = Instant::now();
        server.write_all(&request)?;
        let mut reply = [0; MESSAGE];
        server.read_exact(&mut reply)?;
        let took = asked.elapsed();
        if reply != request {
            return Err(io::Error::other("the reply is not what was asked"));
        }
        if number > 0 {
            replies.push(u64::try_from(took.as_nanos()).unwrap_or(u64::MAX));
        }
        if begun.elapsed() >= length || stop.requested() {
            break;
        }
    }
    Ok(replies)
}

#[cfg(test)]
mod tests;
