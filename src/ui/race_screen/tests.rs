//! The loop on a fake stage and a fake screen: what is called, what is drawn, how it ends.

use std::io;

use crossbeam_channel::{Sender, unbounded};

use super::*;
use crate::event::{Event, Fault, LaneId, Nanos, WorkerId};
use crate::race::setting::Shown;
use crate::session::Suspend;
use crate::ui::frames::Frames;
use crate::ui::keys::Key;
use crate::ui::mouse::Gesture;
use crate::ui::script::Script;
use crate::ui::stage::StageKind;

/// A stage that writes down what is asked of it and sends a whole race at once.
struct Fake {
    calls: Vec<String>,
    open: Option<Sender<Event>>,
    refuses: bool,
    /// The race stays on for ever,
    endless: bool,
    /// where it is then.
    until: Nanos,
}

impl Fake {
    fn new() -> Self {
        Self {
            calls: Vec::new(),
            open: None,
            refuses: false,
            endless: false,
            until: Nanos::from_millis(3000),
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
        for event in Script::of(&["gil", "pool"]).events().into_iter().take_while(|e| e.at < last) {
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
    fn settings(&self) -> Result<Vec<Shown>, String> {
        if self.refuses { Err("This is a recording.".into()) } else { Ok(crate::ui::script::settings()) }
    }
    fn inflict(&mut self, lane: LaneId, worker: WorkerId, fault: Fault) -> Result<(), String> {
        self.calls.push(format!("{fault} {} {}", lane.0, worker.0));
        if self.refuses { Err("Not to these.".into()) } else { Ok(()) }
    }
    fn pause(&mut self, paused: bool) {
        self.calls.push(format!("pause {paused}"));
    }
    fn kind(&self) -> StageKind {
        StageKind::Live
    }
}

/// Plays `keys` one after another, each after all events are in; the last must end the loop.
fn play(stage: &mut Fake, surface: &mut Frames, keys: &[Key]) -> io::Result<Cause> {
    let (_signal, signals) = unbounded();
    let (keyboard, input) = unbounded();
    let mut app = App::new(stage, Options::default());
    for key in keys {
        // Each key on its own run through the loop: the one after it stops the run.
        app.take_rest();
        app.draw(surface)?;
        if let Some(cause) = app.take_input(Input::Key(*key), surface)? {
            return Ok(cause);
        }
    }
    drop(keyboard);
    show::play(&mut app, surface, &input, &signals)
}

#[test]
fn q_ends_the_loop_whatever_is_queued() {
    let (mut stage, mut surface) = (Fake::new(), Frames::default());
    let (_signal, signals) = unbounded();
    let (keyboard, input) = unbounded();
    keyboard.send(Input::Key(Key::Char('q'))).unwrap();
    let cause =
        show::play(&mut App::new(&mut stage, Options::default()), &mut surface, &input, &signals).unwrap();
    assert_eq!(cause, Cause::Quit);
}

#[test]
fn a_signal_ends_the_loop() {
    let (mut stage, mut surface) = (Fake::new(), Frames::default());
    let (signal, signals) = unbounded();
    let (_keyboard, input) = unbounded();
    signal.send(Signal::Term).unwrap();
    let cause =
        show::play(&mut App::new(&mut stage, Options::default()), &mut surface, &input, &signals).unwrap();
    assert_eq!(cause, Cause::Signal(Signal::Term));
}

#[test]
fn a_terminal_that_is_gone_ends_the_loop_as_a_hangup() {
    let (mut stage, mut surface) = (Fake::new(), Frames::default());
    assert_eq!(play(&mut stage, &mut surface, &[]).unwrap(), Cause::Signal(Signal::Hup));
}

#[test]
fn a_screen_that_refuses_is_an_error() {
    let mut surface = Frames { broken: true, ..Frames::default() };
    assert!(play(&mut Fake::new(), &mut surface, &[]).is_err());
}

#[test]
fn interrupts_come_as_keys_too() {
    let (mut stage, mut surface) = (Fake::new(), Frames::default());
    assert_eq!(play(&mut stage, &mut surface, &[Key::Ctrl('c')]).unwrap(), Cause::Signal(Signal::Int));
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
fn an_answer_goes_after_a_while_or_when_a_lane_starts() {
    let mut stage = Fake::new();
    let mut surface = Frames::default();
    let mut app = App::new(&mut stage, Options::default());
    app.take_input(Input::Key(Key::Char('}')), &mut surface).unwrap();
    assert!(app.view.message.is_some());
    app.forget_answer();
    assert!(app.view.message.is_some(), "it has only just come");
    app.answered_until = Some(Instant::now());
    app.stale = false;
    app.forget_answer();
    assert!(app.view.message.is_none() && app.stale);

    app.take_input(Input::Key(Key::Char('}')), &mut surface).unwrap();
    let first = app.events.recv().unwrap();
    app.take_events(&first);
    assert!(app.view.message.is_none() && app.answered_until.is_none(), "a lane has started");
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
    play(&mut stage, &mut surface, &[Key::Char(' '), Key::Char('r'), Key::Char('q')]).unwrap();
    assert_eq!(stage.calls, ["start", "pause true", "pause false", "start"]);
    assert!(surface.drawn[1].contains("paused"));
    assert!(!surface.drawn[2].contains("paused"));
}

#[test]
fn suspending_goes_through_the_surface() {
    let (mut stage, mut surface) = (Fake::new(), Frames::default());
    play(&mut stage, &mut surface, &[Key::Ctrl('z'), Key::Char('q')]).unwrap();
    assert_eq!(surface.suspended, 1);
}

#[test]
fn nothing_is_drawn_when_nothing_changes() {
    let (mut stage, mut surface) = (Fake::new(), Frames::default());
    let mut app = App::new(&mut stage, Options::default());
    app.take_rest();
    app.draw(&mut surface).unwrap();
    app.tick();
    assert!(app.model.is_over() && !app.stale);
    assert!(app.next_tick(Instant::now()).recv_timeout(Duration::ZERO).is_err());
}

#[test]
fn while_paused_events_are_taken_in_but_not_drawn() {
    let (mut stage, mut surface) = (Fake::new(), Frames::default());
    let mut app = App::new(&mut stage, Options::default());
    app.take_input(Input::Key(Key::Char(' ')), &mut surface).unwrap();
    app.draw(&mut surface).unwrap();
    let first = app.events.recv().unwrap();
    app.take_events(&first);
    assert!(app.model.is_over() && !app.stale);
}

#[test]
#[should_panic(expected = "a rehearsed fault")]
fn the_fault_is_a_panic_of_the_thread_that_draws() {
    let (mut stage, mut surface) = (Fake::new(), Frames::default());
    let (_signal, signals) = unbounded();
    let (_keyboard, input) = unbounded();
    let options = Options { fault: Some(Duration::ZERO), ..Options::default() };
    let _ = show::play(&mut App::new(&mut stage, options), &mut surface, &input, &signals);
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
fn a_theme_is_put_on_from_the_menu() {
    let themes = ["dark", "light"].map(|name| {
        let sheet = crate::ui::theme::built_in::by_name(name).unwrap();
        Theme::of(sheet, crate::ui::theme::Depth::True, false)
    });
    let (mut stage, mut surface) = (Fake::new(), Frames::default());
    let mut app = App::new(&mut stage, Options { themes: themes.to_vec(), ..Options::default() });
    for key in in_menu("themes light", &[Key::Enter]) {
        app.take_input(Input::Key(key), &mut surface).unwrap();
    }
    assert_eq!((app.theme.name.as_str(), app.view.menu.is_none()), ("light", true));
}

#[test]
fn what_cannot_be_set_is_said_in_the_menu() {
    let (mut stage, mut surface) = (Fake { refuses: true, ..Fake::new() }, Frames::default());
    play(&mut stage, &mut surface, &in_menu("", &[Key::Esc, Key::Char('q')])).unwrap();
    assert!(surface.drawn[1].contains("This is a recording."), "{}", surface.drawn[1]);
}

#[test]
fn the_mouse_chooses_in_the_menu_and_closes_it() {
    let (mut stage, mut surface) = (Fake { endless: true, ..Fake::new() }, Frames::default());
    let mut app = App::new(&mut stage, Options::default());
    let mut open = |gesture, x, y| {
        app.draw(&mut surface).unwrap();
        app.take_input(Input::Key(Key::Char('m')), &mut surface).unwrap();
        app.draw(&mut surface).unwrap();
        let at = ratatui::layout::Position::new(x, y);
        app.take_input(Input::Mouse(Mouse { gesture, at }), &mut surface).unwrap();
        (app.view.menu.as_ref().map(Menu::marked), app.view.menu.take().is_some())
    };
    assert_eq!(open(Gesture::WheelDown, 50, 6), (Some(1), true), "the wheel moves the mark");
    assert_eq!(open(Gesture::Press, 50, 3), (Some(0), true), "on the rule nothing is chosen");
    assert_eq!(open(Gesture::Press, 50, 0), (None, false), "beside it closes");
    assert_eq!(open(Gesture::Press, 50, 5), (None, false), "the second entry");
    assert_eq!(stage.calls, ["start", "lanes threads", "start"]);
}

#[test]
fn a_key_changes_the_theme_and_says_which() {
    let themes = ["dark", "light"].map(|name| {
        let sheet = crate::ui::theme::built_in::by_name(name).unwrap();
        Theme::of(sheet, crate::ui::theme::Depth::True, false)
    });
    let mut stage = Fake::new();
    let options = Options { themes: themes.to_vec(), theme: 1, ..Options::default() };
    let mut app = App::new(&mut stage, options);
    let mut surface = Frames::default();
    assert_eq!(app.theme, themes[1]);
    for expected in ["dark", "light"] {
        app.act(Action::NextTheme, &mut surface).unwrap();
        assert_eq!(app.theme.name, expected);
        assert!(
            app.view.message.as_ref().unwrap().starts_with(&format!("{expected}: ")),
            "{:?}",
            app.view.message
        );
    }
}

#[test]
fn what_is_said_first_outlives_the_start_of_a_lane_but_not_a_key() {
    let mut stage = Fake::new();
    let options = Options { notice: Some("config.toml:3: nonsense".into()), ..Options::default() };
    let mut app = App::new(&mut stage, options);
    let first = app.events.recv().unwrap();
    app.take_events(&first);
    assert!(app.view.message.is_some());
    app.act(Action::Help, &mut Frames::default()).unwrap();
    assert!(app.answered_until.is_none_or(|until| Some(until) != app.noticed));
}
