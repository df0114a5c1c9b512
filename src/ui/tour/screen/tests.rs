//! Tests of the screen in the shell, on a fake stage and a fake terminal: keys, questions, steps, pauses.

use crossbeam_channel::{Sender, never};

use super::*;
use crate::sys::signals::Signal;
use crate::tour::Provenance;
use crate::ui::frames::Frames;
use crate::ui::shell::{Cause, EventLoop, Options};
use crate::ui::term::Input;
use crate::ui::tour::fake::{Asked, FakeStage, cards, ended, events, live, recorded, started};

const SPACE: Key = Key::Char(' ');

fn talk() -> Talk {
    Talk::new(cards(), 0, usize::MAX)
}

/// Presses keys; returns the reason if one ends the screen.
fn press(shell: &mut EventLoop<TourScreen>, keys: &[Key]) -> Option<Cause> {
    keys.iter().find_map(|key| shell.take_input(Input::Key(*key), &mut Frames::default()).unwrap())
}

fn typed(shell: &mut EventLoop<TourScreen>, text: &str) {
    let keys: Vec<Key> = text.chars().map(Key::Char).chain([Key::Enter]).collect();
    assert_eq!(press(shell, &keys), None);
}

/// The next frame, as text.
fn frame(shell: &mut EventLoop<TourScreen>) -> String {
    let mut frames = Frames::default();
    shell.draw(&mut frames).unwrap();
    frames.drawn.remove(0)
}

/// Takes in all messages that were sent.
fn hear(shell: &mut EventLoop<TourScreen>) {
    while let Ok(first) = shell.messages().try_recv() {
        shell.take(Some(first));
    }
}

/// Runs the scene to its end, as the stage tells it.
fn perform(shell: &mut EventLoop<TourScreen>, tell: &Sender<TourMessage>, provenance: Provenance) {
    tell.send(started(provenance.clone())).unwrap();
    for event in events(1000.0) {
        tell.send(event).unwrap();
    }
    tell.send(TourMessage::CaptionDue("2 threads, one lock: 1.02 cores busy.".into())).unwrap();
    tell.send(ended(provenance, Some(0))).unwrap();
    hear(shell);
}

/// A screen that shows the run of the first scene, before its first message.
fn with_run(test: impl FnOnce(&mut EventLoop<TourScreen>, &Sender<TourMessage>)) -> Vec<Asked> {
    let mut stage = FakeStage::new();
    let tell = stage.tell();
    let mut screen = TourScreen::new(&mut stage, talk(), false, Companions::default());
    let mut shell = EventLoop::new(&mut screen, Options::default());
    assert_eq!(press(&mut shell, &[SPACE]), None);
    test(&mut shell, &tell);
    stage.log
}

#[test]
fn a_scene_goes_from_its_question_to_its_verdict_and_the_talk_to_the_list() {
    let mut stage = FakeStage::new();
    let tell = stage.tell();
    let mut screen = TourScreen::new(&mut stage, talk(), false, Companions::default());
    let mut shell = EventLoop::new(&mut screen, Options::default());
    for scene in 0..2 {
        assert!(frame(&mut shell).contains(&format!("{} of 2", scene + 1)));
        press(&mut shell, &[Key::Char('1'), Key::PageDown]);
        let run = frame(&mut shell);
        assert!(run.contains("coreograph") && !run.contains("recorded"), "{run}");
        perform(&mut shell, &tell, if scene == 0 { live() } else { recorded() });
        let run = frame(&mut shell);
        assert!(run.contains("2 threads, one lock: 1.02 cores busy."), "{run}");
        assert_eq!(run.contains("recorded on Example 7000 Processor"), scene == 1, "{run}");
        press(&mut shell, &[Key::Right]);
        let verdict = frame(&mut shell);
        assert!(
            verdict.contains("as predicted") && verdict.contains("The room was right: 1 of 1"),
            "{verdict}"
        );
        assert_eq!(verdict.contains("recorded on Example"), scene == 1, "{verdict}");
        press(&mut shell, &[Key::Enter]);
    }
    let list = frame(&mut shell);
    for words in
        ["One process or many", "The convoy", "1.02 cores busy", "predicted: about 1, as it happened"]
    {
        assert!(list.contains(words), "{words}: {list}");
    }
    assert!(list.contains("recorded on Example"), "{list}");
    press(&mut shell, &[SPACE]);
    assert!(shell.state.message().unwrap().contains("q ends the talk"));
    assert_eq!(stage.log, [Asked::Start(0), Asked::Start(1)]);
}

#[test]
fn the_question_stays_below_the_run_until_the_first_caption() {
    with_run(|shell, tell| {
        assert!(frame(shell).contains("How many cores are busy?"));
        tell.send(started(live())).unwrap();
        for event in events(3.0) {
            tell.send(event).unwrap();
        }
        hear(shell);
        let run = frame(shell);
        assert!(run.contains("How many cores are busy?") && run.contains("live"), "{run}");
    });
}

#[test]
fn nothing_that_runs_ends_at_one_press() {
    for (key, ends) in [
        (SPACE, Asked::Stop),
        (Key::PageUp, Asked::Stop),
        (Key::Char('r'), Asked::Start(0)),
        (Key::Char('f'), Asked::FallBack),
    ] {
        let log = with_run(|shell, tell| {
            tell.send(started(live())).unwrap();
            hear(shell);
            press(shell, &[key]);
            assert!(frame(shell).contains("once more"), "{key:?}");
            // Another key is no answer.
            press(shell, &[Key::Char('h'), Key::Char('h')]);
            assert!(!frame(shell).contains("once more"), "{key:?}");
            press(shell, &[key]);
            assert_eq!(shell.screen.runner.talk.step(), Step::Run, "{key:?}");
            assert!(frame(shell).contains("once more"), "{key:?}");
            press(shell, &[Key::Esc]);
            assert!(!frame(shell).contains("once more"), "{key:?}");
        });
        assert_eq!(log, [Asked::Start(0)], "{key:?}");
        let log = with_run(|shell, tell| {
            tell.send(started(live())).unwrap();
            hear(shell);
            assert_eq!(press(shell, &[key, key]), None);
        });
        assert_eq!(log, [Asked::Start(0), ends], "{key:?}");
    }
}

#[test]
fn q_ends_the_talk_at_the_second_press() {
    with_run(|shell, _| {
        assert_eq!(press(shell, &[Key::Char('q')]), None);
        assert!(frame(shell).contains("End the talk?"));
        assert_eq!(press(shell, &[Key::Esc, Key::Char('q'), Key::Char('t'), Key::Char('q')]), None);
        assert_eq!(press(shell, &[Key::Char('v'), Key::Char('q')]), None);
        assert_eq!(press(shell, &[Key::Char('q')]), Some(Cause::Quit));
    });
    with_run(|shell, _| {
        assert_eq!(press(shell, &[Key::Ctrl('c')]), Some(Cause::Signal(Signal::Int)));
    });
}

#[test]
fn a_question_about_a_run_is_dropped_when_the_run_ends() {
    with_run(|shell, tell| {
        press(shell, &[SPACE]);
        perform(shell, tell, live());
        assert!(!frame(shell).contains("once more"));
        press(shell, &[SPACE]);
        assert_eq!(shell.screen.runner.talk.step(), Step::Verdict);
    });
}

#[test]
fn a_step_that_comes_before_the_verdict_is_made_with_it() {
    with_run(|shell, tell| {
        tell.send(started(live())).unwrap();
        for event in events(1000.0) {
            tell.send(event).unwrap();
        }
        hear(shell);
        press(shell, &[SPACE]);
        assert!(!frame(shell).contains("once more"));
        assert_eq!(shell.screen.runner.talk.step(), Step::Run);
        tell.send(ended(live(), Some(0))).unwrap();
        hear(shell);
        assert_eq!(shell.screen.runner.talk.step(), Step::Verdict);
    });
}

#[test]
fn what_has_run_is_looked_at_again_without_running_again() {
    let log = with_run(|shell, tell| {
        perform(shell, tell, live());
        press(shell, &[SPACE, Key::Left, Key::PageUp]);
        assert_eq!(shell.screen.runner.talk.step(), Step::Question);
        press(shell, &[SPACE, SPACE]);
        assert_eq!(shell.screen.runner.talk.step(), Step::Verdict);
        press(shell, &[Key::Char('r')]);
        assert!(frame(shell).contains("Run it again?"));
    });
    assert_eq!(log, [Asked::Start(0)]);
}

#[test]
fn votes_are_counted_typed_and_taken_back() {
    let mut stage = FakeStage::new();
    let mut screen = TourScreen::new(&mut stage, talk(), false, Companions::default());
    let mut shell = EventLoop::new(&mut screen, Options::default());
    let votes = |shell: &EventLoop<TourScreen>| {
        let room = &shell.screen.runner.talk.take().unwrap().prediction;
        [0, 1, 2, 3].map(|choice| room.votes(choice))
    };
    press(&mut shell, &[Key::Char('1'), Key::Char('3'), Key::Char('3'), Key::Backspace]);
    assert_eq!(votes(&shell), [1, 0, 1, 0]);
    press(&mut shell, &[Key::Char('4')]);
    assert_eq!(votes(&shell), [1, 0, 1, 0], "the scene has three choices");
    press(&mut shell, &[Key::Char('v')]);
    assert!(frame(&mut shell).contains("votes for 1, 2"));
    typed(&mut shell, "12 30 nonsense");
    assert!(shell.state.message().unwrap().starts_with("Accepted:"));
    assert!(shell.screen.entry.is_some(), "it can be corrected");
    press(&mut shell, &[Key::Backspace; 8]);
    typed(&mut shell, "4");
    assert_eq!(votes(&shell), [12, 30, 4, 0]);
    assert!(frame(&mut shell).contains("30"));
    press(&mut shell, &[Key::Char('v'), Key::Char('9'), Key::Char('q'), Key::Esc]);
    assert_eq!((votes(&shell), shell.screen.entry.as_ref()), ([12, 30, 4, 0], None));
    press(&mut shell, &[SPACE, Key::Char('2')]);
    assert!(shell.state.message().unwrap().contains("while the question is asked"));
    assert_eq!(votes(&shell), [12, 30, 4, 0]);
}

#[test]
fn a_name_or_what_is_near_it_leads_to_a_scene() {
    let log = with_run(|shell, _| {
        press(shell, &[Key::Char('g')]);
        typed(shell, "nonsense");
        assert!(shell.state.message().unwrap().contains("convoy"));
        assert_eq!(shell.screen.runner.talk.scene(), 0);
        press(shell, &[Key::Esc, Key::Char('g')]);
        typed(shell, "convoi");
        assert_eq!((shell.screen.runner.talk.scene(), shell.screen.runner.talk.step()), (1, Step::Question));
        assert!(frame(shell).contains("2 of 2"));
    });
    assert_eq!(log, [Asked::Start(0), Asked::Stop]);
}

#[test]
fn a_blank_screen_shows_nothing_and_any_key_only_brings_it_back() {
    for key in
        [Key::Char('b'), Key::Char('.'), SPACE, Key::Char('q'), Key::Char('r'), Key::Esc, Key::PageDown]
    {
        let log = with_run(|shell, tell| {
            perform(shell, tell, live());
            press(shell, &[Key::Char('b')]);
            assert_eq!(frame(shell).trim(), "");
            assert_eq!(press(shell, &[key]), None);
            assert_eq!(shell.screen.runner.talk.step(), Step::Run, "{key:?}");
            assert!(frame(shell).contains("1 of 2"), "{key:?}");
        });
        assert_eq!(log, [Asked::Start(0)], "{key:?}");
    }
}

#[test]
fn a_pause_holds_the_picture_and_the_next_step_lets_it_go_on() {
    let log = with_run(|shell, tell| {
        tell.send(started(live())).unwrap();
        for event in events(3.0) {
            tell.send(event).unwrap();
        }
        hear(shell);
        press(shell, &[Key::Char('p')]);
        assert!(frame(shell).contains("Paused; p goes on."));
        assert!(shell.screen.is_frozen());
        press(shell, &[Key::Char('p')]);
        assert!(!shell.screen.is_frozen());
        press(shell, &[Key::Char('p')]);
        perform(shell, tell, live());
        press(shell, &[SPACE]);
        assert!(!shell.screen.is_frozen());
        press(shell, &[Key::Char('p')]);
        assert!(shell.state.message().unwrap().contains("Nothing runs"));
    });
    let pauses = [true, false, true, false].map(Asked::Pause);
    assert_eq!(log, [&[Asked::Start(0)], &pauses[..]].concat());
}

#[test]
fn only_a_recording_is_played_faster_or_slower() {
    let log = with_run(|shell, tell| {
        tell.send(started(live())).unwrap();
        hear(shell);
        press(shell, &[Key::Char('+')]);
        assert!(shell.state.message().unwrap().contains("Only a recording"));
        tell.send(started(recorded())).unwrap();
        hear(shell);
        press(shell, &[Key::Char('+')]);
        assert!(frame(shell).contains("It plays 2 times as fast"));
        press(shell, &[Key::Char('h')]);
        assert!(frame(shell).contains("recorded on Example 7000 Processor, 8 CPUs, 2×"));
        press(shell, &[Key::Char('-'); 9]);
        press(shell, &[Key::Char('f')]);
        assert!(shell.state.message().unwrap().contains("Only a live run"));
    });
    assert_eq!(log[..3], [Asked::Start(0), Asked::Speed(2.0), Asked::Speed(1.0)]);
    assert_eq!(log.last(), Some(&Asked::Speed(0.25)));
}

#[test]
fn a_fallback_begins_anew_under_its_label_without_another_word() {
    with_run(|shell, tell| {
        tell.send(started(live())).unwrap();
        for event in events(4.0) {
            tell.send(event).unwrap();
        }
        tell.send(TourMessage::CaptionDue("a live figure".into())).unwrap();
        hear(shell);
        assert!(frame(shell).contains("a live figure"));
        tell.send(started(recorded())).unwrap();
        hear(shell);
        let run = frame(shell);
        assert!(run.contains("recorded on Example") && !run.contains("a live figure"), "{run}");
        assert_eq!(
            (shell.state.message(), shell.screen.runner.shown().unwrap().model.plan.is_none()),
            (None, true)
        );
    });
}

#[test]
fn the_keys_are_hidden_and_listed_and_themes_change() {
    let mut stage = FakeStage::new();
    let mut screen = TourScreen::new(&mut stage, talk(), false, Companions::default());
    let mut shell = EventLoop::new(&mut screen, Options::default());
    assert!(frame(&mut shell).contains("space next"));
    press(&mut shell, &[Key::Char('h')]);
    let hidden = frame(&mut shell);
    assert!(!hidden.contains("space next") && hidden.contains("talk 0:0"), "{hidden}");
    press(&mut shell, &[Key::Char('?')]);
    let help = frame(&mut shell);
    assert!(help.contains(" help ─") && help.contains("enter, right and page down do the same"), "{help}");
    press(&mut shell, &[Key::Esc, Key::Char('t')]);
    assert!(shell.state.message().is_some());
    press(&mut shell, &[Key::Char('r')]);
    assert!(shell.state.message().unwrap().contains("Nothing has run here yet"));
    press(&mut shell, &[Key::Left]);
    assert!(shell.state.message().unwrap().contains("where the tour begins"));
}

#[test]
fn a_stop_of_the_program_holds_what_runs() {
    let log = with_run(|shell, _| {
        for input in [Input::Key(Key::Ctrl('z')), Input::Stop] {
            assert_eq!(shell.take_input(input, &mut Frames::default()).unwrap(), None);
        }
    });
    assert_eq!(log[1..], [Asked::Hold, Asked::Resume, Asked::Hold, Asked::Resume]);
}

/// Lets a time pass since the screen began to wait; returns the step that is shown then.
fn after(shell: &mut EventLoop<TourScreen>, pause: Duration) -> Step {
    let now = shell.screen.waits + pause;
    shell.screen.keep_pace(now);
    shell.screen.runner.talk.step()
}

#[test]
fn a_tour_that_advances_by_itself_keeps_its_pauses_and_ends() {
    let mut stage = FakeStage::new();
    let tell = stage.tell();
    let mut screen = TourScreen::new(&mut stage, Talk::new(cards(), 1, 1), true, Companions::default());
    let mut shell = EventLoop::new(&mut screen, Options::default());
    let early = Duration::from_millis(10);
    assert_eq!(after(&mut shell, auto::QUESTION.saturating_sub(early)), Step::Question);
    press(&mut shell, &[Key::Char('b')]);
    assert_eq!(after(&mut shell, auto::QUESTION), Step::Question, "nothing is seen");
    press(&mut shell, &[Key::Char('b')]);
    assert_eq!(after(&mut shell, auto::QUESTION), Step::Run);
    assert_eq!(after(&mut shell, Duration::from_mins(1)), Step::Run, "it runs");
    perform(&mut shell, &tell, recorded());
    assert_eq!(after(&mut shell, auto::FINISHED.saturating_sub(early)), Step::Run);
    assert_eq!(after(&mut shell, auto::FINISHED), Step::Verdict);
    assert_eq!(after(&mut shell, auto::VERDICT), Step::Closing);
    assert_eq!(
        (after(&mut shell, auto::CLOSING.saturating_sub(early)), shell.screen.is_over()),
        (Step::Closing, false)
    );
    after(&mut shell, auto::CLOSING);
    assert!(shell.screen.is_over());
    let (_keyboard, input) = crossbeam_channel::unbounded();
    let cause = shell.run(&mut Frames::default(), &input, &never()).unwrap();
    assert_eq!(cause, Cause::Quit);
    assert_eq!(stage.log, [Asked::Start(1)]);
}

#[test]
fn a_tour_by_hand_waits_for_its_presenter() {
    with_run(|shell, tell| {
        perform(shell, tell, live());
        let now = shell.screen.waits + Duration::from_hours(1);
        shell.screen.keep_pace(now);
        assert_eq!(shell.screen.runner.talk.step(), Step::Run);
        assert_eq!(shell.screen.period(), Some(SECOND));
    });
}

#[test]
fn a_tour_by_itself_stays_until_the_last_caption_has_been_read() {
    let mut stage = FakeStage::new();
    let tell = stage.tell();
    let mut screen = TourScreen::new(&mut stage, Talk::new(cards(), 1, 1), true, Companions::default());
    let mut shell = EventLoop::new(&mut screen, Options::default());
    assert_eq!(after(&mut shell, auto::QUESTION), Step::Run);
    tell.send(started(recorded())).unwrap();
    for words in ["one", "two"] {
        tell.send(TourMessage::CaptionDue(words.into())).unwrap();
    }
    tell.send(ended(recorded(), Some(2))).unwrap();
    hear(&mut shell);
    assert!(shell.screen.runner.has_captions());
    assert_eq!(after(&mut shell, auto::FINISHED), Step::Run, "a caption waits");
    let read = Instant::now() + Duration::from_mins(1);
    shell.screen.runner.advance(read);
    assert!(!shell.screen.runner.has_captions());
    assert_eq!(after(&mut shell, auto::FINISHED), Step::Verdict);
}
