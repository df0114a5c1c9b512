//! The talk's side: a socket that tells the talk's state and hears requests, on a thread of its own.

use std::fs;
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, bounded};
use rustix::event::{PollFd, PollFlags, poll};

use super::folder;
use super::follower::Follower;
use super::protocol::{Steer, TalkState, line};

/// Number of requests that may wait for the talk.
const WAITING: usize = 16;
/// Number of followers at a time: a speaker has a few terminals.
const FOLLOWERS: usize = 16;
/// Rest after a connection that could not be accepted: the process may be out of descriptors.
const REST: Duration = Duration::from_millis(200);

/// The socket of a talk. Dropping it closes and removes it.
#[derive(Debug)]
pub(crate) struct NotesServer {
    shared: Arc<Shared>,
    /// A byte here wakes the thread.
    wake: UnixStream,
    steers: Receiver<Steer>,
    path: PathBuf,
    thread: Option<JoinHandle<()>>,
}

/// State that the talk and the thread share.
#[derive(Debug, Default)]
struct Shared {
    /// The newest state as a line.
    newest: Mutex<Option<Arc<[u8]>>>,
    stopped: AtomicBool,
}

impl Shared {
    fn newest(&self) -> MutexGuard<'_, Option<Arc<[u8]>>> {
        self.newest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl NotesServer {
    /// Opens the socket of this process in the first folder that can be used.
    ///
    /// # Errors
    /// When there is none, or the system refuses a socket or a thread. The talk goes on without followers.
    pub(crate) fn start() -> io::Result<Self> {
        let mut refused = io::Error::from(ErrorKind::NotFound);
        for folder in folder::folders() {
            match Self::start_in(&folder) {
                Ok(server) => return Ok(server),
                Err(error) => refused = error,
            }
        }
        Err(refused)
    }

    /// Opens the socket of this process in this folder.
    ///
    /// # Errors
    /// When the folder is not ours alone, or the system refuses a socket or a thread.
    pub(super) fn start_in(folder: &Path) -> io::Result<Self> {
        Self::start_as(folder, std::process::id())
    }

    /// The same for a process of this number.
    ///
    /// # Errors
    /// As of [`NotesServer::start_in`].
    pub(super) fn start_as(folder: &Path, pid: u32) -> io::Result<Self> {
        folder::prepare(folder)?;
        folder::remove_stale(folder);
        let path = folder::socket(folder, pid);
        let listener = UnixListener::bind(&path)?;
        // The folder is closed to others, so nothing can connect in between.
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600))?;
        listener.set_nonblocking(true)?;
        let (wake, woken) = UnixStream::pair()?;
        wake.set_nonblocking(true)?;
        woken.set_nonblocking(true)?;
        let (tell, steers) = bounded(WAITING);
        let shared = Arc::new(Shared::default());
        let thread = Builder::new().name("notes".into()).spawn({
            let shared = Arc::clone(&shared);
            move || serve(&listener, &woken, &shared, &tell)
        })?;
        Ok(Self { shared, wake, steers, path, thread: Some(thread) })
    }

    /// Tells all followers the state of the talk. Returns at once, whatever they do. A follower counts the clocks on by
    /// itself, so a state needs to be told when something else changes.
    pub(crate) fn publish(&self, state: &TalkState) {
        *self.shared.newest() = Some(line(state).into());
        self.wake();
    }

    /// The followers' requests.
    #[must_use]
    pub(crate) fn steers(&self) -> Receiver<Steer> {
        self.steers.clone()
    }

    fn wake(&self) {
        // A full pipe wakes it as well.
        let _ = (&self.wake).write_all(&[0]);
    }
}

impl Drop for NotesServer {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        self.wake();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        let _ = fs::remove_file(&self.path);
    }
}

/// Serves followers until the talk is over.
fn serve(listener: &UnixListener, mut woken: &UnixStream, shared: &Shared, steers: &Sender<Steer>) {
    let mut followers: Vec<Follower> = Vec::new();
    loop {
        let mut fds = vec![PollFd::new(woken, PollFlags::IN), PollFd::new(listener, PollFlags::IN)];
        fds.extend(followers.iter().map(|follower| {
            let behind = if follower.is_behind() { PollFlags::OUT } else { PollFlags::empty() };
            PollFd::new(follower.stream(), PollFlags::IN | behind)
        }));
        match poll(&mut fds, None) {
            Ok(_) => {}
            Err(rustix::io::Errno::INTR) => continue,
            Err(_) => return,
        }
        let ready: Vec<PollFlags> = fds.iter().map(PollFd::revents).collect();
        if shared.stopped.load(Ordering::SeqCst) {
            return;
        }
        let mut of_followers = ready[2..].iter();
        followers.retain_mut(|follower| {
            let ready = of_followers.next().copied().unwrap_or(PollFlags::empty());
            let readable = ready.intersects(!PollFlags::OUT);
            (!readable || follower.hear(steers)) && (!ready.contains(PollFlags::OUT) || follower.send())
        });
        if !ready[0].is_empty() {
            while matches!(woken.read(&mut [0; 64]), Ok(1..)) {}
            let newest = shared.newest().clone();
            if let Some(line) = newest {
                followers.retain_mut(|follower| follower.tell(&line));
            }
        }
        if !ready[1].is_empty() {
            followers.extend(accept(listener, shared).filter(|_| followers.len() < FOLLOWERS));
        }
    }
}

/// The next follower, once it has been told the newest state.
fn accept(listener: &UnixListener, shared: &Shared) -> Option<Follower> {
    match listener.accept() {
        Ok((stream, _)) => {
            let mut follower = Follower::new(stream)?;
            let newest = shared.newest().clone();
            newest.is_none_or(|line| follower.tell(&line)).then_some(follower)
        }
        Err(error) => {
            if error.kind() != ErrorKind::WouldBlock {
                std::thread::sleep(REST);
            }
            None
        }
    }
}
