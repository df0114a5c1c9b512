//! The contract of what frames are drawn on.

use std::io;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Processes that stop together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stopped {
    /// Everything that the shell started with this program: what Ctrl-Z asks for.
    Job,
    /// This process, and no other that the shell started.
    Process,
}

/// A surface that frames can be drawn on: the terminal, or a test's.
pub(crate) trait Surface {
    /// Draws one frame.
    ///
    /// # Errors
    ///
    /// When the terminal cannot be written to.
    fn draw(&mut self, paint: &mut dyn FnMut(Rect, &mut Buffer)) -> io::Result<()>;

    /// Redraws the next frame whole: the terminal had another size, if only for a moment, and may have lost its
    /// content.
    ///
    /// # Errors
    ///
    /// When the terminal cannot be written to.
    fn refresh(&mut self) -> io::Result<()>;

    /// Gives the terminal back to the shell and stops until the program is continued.
    ///
    /// # Errors
    ///
    /// When the terminal cannot be left or entered again.
    fn suspend(&mut self, stopped: Stopped) -> io::Result<()>;
}
