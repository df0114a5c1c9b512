//! Tests of what ends a race, and of the races before: the question, the list, undo.

use super::*;
use crate::ui::frames::Frames;
use crate::ui::state::Past;

/// Presses keys one after another, each when all events are in; the last frame stands in the surface.
fn press_all(shell: &mut EventLoop<RaceScreen>, surface: &mut Frames, keys: &[Key]) {
    for key in keys {
        shell.screen.take_rest();
        shell.draw(surface).unwrap();
        assert_eq!(shell.take_input(Input::Key(*key), surface).unwrap(), None, "{key:?}");
    }
    shell.screen.take_rest();
    shell.draw(surface).unwrap();
}

fn last(surface: &Frames) -> &str {
    surface.drawn.last().map_or("", String::as_str)
}

/// The calls of a stage whose race goes on for ever, after these keys.
fn calls_after(options: Options, keys: &[Key]) -> Vec<String> {
    let (mut stage, mut surface) = (Fake { endless: true, ..Fake::new() }, Frames::default());
    let mut screen = RaceScreen::new(&mut stage, Page::Race);
    press_all(&mut EventLoop::new(&mut screen, options), &mut surface, keys);
    stage.calls
}

#[test]
fn what_ends_a_running_race_is_asked_once_and_the_same_key_is_a_yes() {
    for (key, call) in [
        ('r', None),
        ('w', Some("workload +1")),
        ('s', Some("schedule +1")),
        ('}', Some("workers +1")),
        ('{', Some("workers -1")),
        ('u', Some("undo")),
    ] {
        for present in [false, true] {
            let options = || Options { present, ..Options::default() };
            assert_eq!(calls_after(options(), &[Key::Char(key)]), ["start"], "{key}");
            let expected: Vec<&str> = ["start"].into_iter().chain(call).chain(["start"]).collect();
            assert_eq!(calls_after(options(), &[Key::Char(key); 2]), expected, "{key}");
        }
    }
}

#[test]
fn any_other_key_is_a_no_and_the_question_is_asked_again() {
    let w = Key::Char('w');
    let others = [
        Key::F(5),
        Key::Esc,
        Key::Char('q'),
        Key::Char('t'),
        Key::Char('P'),
        Key::Char('4'),
        Key::Up,
        Key::Char('r'),
    ];
    for other in others {
        assert_eq!(calls_after(Options::default(), &[w, other, w]), ["start"], "{other:?}");
    }
    let help = [w, Key::Char('?'), Key::Char('?'), w];
    assert_eq!(calls_after(Options::default(), &help), ["start"]);
}

#[test]
fn the_question_says_how_far_the_race_has_come_and_stays_until_a_key() {
    let (mut stage, mut surface) = (Fake { endless: true, ..Fake::new() }, Frames::default());
    let mut screen = RaceScreen::new(&mut stage, Page::Race);
    let mut shell = EventLoop::new(&mut screen, Options::default());
    press_all(&mut shell, &mut surface, &[Key::Char('?'), Key::Char('w')]);
    assert!(last(&surface).contains("w again ends this race at "), "{}", last(&surface));
    assert!(last(&surface).contains(" of 128 tasks; any other key: no."), "{}", last(&surface));
    shell.keep_times(std::time::Instant::now() + Duration::from_hours(1));
    shell.draw(&mut surface).unwrap();
    assert!(last(&surface).contains("w again ends this race"));
    press_all(&mut shell, &mut surface, &[Key::Esc]);
    assert!(!last(&surface).contains("again ends"));
    assert_eq!(shell.screen.state.page(), Page::Race);
}

#[test]
fn what_is_not_possible_is_not_asked() {
    let (mut stage, mut surface) = (Fake { endless: true, refuses: true, ..Fake::new() }, Frames::default());
    let mut screen = RaceScreen::new(&mut stage, Page::Race);
    let mut shell = EventLoop::new(&mut screen, Options::default());
    for (key, said) in [('{', "No more than that."), ('u', "Nothing to undo.")] {
        press_all(&mut shell, &mut surface, &[Key::Char(key)]);
        assert!(
            last(&surface).contains(said) && !last(&surface).contains("again ends"),
            "{}",
            last(&surface)
        );
    }
    assert_eq!(stage.calls, ["start"]);
}

#[test]
fn after_the_end_nothing_is_asked() {
    let (mut stage, mut surface) = (Fake::new(), Frames::default());
    let mut screen = RaceScreen::new(&mut stage, Page::Race);
    let keys = [Key::Char('r'), Key::Char('w'), Key::Char('u')];
    press_all(&mut EventLoop::new(&mut screen, Options::default()), &mut surface, &keys);
    assert!(last(&surface).contains("Back to primes."));
    assert_eq!(stage.calls, ["start", "start", "workload +1", "start", "undo", "start"]);
}

#[test]
fn in_the_menu_enter_asks_and_enter_again_is_a_yes() {
    let (mut stage, mut surface) = (Fake { endless: true, ..Fake::new() }, Frames::default());
    let mut screen = RaceScreen::new(&mut stage, Page::Race);
    let mut shell = EventLoop::new(&mut screen, Options::default());
    press_all(&mut shell, &mut surface, &in_menu("mandel", &[Key::Enter]));
    assert!(last(&surface).contains(": mandel") && last(&surface).contains("enter again ends this race"));
    press_all(&mut shell, &mut surface, &[Key::Up, Key::Enter, Key::Esc, Key::Enter]);
    assert!(shell.screen.state.overlay.menu().is_some(), "the menu is open, another key declined");
    press_all(&mut shell, &mut surface, &[Key::Enter]);
    assert!(shell.screen.state.overlay.menu().is_none());
    assert_eq!(stage.calls, ["start", "workload mandelbrot", "start"]);
}

/// The number of the shown race, and the number of races.
fn past(shell: &EventLoop<RaceScreen>) -> Option<(usize, usize)> {
    shell.screen.state.past().map(|Past { number, of, .. }| (*number, *of))
}

#[test]
fn the_list_shows_every_race_again_and_escape_goes_back_to_the_present_one() {
    let (mut stage, mut surface) = (Fake::new(), Frames::default());
    let mut screen = RaceScreen::new(&mut stage, Page::Race);
    let mut shell = EventLoop::new(&mut screen, Options::default());
    let r = Key::Char('r');
    press_all(&mut shell, &mut surface, &[r, r, Key::Char('H')]);
    assert!(last(&surface).contains("races of this session"), "{}", last(&surface));
    press_all(&mut shell, &mut surface, &[Key::Up, Key::Enter]);
    assert_eq!(past(&shell), Some((2, 3)));
    assert!(last(&surface).contains("race 2 of 3"), "{}", last(&surface));
    for page in ['1', '2', '3', '4', '5', '6', '0'] {
        press_all(&mut shell, &mut surface, &[Key::Char(page)]);
        assert!(last(&surface).contains("race 2 of 3"), "{page}: {}", last(&surface));
    }
    press_all(&mut shell, &mut surface, &[Key::Esc]);
    assert_eq!(past(&shell), None);
    press_all(&mut shell, &mut surface, &[Key::Char('H'), Key::Char('1'), Key::Char(' ')]);
    assert_eq!(past(&shell), None, "space goes on, too");
    press_all(&mut shell, &mut surface, &[Key::Char('H'), Key::Home, Key::Enter, r]);
    assert_eq!(past(&shell), None, "another race is shown from its beginning");
    let numbers: Vec<usize> =
        shell.screen.races.rows(&shell.screen.model).iter().map(|row| row.summary.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
}

#[test]
fn two_chosen_races_stand_beside_each_other_and_escape_goes_back_to_the_list() {
    let (mut stage, mut surface) = (Fake::new(), Frames::default());
    let mut screen = RaceScreen::new(&mut stage, Page::Race);
    let mut shell = EventLoop::new(&mut screen, Options::default());
    let keys = [Key::Char('r'), Key::Char('H'), Key::Char(' '), Key::Up, Key::Char(' '), Key::Enter];
    press_all(&mut shell, &mut surface, &keys);
    assert!(last(&surface).contains("race 1 beside race 2"), "{}", last(&surface));
    press_all(&mut shell, &mut surface, &[Key::Esc]);
    assert!(last(&surface).contains("races of this session"), "{}", last(&surface));
    press_all(&mut shell, &mut surface, &[Key::Esc]);
    assert!(!last(&surface).contains("races of this session"));
}

#[test]
fn keys_that_find_nothing_to_do_say_so() {
    let (mut stage, mut surface) = (Fake { endless: true, ..Fake::new() }, Frames::default());
    let mut screen = RaceScreen::new(&mut stage, Page::Race);
    let mut shell = EventLoop::new(&mut screen, Options::default());
    for (key, said) in [
        (Key::F(5), "F5 does nothing here; ? lists the keys."),
        (Key::Enter, "No details here: select a worker (arrows) or a lane (tab) first."),
        (Key::Esc, "Nothing is open here; q leaves."),
        (Key::PageDown, "This is the end: nothing is known of later."),
        (Key::End, "This is the end: nothing is known of later."),
        (Key::Char('5'), ""),
        (Key::PageDown, "Nothing scrolls here."),
    ] {
        press_all(&mut shell, &mut surface, &[key]);
        assert_eq!(shell.state.message().unwrap_or_default(), said, "{key:?}");
    }
}

#[test]
fn a_recording_loses_nothing_so_it_is_not_asked_and_it_is_one_race() {
    let (mut stage, mut surface) = (Fake { endless: true, recorded: true, ..Fake::new() }, Frames::default());
    let mut screen = RaceScreen::new(&mut stage, Page::Race);
    let mut shell = EventLoop::new(&mut screen, Options::default());
    press_all(&mut shell, &mut surface, &[Key::Char('r'), Key::Char('H')]);
    assert_eq!(shell.state.message(), Some("This is a recording of one race: there is no list."));
    assert_eq!(shell.screen.races.present(), 1);
    assert_eq!(stage.calls, ["start", "start"]);
}
