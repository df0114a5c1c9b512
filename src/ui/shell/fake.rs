//! A screen that is nothing but the contract, and a terminal that logs how it is left.

use std::cell::RefCell;
use std::io;
use std::rc::Rc;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, never, unbounded};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::{Screen, ShellState};
use crate::session::Suspend;
use crate::ui::appearance::Appearance;
use crate::ui::command::Command;
use crate::ui::key::Key;
use crate::ui::mouse::{Gesture, Mouse};
use crate::ui::term::{Stopped, Surface};
use crate::ui::widget::put;

/// Log of what happened, in order.
pub(super) type Log = Rc<RefCell<Vec<&'static str>>>;

/// A source that logs when it is held and resumed.
pub(super) struct Source(pub(super) Log);

impl Suspend for Source {
    fn hold(&mut self) {
        self.0.borrow_mut().push("hold");
    }

    fn resume(&mut self) {
        self.0.borrow_mut().push("resume");
    }
}

/// The part that the screen has open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Front {
    Nothing,
    List,
    Line,
}

/// A screen whose keys are a (answer), l (a list), m (a line to type in), o (a command from within), and whose mouse
/// answers.
pub(super) struct Fake {
    pub(super) source: Option<Source>,
    pub(super) words: Receiver<&'static str>,
    pub(super) heard: Vec<&'static str>,
    pub(super) front: Front,
    pub(super) typed: String,
    /// Number of steps back; there are two to go.
    pub(super) steps: usize,
    /// Number of keys that were none of its own.
    pub(super) declined: usize,
    pub(super) period: Option<Duration>,
    pub(super) frozen: bool,
    pub(super) helps: bool,
    /// The place that was to be explained last.
    pub(super) explained: Option<Position>,
}

impl Fake {
    pub(super) fn new() -> Self {
        Self {
            source: None,
            words: never(),
            heard: Vec::new(),
            front: Front::Nothing,
            typed: String::new(),
            steps: 0,
            declined: 0,
            period: None,
            frozen: false,
            helps: true,
            explained: None,
        }
    }

    pub(super) fn listening() -> (Self, Sender<&'static str>) {
        let (tell, words) = unbounded();
        (Self { words, ..Self::new() }, tell)
    }
}

impl Screen for Fake {
    type Message = &'static str;
    type Action = char;

    fn messages(&self) -> Receiver<&'static str> {
        self.words.clone()
    }

    fn hear(&mut self, message: &'static str, shell: &mut ShellState) {
        match message {
            "begun" => shell.end_answer(),
            "trouble" => shell.warn(message.into()),
            _ => {}
        }
        self.heard.push(message);
    }

    fn suspends(&mut self) -> Option<&mut dyn Suspend> {
        self.source.as_mut().map(|source| source as &mut dyn Suspend)
    }

    fn action_of(&self, key: Key) -> Option<char> {
        match key {
            Key::Char(c) if self.takes_text() || "almoj".contains(c) => Some(c),
            _ => None,
        }
    }

    fn touched(&self, mouse: Mouse, _: Appearance, area: Rect) -> Option<char> {
        (mouse.gesture == Gesture::Press && area.contains(mouse.at)).then_some('a')
    }

    fn update(&mut self, action: char, shell: &mut ShellState) -> Option<Command> {
        match action {
            c if self.takes_text() => self.typed.push(c),
            'a' => shell.say("an answer".into()),
            'l' => self.front = Front::List,
            'm' => self.front = Front::Line,
            'o' => return Some(Command::NextTheme),
            _ => {}
        }
        None
    }

    fn takes_text(&self) -> bool {
        self.front == Front::Line
    }

    fn close(&mut self) -> bool {
        std::mem::replace(&mut self.front, Front::Nothing) != Front::Nothing
    }

    fn step_back(&mut self) -> bool {
        self.steps += 1;
        self.steps < 3
    }

    fn decline(&mut self) {
        self.declined += 1;
    }

    fn period(&self) -> Option<Duration> {
        self.period
    }

    fn is_frozen(&self) -> bool {
        self.frozen
    }

    fn draw(&mut self, appearance: Appearance, area: Rect, buf: &mut Buffer) {
        let words = format!("{} {}", appearance.theme.name, appearance.message.unwrap_or("-"));
        put::text(buf, (area.x, area.y), &words, area.width, appearance.theme.text());
    }

    fn explain(&mut self, at: Option<Position>, _: Appearance, _: Rect) -> bool {
        self.explained = at;
        at.is_some_and(|at| at.y > 0)
    }

    fn help(&self, _: Appearance, _: u16) -> Option<Vec<Line<'static>>> {
        self.helps.then(|| (0..100).map(|at| Line::raw(format!("line {at}."))).collect())
    }
}

/// A terminal that logs when it is left, and may not come back.
pub(super) struct Terminal {
    pub(super) log: Log,
    pub(super) refuses: bool,
}

impl Surface for Terminal {
    fn draw(&mut self, _: &mut dyn FnMut(Rect, &mut Buffer)) -> io::Result<()> {
        Ok(())
    }

    fn refresh(&mut self) -> io::Result<()> {
        self.log.borrow_mut().push("refresh");
        Ok(())
    }

    fn suspend(&mut self, stopped: Stopped) -> io::Result<()> {
        self.log.borrow_mut().push(match stopped {
            Stopped::Job => "job stops",
            Stopped::Process => "process stops",
        });
        if self.refuses { Err(io::Error::other("gone")) } else { Ok(()) }
    }
}
