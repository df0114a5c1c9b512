//! Tests of the screen in the shell, on a fake stage and a fake terminal: calls, frames, endings.

mod player;
mod races;

use std::io;

use crossbeam_channel::{Sender, unbounded};

use super::*;
use crate::event::{Event, Fault, LaneId, Nanos, WorkerId};
use crate::race::setting::Shown;
use crate::session::Suspend;
use crate::ui::frames::Frames;
use crate::ui::key::Key;
use crate::ui::mouse::Gesture;
use crate::ui::script::Script;
use crate::ui::shell::EventLoop;
use crate::ui::stage::StageKind;
use crate::ui::state::menu::Menu;
use crate::ui::term::Input;
use crate::ui::theme::Theme;

/// A stage that logs its calls and sends a whole race at once.
struct Fake {
    lanes: Vec<&'static str>,
    calls: Vec<String>,
    open: Option<Sender<Event>>,
    refuses: bool,
    /// Whether the race goes on for ever.
    endless: bool,
    /// Time of the race in that case.
    until: Nanos,
    /// Whether it is a recording.
    recorded: bool,
}

impl Fake {
    fn new() -> Self {
        Self {
            lanes: vec!["gil", "pool"],
            calls: Vec::new(),
            open: None,
            refuses: false,
            endless: false,
            until: Nanos::from_millis(3000),
            recorded: false,
        }
    }
}

impl Suspend for Fake {
    fn hold(&mut self) {
        self.calls.push("hold".into());
    }

    fn resume(&mut self) {
        self.calls.push("go on".into());
    }
}

impl Stage for Fake {
    fn start(&mut self) -> Receiver<Event> {
        self.calls.push("start".into());
        let (sender, events) = unbounded();
        let last = if self.endless { self.until } else { Nanos(u64::MAX) };
        for event in Script::of(&self.lanes).events().into_iter().take_while(|e| e.at < last) {
            sender.send(event).unwrap();
        }
        self.open = Some(sender);
        events
    }
    fn stop(&mut self) {
        self.calls.push("stop".into());
    }
    fn now(&self) -> Nanos {
        Nanos::ZERO
    }
    fn change(&mut self, change: &Change) -> Result<String, String> {
        self.calls.push(change.to_string());
        if self.refuses { Err("No more than that.".into()) } else { Ok("3 workers.".into()) }
    }
    fn check(&self, _: &Change) -> Result<(), String> {
        if self.refuses { Err("No more than that.".into()) } else { Ok(()) }
    }
    fn check_undo(&self) -> Result<(), String> {
        if self.refuses { Err("Nothing to undo.".into()) } else { Ok(()) }
    }
    fn undo(&mut self) -> Result<String, String> {
        self.calls.push("undo".into());
        self.check_undo().map(|()| "Back to primes.".into())
    }
    fn settings(&self) -> Result<Vec<Shown>, String> {
        if self.refuses { Err("This is a recording.".into()) } else { Ok(crate::ui::script::settings()) }
    }
    fn inject(&mut self, lane: LaneId, worker: WorkerId, fault: Fault) -> Result<(), String> {
        self.calls.push(format!("{fault} {} {}", lane.0, worker.0));
        if self.refuses { Err("Not to these.".into()) } else { Ok(()) }
    }
    fn pause(&mut self, paused: bool) {
        self.calls.push(format!("pause {paused}"));
    }
    fn kind(&self) -> StageKind {
        let (at, length) = (Nanos::ZERO, Nanos::from_millis(1000));
        let played = Playback { speed: 1.0, looped: false, at, length };
        if self.recorded { StageKind::Replay(played) } else { StageKind::Live }
    }
}

/// Plays `keys` one after another, each after all events are in; the last must end the loop.
fn play(stage: &mut Fake, surface: &mut Frames, keys: &[Key]) -> io::Result<Cause> {
    let (_signal, signals) = unbounded();
    let (keyboard, input) = unbounded();
    let mut screen = RaceScreen::new(stage, Page::Race);
    let mut shell = EventLoop::new(&mut screen, Options::default());
    for key in keys {
        // Each key on its own run through the loop: the one after it stops the run.
        shell.screen.take_rest();
        shell.draw(surface)?;
        if let Some(cause) = shell.take_input(Input::Key(*key), surface)? {
            return Ok(cause);
        }
    }
    drop(keyboard);
    shell.run(surface, &input, &signals)
}

#[test]
fn changes_start_again_and_say_what_was_chosen() {
    let (mut stage, mut surface) = (Fake::new(), Frames::default());
    play(&mut stage, &mut surface, &[Key::Char('}'), Key::Char('r'), Key::Char('q')]).unwrap();
    assert_eq!(stage.calls, ["start", "workers +1", "start", "start"]);
    assert!(surface.drawn[1].contains("3 workers."));
    assert!(!surface.drawn[2].contains("3 workers."));
}

#[test]
fn another_interval_is_said_and_nothing_starts_again() {
    let (mut stage, mut surface) = (Fake { endless: true, ..Fake::new() }, Frames::default());
    play(&mut stage, &mut surface, &[Key::Char(']'), Key::Char('['), Key::Char('q')]).unwrap();
    assert_eq!(stage.calls, ["start", "switch-interval +1", "switch-interval -1"]);
    assert!(surface.drawn[1].contains("3 workers."), "the stage's answer");
}

#[test]
fn a_refusal_is_shown_and_nothing_starts() {
    let (mut stage, mut surface) = (Fake { refuses: true, ..Fake::new() }, Frames::default());
    play(&mut stage, &mut surface, &[Key::Char('{'), Key::Char('q')]).unwrap();
    assert_eq!(stage.calls, ["start", "workers -1"]);
    assert!(surface.drawn[1].contains("No more than that."));
}

/// The race stands in the middle of its second lane, whose workers are processes.
fn among_processes() -> Fake {
    Fake { endless: true, until: Nanos::from_millis(9000), ..Fake::new() }
}

#[test]
fn x_kills_the_selected_worker_and_says_what_to_expect() {
    let (mut stage, mut surface) = (among_processes(), Frames::default());
    let keys = [Key::Down, Key::Down, Key::Char('x'), Key::Char('q')];
    play(&mut stage, &mut surface, &keys).unwrap();
    assert_eq!(stage.calls, ["start", "kill 1 1"]);
    assert!(surface.drawn[3].contains("kill for worker 1 (pid 4712)"), "{}", surface.drawn[3]);
}

#[test]
fn a_fault_is_done_that_was_chosen_from_the_list() {
    let (mut stage, mut surface) = (among_processes(), Frames::default());
    play(&mut stage, &mut surface, &[Key::Char('X'), Key::Down, Key::Enter, Key::Char('q')]).unwrap();
    assert_eq!(stage.calls, ["start", "stop 1 0"]);
    assert!(surface.drawn[1].contains("1 kill") && surface.drawn[1].contains("7 leak"));
    assert!(!surface.drawn[3].contains("7 leak"), "the list is closed");
}

#[test]
fn what_cannot_be_done_to_a_worker_is_said() {
    let (mut stage, mut surface) = (Fake { refuses: true, ..among_processes() }, Frames::default());
    play(&mut stage, &mut surface, &[Key::Char('x'), Key::Char('q')]).unwrap();
    assert!(surface.drawn[1].contains("Not to these."));
}

#[test]
fn a_pause_freezes_the_picture_and_starting_again_lifts_it() {
    let (mut stage, mut surface) = (Fake { endless: true, ..Fake::new() }, Frames::default());
    let keys = [Key::Char(' '), Key::Char('r'), Key::Char('r'), Key::Char('q')];
    play(&mut stage, &mut surface, &keys).unwrap();
    assert_eq!(stage.calls, ["start", "pause true", "pause false", "start"]);
    assert!(surface.drawn[1].contains("paused") && surface.drawn[2].contains("paused"));
    assert!(!surface.drawn[3].contains("paused"));
}

/// Opens the menu, types `text`, and then these keys.
fn in_menu(text: &str, after: &[Key]) -> Vec<Key> {
    let typed = text.chars().map(Key::Char);
    std::iter::once(Key::Char(':')).chain(typed).chain(after.iter().copied()).collect()
}

#[test]
fn what_is_chosen_in_the_menu_is_asked_of_the_stage() {
    let (mut stage, mut surface) = (Fake::new(), Frames::default());
    let keys = in_menu("mandel", &[Key::Enter, Key::Char('q')]);
    play(&mut stage, &mut surface, &keys).unwrap();
    assert_eq!(stage.calls, ["start", "workload mandelbrot", "start"]);
    assert!(surface.drawn[1].contains(" menu ") && surface.drawn[7].contains("rows of the Mandelbrot set"));
    let last = surface.drawn.last().unwrap();
    assert!(!last.contains(" menu ") || !last.contains("esc closes"), "it is closed");
    assert!(last.contains("3 workers."), "the stage's answer");
}

#[test]
fn a_typed_value_is_asked_of_the_stage_and_a_wrong_one_is_not() {
    let (mut stage, mut surface) = (Fake::new(), Frames::default());
    let keys = in_menu("workers 12x", &[Key::Enter, Key::Backspace, Key::Enter, Key::Char('q')]);
    play(&mut stage, &mut surface, &keys).unwrap();
    assert_eq!(stage.calls, ["start", "workers 12", "start"]);
    let refused = &surface.drawn[keys.len() - 3];
    assert!(refused.contains("workers \"12x\": accepted: 1 to 99."), "{refused}");
}

#[test]
fn in_the_menu_keys_are_text_until_it_is_closed() {
    let (mut stage, mut surface) = (Fake { endless: true, ..Fake::new() }, Frames::default());
    let keys = in_menu("q x1r", &[Key::Esc, Key::Char('q')]);
    assert_eq!(play(&mut stage, &mut surface, &keys).unwrap(), Cause::Quit);
    assert_eq!(stage.calls, ["start"], "r did not start again");
    assert!(surface.drawn[6].contains(": q x1r"), "{}", surface.drawn[6]);
    assert!(!surface.drawn[7].contains("esc closes"));
}

#[test]
fn keys_and_views_are_in_the_menu_too() {
    let (mut stage, mut surface) = (Fake { endless: true, ..Fake::new() }, Frames::default());
    let keys = [in_menu("freeze", &[Key::Enter]), in_menu("leave verdict", &[Key::Enter])].concat();
    assert_eq!(play(&mut stage, &mut surface, &keys).unwrap(), Cause::Quit);
    assert_eq!(stage.calls, ["start", "pause true"]);
}

#[test]
fn what_cannot_be_set_is_said_in_the_menu() {
    let (mut stage, mut surface) = (Fake { refuses: true, ..Fake::new() }, Frames::default());
    play(&mut stage, &mut surface, &in_menu("", &[Key::Esc, Key::Char('q')])).unwrap();
    assert!(surface.drawn[1].contains("This is a recording."), "{}", surface.drawn[1]);
}

/// Two built-in themes.
fn themes() -> Vec<Theme> {
    ["dark", "light"]
        .map(|name| {
            let theme_file = crate::ui::theme::built_in::by_name(name).unwrap();
            Theme::of(theme_file, crate::ui::theme::Depth::True, false)
        })
        .into()
}

#[test]
fn a_theme_is_put_on_from_the_menu() {
    let (mut stage, mut surface) = (Fake::new(), Frames::default());
    let mut screen = RaceScreen::new(&mut stage, Page::Race);
    let options = Options { themes: themes(), ..Options::default() };
    let mut shell = EventLoop::new(&mut screen, options);
    for key in in_menu("themes light", &[Key::Enter]) {
        shell.take_input(Input::Key(key), &mut surface).unwrap();
    }
    assert_eq!(shell.state.appearance().theme.name, "light");
    assert!(shell.screen.state.overlay == Overlay::None);
}

#[test]
fn the_mouse_chooses_in_the_menu_and_closes_it() {
    let (mut stage, mut surface) = (Fake { endless: true, ..Fake::new() }, Frames::default());
    let mut screen = RaceScreen::new(&mut stage, Page::Race);
    let mut shell = EventLoop::new(&mut screen, Options::default());
    shell.screen.take_rest();
    let mut open = |gesture, x, y| {
        shell.draw(&mut surface).unwrap();
        shell.take_input(Input::Key(Key::Char('m')), &mut surface).unwrap();
        shell.draw(&mut surface).unwrap();
        let at = ratatui::layout::Position::new(x, y);
        shell.take_input(Input::Mouse(Mouse { gesture, at }), &mut surface).unwrap();
        let overlay = &mut shell.screen.state.overlay;
        (overlay.menu().map(Menu::marked), overlay.close())
    };
    assert_eq!(open(Gesture::WheelDown, 50, 6), (Some(1), true), "the wheel moves the mark");
    assert_eq!(open(Gesture::Press, 50, 3), (Some(0), true), "on the rule nothing is chosen");
    assert_eq!(open(Gesture::Press, 50, 0), (None, false), "beside it closes");
    assert_eq!(open(Gesture::Press, 50, 5), (Some(1), true), "the second entry would end the race");
    shell.take_input(Input::Key(Key::Char('m')), &mut surface).unwrap();
    shell.draw(&mut surface).unwrap();
    for still_open in [true, false] {
        let at = ratatui::layout::Position::new(50, 5);
        let press = Mouse { gesture: Gesture::Press, at };
        shell.take_input(Input::Mouse(press), &mut surface).unwrap();
        assert_eq!(shell.screen.state.overlay.menu().is_some(), still_open);
    }
    assert_eq!(stage.calls, ["start", "lanes threads", "start"]);
}

#[test]
fn an_answer_goes_when_a_lane_starts_and_a_notice_does_not() {
    let (mut stage, mut surface) = (Fake::new(), Frames::default());
    let mut screen = RaceScreen::new(&mut stage, Page::Race);
    let options = Options { notice: Some("config.toml:3: nonsense".into()), ..Options::default() };
    let mut shell = EventLoop::new(&mut screen, options);
    let first = shell.messages().recv().unwrap();
    shell.take(Some(first));
    assert_eq!(shell.state.message(), Some("config.toml:3: nonsense"));
    shell.take_input(Input::Key(Key::Char('}')), &mut surface).unwrap();
    assert_eq!(shell.state.message(), Some("3 workers."));
    let first = shell.messages().recv().unwrap();
    shell.take(Some(first));
    assert_eq!(shell.state.message(), None, "a lane has started");
}

#[test]
fn what_is_over_needs_no_frames() {
    let mut stage = Fake::new();
    let mut screen = RaceScreen::new(&mut stage, Page::Race);
    assert_eq!(screen.period(), None, "nothing is planned so far");
    screen.take_rest();
    assert!(screen.model.is_over() && screen.period().is_none());
    let mut stage = Fake { endless: true, ..Fake::new() };
    let mut screen = RaceScreen::new(&mut stage, Page::Race);
    screen.take_rest();
    assert_eq!((screen.period(), screen.is_frozen()), (Some(FRAME), false));
    update(&mut screen.state, Action::Pause, &screen.model, Reach::default());
    assert_eq!((screen.period(), screen.is_frozen()), (None, true));
}

#[test]
fn the_stage_is_held_while_the_program_is_stopped() {
    for key in [None, Some(Key::Char(':'))] {
        let (mut stage, mut surface) = (Fake::new(), Frames::default());
        let keys: Vec<Key> = key.into_iter().chain([Key::Ctrl('z'), Key::Esc, Key::Char('q')]).collect();
        play(&mut stage, &mut surface, &keys).unwrap();
        assert_eq!(
            (stage.calls.as_slice(), surface.suspended),
            (&["start", "hold", "go on"].map(String::from)[..], 1)
        );
    }
}

#[test]
fn the_question_mark_explains_then_helps_and_any_other_key_goes_on() {
    let (mut stage, mut surface) = (Fake { endless: true, ..Fake::new() }, Frames::default());
    let mut screen = RaceScreen::new(&mut stage, Page::Race);
    let mut shell = EventLoop::new(&mut screen, Options::default());
    shell.draw(&mut surface).unwrap();
    let mut take = |shell: &mut EventLoop<RaceScreen>, input| {
        shell.take_input(input, &mut surface).unwrap();
        shell.draw(&mut surface).unwrap();
        let helps = surface.drawn.last().unwrap().contains(" help ─");
        let explained = match &shell.screen.state.overlay {
            Overlay::Explanation(entry) => Some(entry.id),
            _ => None,
        };
        (explained, helps)
    };
    let key = |c| Input::Key(Key::Char(c));
    let at = ratatui::layout::Position::new(3, 1);
    assert_eq!(take(&mut shell, Input::Pointer(at)), (None, false));
    assert_eq!(take(&mut shell, key('?')), (Some("page race"), false), "the tab under the mouse");
    assert_eq!(take(&mut shell, key('?')), (None, true));
    assert_eq!(take(&mut shell, key('?')), (None, false));
    assert_eq!(take(&mut shell, key('5')), (None, false));
    assert_eq!(take(&mut shell, key('?')), (Some("page losses"), false), "the keyboard was used last");
    assert_eq!(take(&mut shell, Input::Key(Key::Esc)), (None, false));
    assert_eq!(shell.screen.state.page(), Page::Losses, "only the explanation was closed");
    let mut shell_takes = |input| take(&mut shell, input);
    shell_takes(key('?'));
    assert_eq!(shell_takes(key('1')), (None, false));
    assert_eq!(shell.screen.state.page(), Page::Race);
}

#[test]
fn the_help_takes_the_place_of_the_menu_and_the_other_way_round() {
    let (mut stage, mut surface) = (Fake { endless: true, ..Fake::new() }, Frames::default());
    let keys = [
        vec![Key::Char('?')],
        in_menu("show this help", &[Key::Enter]),
        vec![Key::Char('q'), Key::Char('q')],
    ];
    assert_eq!(play(&mut stage, &mut surface, &keys.concat()).unwrap(), Cause::Quit);
    assert!(surface.drawn[1].contains(" help ─") && !surface.drawn[1].contains(" menu ─"));
    assert!(!surface.drawn[2].contains(" help ─") && surface.drawn[2].contains(" menu ─"));
    assert!(surface.drawn[surface.drawn.len() - 2].contains(" help ─"), "chosen in the menu");
    assert!(!surface.drawn.last().unwrap().contains(" help ─"));
}

/// The pages that are shown when all events are in, before each of these keys.
fn pages_at(stage: &mut Fake, options: Options, keys: &[Key]) -> Vec<Page> {
    let mut screen = RaceScreen::new(stage, options.page);
    let mut shell = EventLoop::new(&mut screen, options);
    let mut surface = Frames::default();
    let mut pages = Vec::new();
    for key in keys {
        shell.screen.take_rest();
        shell.draw(&mut surface).unwrap();
        pages.push(shell.screen.state.page());
        shell.take_input(Input::Key(*key), &mut surface).unwrap();
    }
    pages
}

#[test]
fn a_race_ends_on_the_ranking_and_one_key_goes_back() {
    let three = || Fake { lanes: vec!["gil", "pool", "threads"], ..Fake::new() };
    let keys = [Key::Char('1'), Key::Char('0'), Key::Char('r'), Key::Char('q')];
    let pages = pages_at(&mut three(), Options::default(), &keys);
    assert_eq!(pages, [Page::Ranking, Page::Race, Page::Ranking, Page::Ranking]);
    let pages = pages_at(&mut Fake::new(), Options::default(), &keys);
    assert_eq!(pages, [Page::Race, Page::Race, Page::Ranking, Page::Race], "two lanes that ran once");
    let present = Options { present: true, ..Options::default() };
    assert_eq!(pages_at(&mut Fake::new(), present, &keys[..1]), [Page::Ranking]);
    let lock = Options { page: Page::Lock, ..Options::default() };
    assert_eq!(pages_at(&mut three(), lock, &keys[..1]), [Page::Lock], "it was asked for");
}

#[test]
fn another_race_begins_on_its_own_page() {
    let mut stage = Fake { lanes: vec!["gil", "pool", "threads"], ..Fake::new() };
    let mut surface = Frames::default();
    let mut screen = RaceScreen::new(&mut stage, Page::Race);
    let mut shell = EventLoop::new(&mut screen, Options::default());
    for key in [Key::Char('r'), Key::Char('}')] {
        shell.screen.take_rest();
        shell.draw(&mut surface).unwrap();
        assert_eq!(shell.screen.state.page(), Page::Ranking);
        shell.take_input(Input::Key(key), &mut surface).unwrap();
        shell.draw(&mut surface).unwrap();
        assert_eq!(shell.screen.state.page(), Page::Race);
    }
}
