//! The terminal as a surface for frames: entering, drawing, leaving, and what happens when the program dies meanwhile.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::mem::ManuallyDrop;
use std::panic::{self, PanicHookInfo};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::thread::{self, ThreadId};

use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::cast::{Cast, Tee};
use super::surface::{Stopped, Surface};
use crate::sys::stderr::Stderr;
use crate::sys::stdio::{self, Stdout};
use crate::text::escape::visible_lines;

/// Size of the output buffer, bytes: one frame of a large screen in one write, where std's own buffer holds 1 KiB.
const BUFFER: usize = 64 * 1024;

/// The terminal, entered. Dropping it leaves.
#[derive(Debug)]
pub(crate) struct Tui {
    /// Never dropped: dropping would show the cursor, which [`leave`] does, and print on failure, which panics when
    /// the terminal it prints to is the one that is gone.
    terminal: ManuallyDrop<Drawn>,
    /// The cast that gets all output as well.
    cast: Option<Cast>,
}

/// The terminal with its backend.
type Drawn = Terminal<CrosstermBackend<BufWriter<Tee<Stdout>>>>;

impl Tui {
    /// Enters the alternate screen in raw mode. All output goes to `cast` as well, if there is one.
    ///
    /// # Errors
    ///
    /// When standard input or output is no terminal, or the terminal refuses.
    pub(crate) fn enter(cast: Option<Cast>) -> io::Result<Self> {
        if !(io::stdout().is_terminal() && io::stdin().is_terminal()) {
            return Err(io::Error::other("standard input and output have to be a terminal"));
        }
        hook_panics();
        crate::sys::signals::before_death(abandon);
        // Without this, NO_COLOR would remove bold and reverse as well; the theme handles colours.
        crossterm::style::force_color_output(true);
        let terminal = ManuallyDrop::new(open(cast.as_ref())?);
        Ok(Self { terminal, cast })
    }

    /// Tells the cast that the terminal is left, as far as it still is to be.
    fn leave_cast(&self) {
        if let Some(cast) = self.cast.as_ref().filter(|_| ENTERED.load(Ordering::SeqCst)) {
            cast.output(&way_out());
        }
    }
}

impl Surface for Tui {
    fn draw(&mut self, paint: &mut dyn FnMut(Rect, &mut Buffer)) -> io::Result<()> {
        let _writing = lock(&WRITING);
        if let Some(cast) = &self.cast {
            cast.resize(self.terminal.size()?.into());
        }
        let frame = Synchronized::begin(&mut self.terminal)?;
        frame.0.draw(|frame| paint(frame.area(), frame.buffer_mut()))?;
        Ok(())
    }

    fn refresh(&mut self) -> io::Result<()> {
        // To the size it has: `Terminal::clear` would ask the terminal where its cursor is.
        let size = self.terminal.size()?;
        self.terminal.resize(Rect::new(0, 0, size.width, size.height))
    }

    fn suspend(&mut self, stopped: Stopped) -> io::Result<()> {
        self.leave_cast();
        leave();
        self.cast.iter().for_each(Cast::hold);
        stop(stopped);
        // A new terminal draws everything anew; `Terminal::clear` would ask the terminal where its cursor
        // is, and wait for an answer that the input thread has read.
        let terminal = loop {
            match open(self.cast.as_ref()) {
                // Continued in the background, where the terminal is not this program's: stop until the shell
                // continues it.
                Err(error) if error.kind() == io::ErrorKind::Interrupted => stop(Stopped::Process),
                opened => break opened?,
            }
        };
        self.cast.iter().for_each(Cast::resume);
        self.terminal = ManuallyDrop::new(terminal);
        Ok(())
    }
}

impl Drop for Tui {
    fn drop(&mut self) {
        self.leave_cast();
        leave();
    }
}

/// A frame that the terminal shows whole or not at all; dropping the guard ends it.
struct Synchronized<'a>(&'a mut Drawn);

impl<'a> Synchronized<'a> {
    fn begin(terminal: &'a mut Drawn) -> io::Result<Self> {
        queue!(terminal.backend_mut(), BeginSynchronizedUpdate)?;
        Ok(Self(terminal))
    }
}

impl Drop for Synchronized<'_> {
    fn drop(&mut self) {
        // A terminal that is gone cannot be told to end it; the next draw reports the error.
        let _ = execute!(self.0.backend_mut(), EndSynchronizedUpdate);
    }
}

/// The thread that draws, while the screen is on.
static OWNER: Mutex<Option<ThreadId>> = Mutex::new(None);
/// Whether the terminal was entered and must be left.
pub(super) static ENTERED: AtomicBool = AtomicBool::new(false);
/// Held while a frame is written.
static WRITING: Mutex<()> = Mutex::new(());
/// Messages of other threads' panics while the screen was on.
static HELD_BACK: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn open(cast: Option<&Cast>) -> io::Result<Drawn> {
    *lock(&OWNER) = Some(thread::current().id());
    ENTERED.store(true, Ordering::SeqCst);
    crate::sys::c::rescue_terminal(&way_out());
    let opened = enable_raw_mode().and_then(|()| {
        let mut out = BufWriter::with_capacity(BUFFER, Tee::new(stdio::stdout(), cast.cloned()));
        execute!(out, EnterAlternateScreen, EnableBracketedPaste, EnableMouseCapture, cursor::Hide)?;
        Terminal::new(CrosstermBackend::new(out))
    });
    if opened.is_err() {
        leave();
    }
    opened
}

/// Restores the terminal as it was found. Does nothing when it was not entered.
pub(crate) fn leave() {
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return;
    }
    *lock(&OWNER) = None;
    // A terminal that is gone accepts nothing more.
    let _ = stdio::stdout().write_all(&way_out());
    let _ = disable_raw_mode();
    crate::sys::c::leave_terminal_alone();
    for message in lock(&HELD_BACK).drain(..) {
        let _ = Stderr::for_words().write_all(format!("{message}\n").as_bytes());
    }
}

/// Output that restores a terminal, except for its modes.
fn way_out() -> Vec<u8> {
    let mut out = Vec::new();
    // Writing to memory cannot fail.
    let _ = queue!(
        out,
        EndSynchronizedUpdate,
        DisableMouseCapture,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        cursor::Show
    );
    out
}

/// Leaves, and prevents any further frame: a signal ends the program.
fn abandon() {
    let writing = lock(&WRITING);
    leave();
    std::mem::forget(writing);
}

fn hook_panics() {
    static HOOKED: Once = Once::new();
    HOOKED.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info: &PanicHookInfo| {
            let owner = *lock(&OWNER);
            match owner {
                Some(owner) if owner != thread::current().id() => {
                    lock(&HELD_BACK).push(visible_lines(&info.to_string()).into_owned());
                }
                _ => {
                    leave();
                    before(info);
                }
            }
        }));
    });
}

/// Locks a mutex. If its owner panicked its data are still good here: single values, replaced whole.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Stops this program until the shell continues it. Worker processes have groups of their own; what runs them has
/// [held](crate::session::Suspend) them.
fn stop(stopped: Stopped) {
    use rustix::process::{Signal, kill_current_process_group};
    match stopped {
        // Fails only where there is no such group; then there is nothing to stop.
        Stopped::Job => drop(kill_current_process_group(Signal::STOP)),
        Stopped::Process => crate::sys::signals::stop_program(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaving_what_was_never_entered_does_nothing() {
        leave();
        leave();
        assert!(!ENTERED.load(Ordering::SeqCst));
    }
}
