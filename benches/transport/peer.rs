//! The other process: this program again, which sends back what it receives.

use std::io;
use std::process::{Child, Command};

use super::candidate::{ALL, Candidate};
use super::end::End;

/// The argument under which this program is the other process.
const ARGUMENT: &str = "peer";

/// What the other process does.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Job {
    pub(crate) candidate: Candidate,
    /// The size of a message, in bytes.
    pub(crate) size: usize,
    /// Whether a message is answered once it is there as a whole; otherwise whatever arrives goes back at once.
    pub(crate) whole: bool,
    pub(crate) buffers: Buffers,
}

impl Job {
    /// The job of this process, if it was started for one.
    pub(crate) fn from_arguments() -> Option<Self> {
        let arguments: Vec<String> = std::env::args().skip(1).collect();
        let [name, numbers @ ..] = arguments.as_slice() else { return None };
        let numbers: Vec<usize> = numbers.iter().map_while(|text| text.parse().ok()).collect();
        let [candidate, size, whole, buffers] = *numbers.as_slice() else { return None };
        (name == ARGUMENT).then_some(())?;
        let (candidate, buffers) = (*ALL.get(candidate)?, *Buffers::ALL.get(buffers)?);
        Some(Self { candidate, size, whole: whole == 1, buffers })
    }

    fn arguments(self) -> [String; 5] {
        let place = |found: Option<usize>| found.unwrap_or(usize::MAX).to_string();
        [
            ARGUMENT.into(),
            place(ALL.iter().position(|candidate| *candidate == self.candidate)),
            self.size.to_string(),
            usize::from(self.whole).to_string(),
            place(Buffers::ALL.iter().position(|buffers| *buffers == self.buffers)),
        ]
    }

    /// Sends back what it receives until there is no more.
    pub(crate) fn serve(self) -> io::Result<()> {
        let mut end = self.candidate.take_over(self.size)?;
        let mut buffer = vec![1; if self.whole { self.size } else { 64 << 10 }];
        loop {
            if self.whole {
                // The end of the stream: the other side has what it wanted.
                if self.buffers.receive(&mut end, &mut buffer).is_err() {
                    return Ok(());
                }
                end.send(&buffer)?;
            } else {
                match end.receive_some(&mut buffer)? {
                    0 => return Ok(()),
                    read => end.send(buffer.get(..read).unwrap_or_default())?,
                }
            }
        }
    }
}

/// The running other process, and this side's end of the way to it.
#[derive(Debug)]
pub(crate) struct Peer {
    child: Child,
    pub(crate) end: End,
}

impl Peer {
    pub(crate) fn start(job: Job) -> io::Result<Self> {
        let (stream, (stdin, stdout)) = job.candidate.lay()?;
        let program = std::env::current_exe()?;
        let child = Command::new(program).args(job.arguments()).stdin(stdin).stdout(stdout).spawn()?;
        Ok(Self { child, end: job.candidate.hand_over(stream, job.size)? })
    }

    /// Closes the way to it and waits for its end.
    pub(crate) fn leave(self) -> io::Result<()> {
        let Self { mut child, end } = self;
        drop(end);
        let status = child.wait()?;
        if status.success() { Ok(()) } else { Err(io::Error::other(format!("the other process: {status}"))) }
    }
}

/// Where a payload is received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Buffers {
    /// In one buffer, again and again.
    Kept,
    /// In a new one each time, zeroed first.
    Zeroed,
    /// In a new one each time that grows while it is read, as by `read_to_end`.
    Grown,
}

impl Buffers {
    pub(crate) const ALL: [Self; 3] = [Self::Kept, Self::Zeroed, Self::Grown];

    /// As the table calls it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Zeroed => "vec![0; n] for each",
            Self::Grown => "read_to_end into a new one",
        }
    }

    /// Receives as many bytes as `buffer` has.
    pub(crate) fn receive(self, end: &mut End, buffer: &mut Vec<u8>) -> io::Result<()> {
        match self {
            Self::Kept => return end.receive(buffer),
            Self::Zeroed => {
                let mut fresh = vec![0; buffer.len()];
                end.receive(&mut fresh)?;
                *buffer = fresh;
            }
            Self::Grown => *buffer = end.receive_growing(buffer.len())?,
        }
        Ok(())
    }
}
