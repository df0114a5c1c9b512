//! A performance as a session: its messages, and what can be asked of it.

use std::io;
use std::sync::Arc;
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded, unbounded};

use super::message::TourMessage;
use super::performer::Performer;
use super::playing::Playing;
use super::programme::Programme;
use crate::event::Nanos;
use crate::session::{Session, Suspend};
use crate::sys::stop::Stop;
use crate::tour::live::Starter;

/// Time for a race's workers to end; see [`Session::ends_within`].
pub(super) const PATIENCE: Duration = Duration::from_secs(3);

/// A performance that runs, or has run.
pub(crate) struct Performance {
    messages: Receiver<TourMessage>,
    /// Requests to fall back.
    asks: Sender<()>,
    stop: Stop,
    playing: Arc<Playing>,
    thread: Option<JoinHandle<()>>,
    /// Closes when the thread ends.
    ended: Receiver<()>,
}

impl Performance {
    /// Starts a performance.
    ///
    /// # Errors
    /// When the system has no thread for it.
    pub(crate) fn start(programme: Programme, starter: impl Starter + 'static) -> io::Result<Self> {
        let (out, messages) = unbounded();
        let (asks, asked) = unbounded();
        let (alive, ended) = bounded(0);
        let (stop, playing) = (Stop::default(), Arc::<Playing>::default());
        let performer = Performer::new(programme, starter, out, asked, stop.clone(), Arc::clone(&playing));
        let body = move || {
            performer.run();
            drop(alive);
        };
        let thread = Builder::new().name("tour".into()).spawn(body)?;
        Ok(Self { messages, asks, stop, playing, thread: Some(thread), ended })
    }

    /// Asks the scene to fall back on its take. Without one it goes on.
    pub(crate) fn fall_back(&self) {
        // A performance that has ended has nothing to fall back from.
        let _ = self.asks.send(());
    }

    /// Time of the race that is shown.
    #[must_use]
    pub(crate) fn now(&self) -> Nanos {
        self.playing.now()
    }

    /// Pauses a recording, or lets it go on. A live race goes on.
    pub(crate) fn set_paused(&self, paused: bool) {
        self.playing.set_paused(paused);
    }

    /// Changes the speed of a recording.
    pub(crate) fn set_speed(&self, speed: f64) {
        self.playing.set_speed(speed);
    }

    fn end(&mut self) {
        self.request_stop();
        let Some(thread) = self.thread.take() else { return };
        if self.ended.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Disconnected) {
            // A panic there has been reported already, and nothing depends on the thread any more.
            let _ = thread.join();
        }
    }
}

impl Suspend for Performance {
    fn hold(&mut self) {
        self.playing.hold();
    }

    fn resume(&mut self) {
        self.playing.resume();
    }
}

impl Session for Performance {
    type Message = TourMessage;

    fn messages(&self) -> Receiver<TourMessage> {
        self.messages.clone()
    }

    fn request_stop(&self) {
        self.stop.request();
        self.playing.request_stop();
    }

    fn ends_within(&self) -> Duration {
        PATIENCE
    }

    fn join(mut self) {
        self.end();
    }

    fn leave(mut self) {
        self.request_stop();
        self.thread = None;
    }
}

impl Drop for Performance {
    fn drop(&mut self) {
        self.end();
    }
}
