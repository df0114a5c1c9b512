//! Tests of keys and the mouse: the help, open lists, typed text.

use ratatui::layout::Position;

use super::*;
use crate::ui::mouse::{Gesture, Mouse};

#[test]
fn the_help_scrolls_as_far_as_there_is_something_and_q_closes_it_first() {
    let mut screen = Fake::new();
    let mut shell = EventLoop::new(&mut screen, Options::default());
    press(&mut shell, Key::Down);
    assert_eq!(shell.state.help, None);
    press(&mut shell, Key::Char('?'));
    assert!(frame(&mut shell).contains("line 0."));
    let page = usize::from(shell.state.help_reach.page);
    let last = 100 - page;
    for (key, line) in [
        (Key::Up, 0),
        (Key::Down, 1),
        (Key::Char('j'), 2),
        (Key::Char('k'), 1),
        (Key::PageDown, page + 1),
        (Key::PageUp, 1),
        (Key::End, last),
        (Key::Home, 0),
        (Key::Char('G'), last),
        (Key::Char('g'), 0),
        (Key::Down, 1),
    ] {
        press(&mut shell, key);
        assert_eq!(shell.state.help, Some(line), "{key:?}");
    }
    for _ in 0..9 {
        press(&mut shell, Key::PageDown);
    }
    assert_eq!(shell.state.help, Some(last));
    assert!(frame(&mut shell).contains("line 99."));
    press(&mut shell, Key::Char('q'));
    assert_eq!(shell.state.help, None);
    shell.screen.helps = false;
    press(&mut shell, Key::Char('?'));
    assert_eq!(shell.state.help, None, "there is no such page");
}

#[test]
fn the_mouse_scrolls_and_closes_the_help_and_is_else_the_screens() {
    let mut screen = Fake::new();
    let mut shell = EventLoop::new(&mut screen, Options::default());
    press(&mut shell, Key::Char('?'));
    frame(&mut shell);
    for (gesture, line) in [
        (Gesture::WheelDown, Some(1)),
        (Gesture::Drag, Some(1)),
        (Gesture::WheelUp, Some(0)),
        (Gesture::Press, None),
    ] {
        let mouse = Input::Mouse(Mouse { gesture, at: Position::new(3, 3) });
        shell.take_input(mouse, &mut Frames::default()).unwrap();
        assert_eq!((shell.state.help, shell.state.message()), (line, None), "{gesture:?}");
    }
    let mouse = Input::Mouse(Mouse { gesture: Gesture::Press, at: Position::new(3, 3) });
    shell.take_input(mouse, &mut Frames::default()).unwrap();
    assert_eq!(shell.state.message(), Some("an answer"));
}

/// In the first row of the fake screen nothing can be explained.
#[test]
fn the_question_mark_explains_what_is_under_the_mouse_else_opens_the_help() {
    let mut screen = Fake::new();
    let mut shell = EventLoop::new(&mut screen, Options::default());
    frame(&mut shell);
    let moves = |shell: &mut EventLoop<Fake>, x, y| {
        let input = Input::Pointer(Position::new(x, y));
        assert_eq!(shell.take_input(input, &mut Frames::default()).unwrap(), None);
    };
    moves(&mut shell, 3, 2);
    assert!(!shell.state.stale, "nothing follows the mouse");
    press(&mut shell, Key::Char('?'));
    assert_eq!((shell.state.help, shell.screen.explained), (None, Some(Position::new(3, 2))));
    moves(&mut shell, 5, 0);
    press(&mut shell, Key::Char('?'));
    assert_eq!(shell.state.help, Some(0));
    press(&mut shell, Key::Char('?'));
    assert_eq!(shell.state.help, None, "it closes as before");
    moves(&mut shell, 3, 2);
    press(&mut shell, Key::Char('a'));
    press(&mut shell, Key::Char('?'));
    assert_eq!((shell.state.help, shell.screen.explained), (Some(0), None), "the keyboard was used last");
}

#[test]
fn esc_and_q_close_the_help_then_what_the_screen_has_open() {
    let mut screen = Fake { front: Front::List, ..Fake::new() };
    let mut shell = EventLoop::new(&mut screen, Options::default());
    press(&mut shell, Key::Char('?'));
    for (front, steps) in [(Front::List, 0), (Front::Nothing, 0), (Front::Nothing, 1)] {
        press(&mut shell, Key::Esc);
        let now = (shell.state.help, shell.screen.front, shell.screen.steps);
        assert_eq!(now, (None, front, steps));
    }
    press(&mut shell, Key::Char('l'));
    press(&mut shell, Key::Char('q'));
    assert_eq!(shell.screen.front, Front::Nothing);
    let left = shell.take_input(Input::Key(Key::Char('q')), &mut Frames::default()).unwrap();
    assert_eq!(left, Some(Cause::Quit));
}

#[test]
fn where_text_is_typed_characters_are_no_commands() {
    let mut screen = Fake { front: Front::Line, ..Fake::new() };
    let mut shell = EventLoop::new(&mut screen, Options::default());
    for c in "q?tP".chars() {
        press(&mut shell, Key::Char(c));
    }
    press(&mut shell, Key::Esc);
    assert_eq!((shell.screen.typed.as_str(), shell.screen.front), ("q?tP", Front::Nothing));
    assert_eq!((shell.state.help, shell.state.message()), (None, None));
}

#[test]
fn few_words_say_how_to_come_back() {
    let mut screen = Fake::new();
    let mut shell = EventLoop::new(&mut screen, Options::default());
    press(&mut shell, Key::Char('P'));
    assert!(shell.state.appearance().present && shell.state.message().unwrap().contains("P brings"));
    press(&mut shell, Key::Char('P'));
    assert!(!shell.state.appearance().present && shell.state.message().is_none());
}

#[test]
fn a_key_without_a_meaning_says_so_and_declines_what_was_asked() {
    let mut screen = Fake::new();
    let mut shell = EventLoop::new(&mut screen, Options::default());
    for (key, said) in [
        (Key::F(5), "F5 does nothing here; ? lists the keys."),
        (Key::Char('y'), "y does nothing here; ? lists the keys."),
        (Key::Delete, "Delete does nothing here; ? lists the keys."),
        (Key::Ctrl('x'), "Ctrl-x does nothing here; ? lists the keys."),
    ] {
        let declined = shell.screen.declined;
        press(&mut shell, key);
        assert_eq!((shell.state.message(), shell.screen.declined), (Some(said), declined + 1));
    }
    press(&mut shell, Key::Char('t'));
    assert_eq!(shell.screen.declined, 5, "a command of the shell is another key, too");
    press(&mut shell, Key::Char('a'));
    assert_eq!((shell.state.message(), shell.screen.declined), (Some("an answer"), 5));
}

#[test]
fn escape_says_where_there_is_nothing_to_go_back_to() {
    let mut screen = Fake::new();
    let mut shell = EventLoop::new(&mut screen, Options::default());
    press(&mut shell, Key::Esc);
    press(&mut shell, Key::Esc);
    assert_eq!(shell.state.message(), None);
    press(&mut shell, Key::Esc);
    assert_eq!(shell.state.message(), Some("Nothing is open here; q leaves."));
}

#[test]
fn f1_is_help() {
    let mut screen = Fake { front: Front::Line, ..Fake::new() };
    let mut shell = EventLoop::new(&mut screen, Options::default());
    press(&mut shell, Key::F(1));
    assert_eq!(shell.state.help, Some(0), "where text is typed, too");
    press(&mut shell, Key::F(1));
    assert_eq!(shell.state.help, None);
}
