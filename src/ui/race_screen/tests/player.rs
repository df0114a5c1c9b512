//! Tests of the screen on a made-up recording: seeks, steps, speed and loop, without a clock.

use crossbeam_channel::unbounded;

use super::super::*;
use crate::event::{Fault, LaneId, WorkerId};
use crate::race::setting::Shown;
use crate::ui::frames::Frames;
use crate::ui::player::Player;
use crate::ui::script::Script;
use crate::ui::shell::EventLoop;
use crate::ui::term::Input;

/// A recording whose time passes only by a seek.
struct Film {
    events: Vec<Event>,
    playback: Playback,
    /// Whether the end has been on the screen long enough.
    rested: bool,
    calls: Vec<String>,
}

impl Film {
    fn new() -> Self {
        let events = Script::of(&["gil", "pool"]).events();
        let length = events.iter().map(|event| event.at).max().unwrap_or_default();
        let playback = Playback { speed: 1.0, looped: false, at: Nanos::ZERO, length };
        Self { events, playback, rested: false, calls: Vec::new() }
    }
}

impl Suspend for Film {
    fn hold(&mut self) {}
    fn resume(&mut self) {}
}

impl Stage for Film {
    fn start(&mut self) -> Receiver<Event> {
        self.seek(Nanos::ZERO).1
    }
    fn stop(&mut self) {}
    fn now(&self) -> Nanos {
        self.playback.at
    }
    fn change(&mut self, _change: &Change) -> Result<String, String> {
        Err("This is a recording.".into())
    }
    fn settings(&self) -> Result<Vec<Shown>, String> {
        Err("This is a recording.".into())
    }
    fn inject(&mut self, _lane: LaneId, _worker: WorkerId, _fault: Fault) -> Result<(), String> {
        Err("This is a recording.".into())
    }
    fn pause(&mut self, paused: bool) {
        self.calls.push(format!("pause {paused}"));
    }
    fn player(&mut self) -> Option<&mut dyn Player> {
        Some(self)
    }
    fn kind(&self) -> StageKind {
        StageKind::Replay(self.playback)
    }
}

impl Player for Film {
    fn seek(&mut self, to: Nanos) -> (Model, Receiver<Event>) {
        self.playback.at = to;
        let mut model = Model::default();
        self.events.iter().filter(|event| event.at <= to).for_each(|event| model.apply(event));
        // Nothing comes after it: time stands still.
        (model, unbounded().1)
    }
    fn set_speed(&mut self, speed: f64) {
        self.playback.speed = speed;
    }
    fn set_looped(&mut self, looped: bool) {
        self.playback.looped = looped;
    }
    fn is_due_again(&self) -> bool {
        let Playback { looped, at, length, .. } = self.playback;
        self.rested && looped && at == length
    }
}

/// Presses keys one after another, each before a frame, and hands over the screen and the frames.
fn press(film: &mut Film, keys: &[Key], look: impl FnOnce(&mut RaceScreen, &Frames)) {
    let mut surface = Frames::default();
    let mut screen = RaceScreen::new(film, Page::Race);
    let mut shell = EventLoop::new(&mut screen, Options::default());
    for key in keys {
        assert!(shell.take_input(Input::Key(*key), &mut surface).unwrap().is_none());
        shell.draw(&mut surface).unwrap();
    }
    look(shell.screen, &surface);
}

fn at(screen: &RaceScreen) -> Nanos {
    let StageKind::Replay(playback) = screen.stage.kind() else { panic!("it is a recording") };
    playback.at
}

use Key::{Char, Esc, Right};

#[test]
fn a_seek_shows_the_model_of_its_moment_and_makes_digits_tenths() {
    let mut film = Film::new();
    let length = film.playback.length;
    press(&mut film, &[Right, Char('5')], |screen, frames| {
        let half = Nanos(length.0 / 10 * 5);
        assert_eq!((at(screen), screen.model.now), (half, half));
        assert!(!screen.model.is_over() && !screen.state.paused());
        assert!(frames.drawn[1].contains("tenths"), "{}", frames.drawn[1]);
    });
    press(&mut film, &[Right, Esc, Char('2')], |screen, _| {
        assert_eq!(screen.state.page(), Page::Cores, "digits are pages again");
        assert!(!screen.state.timeline);
    });
    press(&mut film, &[Right, Char('z'), Char('2')], |screen, _| {
        assert_eq!(screen.state.page(), Page::Cores, "after any other key, too");
    });
}

#[test]
fn a_pause_stays_over_a_seek_and_its_picture_is_that_of_the_new_moment() {
    let mut film = Film::new();
    press(&mut film, &[Right, Char('3'), Char(' '), Char('7'), Char('4')], |screen, frames| {
        let model = screen.state.picture(&screen.model);
        assert!(screen.state.paused() && frames.drawn[4].contains("paused"));
        assert_eq!((model.now, at(screen)), (screen.model.now, screen.model.now));
    });
    assert_eq!(film.calls, ["pause true"; 3], "by the key, and for each seek");
}

#[test]
fn a_step_pauses() {
    let mut film = Film::new();
    let length = film.playback.length;
    press(&mut film, &[Right, Char('3'), Char('.'), Char('.'), Char(',')], |screen, _| {
        assert!(screen.state.paused());
        assert_eq!(at(screen), Nanos(length.0 / 10 * 3 + 1_000_000_000 / 30));
    });
    assert_eq!(film.calls.first().map(String::as_str), Some("pause true"));
}

#[test]
fn speed_and_loop_are_shown_and_answered() {
    let mut film = Film::new();
    press(&mut film, &[Right, Char('>'), Char('>'), Char('<'), Char('L')], |_, frames| {
        assert!(frames.drawn[1].contains("It plays 2 times as fast"), "{}", frames.drawn[1]);
        assert!(frames.drawn[4].contains(LOOP_ON) && frames.drawn[4].contains("recorded"));
    });
    assert!(film.playback.looped && (film.playback.speed - 2.0).abs() < f64::EPSILON);
    let faster = [Char(']'); 9];
    press(&mut film, &faster, |_, frames| {
        assert!(frames.drawn[8].contains("It cannot be played faster."), "{}", frames.drawn[8]);
    });
}

#[test]
fn a_loop_begins_again_when_its_end_was_seen_long_enough() {
    for rested in [false, true] {
        let mut film = Film { rested, ..Film::new() };
        film.playback.looped = true;
        let length = film.playback.length;
        let mut screen = RaceScreen::new(&mut film, Page::Race);
        screen.seek(length, false);
        assert!(screen.model.is_over() && screen.period().is_some(), "frames go on, for the beginning");
        screen.keep_looping();
        assert_eq!(screen.model.is_over(), !rested);
        assert_eq!(at(&screen), if rested { Nanos::ZERO } else { length });
    }
}

#[test]
fn the_menu_of_a_recording_has_its_player() {
    let mut film = Film::new();
    let typed = "twice as fast".chars().map(Char);
    let keys: Vec<Key> = std::iter::once(Char(':')).chain(typed).chain([Key::Enter]).collect();
    press(&mut film, &keys, |_, _| {});
    assert!((film.playback.speed - 2.0).abs() < f64::EPSILON);
}
