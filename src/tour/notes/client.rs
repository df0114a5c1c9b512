//! The follower's side: finds a talk, follows it, and finds the next one.

use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, sleep};
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, unbounded};

use super::folder;
use super::protocol::{Lines, Steer, TalkState, line};

/// Time between two looks for a talk.
const LOOK: Duration = Duration::from_millis(300);
/// Longest time without a look at whether this side has ended.
const PATIENCE: Duration = Duration::from_millis(200);
/// Longest state, bytes.
const LONGEST: usize = 1 << 20;

/// A message to the screen that follows a talk.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum NotesMessage {
    /// There is no talk; it looks for one.
    Looking,
    /// A talk was found, in this process; its state follows.
    Found(u32),
    /// The state of the talk.
    Told(Box<TalkState>),
    /// The talk speaks another language: it is of another version.
    Foreign,
    /// The talk has ended; it looks for another one.
    Ended,
}

/// A follower of talks. Dropping it ends the connection.
#[derive(Debug)]
pub(crate) struct NotesClient {
    shared: Arc<Shared>,
    messages: Receiver<NotesMessage>,
}

#[derive(Debug, Default)]
struct Shared {
    /// The connection, while there is one.
    talk: Mutex<Option<UnixStream>>,
    stopped: AtomicBool,
}

impl Shared {
    fn talk(&self) -> MutexGuard<'_, Option<UnixStream>> {
        self.talk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }
}

impl NotesClient {
    /// Follows the talk in the process `pid`; without one the newest talk there is, now or later.
    ///
    /// # Errors
    /// When the system has no thread for it.
    pub(crate) fn start(pid: Option<u32>) -> io::Result<Self> {
        Self::start_in(folder::folders(), pid)
    }

    /// The same, of talks with a socket in these folders.
    ///
    /// # Errors
    /// When the system has no thread for it.
    pub(super) fn start_in(folders: Vec<PathBuf>, pid: Option<u32>) -> io::Result<Self> {
        let (tell, messages) = unbounded();
        let shared = Arc::new(Shared::default());
        Builder::new().name("notes".into()).spawn({
            let shared = Arc::clone(&shared);
            move || {
                // A missing receiver means that this side has ended.
                let _ = follow(&folders, pid, &shared, &tell);
            }
        })?;
        Ok(Self { shared, messages })
    }

    /// Its messages, in order.
    #[must_use]
    pub(crate) fn messages(&self) -> Receiver<NotesMessage> {
        self.messages.clone()
    }

    /// Sends a request to the talk; `false` where there is none that takes it.
    #[must_use]
    pub(crate) fn steer(&self, steer: Steer) -> bool {
        self.shared.talk().as_mut().is_some_and(|talk| talk.write_all(&line(&steer)).is_ok())
    }
}

impl Drop for NotesClient {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        if let Some(talk) = self.shared.talk().take() {
            // The talk may have ended first.
            let _ = talk.shutdown(std::net::Shutdown::Both);
        }
    }
}

/// The receiver of messages is gone.
struct Unheard;

fn follow(
    folders: &[PathBuf],
    pid: Option<u32>,
    shared: &Shared,
    tell: &Sender<NotesMessage>,
) -> Result<(), Unheard> {
    let say = |message| tell.send(message).map_err(|_| Unheard);
    say(NotesMessage::Looking)?;
    while !shared.is_stopped() {
        let Some((pid, talk)) = find(folders, pid) else {
            sleep(LOOK);
            continue;
        };
        let Ok(writer) = talk.try_clone() else { continue };
        *shared.talk() = Some(writer);
        say(NotesMessage::Found(pid))?;
        let heard = listen(talk, shared, &say);
        *shared.talk() = None;
        heard?;
        say(NotesMessage::Ended)?;
        sleep(LOOK);
    }
    Ok(())
}

/// Hands on what a talk says until it ends.
fn listen(
    mut talk: UnixStream,
    shared: &Shared,
    say: &impl Fn(NotesMessage) -> Result<(), Unheard>,
) -> Result<(), Unheard> {
    let (mut lines, mut buffer) = (Lines::new(LONGEST), [0; 4096]);
    while !shared.is_stopped() {
        match talk.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => {
                let mut heard = Ok(());
                let short = lines.take(&buffer[..count], |line| {
                    let state =
                        std::str::from_utf8(line).ok().and_then(|line| serde_json::from_str(line).ok());
                    let message =
                        state.map_or(NotesMessage::Foreign, |state| NotesMessage::Told(Box::new(state)));
                    if heard.is_ok() {
                        heard = say(message);
                    }
                });
                heard?;
                if !short {
                    say(NotesMessage::Foreign)?;
                    break;
                }
            }
            Err(error) => match error.kind() {
                ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted => {}
                _ => break,
            },
        }
    }
    Ok(())
}

/// Connects to the talk of this process, or to the newest one.
fn find(folders: &[PathBuf], pid: Option<u32>) -> Option<(u32, UnixStream)> {
    let safe = folders.iter().filter(|folder| folder::check(folder).is_ok());
    let sockets = safe.flat_map(|folder| folder::sockets(folder));
    let wanted = sockets.filter(|(of, _)| pid.is_none_or(|pid| pid == *of));
    wanted.into_iter().find_map(|(of, path)| Some((of, connect(&path).ok()?)))
}

fn connect(path: &std::path::Path) -> io::Result<UnixStream> {
    let talk = UnixStream::connect(path)?;
    talk.set_read_timeout(Some(PATIENCE))?;
    talk.set_write_timeout(Some(PATIENCE))?;
    Ok(talk)
}
