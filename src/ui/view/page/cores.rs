//! To come.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::Scene;
use super::Page;

pub(super) struct Cores;

impl Page for Cores {
    fn name(&self) -> &'static str {
        "cores"
    }

    fn about(&self) -> &'static str {
        "every core over time, and who used it"
    }

    fn draw(&self, scene: &Scene, area: Rect, buf: &mut Buffer) {
        super::super::paint::centred(buf, area, self.about(), scene.theme.quiet());
    }
}
