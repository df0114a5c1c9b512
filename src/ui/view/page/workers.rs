//! To come.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::Scene;
use super::Page;

pub(super) struct Workers;

impl Page for Workers {
    fn name(&self) -> &'static str {
        "workers"
    }

    fn about(&self) -> &'static str {
        "a table of all workers, sorted as you like, and one of them in detail"
    }

    fn draw(&self, scene: &Scene, area: Rect, buf: &mut Buffer) {
        super::super::paint::centred(buf, area, self.about(), scene.theme.quiet());
    }
}
