//! A surface for tests that keeps every frame as text.

use std::io;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

use crate::ui::term::{Stopped, Surface};

/// A surface of 100 by 30 that keeps every frame as text, and may fail.
#[derive(Default)]
pub(super) struct Frames {
    pub(super) drawn: Vec<String>,
    pub(super) suspended: usize,
    /// Whether it accepts no more frames, and does not come back from the parent shell.
    pub(super) broken: bool,
}

impl Surface for Frames {
    fn draw(&mut self, paint: &mut dyn FnMut(Rect, &mut Buffer)) -> io::Result<()> {
        if self.broken {
            return Err(io::Error::other("gone"));
        }
        let mut buf = Buffer::empty(Rect::new(0, 0, 100, 30));
        paint(buf.area, &mut buf);
        self.drawn.push(buf.content().iter().map(Cell::symbol).collect());
        Ok(())
    }

    fn refresh(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn suspend(&mut self, _: Stopped) -> io::Result<()> {
        self.suspended += 1;
        if self.broken { Err(io::Error::other("gone")) } else { Ok(()) }
    }
}
