//! Input from the terminal: keys, mouse, resizes and its end, as the program's one reading thread finds them.

use std::io;
use std::sync::Mutex;
use std::sync::atomic::Ordering;
use std::thread;

use crossbeam_channel::{Receiver, Sender, unbounded};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::tui::{ENTERED, lock};
use crate::ui::key::Key;
use crate::ui::mouse::{Gesture, Mouse};

/// An input from the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Input {
    /// A key was pressed.
    Key(Key),
    /// The mouse was pressed, dragged or turned.
    Mouse(Mouse),
    /// The mouse moved to this cell without a button.
    Pointer(Position),
    /// The terminal has a new size.
    Resize,
    /// This process alone was asked to stop from outside, without the rest of the shell's job.
    Stop,
    /// The terminal is gone.
    Closed,
}

/// Input from the terminal, read by the program's one thread for it. The thread blocks until the program ends, since
/// a blocked read of a terminal cannot be interrupted.
///
/// # Errors
///
/// When the system has no thread for it: without a keyboard the program could not be quit.
pub(crate) fn input() -> io::Result<Receiver<Input>> {
    static INPUT: Mutex<Option<Receiver<Input>>> = Mutex::new(None);
    let mut input = lock(&INPUT);
    if let Some(receiver) = &*input {
        return Ok(receiver.clone());
    }
    let (keys, receiver) = unbounded();
    thread::Builder::new().name("input".into()).spawn({
        let keys = keys.clone();
        move || read(&keys)
    })?;
    // Without this handler the system stops the program, and the terminal stays as it is.
    let _ =
        crate::sys::signals::stops(move || ENTERED.load(Ordering::SeqCst) && keys.send(Input::Stop).is_ok());
    *input = Some(receiver.clone());
    Ok(receiver)
}

/// Reads until the terminal is gone, or the receiver is.
fn read(keys: &Sender<Input>) {
    // The end is reported in any case; a missing receiver means that the program ends anyway.
    let _ = follow(keys);
    let _ = keys.send(Input::Closed);
}

fn follow(keys: &Sender<Input>) -> io::Result<()> {
    use std::os::unix::net::UnixStream;

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::io::Errno;
    use signal_hook::consts::SIGWINCH;
    use signal_hook::low_level::pipe;

    let (resized, ring) = UnixStream::pair()?;
    resized.set_nonblocking(true)?;
    pipe::register(SIGWINCH, ring)?;
    let terminal = rustix::stdio::stdin();
    let (mut keyboard, mut buffer) = (super::keyboard::Keyboard::default(), [0; 1024]);
    loop {
        let mut heard = Vec::new();
        let patience = keyboard.patience().and_then(|patience| Timespec::try_from(patience).ok());
        let mut fds = [PollFd::new(&terminal, PollFlags::IN), PollFd::new(&resized, PollFlags::IN)];
        match poll(&mut fds, patience.as_ref()) {
            Ok(0) => keyboard.silence(&mut |event| heard.push(event)),
            Ok(_) => {
                let arrived = fds.map(|fd| !fd.revents().is_empty());
                if arrived[1] {
                    while matches!(rustix::io::read(&resized, &mut buffer), Ok(1..)) {}
                    heard.push(Event::Resize(0, 0));
                }
                if arrived[0] {
                    match rustix::io::read(terminal, &mut buffer) {
                        Ok(0) => return Ok(()),
                        Ok(read) => keyboard.read(&buffer[..read], &mut |event| heard.push(event)),
                        // Reading from the background: the program is being stopped.
                        Err(Errno::INTR) => thread::sleep(std::time::Duration::from_millis(10)),
                        Err(Errno::AGAIN) => {}
                        Err(error) => return Err(error.into()),
                    }
                }
            }
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        for input in heard.iter().filter_map(input_of) {
            if keys.send(input).is_err() {
                return Ok(());
            }
        }
    }
}

fn input_of(event: &Event) -> Option<Input> {
    match event {
        Event::Key(press) => key(*press).map(Input::Key),
        Event::Mouse(event) if event.kind == MouseEventKind::Moved => {
            Some(Input::Pointer(Position::new(event.column, event.row)))
        }
        Event::Mouse(event) => mouse(*event).map(Input::Mouse),
        Event::Resize(..) => Some(Input::Resize),
        // Pasted text is no command.
        _ => None,
    }
}

/// The key of a press; `None` for releases and keys that nothing is bound to, and for keys with modifiers that are
/// not part of their name: Alt and x is not x.
fn key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let shifted = event.modifiers.contains(KeyModifiers::SHIFT);
    let others = event.modifiers - KeyModifiers::SHIFT;
    match (event.code, others) {
        (KeyCode::Char(c), KeyModifiers::CONTROL) if !shifted => {
            return Some(Key::Ctrl(c.to_ascii_lowercase()));
        }
        (_, KeyModifiers::NONE) => {}
        _ => return None,
    }
    match event.code {
        KeyCode::Char(c) => Some(Key::Char(c)),
        KeyCode::Tab if shifted => Some(Key::BackTab),
        KeyCode::Tab => Some(Key::Tab),
        KeyCode::BackTab => Some(Key::BackTab),
        KeyCode::Left => Some(if shifted { Key::ShiftLeft } else { Key::Left }),
        KeyCode::Right => Some(if shifted { Key::ShiftRight } else { Key::Right }),
        _ if shifted => None,
        KeyCode::Enter => Some(Key::Enter),
        KeyCode::Esc => Some(Key::Esc),
        KeyCode::Up => Some(Key::Up),
        KeyCode::Down => Some(Key::Down),
        KeyCode::Backspace => Some(Key::Backspace),
        KeyCode::Home => Some(Key::Home),
        KeyCode::End => Some(Key::End),
        KeyCode::PageUp => Some(Key::PageUp),
        KeyCode::PageDown => Some(Key::PageDown),
        KeyCode::Insert => Some(Key::Insert),
        KeyCode::Delete => Some(Key::Delete),
        KeyCode::F(number) => Some(Key::F(number)),
        _ => None,
    }
}

/// The mouse event, if something can be bound to it.
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
mod tests;
