//! To come.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::Scene;
use super::Page;

pub(super) struct Losses;

impl Page for Losses {
    fn name(&self) -> &'static str {
        "losses"
    }

    fn about(&self) -> &'static str {
        "why not N times: what each lane lost, and to what"
    }

    fn draw(&self, scene: &Scene, area: Rect, buf: &mut Buffer) {
        super::super::paint::centred(buf, area, self.about(), scene.theme.quiet());
    }
}
