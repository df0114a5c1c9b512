//! A screen that no terminal shows: its frames go to a cast alone.

use std::io;

use crossterm::cursor;
use crossterm::execute;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen};
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

use super::cast::{Cast, SIZE, Tee};
use super::surface::{Stopped, Surface};

/// A screen of 80 by 24 whose frames go to a cast, as a terminal would have got them. Dropping it leaves the
/// alternate screen, so that a player ends on its own.
#[derive(Debug)]
pub(crate) struct OffScreen {
    terminal: Terminal<CrosstermBackend<Tee<io::Sink>>>,
}

impl OffScreen {
    /// The screen of this cast.
    ///
    /// # Errors
    /// Never by itself: nothing is written but to the cast, which keeps its errors.
    pub(crate) fn new(cast: &Cast) -> io::Result<Self> {
        crossterm::style::force_color_output(true);
        cast.resize(SIZE);
        let mut out = Tee::new(io::sink(), Some(cast.clone()));
        execute!(out, EnterAlternateScreen, cursor::Hide)?;
        let viewport = Viewport::Fixed(Rect::new(0, 0, SIZE.0, SIZE.1));
        let terminal = Terminal::with_options(CrosstermBackend::new(out), TerminalOptions { viewport })?;
        Ok(Self { terminal })
    }
}

impl Surface for OffScreen {
    fn draw(&mut self, paint: &mut dyn FnMut(Rect, &mut Buffer)) -> io::Result<()> {
        self.terminal.draw(|frame| paint(frame.area(), frame.buffer_mut()))?;
        Ok(())
    }

    fn refresh(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Nothing asks for it: there is no keyboard, and the system stops the program by itself.
    fn suspend(&mut self, _: Stopped) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for OffScreen {
    fn drop(&mut self) {
        // A cast that takes no more has told it.
        let _ = execute!(self.terminal.backend_mut(), LeaveAlternateScreen, cursor::Show);
    }
}
