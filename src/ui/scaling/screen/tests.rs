//! Tests of the screen in the shell, on a fake sweep and a fake terminal: calls, frames, endings.

use std::cell::Cell;

use crossbeam_channel::{Sender, unbounded};

use super::*;
use crate::session::{Session, Suspend};
use crate::sys::signals::Signal;
use crate::ui::frames::Frames;
use crate::ui::key::Key;
use crate::ui::scaling::script::Script;
use crate::ui::shell::{Cause, EventLoop, Options};
use crate::ui::term::Input;
use crate::ui::theme::Theme;

/// A scripted sweep.
struct Fake {
    news: Receiver<News>,
    stops: Cell<usize>,
    /// Log of holds (true) and resumptions.
    held: Vec<bool>,
}

impl Fake {
    fn new() -> (Self, Sender<News>) {
        let (tell, news) = unbounded();
        (Self { news, stops: Cell::new(0), held: Vec::new() }, tell)
    }
}

impl SweepSource for Fake {
    fn now_s(&self) -> f64 {
        1.0
    }
}

impl Suspend for Fake {
    fn hold(&mut self) {
        self.held.push(true);
    }

    fn resume(&mut self) {
        self.held.push(false);
    }
}

impl Session for Fake {
    type Message = News;

    fn messages(&self) -> Receiver<News> {
        self.news.clone()
    }

    fn request_stop(&self) {
        self.stops.set(self.stops.get() + 1);
    }

    fn join(self) {}

    fn leave(self) {}
}

/// Plays keys one after another, when all news are in; the last must end the loop.
fn play(shell: &mut EventLoop<ScalingScreen>, keys: &[Key]) -> (Frames, Option<Cause>) {
    let mut surface = Frames::default();
    for key in keys {
        if let Ok(first) = shell.messages().try_recv() {
            shell.take(Some(first));
        }
        shell.draw(&mut surface).unwrap();
        if let Some(cause) = shell.take_input(Input::Key(*key), &mut surface).unwrap() {
            return (surface, Some(cause));
        }
    }
    shell.draw(&mut surface).unwrap();
    (surface, None)
}

#[test]
fn news_become_a_picture_and_q_leaves() {
    let script = Script::small();
    let (mut fake, tell) = Fake::new();
    let mut report = script.report(40);
    let last = report.runs.pop().unwrap();
    tell.send(News::Planned(Box::new(report))).unwrap();
    tell.send(News::Left(12.0)).unwrap();
    tell.send(News::Measured(Box::new(last))).unwrap();
    let mut screen = ScalingScreen::new(Some(Watched::new(&mut fake)), ChartSet::default());
    let mut shell = EventLoop::new(&mut screen, Options::default());
    let (frames, cause) = play(&mut shell, &[Key::Char('a'), Key::Tab, Key::Char('q')]);
    assert_eq!(cause, Some(Cause::Quit));
    assert!(frames.drawn[0].contains("speed-up") && frames.drawn[0].contains("gil (simulated)"));
    assert!(frames.drawn[1].contains("efficiency in %"));
    assert_eq!(screen.choice.chart, 1);
    let report = screen.watched.as_ref().unwrap().progress.report.as_ref().unwrap();
    assert_eq!((report.runs.len(), &screen.set), (40, &ChartSet::of_report(report)));
}

#[test]
fn what_a_sweep_says_on_its_way_out_is_heard() {
    let (mut fake, tell) = Fake::new();
    tell.send(News::Planned(Box::new(Script::small().report(3)))).unwrap();
    tell.send(News::Over { complete: false, spent_s: 7.0 }).unwrap();
    drop(tell);
    let mut watched = Watched::new(&mut fake);
    watched.take_rest(Duration::from_mins(1));
    let report = watched.progress.report.unwrap();
    assert_eq!((watched.progress.now, report.spent_s), (Now::Over, 7.0));
}

#[test]
fn a_sweep_that_is_over_is_not_waited_for_although_its_source_is_still_open() {
    let (mut fake, tell) = Fake::new();
    tell.send(News::Planned(Box::new(Script::small().report(3)))).unwrap();
    tell.send(News::Over { complete: true, spent_s: 7.0 }).unwrap();
    let mut watched = Watched::new(&mut fake);
    let began = Instant::now();
    watched.take_rest(Duration::from_mins(1));
    assert!(watched.progress.now == Now::Over && began.elapsed() < Duration::from_secs(30));
    drop(tell);
}

#[test]
fn the_loop_ends_by_key_by_signal_and_with_the_terminal() {
    let (_tell, news) = unbounded();
    for ending in 0..3 {
        let mut fake = Fake { news: news.clone(), stops: Cell::new(0), held: Vec::new() };
        let mut screen = ScalingScreen::new(Some(Watched::new(&mut fake)), ChartSet::default());
        let mut shell = EventLoop::new(&mut screen, Options::default());
        let ((signal, signals), (keyboard, input)) = (unbounded(), unbounded());
        let expected = match ending {
            0 => {
                keyboard.send(Input::Key(Key::Ctrl('c'))).unwrap();
                Signal::Int
            }
            1 => {
                signal.send(Signal::Term).unwrap();
                Signal::Term
            }
            _ => {
                drop(keyboard);
                Signal::Hup
            }
        };
        let cause = shell.run(&mut Frames::default(), &input, &signals).unwrap();
        assert_eq!(cause, Cause::Signal(expected));
    }
}

#[test]
fn keys_of_the_shell_work_here_too() {
    let themes = vec![Theme::new(true, false), Theme::new(false, false)];
    let options = Options { themes, ..Options::default() };
    let mut screen = ScalingScreen::new(None, ChartSet::default());
    let mut shell = EventLoop::new(&mut screen, options);
    let (frames, cause) = play(&mut shell, &[Key::Ctrl('z'), Key::Char('t')]);
    assert_eq!((frames.suspended, cause), (1, None));
    assert_eq!(shell.state.appearance().theme, &Theme::new(false, false));
    assert!(shell.state.message().unwrap().starts_with("monochrome: "));
}

#[test]
fn a_sweep_stops_with_the_program_and_goes_on_with_it() {
    for input in [Input::Key(Key::Ctrl('z')), Input::Stop] {
        let (mut fake, _tell) = Fake::new();
        let mut screen = ScalingScreen::new(Some(Watched::new(&mut fake)), ChartSet::default());
        let mut frames = Frames::default();
        let mut shell = EventLoop::new(&mut screen, Options::default());
        assert_eq!(shell.take_input(input, &mut frames).unwrap(), None);
        assert_eq!((frames.suspended, fake.held), (1, vec![true, false]));
    }
}

#[test]
fn what_could_not_be_saved_is_said_until_a_key_is_pressed() {
    let (mut fake, tell) = Fake::new();
    tell.send(News::Unsaved("disk full".into())).unwrap();
    let mut screen = ScalingScreen::new(Some(Watched::new(&mut fake)), ChartSet::default());
    let mut shell = EventLoop::new(&mut screen, Options::default());
    let first = shell.messages().recv().unwrap();
    shell.take(Some(first));
    shell.keep_times(Instant::now() + Duration::from_hours(1));
    assert_eq!(shell.state.message(), Some("disk full"));
    shell.take_input(Input::Key(Key::Tab), &mut Frames::default()).unwrap();
    assert_ne!(shell.state.message(), Some("disk full"));
}

#[test]
fn while_the_help_is_open_arrows_scroll_it_and_the_curve_in_front_stays() {
    let mut screen = ScalingScreen::new(None, Script::large().chart_set(usize::MAX));
    let mut shell = EventLoop::new(&mut screen, Options::default());
    let keys = [Key::Char('?'), Key::Down, Key::Char('j'), Key::Char('?'), Key::Down];
    let (frames, _) = play(&mut shell, &keys);
    assert!(frames.drawn[1].contains(" help ─") && !frames.drawn[4].contains(" help ─"));
    assert_eq!(screen.choice.member, 1, "the arrow after it was closed");
}

#[test]
fn nothing_moves_where_nothing_goes_on() {
    let (mut fake, _tell) = Fake::new();
    assert_eq!(ScalingScreen::new(None, ChartSet::default()).period(), None);
    let mut screen = ScalingScreen::new(Some(Watched::new(&mut fake)), ChartSet::default());
    assert_eq!(screen.period(), Some(SECOND));
    screen.watched.as_mut().unwrap().progress.now = Now::Over;
    assert_eq!(screen.period(), None);
}

#[test]
fn the_usual_keys_are_answered_here_too() {
    let mut screen = ScalingScreen::new(None, Script::large().chart_set(usize::MAX));
    let mut shell = EventLoop::new(&mut screen, Options::default());
    for (key, said) in [
        (Key::Enter, "The details are on this page: the table is that of the curve in front."),
        (Key::Esc, "Nothing is open here; q leaves."),
        (Key::Char('/'), "/ does nothing here; ? lists the keys."),
    ] {
        shell.take_input(Input::Key(key), &mut Frames::default()).unwrap();
        assert_eq!(shell.state.message(), Some(said), "{key:?}");
    }
    let (frames, _) = play(&mut shell, &[Key::F(1), Key::End, Key::Esc]);
    assert!(frames.drawn[1].contains(" help ─") && !frames.drawn[3].contains(" help ─"));
}
