//! The terminal: entering and leaving it, whatever happens in between.
//!
//! However the dashboard ends (q, a signal, an error, a panic), the terminal is left as it was found: raw
//! mode off, normal screen, cursor shown. [`leave`] may be called any number of times from anywhere. A panic
//! of the thread that draws leaves the screen before its message is printed; what other threads have to
//! say while the screen is on is kept until it is off, since it would be painted over.

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::mem::ManuallyDrop;
use std::panic::{self, PanicHookInfo};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, Once, PoisonError};
use std::thread::{self, ThreadId};

use crossbeam_channel::{Receiver, Sender, unbounded};
use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::event::{DisableMouseCapture, EnableMouseCapture, MouseEvent, MouseEventKind};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::keys::Key;
use super::mouse::{Gesture, Mouse};
use crate::sys::stderr::Stderr;

/// One frame of a large screen in one write: std's own buffer holds 1 KiB.
const BUFFER: usize = 64 * 1024;

/// What comes from the keyboard's side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed.
    Key(Key),
    /// The mouse did something.
    Mouse(Mouse),
    /// The terminal has another size.
    Resize,
    /// The terminal is gone.
    Gone,
}

/// Something that frames can be drawn on: the terminal, or a test's.
pub trait Surface {
    /// Draws one frame.
    ///
    /// # Errors
    ///
    /// When the terminal cannot be written to.
    fn draw(&mut self, paint: &mut dyn FnMut(Rect, &mut Buffer)) -> io::Result<()>;

    /// The terminal had another size, if only for a moment: what it showed may be gone, so the next frame is drawn whole.
    ///
    /// # Errors
    ///
    /// When the terminal cannot be written to.
    fn refresh(&mut self) -> io::Result<()>;

    /// Gives the terminal back to the shell until the program is continued.
    ///
    /// # Errors
    ///
    /// When the terminal cannot be left or entered again.
    fn suspend(&mut self) -> io::Result<()>;
}

/// The terminal, entered. Dropping it leaves.
#[derive(Debug)]
pub struct Screen {
    /// Never dropped: it would show the cursor, which [`leave`] does, and print on failure, which panics when
    /// the terminal it prints to is the one that is gone.
    terminal: ManuallyDrop<Terminal<CrosstermBackend<BufWriter<Stdout>>>>,
}

impl Screen {
    /// Enters the alternate screen in raw mode.
    ///
    /// # Errors
    ///
    /// When standard input or output is no terminal, or the terminal refuses.
    pub fn enter() -> io::Result<Self> {
        if !(io::stdout().is_terminal() && io::stdin().is_terminal()) {
            return Err(io::Error::other("standard input and output have to be a terminal"));
        }
        hook_panics();
        // Without this, NO_COLOR would take bold and reverse away as well; the theme sees to colours.
        crossterm::style::force_color_output(true);
        let terminal = ManuallyDrop::new(open()?);
        Ok(Self { terminal })
    }

    /// Leaves; a second time does nothing.
    pub fn leave(&mut self) {
        leave();
    }
}

impl Surface for Screen {
    fn draw(&mut self, paint: &mut dyn FnMut(Rect, &mut Buffer)) -> io::Result<()> {
        let frame = Synchronized::begin(&mut self.terminal)?;
        frame.0.draw(|frame| paint(frame.area(), frame.buffer_mut()))?;
        Ok(())
    }

    fn refresh(&mut self) -> io::Result<()> {
        // To the size it has: `Terminal::clear` would ask the terminal where its cursor is.
        let size = self.terminal.size()?;
        self.terminal.resize(Rect::new(0, 0, size.width, size.height))
    }

    fn suspend(&mut self) -> io::Result<()> {
        leave();
        stop_process_group();
        // A new terminal draws everything anew; `Terminal::clear` would ask the terminal where its cursor
        // is, and wait for an answer that the input thread has read.
        self.terminal = ManuallyDrop::new(open()?);
        Ok(())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        leave();
    }
}

/// A frame that the terminal shows whole or not at all; it ends with the guard.
struct Synchronized<'a>(&'a mut Terminal<CrosstermBackend<BufWriter<Stdout>>>);

impl<'a> Synchronized<'a> {
    fn begin(terminal: &'a mut Terminal<CrosstermBackend<BufWriter<Stdout>>>) -> io::Result<Self> {
        queue!(terminal.backend_mut(), BeginSynchronizedUpdate)?;
        Ok(Self(terminal))
    }
}

impl Drop for Synchronized<'_> {
    fn drop(&mut self) {
        // A terminal that is gone cannot be told; the next draw reports it.
        let _ = execute!(self.0.backend_mut(), EndSynchronizedUpdate);
    }
}

/// The thread that draws, while the screen is on.
static OWNER: Mutex<Option<ThreadId>> = Mutex::new(None);
/// Whether there is something to leave.
static ENTERED: AtomicBool = AtomicBool::new(false);
/// What other threads' panics said while the screen was on.
static HELD_BACK: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn open() -> io::Result<Terminal<CrosstermBackend<BufWriter<Stdout>>>> {
    *lock(&OWNER) = Some(thread::current().id());
    ENTERED.store(true, Ordering::SeqCst);
    let opened = enable_raw_mode().and_then(|()| {
        let mut out = BufWriter::with_capacity(BUFFER, io::stdout());
        execute!(out, EnterAlternateScreen, EnableBracketedPaste, EnableMouseCapture, cursor::Hide)?;
        Terminal::new(CrosstermBackend::new(out))
    });
    if opened.is_err() {
        leave();
    }
    opened
}

/// Puts the terminal back as it was found. Does nothing when there is nothing to leave.
pub fn leave() {
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return;
    }
    *lock(&OWNER) = None;
    // Each on its own: a terminal that refuses one may take the next.
    let mut out = io::stdout();
    let _ = execute!(out, EndSynchronizedUpdate);
    let _ = execute!(out, DisableMouseCapture);
    let _ = execute!(out, DisableBracketedPaste);
    let _ = execute!(out, LeaveAlternateScreen, cursor::Show);
    let _ = disable_raw_mode();
    for message in lock(&HELD_BACK).drain(..) {
        let _ = Stderr::for_words().write_all(format!("{message}\n").as_bytes());
    }
}

fn hook_panics() {
    static HOOKED: Once = Once::new();
    HOOKED.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info: &PanicHookInfo| {
            let owner = *lock(&OWNER);
            match owner {
                Some(owner) if owner != thread::current().id() => lock(&HELD_BACK).push(info.to_string()),
                _ => {
                    leave();
                    before(info);
                }
            }
        }));
    });
}

/// A mutex whose owner panicked still holds good data here: single values, replaced whole.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Stops this program, and what else the shell started with it, until the shell lets it go on. Worker
/// processes have groups of their own; the stage stops those.
#[cfg(unix)]
fn stop_process_group() {
    // Refused only where there is no such group; then there is nothing to stop.
    let _ = rustix::process::kill_current_process_group(rustix::process::Signal::STOP);
}

#[cfg(not(unix))]
fn stop_process_group() {}

/// The keyboard, read by the one thread of the program that does. It blocks there until the program ends,
/// since a terminal cannot be read half.
///
/// # Errors
///
/// When the system has no thread for it: without a keyboard nobody could leave.
pub fn input() -> io::Result<Receiver<Input>> {
    static INPUT: Mutex<Option<Receiver<Input>>> = Mutex::new(None);
    let mut input = lock(&INPUT);
    if let Some(receiver) = &*input {
        return Ok(receiver.clone());
    }
    let (keys, receiver) = unbounded();
    thread::Builder::new().name("input".into()).spawn(move || read(&keys))?;
    *input = Some(receiver.clone());
    Ok(receiver)
}

fn read(keys: &Sender<Input>) {
    loop {
        let input = match event::read() {
            Ok(Event::Key(press)) => key(press).map(Input::Key),
            Ok(Event::Mouse(event)) => mouse(event).map(Input::Mouse),
            Ok(Event::Resize(..)) => Some(Input::Resize),
            // What was pasted is no command.
            Ok(_) => None,
            Err(_) => Some(Input::Gone),
        };
        if let Some(input) = input
            && (keys.send(input).is_err() || input == Input::Gone)
        {
            return;
        }
    }
}

/// The key of a press; releases and keys that nothing is bound to are none.
fn key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let control = event.modifiers.contains(KeyModifiers::CONTROL);
    let shifted = event.modifiers.contains(KeyModifiers::SHIFT);
    match event.code {
        KeyCode::Char(c) if control => Some(Key::Ctrl(c.to_ascii_lowercase())),
        KeyCode::Char(c) => Some(Key::Char(c)),
        KeyCode::Tab if shifted => Some(Key::BackTab),
        KeyCode::Tab => Some(Key::Tab),
        KeyCode::BackTab => Some(Key::BackTab),
        KeyCode::Enter => Some(Key::Enter),
        KeyCode::Esc => Some(Key::Esc),
        KeyCode::Up => Some(Key::Up),
        KeyCode::Down => Some(Key::Down),
        KeyCode::Backspace => Some(Key::Backspace),
        KeyCode::Left => Some(if shifted { Key::ShiftLeft } else { Key::Left }),
        KeyCode::Right => Some(if shifted { Key::ShiftRight } else { Key::Right }),
        KeyCode::Home => Some(Key::Home),
        KeyCode::PageUp => Some(Key::PageUp),
        KeyCode::PageDown => Some(Key::PageDown),
        _ => None,
    }
}

/// What the mouse did, as far as something is bound to it: moving it asks for nothing.
fn mouse(event: MouseEvent) -> Option<Mouse> {
    let gesture = match event.kind {
        MouseEventKind::Down(_) => Gesture::Press,
        MouseEventKind::Drag(_) => Gesture::Drag,
        MouseEventKind::ScrollUp => Gesture::WheelUp,
        MouseEventKind::ScrollDown => Gesture::WheelDown,
        _ => return None,
    };
    Some(Mouse { gesture, at: Position::new(event.column, event.row) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presses_become_keys_and_releases_do_not() {
        let press = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
        assert_eq!(key(press), Some(Key::Ctrl('c')));
        assert_eq!(key(KeyEvent::new(KeyCode::Tab, KeyModifiers::SHIFT)), Some(Key::BackTab));
        assert_eq!(key(KeyEvent { kind: KeyEventKind::Release, ..press }), None);
        assert_eq!(key(KeyEvent::new(KeyCode::F(5), KeyModifiers::NONE)), None);
    }

    #[test]
    fn leaving_what_was_never_entered_does_nothing() {
        leave();
        leave();
        assert!(!ENTERED.load(Ordering::SeqCst));
    }
}
