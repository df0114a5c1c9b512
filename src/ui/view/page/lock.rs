//! The lock on the whole screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::{Scene, lock, paint};
use super::Page;
use crate::model::lock::story;
use crate::ui::action::Action;
use crate::ui::layout::{lock_layout, workers_of};
use crate::ui::mouse::{Gesture, Mouse};

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

    /// In the run a press and a drag put the cursor there, and the wheel stretches its axis.
    fn touched(&self, scene: &Scene, area: Rect, mouse: Mouse) -> Option<Action> {
        let lane = scene.view.lock_in(scene.model)?;
        let place = lock_layout(area, workers_of(scene.model, lane));
        let plots = [place.run_plot(place.run_threads.area), place.run_plot(place.run_axis)];
        let plot = plots.into_iter().find(|plot| plot.contains(mouse.at))?;
        Some(match mouse.gesture {
            Gesture::Press | Gesture::Drag => {
                Action::Look(scene.seen().moment(mouse.at.x - plot.x, plot.width))
            }
            Gesture::WheelUp => Action::Stretch,
            Gesture::WheelDown => Action::Shrink,
        })
    }

    fn sentences(&self, scene: &Scene) -> Option<Vec<String>> {
        let lane = scene.model.lanes.get(scene.view.lock_in(scene.model)?)?;
        Some(story(lane, scene.model.now))
    }
}
