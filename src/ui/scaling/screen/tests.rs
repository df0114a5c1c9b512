//! The loop on a fake sweep and a fake screen: what is asked, what is drawn, how it ends.

use std::cell::Cell;

use crossbeam_channel::{Sender, unbounded};

use super::*;
use crate::session::{Session, Suspend};
use crate::ui::frames::Frames;
use crate::ui::keys::Key;
use crate::ui::scaling::script::Script;
use crate::ui::show;

/// A sweep that says what it is told to.
struct Fake {
    news: Receiver<News>,
    stops: Cell<usize>,
    /// Whether it was told to hold, or to go on, one after the other.
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
fn play(viewer: &mut Viewer, keys: &[Key]) -> (Frames, Option<Cause>) {
    let mut surface = Frames::default();
    for key in keys {
        if let Ok(first) = viewer.messages().try_recv() {
            viewer.take(Some(first));
        }
        viewer.draw(&mut surface).unwrap();
        if let Some(cause) = viewer.take_input(Input::Key(*key), &mut surface).unwrap() {
            return (surface, Some(cause));
        }
    }
    viewer.draw(&mut surface).unwrap();
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
    let mut viewer = Viewer::new(Some(Watched::new(&mut fake)), ChartSet::default(), Options::default());
    let (frames, cause) = play(&mut viewer, &[Key::Char('a'), Key::Tab, Key::Char('q')]);
    assert_eq!(cause, Some(Cause::Quit));
    assert!(frames.drawn[0].contains("speed-up") && frames.drawn[0].contains("gil (simulated)"));
    assert!(frames.drawn[1].contains("efficiency in %"));
    assert_eq!(viewer.choice.chart, 1);
    let report = viewer.watched.as_ref().unwrap().progress.report.as_ref().unwrap();
    assert_eq!((report.runs.len(), viewer.exhibit), (40, ChartSet::of_report(report)));
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
fn the_loop_ends_by_key_by_signal_and_with_the_terminal() {
    let (_tell, news) = unbounded();
    for ending in 0..3 {
        let mut fake = Fake { news: news.clone(), stops: Cell::new(0), held: Vec::new() };
        let mut viewer = Viewer::new(Some(Watched::new(&mut fake)), ChartSet::default(), Options::default());
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
        let cause = show::play(&mut viewer, &mut Frames::default(), &input, &signals).unwrap();
        assert_eq!(cause, Cause::Signal(expected));
    }
}

#[test]
fn ctrl_z_hands_the_terminal_back_and_t_says_which_theme() {
    let themes = vec![Theme::new(true, false), Theme::new(false, false)];
    let options = Options { themes, ..Options::default() };
    let mut viewer = Viewer::new(None, ChartSet::default(), options);
    let (frames, cause) = play(&mut viewer, &[Key::Ctrl('z'), Key::Char('t')]);
    assert_eq!((frames.suspended, cause), (1, None));
    assert_eq!(viewer.theme, Theme::new(false, false));
    assert!(viewer.choice.message.as_ref().unwrap().starts_with("monochrome: "));
}

#[test]
fn a_sweep_stops_with_the_program_and_goes_on_with_it() {
    for input in [Input::Key(Key::Ctrl('z')), Input::Stop] {
        let (mut fake, _tell) = Fake::new();
        let watched = Some(Watched::new(&mut fake));
        let mut viewer = Viewer::new(watched, ChartSet::default(), Options::default());
        let mut frames = Frames::default();
        assert_eq!(viewer.take_input(input, &mut frames).unwrap(), None);
        drop(viewer);
        assert_eq!((frames.suspended, fake.held), (1, vec![true, false]));
    }
}

#[test]
fn nothing_moves_where_nothing_goes_on() {
    let mut viewer = Viewer::new(None, ChartSet::default(), Options::default());
    viewer.draw(&mut Frames::default()).unwrap();
    viewer.tick();
    assert!(!viewer.is_stale());
    assert!(viewer.next_tick(Instant::now()).recv_timeout(Duration::ZERO).is_err());
}

#[test]
#[should_panic(expected = "a rehearsed fault")]
fn the_fault_is_a_panic_of_the_thread_that_draws() {
    let options = Options { fault: Some(Duration::ZERO), ..Options::default() };
    Viewer::new(None, ChartSet::default(), options).is_stale();
}
