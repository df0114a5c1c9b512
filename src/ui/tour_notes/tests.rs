//! Tests of the speaker's screen in the shell, on a fake talk and a fake terminal, and its snapshots.

use std::cell::RefCell;

use crossbeam_channel::{Receiver, Sender, unbounded};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::followed::Followed;
use super::screen::NotesScreen;
use super::source::NotesSource;
use super::view::{DrawContext, draw};
use crate::text::escape::tests::{HOSTILE, assert_visible};
use crate::tour::notes::{NotesMessage, Steer, TalkPhase, TalkState, Vote};
use crate::ui::appearance::Appearance;
use crate::ui::frames::Frames;
use crate::ui::key::Key;
use crate::ui::shell::{Cause, EventLoop, Options};
use crate::ui::snapshots::dump;
use crate::ui::snapshots_sizes::is_drawn;
use crate::ui::term::Input;
use crate::ui::theme::{Depth, Theme, built_in};

/// A scripted talk.
struct Fake {
    messages: Receiver<NotesMessage>,
    asked: RefCell<Vec<Steer>>,
    /// Whether it takes requests.
    takes: bool,
}

impl Fake {
    fn new() -> (Self, Sender<NotesMessage>) {
        let (tell, messages) = unbounded();
        (Self { messages, asked: RefCell::default(), takes: true }, tell)
    }
}

impl NotesSource for Fake {
    fn messages(&self) -> Receiver<NotesMessage> {
        self.messages.clone()
    }

    fn steer(&self, steer: Steer) -> bool {
        self.asked.borrow_mut().push(steer);
        self.takes
    }
}

fn vote(choice: &str, count: Option<u32>, chosen: bool) -> Vote {
    Vote { choice: choice.into(), count, chosen }
}

fn state() -> TalkState {
    TalkState {
        scene: "threads-or-processes".into(),
        number: 2,
        of: 15,
        title: "Threads or processes".into(),
        question: "4 threads and 4 processes do the same computing work. Which is done first?".into(),
        notes: "Say that both have the same tasks, and that the results are compared.\n\n\
                Point at the cores: under the lock one is busy at a time.\n\n\
                If asked: the lock is CPython's, simulated; scene release-the-lock shows the exception."
            .into(),
        next: Some("The life of a process".into()),
        state: TalkPhase::Prediction,
        paused: false,
        blank: false,
        clock_s: 754.0,
        scene_s: 41.0,
        votes: vec![
            vote("the threads", Some(31), false),
            vote("the processes, by far", Some(12), true),
            vote("both at the same time", Some(4), false),
        ],
        recorded: false,
    }
}

fn told(state: TalkState) -> Followed {
    let mut followed = Followed::new(None);
    followed.hear(NotesMessage::Found(4711));
    followed.hear(NotesMessage::Told(Box::new(state)));
    followed
}

fn paint<'a>(
    followed: &Followed,
    appearance: impl Into<Appearance<'a>>,
    scroll: usize,
    (width, height): (u16, u16),
) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    let (area, appearance) = (buf.area, appearance.into());
    draw(&DrawContext::new(followed, 1.5, scroll, appearance), area, &mut buf);
    if appearance.theme.is_ascii() {
        crate::ui::widget::paint::spell_in_ascii(&mut buf, area);
    }
    appearance.theme.lay_ground(&mut buf);
    buf
}

fn text(buf: &Buffer) -> String {
    let row = |cells: &[ratatui::buffer::Cell]| -> String {
        let text: String = cells.iter().map(ratatui::buffer::Cell::symbol).collect();
        text.trim_end().to_string() + "\n"
    };
    buf.content().chunks(usize::from(buf.area.width)).map(row).collect()
}

#[test]
fn a_talk_at_all_sizes() {
    for size in [(40, 12), (80, 24), (120, 40)] {
        let name = format!("talk_{}x{}", size.0, size.1);
        insta::assert_snapshot!(name, dump(&paint(&told(state()), &Theme::default(), 0, size)));
    }
}

#[test]
fn a_talk_in_other_themes() {
    let light = Theme::of(built_in::by_name("light").unwrap(), Depth::True, false);
    for (name, theme) in [("light", light), ("ascii", Theme::new(false, true))] {
        insta::assert_snapshot!(name, dump(&paint(&told(state()), &theme, 0, (80, 24))));
    }
}

#[test]
fn a_recorded_scene_behind_a_blank_screen() {
    let votes = vec![vote("yes", None, false), vote("no", None, true)];
    let seen = TalkState { recorded: true, paused: true, blank: true, votes, next: None, ..state() };
    insta::assert_snapshot!("recorded", text(&paint(&told(seen), &Theme::default(), 0, (80, 24))));
}

#[test]
fn without_a_talk_it_says_so() {
    let mut followed = Followed::new(None);
    for (name, message) in [
        ("looking", NotesMessage::Looking),
        ("found", NotesMessage::Found(4711)),
        ("foreign", NotesMessage::Foreign),
        ("ended", NotesMessage::Ended),
    ] {
        followed.hear(message);
        insta::assert_snapshot!(name, text(&paint(&followed, &Theme::default(), 0, (80, 24))));
    }
}

#[test]
fn without_the_wanted_talk_it_names_its_process() {
    let drawn = text(&paint(&Followed::new(Some(4711)), &Theme::default(), 0, (80, 24)));
    assert!(drawn.contains("Process 4711 gives no talk."), "{drawn}");
}

#[test]
fn the_clocks_go_on_between_two_messages() {
    let drawn = text(&paint(&told(state()), &Theme::default(), 0, (60, 20)));
    assert!(drawn.contains("12:35  scene 0:42"), "{drawn}");
}

#[test]
fn long_notes_scroll_to_their_end_and_begin_again_in_the_next_scene() {
    let (fake, tell) = Fake::new();
    let notes = (0..60).map(|i| format!("Note {i}.")).collect::<Vec<_>>().join("\n\n");
    let mut screen = NotesScreen::new(&fake, None);
    let mut shell = EventLoop::new(&mut screen, Options::default());
    let mut frames = Frames::default();
    tell.send(NotesMessage::Told(Box::new(TalkState { notes, ..state() }))).unwrap();
    let first = shell.messages().recv().unwrap();
    shell.take(Some(first));
    shell.draw(&mut frames).unwrap();
    assert!(frames.drawn[0].contains("Note 0.") && frames.drawn[0].contains("below: j scrolls"));
    for _ in 0..200 {
        shell.take_input(Input::Key(Key::Char('j')), &mut frames).unwrap();
    }
    shell.draw(&mut frames).unwrap();
    assert!(frames.drawn[1].contains("Note 59.") && !frames.drawn[1].contains("Note 0."));
    shell.take_input(Input::Key(Key::Up), &mut frames).unwrap();
    shell.draw(&mut frames).unwrap();
    assert!(frames.drawn[2].contains("+1 line below"), "one step back at once: {}", frames.drawn[2]);
    let next = TalkState { scene: "a-process".into(), notes: "Short.".into(), ..state() };
    shell.take(Some(NotesMessage::Told(Box::new(next))));
    shell.draw(&mut frames).unwrap();
    assert!(frames.drawn[3].contains("Short."), "{}", frames.drawn[3]);
}

#[test]
fn keys_steer_the_talk_and_q_leaves_it_alone() {
    let (fake, _tell) = Fake::new();
    let mut screen = NotesScreen::new(&fake, None);
    let mut shell = EventLoop::new(&mut screen, Options::default());
    let mut frames = Frames::default();
    shell.take_input(Input::Key(Key::Char(' ')), &mut frames).unwrap();
    shell.draw(&mut frames).unwrap();
    assert!(frames.drawn[0].contains("There is no talk to steer."), "{}", frames.drawn[0]);
    assert!(frames.drawn[0].contains("There is no talk yet."), "{}", frames.drawn[0]);
    shell.take(Some(NotesMessage::Told(Box::new(state()))));
    for key in [Key::PageDown, Key::PageUp, Key::Char('p'), Key::Char('b'), Key::Char('f')] {
        shell.take_input(Input::Key(key), &mut frames).unwrap();
    }
    let steps = [Steer::Next, Steer::Back, Steer::Pause, Steer::Blank, Steer::Fallback];
    assert_eq!(*fake.asked.borrow(), steps);
    shell.take(Some(NotesMessage::Ended));
    shell.draw(&mut frames).unwrap();
    assert!(frames.drawn[1].contains("The talk has ended."), "{}", frames.drawn[1]);
    let left = shell.take_input(Input::Key(Key::Char('q')), &mut frames).unwrap();
    assert_eq!(left, Some(Cause::Quit));
    assert_eq!(fake.asked.borrow().len(), 5);
}

#[test]
fn a_talk_that_takes_no_request_is_told() {
    let (fake, _tell) = Fake::new();
    let fake = Fake { takes: false, ..fake };
    let mut screen = NotesScreen::new(&fake, None);
    let mut shell = EventLoop::new(&mut screen, Options::default());
    shell.take(Some(NotesMessage::Told(Box::new(state()))));
    shell.take_input(Input::Key(Key::Enter), &mut Frames::default()).unwrap();
    assert_eq!(shell.state.message(), Some("There is no talk to steer."));
}

#[test]
fn no_hidden_character_of_a_scene_gets_onto_the_screen() {
    let hostile = || HOSTILE.to_string();
    let seen = TalkState {
        scene: hostile(),
        question: hostile(),
        notes: hostile(),
        next: Some(hostile()),
        votes: vec![vote(HOSTILE, Some(1), true)],
        ..state()
    };
    for size in [(40, 12), (120, 40)] {
        assert_visible("the notes", &text(&paint(&told(seen.clone()), &Theme::default(), 0, size)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn every_size_draws(
        width in 1u16..200, height in 1u16..70, scroll in 0usize..40, talk: bool, votes in 0usize..12,
        notes in 0usize..400, clock_s in proptest::num::f64::ANY,
    ) {
        let theme = Theme::default();
        let state = TalkState {
            votes: (0..votes).map(|i| vote("a choice", Some(u32::MAX), i == 1)).collect(),
            notes: "words ".repeat(notes),
            clock_s,
            ..state()
        };
        let followed = if talk { told(state) } else { Followed::new(None) };
        prop_assert!(is_drawn(&paint(&followed, &theme, scroll, (width, height))));
    }
}
