//! The program in a terminal: it draws, obeys keys, bears any size, and leaves the terminal as it found it.

mod support;

use std::path::Path;

use coreograph::workload::Kind;
use serde_json::Value;
use support::process::{Process, Signal, unburied_children_of, wait_until_gone};
use support::pty::{Left, Size, Terminal};
use support::{run, wait_for};

const USUAL: Size = (120, 40);

/// A race that goes on for as long as a test looks at it.
const LONG: [&str; 6] = ["race", "--seconds", "600", "--workers", "2", "--schedule=turns"];

/// A race that is over soon.
const SHORT: [&str; 9] = ["race", "--tasks", "8", "--size", "5000", "--workers", "2", "--lanes", "gil,pool"];

/// Threads and worker processes, at once and for long.
const BOTH: [&str; 7] =
    ["race", "--seconds", "600", "--workers=2", "--lanes", "gil,pool", "--schedule=together"];

/// The program racing threads and processes at once; its two worker processes are there.
fn racing_both() -> (Terminal, Vec<Process>) {
    let terminal = Terminal::start(USUAL, &BOTH);
    let workers = workers_of(&terminal);
    (terminal, workers)
}

/// The same for each of these, all side by side: their tasks wait, so that they do not wait for each other's cores.
fn racing_for_each<T: Copy>(all: &[T]) -> Vec<(T, Terminal, Vec<Process>)> {
    let waiting = [&BOTH[..], &["--workload", "sleep"]].concat();
    let started: Vec<_> = all.iter().map(|one| (*one, Terminal::start(USUAL, &waiting))).collect();
    let racing = started.into_iter().map(|(one, terminal)| {
        let workers = workers_of(&terminal);
        (one, terminal, workers)
    });
    racing.collect()
}

/// The two worker processes of a race that runs.
fn workers_of(terminal: &Terminal) -> Vec<Process> {
    terminal.wait_for(&["racing"]);
    wait_for("two worker processes", || Some(terminal.workers()).filter(|workers| workers.len() == 2))
}

#[test]
fn the_dashboard_shows_lanes_and_cores() {
    let mut terminal = Terminal::start(USUAL, &SHORT);
    let text = terminal.wait_for(&["finished"]);
    for words in ["primes", "8 tasks", "2 workers", "THREADS, simulated GIL", "WORKER PROCESSES", "8/8"] {
        assert!(text.contains(words), "no {words:?} on\n{text}");
    }
    for words in ["cores", "busy", "T0", "T1", "P0", "P1", "lock", "quit"] {
        assert!(text.contains(words), "no {words:?} on\n{text}");
    }
    terminal.press("q");
    terminal.end().assert_restored(0);
}

#[test]
fn the_dashboard_alone_is_threads_under_a_lock_against_processes() {
    let mut terminal = Terminal::start(USUAL, &[]);
    terminal.wait_for(&["primes", "THREADS, simulated GIL", "WORKER PROCESSES"]);
    terminal.press("q");
    terminal.end().assert_restored(0);
}

#[test]
fn help_opens_and_closes() {
    let mut terminal = Terminal::start(USUAL, &LONG);
    terminal.wait_for(&["THREADS, simulated GIL"]);
    for (open, close) in [("?", "\x1b"), ("?", "?"), ("?", "q")] {
        terminal.press(open);
        terminal.wait_for(&["Keys", "run again from the beginning"]);
        terminal.press(close);
        terminal.wait_without(&["Keys", "run again from the beginning"]);
    }
    terminal.press("q");
    terminal.end().assert_restored(0);
}

#[test]
fn space_freezes_the_picture_and_lets_it_go_on() {
    let mut terminal = Terminal::start(USUAL, &LONG);
    terminal.wait_for(&["THREADS, simulated GIL"]);
    terminal.press(" ");
    let frozen = terminal.wait_for(&["paused", "go on"]);
    // Another key is answered, and behind it the same picture stands.
    terminal.press("?");
    terminal.wait_for(&["─ help ─"]);
    terminal.press("?");
    let behind = terminal.wait_without(&["─ help ─"]);
    assert_eq!(behind, frozen);
    terminal.press(" ");
    terminal.wait_without(&["paused"]);
    terminal.wait_for(&["racing"]);
    terminal.press("q");
    terminal.end().assert_restored(0);
}

#[test]
fn keys_change_the_race_and_start_it_again() {
    let mut terminal = Terminal::start(USUAL, &LONG);
    terminal.wait_for(&["2 workers", "primes", "turns"]);
    race_anew(&mut terminal, "}", |text| first_line(text).contains("3 workers") && text.contains("P2"));
    race_anew(&mut terminal, "{", |text| first_line(text).contains("2 workers") && !text.contains("P2"));
    race_anew(&mut terminal, "{", |text| first_line(text).contains("1 worker "));
    terminal.press("{");
    terminal.wait_for(&["Each lane has one worker already"]);
    race_anew(&mut terminal, "s", |text| first_line(text).contains("together"));
    // All of them, from the next one round to the first.
    let workloads = Kind::ALL.iter().cycle().skip(1).take(Kind::ALL.len()).map(|kind| kind.name());
    for workload in workloads {
        race_anew(&mut terminal, "w", |text| first_line(text).contains(workload));
    }
    terminal.press("q");
    terminal.end().assert_restored(0);
}

/// Presses a key that begins another race, and once more where it asks because a race runs; then that race is `there`.
#[track_caller]
fn race_anew(terminal: &mut Terminal, key: &str, there: impl Fn(&str) -> bool) {
    let question = format!("{key} again ends this race");
    terminal.press(key);
    let text =
        terminal.wait_until("a question or another race", |text| text.contains(&question) || there(text));
    if text.contains(&question) {
        terminal.press(key);
    }
    terminal.wait_until(&format!("another race after {key}"), there);
}

#[test]
fn r_runs_again_and_each_race_has_its_recording() {
    let folder = tempfile::tempdir().expect("a folder");
    let [first, second] = ["race.jsonl", "race-2.jsonl"].map(|name| folder.path().join(name));
    let mut terminal = Terminal::start(USUAL, &[&SHORT[..], &["--record", text(&first)]].concat());
    terminal.wait_for(&["finished", "8/8"]);
    terminal.press("r");
    wait_for("the second race", || second.exists().then_some(()));
    terminal.wait_without(&["finished"]);
    terminal.wait_for(&["finished", "8/8"]);
    terminal.press("q");
    terminal.end().assert_restored(0);
    for recording in [first, second] {
        let replayed = run::run(&["replay", text(&recording), "--format", "json"]);
        assert_eq!(replayed.code, Some(0), "{replayed}");
        let json = replayed.json();
        assert_eq!((&json["lanes"][1]["tasks"]["done"], &json["fault"]), (&8.into(), &Value::Null));
    }
}

#[test]
fn a_lane_can_have_the_whole_screen() {
    let mut terminal = Terminal::start(USUAL, &LONG);
    let both = ["THREADS, simulated GIL", "WORKER PROCESSES"];
    terminal.wait_for(&both);
    terminal.press("z");
    terminal.wait_until("the first lane alone", |text| text.contains(both[0]) && !text.contains(both[1]));
    terminal.press("\t");
    terminal.wait_until("the second lane alone", |text| text.contains(both[1]) && !text.contains(both[0]));
    terminal.press("\x1b[Z");
    terminal.wait_until("the first lane alone", |text| text.contains(both[0]) && !text.contains(both[1]));
    terminal.press("\x1b");
    terminal.wait_for(&both);
    terminal.press("q");
    terminal.end().assert_restored(0);
}

#[test]
fn the_lock_can_have_the_whole_screen_and_another_interval_while_it_runs() {
    let mut terminal = Terminal::start(USUAL, &["race", "--seconds", "600", "--workers=2", "--lanes=gil"]);
    terminal.wait_for(&["racing", "switches/s"]);
    terminal.press("4");
    terminal.wait_for(&[
        "THE LOCK",
        "interval 5 ms",
        "LOCK HOLDERS",
        "5 ms interval",
        "THE WHOLE RUN",
        "is waiting",
    ]);
    let pid = terminal.pid();
    terminal.press("]");
    terminal.wait_for(&["Switch interval 10 ms.", "[] 10 ms"]);
    terminal.wait_until("the interval in the header", |text| first_line(text).contains("interval 10 ms"));
    terminal.press("[[");
    terminal.wait_for(&["Switch interval 2 ms.", "2 ms interval"]);
    assert_eq!((terminal.pid(), first_line(&terminal.text()).contains("racing")), (pid, true));
    terminal.press("\x1b");
    terminal.wait_without(&["THE WHOLE RUN"]);
    // The next race begins with the interval that was chosen.
    terminal.press("r");
    terminal.wait_for(&["r again ends this race"]);
    terminal.press("r");
    terminal.wait_without(&["doubt", "again ends"]);
    terminal.wait_until("the same interval", |text| first_line(text).contains("interval 2 ms"));
    terminal.press("q");
    terminal.end().assert_restored(0);
}

#[test]
fn the_interval_of_a_recording_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("race.jsonl");
    run::race(&[&SHORT[1..], &["--record", text(&file)]].concat());
    let mut terminal = Terminal::start(USUAL, &["replay", text(&file)]);
    terminal.wait_for(&["finished"]);
    terminal.press("4");
    terminal.wait_for(&["THE LOCK", "LOCK HOLDERS"]);
    // Of a recording these keys are the speed.
    terminal.press("]");
    terminal.wait_for(&["recorded, 2×", "interval 5 ms"]);
    terminal.press("}");
    terminal.wait_for(&["what was raced cannot be changed"]);
    terminal.press("q");
    terminal.end().assert_restored(0);
}

#[test]
fn keys_that_mean_nothing_and_pasted_text_do_nothing() {
    let mut terminal = Terminal::start(USUAL, &LONG);
    terminal.wait_for(&["2 workers"]);
    terminal.press("Q\x1b[15~\x1b[200~q+wq\x1b[201~x");
    // Keys are taken in order: when this one is answered, the others had their say.
    terminal.press("?");
    terminal.wait_for(&["─ help ─"]);
    terminal.press("?");
    terminal.wait_without(&["─ help ─"]);
    assert!(first_line(&terminal.text()).starts_with(" primes"), "{}", terminal.text());
    terminal.press("q");
    terminal.end().assert_restored(0);
}

/// Keys with modifiers, late answers of the terminal, and what looks like neither: q, x, and what restarts or opens
/// something are in them.
const NO_KEYS: [&str; 12] = [
    "\x1bq",
    "\x1bx",
    "\x1b[113;3u",
    "\x1b[113;9u",
    "\x1b[120;17u",
    "\x1b[?62;c",
    "\x1b[12;40R",
    "\x1b[>0;276;0c",
    "\x1b[?2026;2$y",
    "\x1b]11;rgb:0000/q:q/0000\x1b\\",
    "\x1bP>|q(390)\x1b\\",
    "\x1b_Gi=31;q\x1b\\",
];

#[test]
fn sequences_that_are_no_plain_key_do_nothing() {
    let mut terminal = Terminal::start(USUAL, &LONG);
    terminal.wait_for(&["2 workers"]);
    for bytes in NO_KEYS {
        terminal.press(bytes);
        terminal.press("?");
        terminal.wait_for(&["─ help ─"]);
        terminal.press("?");
        terminal.wait_without(&["─ help ─"]);
        assert!(first_line(&terminal.text()).starts_with(" primes"), "{bytes:?}\n{}", terminal.text());
    }
    terminal.press("q");
    terminal.end().assert_restored(0);
}

#[test]
fn a_paste_that_never_ends_keeps_no_key_for_ever_and_no_interrupt_at_all() {
    let mut terminal = Terminal::start(USUAL, &LONG);
    terminal.wait_for(&["2 workers"]);
    terminal.press("\x1b[200~xq");
    terminal.press("\x03");
    terminal.end().assert_restored(130);

    let mut terminal = Terminal::start(USUAL, &LONG);
    terminal.wait_for(&["2 workers"]);
    terminal.press("\x1b[200~xq");
    // It takes a second of silence. On a slow machine that begins late: then what is typed is still part of the paste.
    let open = (0..10).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(1200));
        terminal.press("4");
        support::poll_for(std::time::Duration::from_secs(1), || {
            terminal.text().contains("THE LOCK").then_some(())
        })
        .is_some()
    });
    assert!(open, "{}", terminal.text());
    terminal.press("q");
    terminal.end().assert_restored(0);
}

#[test]
fn without_a_screen_the_program_runs_headless_and_says_why() {
    let dumb = Terminal::start_with(USUAL, &SHORT, &[("TERM", "dumb")]);
    let left = dumb.end();
    left.assert_restored(0);
    assert!(left.text.contains("headless: TERM is dumb"), "{}", left.text);
    assert!(!String::from_utf8_lossy(&left.bytes).contains('\x1b'), "{}", left.text);

    let blind = Terminal::start_shell(USUAL, &format!("{} {} </dev/null", support::PROGRAM, SHORT.join(" ")));
    let left = blind.end();
    left.assert_restored(0);
    assert!(left.text.contains("headless: standard input is no terminal"), "{}", left.text);
    assert!(left.text.contains("2 threads under one lock"), "{}", left.text);

    let doctor = Terminal::start_shell(USUAL, &format!("{} doctor </dev/null", support::PROGRAM));
    let left = doctor.end();
    // Its lines end where the terminal does.
    let words = left.text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("standard input is no terminal, so every command runs headless"), "{}", left.text);
}

#[test]
fn any_size_is_borne() {
    let mut terminal = Terminal::start(USUAL, &LONG);
    terminal.wait_for(&["THREADS, simulated GIL"]);
    let odd = [(60, 20), (200, 50), (20, 5), (1, 1), (2, 40), (250, 1), (80, 24), (500, 150), (1, 1)];
    for size in odd {
        let written = terminal.written();
        terminal.resize(size);
        wait_for(&format!("a drawing on {size:?}"), || (terminal.written() > written).then_some(()));
    }
    terminal.resize(USUAL);
    terminal.wait_for(&["primes", "THREADS, simulated GIL", "WORKER PROCESSES", "quit"]);
    terminal.press("q");
    terminal.end().assert_restored(0);
}

#[test]
fn it_starts_in_any_size() {
    for size in [(60, 20), (20, 5), (1, 1), (300, 100)] {
        let mut terminal = Terminal::start(size, &LONG);
        wait_for("a first drawing", || terminal.is_on_alternate_screen().then_some(()));
        wait_for("a drawing", || (terminal.written() > 100).then_some(()));
        terminal.press("q");
        terminal.end().assert_restored(0);
    }
}

#[test]
fn the_verdict_stays_on_the_terminal() {
    let mut terminal = Terminal::start(USUAL, &SHORT);
    terminal.wait_for(&["finished"]);
    terminal.press("q");
    let left = terminal.end();
    left.assert_restored(0);
    for words in
        ["primes, 8 tasks", "threads, simulated GIL", "worker processes", "wall", "2 threads under one lock"]
    {
        assert!(left.text.contains(words), "no {words:?} on\n{}", left.text);
    }
    assert!(left_at_the_end(&left), "{:?}", String::from_utf8_lossy(&left.bytes));
}

/// After the alternate screen nothing but text was written; the cursor may be shown twice.
fn left_at_the_end(left: &Left) -> bool {
    let bytes = String::from_utf8_lossy(&left.bytes);
    let after = bytes.rsplit_once("\x1b[?1049l").map(|(_, after)| after);
    after.is_some_and(|after| {
        after.starts_with("\x1b[?25h") && !after.replace("\x1b[?25h", "").contains('\x1b')
    })
}

#[test]
fn whoever_leaves_in_mid_race_leaves_nobody_behind() {
    for (keys, code) in [("q", 0), ("\x03", 130)] {
        let (mut terminal, workers) = racing_both();
        terminal.press(keys);
        assert_left(terminal, &workers, code);
    }
}

#[test]
fn signals_end_the_dashboard_and_leave_nobody_behind() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        let (terminal, workers) = racing_both();
        terminal.signal(signal);
        assert_left(terminal, &workers, code);
    }
}

#[test]
fn a_terminal_that_is_closed_ends_the_dashboard_and_leaves_nobody_behind() {
    let (terminal, workers) = racing_both();
    let status = terminal.hang_up();
    assert_eq!((status.signal(), status.exit_code()), (None, 129));
    wait_until_gone(&workers);
}

/// Signals that end a program unless it says otherwise: it is asked to end, and does.
#[cfg(target_os = "linux")]
const ENDING: [(Signal, u32); 9] = [
    (Signal::USR1, 138),
    (Signal::USR2, 140),
    (Signal::ALARM, 142),
    (Signal::VTALARM, 154),
    (Signal::PROF, 155),
    (Signal::IO, 157),
    (Signal::POWER, 158),
    (Signal::STKFLT, 144),
    (Signal::TERM, 143),
];

#[cfg(target_os = "linux")]
#[test]
fn every_signal_that_asks_for_the_end_restores_the_terminal_first() {
    for ((signal, code), terminal, workers) in racing_for_each(&ENDING) {
        terminal.signal(signal);
        assert_left(terminal, &workers, code);
    }
}

/// Signals of crashes, and those that want a core dump: there is no report, but there is a terminal.
#[test]
fn every_signal_that_ends_at_once_restores_the_terminal_first() {
    let ending = [
        Signal::QUIT,
        Signal::XCPU,
        Signal::XFSZ,
        Signal::SEGV,
        Signal::BUS,
        Signal::ILL,
        Signal::FPE,
        Signal::ABORT,
        Signal::TRAP,
        Signal::SYS,
    ];
    for (signal, terminal, workers) in racing_for_each(&ending) {
        terminal.signal(signal);
        let left = terminal.end();
        left.assert_given_back();
        assert!(left.status.signal().is_some(), "{signal:?}: {:?}", left.status);
        wait_until_gone(&workers);
    }
}

/// The terminal is restored, the report speaks of a race that was stopped, and all workers are gone.
#[track_caller]
fn assert_left(terminal: Terminal, workers: &[Process], code: u32) {
    let pid = terminal.pid();
    let left = terminal.end();
    left.assert_restored(code);
    assert!(left.text.contains("The race was stopped"), "{}", left.text);
    wait_until_gone(workers);
    assert_eq!(unburied_children_of(pid), []);
}

#[test]
fn a_task_that_never_ends_keeps_nobody() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("race.jsonl");
    let endless = ["race", "--size", "2000000000", "--tasks", "4", "--lanes", "gil", "--record", text(&file)];
    let mut terminal = Terminal::start(USUAL, &endless);
    terminal.wait_for(&["racing"]);
    terminal.press("r");
    terminal.wait_for(&["r again ends this race"]);
    terminal.press("r");
    let second = folder.path().join("race-2.jsonl");
    wait_for("the next race", || second.exists().then_some(()));
    terminal.press("q");
    assert_left(terminal, &[], 0);
    let replayed = run::run(&["replay", text(&file), "--format", "json"]);
    assert_eq!((replayed.code, &replayed.json()["end"]), (Some(0), &"stopped".into()), "{replayed}");
}

#[test]
fn a_crash_restores_the_terminal_before_it_is_told() {
    // The crash has to come when there are workers; on a slow machine that takes a while.
    for after in ["1500", "6000", "24000"] {
        let mut terminal = Terminal::start(USUAL, &[&BOTH[..], &["--crash-after", after]].concat());
        let workers = wait_for("workers or the end", || {
            let workers = terminal.workers();
            (workers.len() == 2 || terminal.has_ended()).then_some(workers)
        });
        let left = terminal.end();
        left.assert_restored(101);
        assert!(left.text.contains("a rehearsed fault of the screen"), "{}", left.text);
        wait_until_gone(&workers);
        if workers.len() == 2 {
            return;
        }
    }
    panic!("no worker was there before the crash");
}

#[test]
fn a_killed_dashboard_takes_its_workers_along() {
    let (terminal, workers) = racing_both();
    terminal.signal(Signal::KILL);
    wait_until_gone(&workers);
    assert_ne!(terminal.end().status.signal(), None);
}

#[test]
fn a_recording_plays_pauses_and_ends() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("race.jsonl");
    run::race(&[&SHORT[1..], &["--record", text(&file)]].concat());
    let mut terminal = Terminal::start(USUAL, &["replay", text(&file), "--speed", "0.3"]);
    terminal.wait_for(&["recorded", "primes"]);
    terminal.press(" ");
    let paused = terminal.wait_for(&["recorded", "paused"]);
    terminal.press("}");
    let said = terminal.wait_for(&["what was raced cannot be changed"]);
    assert_eq!(first_line(&paused), first_line(&said), "its clock stands still");
    terminal.press(" ");
    terminal.wait_for(&["recorded", "finished", "8/8"]);
    terminal.press("r");
    terminal.wait_without(&["finished"]);
    assert_eq!(terminal.workers(), [], "a replay runs nothing");
    terminal.press("q");
    let left = terminal.end();
    left.assert_restored(0);
    assert!(left.text.contains("primes"), "{}", left.text);
}

#[test]
fn without_colour_there_is_no_colour() {
    let coloured = |variables: &[(&str, &str)]| {
        let mut terminal = Terminal::start_with(USUAL, &SHORT, variables);
        terminal.wait_for(&["finished"]);
        terminal.press("?");
        // Its first rows: on a busy machine doubts fill the others.
        terminal.wait_for(&["┌─ help ─"]);
        // The first closes the help, the second leaves.
        terminal.press("qq");
        let left = terminal.end();
        left.assert_restored(0);
        colours(&left.bytes)
    };
    assert_eq!(coloured(&[("NO_COLOR", "1")]), [""; 0]);
    assert_ne!(coloured(&[]), [""; 0], "otherwise there is some");
    assert_ne!(coloured(&[("NO_COLOR", "")]), [""; 0], "an empty variable counts as none");
}

/// The parameters of all sequences that choose a colour.
fn colours(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let sequences = text.split("\x1b[").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != ';' && c != ':')?;
        rest[end..].starts_with('m').then(|| rest[..end].to_string())
    });
    let chooses = |parameter: &str| {
        let number = parameter.parse().unwrap_or(0);
        matches!(number, 30..=38 | 40..=48 | 90..=97 | 100..=107)
    };
    sequences.filter(|parameters| parameters.split([';', ':']).any(chooses)).collect()
}

#[test]
fn ascii_is_enough_where_the_locale_has_no_more() {
    for (args, variables) in [(&["--ascii"][..], &[][..]), (&[], &[("LANG", "C")])] {
        let mut terminal = Terminal::start_with(USUAL, &[&SHORT[..], args].concat(), variables);
        let text = terminal.wait_for(&["finished"]);
        assert!(text.is_ascii(), "{text}");
        terminal.press("q");
        terminal.end().assert_restored(0);
    }
}

/// Without a shell nobody continues the program, so the test does it: a stopped process stays the child of
/// its parent, and can be asked whether it stands still.
#[cfg(target_os = "linux")]
#[test]
fn ctrl_z_gives_the_terminal_back_until_the_program_is_continued() {
    let mut terminal = Terminal::start(USUAL, &LONG);
    terminal.wait_for(&["racing"]);
    for _ in 0..2 {
        terminal.press("\x1a");
        wait_for("it to stand still", || (state(terminal.pid()) == Some('T')).then_some(()));
        wait_for("the normal screen", || (!terminal.is_on_alternate_screen()).then_some(()));
        assert!(terminal.has_its_modes_back());
        terminal.signal(Signal::CONT);
        terminal.wait_for(&["primes", "THREADS, simulated GIL", "quit"]);
        assert!(terminal.is_on_alternate_screen() && !terminal.has_its_modes_back());
    }
    terminal.press("q");
    terminal.end().assert_restored(0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_stop_from_outside_gives_the_terminal_back_and_holds_the_workers() {
    let (mut terminal, workers) = racing_both();
    for signal in [Signal::TSTP, Signal::TTIN, Signal::TTOU] {
        terminal.signal(signal);
        wait_for("it to stand still", || (state(terminal.pid()) == Some('T')).then_some(()));
        wait_for("the normal screen", || (!terminal.is_on_alternate_screen()).then_some(()));
        assert!(terminal.has_its_modes_back(), "{signal:?}");
        for worker in &workers {
            wait_for("workers that stand still", || (state(worker.pid) == Some('T')).then_some(()));
        }
        terminal.signal(Signal::CONT);
        terminal.wait_for(&["primes", "THREADS, simulated GIL", "quit"]);
        wait_for("raw mode", || (!terminal.has_its_modes_back()).then_some(()));
        for worker in &workers {
            wait_for("workers that go on", || (state(worker.pid) != Some('T')).then_some(()));
        }
    }
    terminal.press("q");
    terminal.end().assert_restored(0);
}

/// The state of a process: R, S, T (stopped), Z, …
#[cfg(target_os = "linux")]
fn state(pid: u32) -> Option<char> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit_once(") ")?.1.chars().next()
}

#[test]
fn headless_in_a_terminal_stays_on_the_normal_screen() {
    let terminal = Terminal::start(USUAL, &[&SHORT[..], &["--headless"]].concat());
    let left = terminal.end();
    left.assert_restored(0);
    assert!(!String::from_utf8_lossy(&left.bytes).contains('\x1b'), "{}", left.text);
    assert!(left.text.contains("2 threads under one lock") && !left.text.contains("[###"), "{}", left.text);
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path of plain characters")
}
