//! The regions of the screen. Each is given the scene and its room, and paints; none decides anything.

mod caption;
mod cores;
mod detail;
mod faults;
mod footer;
mod header;
mod help;
mod lane;
mod lock;
mod marks;
mod output;
mod paint;
mod popup;
mod workers;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::layout::{Needs, layout};
use super::stage::StageKind;
use super::theme::Theme;
use super::update::{Reach, View};
use crate::event::Nanos;
use crate::model::Model;

/// Everything that a picture depends on.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// What is known.
    pub model: &'a Model,
    /// What the viewer chose to see.
    pub view: &'a View,
    /// What it looks like.
    pub theme: &'a Theme,
    /// Whether it happens now.
    pub kind: StageKind,
}

/// Paints the whole screen.
pub fn draw(scene: &Scene, area: Rect, buf: &mut Buffer) {
    let layout = layout(area, &needs(scene, area));
    for rule in &layout.rules {
        paint::fill(buf, *rule, scene.theme.glyphs.horizontal, scene.theme.quiet());
    }
    for divider in &layout.dividers {
        paint::fill(buf, *divider, scene.theme.glyphs.vertical, scene.theme.quiet());
    }
    let shown: Vec<usize> = layout.lanes.iter().map(|place| place.lane).collect();
    header::draw(scene, &shown, layout.header, buf);
    let span = super::scale::span(scene.model);
    for place in &layout.lanes {
        if let Some(lane) = scene.model.lanes.get(place.lane) {
            let stand = Stand { scene, lane, place, span };
            lane::draw(&stand, buf);
            workers::draw(&stand, buf);
            workers::draw_holder(&stand, buf);
            cores::draw(&stand, buf);
            detail::draw(&stand, buf);
        }
    }
    if let Some(place) = &layout.lock {
        lock::draw(scene, place, buf);
    }
    output::draw(scene, layout.output, buf);
    caption::draw(scene, layout.caption, output::is_unseen(scene, layout.output), buf);
    footer::draw(scene, layout.footer, buf);
    if let Some(marked) = scene.view.faults {
        faults::draw(scene, marked, area, buf);
    }
    if let Some(scroll) = scene.view.help {
        help::draw(scene, scroll, area, buf);
    }
    if scene.theme.is_ascii() {
        paint::spell_in_ascii(buf, area);
    }
    scene.theme.lay_ground(buf);
}

/// What has to find room, the verdict's sentences included.
fn needs(scene: &Scene, area: Rect) -> Needs {
    Needs { caption: caption::wanted(scene, area.width), ..Needs::of(scene.model, scene.view) }
}

/// How far help or output scroll on a screen of this size.
#[must_use]
pub fn reach(scene: &Scene, area: Rect) -> Reach {
    if scene.view.help.is_some() {
        help::reach(scene, area)
    } else {
        output::reach(scene, layout(area, &needs(scene, area)).output)
    }
}

/// One lane in its place.
struct Stand<'a> {
    scene: &'a Scene<'a>,
    lane: &'a crate::model::lane::Lane,
    place: &'a super::layout::LaneLayout,
    /// The time that a plot's width stands for.
    span: Nanos,
}

impl Stand<'_> {
    /// The moments that the columns of a plot `width` wide begin and end at, up to what has happened.
    fn buckets(&self, width: u16) -> Vec<(Nanos, Nanos)> {
        let Some(started) = self.lane.started else {
            return Vec::new();
        };
        let end = self.end();
        let edge =
            |i: u16| started + Nanos::from_secs_f64(self.span.secs() * f64::from(i) / f64::from(width));
        (0..width).map(|i| (edge(i), edge(i + 1).min(end))).take_while(|(from, _)| *from < end).collect()
    }

    /// The last moment of this lane that there is something to see of.
    fn end(&self) -> Nanos {
        self.lane.finished.unwrap_or(self.scene.model.now)
    }
}
