//! The lock on the whole screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::{Scene, lock, paint};
use super::Page;
use crate::model::lock::story;
use crate::ui::layout::{lock_layout, workers_of};

pub(super) struct Lock;

impl Page for Lock {
    fn name(&self) -> &'static str {
        "lock"
    }

    fn about(&self) -> &'static str {
        "who holds the lock and who waits for it, slice by slice, and what waiting costs"
    }

    fn draw(&self, scene: &Scene, area: Rect, buf: &mut Buffer) {
        match scene.view.lock_in(scene.model) {
            Some(lane) => lock::draw(scene, &lock_layout(area, workers_of(scene.model, lane)), buf),
            None => paint::centred(buf, area, "No lane here has a lock.", scene.theme.quiet()),
        }
    }

    fn sentences(&self, scene: &Scene) -> Option<Vec<String>> {
        let lane = scene.model.lanes.get(scene.view.lock_in(scene.model)?)?;
        Some(story(lane, scene.model.now))
    }
}
