//! The regions of the screen. Each is given the scene and its room, and paints; none decides anything.

mod caption;
mod cores;
mod cursor;
mod detail;
mod faults;
mod figures;
mod footer;
mod header;
pub(super) mod help;
pub(super) mod keyline;
mod lane;
mod lock;
mod marks;
mod menu;
mod output;
pub(super) mod overlay;
pub(crate) mod page;
pub(super) mod paint;
pub(super) mod popup;
mod stand;
mod tabs;
mod workers;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use self::page::RACE;
use super::action::Action;
use super::appearance::Appearance;
use super::layout::{Frame, frame};
use super::mouse::{Gesture, Mouse};
use super::scale;
use super::stage::StageKind;
use super::theme::Theme;
use super::update::{Reach, View};
use super::window::Seen;
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
    /// Whether the words are few and the figures large.
    pub present: bool,
    /// What is said below the picture: a notice, or the answer to the last key.
    pub message: Option<&'a str>,
    /// Whether it happens now.
    pub kind: StageKind,
    /// The rows of the whole screen.
    pub rows: u16,
}

impl<'a> Scene<'a> {
    /// The scene in this appearance.
    #[must_use]
    pub fn new(
        model: &'a Model,
        view: &'a View,
        appearance: Appearance<'a>,
        kind: StageKind,
        rows: u16,
    ) -> Self {
        let Appearance { theme, present, message } = appearance;
        Self { model, view, theme, present, message, kind, rows }
    }

    /// The part of the lanes' time that is seen.
    #[must_use]
    pub fn seen(&self) -> Seen {
        self.view.window.seen(scale::extent(self.model, self.view.focus_in(self.model)))
    }
}

/// Paints the whole screen, but for the help.
pub fn draw(scene: &Scene, area: Rect, buf: &mut Buffer) {
    let (frame, page) = (frame_of(scene, area), page::page(scene.view.page));
    paint::fill(buf, frame.rule, scene.theme.glyphs.horizontal, scene.theme.quiet());
    let race = scene.view.page == RACE;
    let shown = if race { page::race_shown(scene, frame.body) } else { Vec::new() };
    header::draw(scene, &shown, frame.header, buf);
    tabs::draw(scene, frame.tabs, buf);
    page.draw(scene, frame.body, buf);
    let unseen = race && page::race_hides_output(scene, frame.body);
    caption::draw(scene, frame.caption, unseen, buf);
    footer::draw(scene, frame.footer, buf);
    if let Some(marked) = scene.view.faults {
        faults::draw(scene, marked, area, buf);
    }
    if let Some(open) = &scene.view.menu {
        menu::draw(scene, open, area, buf);
    }
}

/// The frame of this screen, with room for the verdict's sentences.
fn frame_of(scene: &Scene, area: Rect) -> Frame {
    frame(area, caption::wanted(scene, area.width), scene.present)
}

/// How far what is in front scrolls on a screen of this size.
#[must_use]
pub fn reach(scene: &Scene, area: Rect) -> Reach {
    page::page(scene.view.page).reach(scene, frame_of(scene, area).body)
}

/// Rows that a screen of this size has for the menu's list.
#[must_use]
pub fn menu_rows(area: Rect) -> usize {
    menu::rows(area)
}

/// What the mouse asks for on a screen of this size.
#[must_use]
pub fn touched(scene: &Scene, area: Rect, mouse: Mouse) -> Option<Action> {
    if let Some(open) = &scene.view.menu {
        return menu::touched(open, area, mouse);
    }
    if let Some(marked) = scene.view.faults {
        return match mouse.gesture {
            Gesture::WheelUp => Some(Action::Up),
            Gesture::WheelDown => Some(Action::Down),
            Gesture::Press => Some(faults::touched(marked, area, mouse.at)),
            Gesture::Drag => None,
        };
    }
    let frame = frame_of(scene, area);
    let pressed = mouse.gesture == Gesture::Press;
    if frame.tabs.contains(mouse.at) {
        return tabs::touched(frame.tabs, mouse.at).filter(|_| pressed);
    }
    if frame.footer.contains(mouse.at) {
        return footer::touched(scene, frame.footer, mouse.at).filter(|_| pressed);
    }
    page::page(scene.view.page).touched(scene, frame.body, mouse)
}
