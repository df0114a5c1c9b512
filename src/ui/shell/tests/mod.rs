//! Tests of the shell with a fake screen: messages, themes, frames, the way to the parent shell and out.

mod keys;

use std::time::Instant;

use crossbeam_channel::unbounded;

use super::fake::{Fake, Front, Log, Source, Terminal};
use super::*;
use crate::ui::frames::Frames;
use crate::ui::key::Key;
use crate::ui::term::Input;
use crate::ui::theme::Theme;

fn themes(names: &[&str]) -> Options {
    let themes = names.iter().map(|name| {
        let mut theme = Theme::default();
        theme.name = (*name).into();
        theme
    });
    Options { themes: themes.collect(), ..Options::default() }
}

/// Presses a key that does not end the screen.
fn press(shell: &mut EventLoop<Fake>, key: Key) {
    assert_eq!(shell.take_input(Input::Key(key), &mut Frames::default()).unwrap(), None);
}

/// The next frame, as text.
fn frame(shell: &mut EventLoop<Fake>) -> String {
    let mut frames = Frames::default();
    shell.draw(&mut frames).unwrap();
    frames.drawn.remove(0)
}

#[test]
fn a_notice_goes_after_ten_seconds_or_at_a_key() {
    let options = || Options { notice: Some("config.toml:3: nonsense".into()), ..Options::default() };
    let mut screen = Fake::new();
    let mut shell = EventLoop::new(&mut screen, options());
    assert!(frame(&mut shell).contains("config.toml:3: nonsense"));
    let now = Instant::now();
    assert!(shell.next_wake(now).unwrap() <= now + Duration::from_secs(10), "it has to be taken away");
    shell.keep_times(now + Duration::from_secs(9));
    assert_eq!((shell.state.message().is_some(), shell.state.stale), (true, false));
    shell.keep_times(now + Duration::from_secs(11));
    assert_eq!((shell.state.message(), shell.state.stale), (None, true));

    for (key, stays) in [(Key::Char('?'), false), (Key::Char('a'), false), (Key::Home, false)] {
        let mut screen = Fake::new();
        let mut shell = EventLoop::new(&mut screen, options());
        press(&mut shell, key);
        let notice = shell.state.message().is_some_and(|said| said.starts_with("config"));
        assert_eq!(notice, stays, "{key:?}");
    }
}

#[test]
fn an_answer_goes_after_three_seconds_or_when_the_screen_says_so() {
    let (mut screen, tell) = Fake::listening();
    let mut shell = EventLoop::new(&mut screen, Options::default());
    press(&mut shell, Key::Char('a'));
    assert!(frame(&mut shell).contains("an answer"));
    let now = Instant::now();
    shell.keep_times(now + Duration::from_secs(2));
    assert!(shell.state.message().is_some());
    shell.keep_times(now + Duration::from_secs(4));
    assert!(shell.state.message().is_none());

    press(&mut shell, Key::Char('a'));
    tell.send("begun").unwrap();
    shell.take(Some("first"));
    assert_eq!((shell.state.message(), shell.screen.heard.as_slice()), (None, &["first", "begun"][..]));
    shell.take(Some("trouble"));
    shell.take(Some("begun"));
    assert_eq!(shell.state.message(), Some("trouble"), "no key has asked for it");
}

#[test]
fn themes_are_cycled_and_told() {
    let mut screen = Fake::new();
    let mut shell = EventLoop::new(&mut screen, Options { theme: 2, ..themes(&["one", "two", "three"]) });
    for (key, name) in [('t', "one"), ('t', "two"), ('o', "three"), ('t', "one")] {
        press(&mut shell, Key::Char(key));
        assert_eq!(shell.state.appearance().theme.name, name);
        assert!(shell.state.message().unwrap().starts_with(&format!("{name}: ")));
    }
    let chosen: Vec<bool> = shell.state.themes().map(|(_, chosen)| chosen).collect();
    assert_eq!(chosen, [true, false, false]);
}

#[test]
fn one_theme_stays_on_and_is_told_to_be_the_only_one() {
    for options in [themes(&["one"]), Options { theme: 7, ..themes(&["one"]) }, Options::default()] {
        let mut screen = Fake::new();
        let mut shell = EventLoop::new(&mut screen, options);
        let name = shell.state.appearance().theme.name.clone();
        press(&mut shell, Key::Char('t'));
        assert_eq!(shell.state.appearance().theme.name, name);
        assert!(shell.state.message().unwrap().starts_with(&format!("{name} is the only theme here")));
    }
}

#[test]
fn a_source_is_held_before_the_program_stops_and_resumed_after() {
    for (input, stops) in [(Input::Key(Key::Ctrl('z')), "job stops"), (Input::Stop, "process stops")] {
        for refuses in [false, true] {
            let log = Log::default();
            let mut screen = Fake { source: Some(Source(log.clone())), ..Fake::new() };
            let mut terminal = Terminal { log: log.clone(), refuses };
            let mut shell = EventLoop::new(&mut screen, Options::default());
            assert_eq!(shell.take_input(input, &mut terminal).is_err(), refuses);
            assert_eq!(*log.borrow(), ["hold", stops, "resume"], "whether or not the terminal refuses");
        }
    }
}

#[test]
fn a_screen_without_a_source_is_suspended_too() {
    let log = Log::default();
    let mut screen = Fake { front: Front::Line, ..Fake::new() };
    let mut terminal = Terminal { log: log.clone(), refuses: false };
    let mut shell = EventLoop::new(&mut screen, Options::default());
    shell.take_input(Input::Key(Key::Ctrl('z')), &mut terminal).unwrap();
    shell.take_input(Input::Resize, &mut terminal).unwrap();
    assert_eq!(*log.borrow(), ["job stops", "refresh"]);
    assert!(shell.state.stale);
}

#[test]
#[should_panic(expected = "a rehearsed fault of the screen")]
fn the_fault_is_a_panic_of_the_thread_that_draws() {
    let (_signal, signals) = unbounded();
    let (_keyboard, input) = unbounded();
    let options = Options { fault: Some(Duration::from_millis(1)), ..Options::default() };
    let _ = EventLoop::new(&mut Fake::new(), options).run(&mut Frames::default(), &input, &signals);
}

#[test]
fn the_loop_ends_by_a_key_a_signal_and_with_the_terminal() {
    let key = |key| (Some(Input::Key(key)), None);
    for ((input, signal), cause) in [
        (key(Key::Char('q')), Cause::Quit),
        (key(Key::Ctrl('c')), Cause::Signal(Signal::Int)),
        ((Some(Input::Closed), None), Cause::Signal(Signal::Hup)),
        ((None, Some(Signal::Term)), Cause::Signal(Signal::Term)),
        ((None, None), Cause::Signal(Signal::Hup)),
    ] {
        let (signalled, signals) = unbounded();
        let (keyboard, inputs) = unbounded();
        let (mut screen, tell) = Fake::listening();
        // A source that sends more than is taken in at once does not keep the viewer from quitting.
        for _ in 0..100 {
            tell.send("more").unwrap();
        }
        if let Some(input) = input {
            keyboard.send(input).unwrap();
        }
        if let Some(signal) = signal {
            signalled.send(signal).unwrap();
        }
        let _keyboard = (input.is_some() || signal.is_some()).then_some(keyboard);
        let mut shell = EventLoop::new(&mut screen, Options::default());
        assert_eq!(shell.run(&mut Frames::default(), &inputs, &signals).unwrap(), cause);
    }
}

#[test]
fn a_terminal_that_refuses_a_frame_is_an_error() {
    let (_signal, signals) = unbounded();
    let (_keyboard, input) = unbounded();
    let mut frames = Frames { broken: true, ..Frames::default() };
    assert!(EventLoop::new(&mut Fake::new(), Options::default()).run(&mut frames, &input, &signals).is_err());
}

#[test]
fn a_source_that_has_ended_is_asked_no_more_until_there_is_another() {
    let (mut screen, tell) = Fake::listening();
    drop(tell);
    let mut shell = EventLoop::new(&mut screen, Options::default());
    let first = shell.messages().recv().ok();
    shell.take(first);
    assert!(shell.messages().recv_timeout(Duration::ZERO).is_err_and(|error| error.is_timeout()));
    let (tell, words) = unbounded();
    shell.screen.words = words;
    tell.send("again").unwrap();
    assert_eq!(shell.messages().try_recv(), Ok("again"));
}

#[test]
fn a_frame_is_drawn_when_something_has_changed_or_moves() {
    let mut screen = Fake::new();
    let mut shell = EventLoop::new(&mut screen, Options::default());
    frame(&mut shell);
    let now = Instant::now();
    assert_eq!((shell.next_frame(now), shell.next_wake(now)), (None, None), "nothing moves");
    shell.screen.frozen = true;
    shell.take(Some("word"));
    assert_eq!(shell.next_frame(now), None, "the picture is frozen");
    shell.screen.frozen = false;
    shell.take(Some("word"));
    let due = shell.next_frame(now).unwrap();
    assert!(due + FRAME > now && due <= now + FRAME, "not sooner than the pace allows");
    press(&mut shell, Key::Home);
    assert_eq!(shell.next_frame(now), Some(now), "a key does not wait");
    frame(&mut shell);
    shell.screen.period = Some(Duration::from_secs(5));
    assert!(shell.next_frame(now).unwrap() > now + Duration::from_secs(4));
}
