//! The program in a pseudo-terminal: what it draws, what keys do, and what it leaves behind.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, SlavePty, native_pty_system};

use super::process::{Process, Signal, children_of, send};
use super::{PROGRAM, poll};

/// The end of a frame that is shown whole or not at all.
const FRAME_END: &[u8] = b"\x1b[?2026l";

/// Characters of large numerals.
const NUMERAL: &str = "█▀▄";

/// Columns and rows.
pub(crate) type Size = (u16, u16);

/// The program, drawing on a terminal of ours. It is killed when the test has failed meanwhile.
pub(crate) struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    pid: u32,
    master: Option<Box<dyn MasterPty + Send>>,
    /// Ours as well, so that the terminal can be asked for its modes when the program has left it.
    slave: Option<Box<dyn SlavePty + Send>>,
    keyboard: Option<Box<dyn Write + Send>>,
    shown: Arc<Mutex<Shown>>,
    reader: Option<JoinHandle<()>>,
    /// The terminal's modes (echo, line by line, …) before the program came, in words.
    modes: String,
}

/// Everything the program wrote, and what a terminal makes of it.
struct Shown {
    bytes: Vec<u8>,
    parser: vt100::Parser,
    /// Nobody looks any more.
    hung_up: bool,
}

impl Shown {
    fn text(&self) -> String {
        let text = self.parser.screen().contents();
        text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
    }
}

impl Terminal {
    /// Starts the program with `args` in a terminal of `size`.
    pub(crate) fn start(size: Size, args: &[&str]) -> Self {
        Self::start_with(size, args, &[])
    }

    /// The same with variables in its environment.
    pub(crate) fn start_with(size: Size, args: &[&str], variables: &[(&str, &str)]) -> Self {
        Self::start_program(size, PROGRAM, args, variables)
    }

    /// Starts a shell that runs `line` in a terminal of `size`.
    pub(crate) fn start_shell(size: Size, line: &str) -> Self {
        Self::start_program(size, "/bin/sh", &["-c", line], &[])
    }

    fn start_program(size: Size, program: &str, args: &[&str], variables: &[(&str, &str)]) -> Self {
        let pair = native_pty_system().openpty(pty_size(size)).expect("a pseudo-terminal");
        let modes = format!("{:?}", pair.master.get_termios().expect("a terminal has modes"));
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.cwd(env!("CARGO_MANIFEST_DIR"));
        for name in ["NO_COLOR", "LC_ALL", "LC_CTYPE", "RUST_BACKTRACE", "COLUMNS", "LINES"] {
            command.env_remove(name);
        }
        command.env_remove("COLORTERM");
        command.env("XDG_CONFIG_HOME", super::run::NOWHERE);
        command.env("XDG_DATA_HOME", super::run::NOWHERE);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        for (name, value) in variables {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).expect("the program starts");
        let (rows, columns) = cells(size);
        let parser = vt100::Parser::new(rows, columns, 1000);
        let shown = Arc::new(Mutex::new(Shown { bytes: Vec::new(), parser, hung_up: false }));
        let reader = read(pair.master.try_clone_reader().expect("what it draws"), Arc::clone(&shown));
        Self {
            pid: child.process_id().expect("a running program has a number"),
            child,
            keyboard: Some(pair.master.take_writer().expect("a keyboard")),
            master: Some(pair.master),
            slave: Some(pair.slave),
            shown,
            reader: Some(reader),
            modes,
        }
    }

    pub(crate) fn pid(&self) -> u32 {
        self.pid
    }

    /// The running worker processes.
    pub(crate) fn workers(&self) -> Vec<Process> {
        children_of(self.pid)
    }

    /// Types.
    pub(crate) fn press(&mut self, keys: &str) {
        let keyboard = self.keyboard.as_mut().expect("a terminal has a keyboard until it hangs up");
        keyboard.write_all(keys.as_bytes()).and_then(|()| keyboard.flush()).expect("keys arrive");
    }

    pub(crate) fn signal(&self, signal: Signal) {
        send(self.pid, signal);
    }

    /// Gives the terminal another size; the system tells the program.
    pub(crate) fn resize(&self, size: Size) {
        let (rows, columns) = cells(size);
        let mut shown = self.shown();
        shown.parser.set_size(rows, columns);
        self.master().resize(pty_size(size)).expect("a terminal has a size");
    }

    /// The text on the screen, without the blanks at the end of each line.
    pub(crate) fn text(&self) -> String {
        self.shown().text()
    }

    /// The same, but nothing while a frame is half drawn.
    pub(crate) fn whole_frame(&self) -> Option<String> {
        let shown = self.shown();
        (!is_synchronized(&shown.bytes)).then(|| shown.text())
    }

    /// Whether the program has ended.
    pub(crate) fn has_ended(&mut self) -> bool {
        self.child.try_wait().expect("a child can be waited for").is_some()
    }

    /// How many bytes it has written so far.
    pub(crate) fn written(&self) -> usize {
        self.shown().bytes.len()
    }

    /// Whether it is told what the mouse does.
    pub(crate) fn has_the_mouse(&self) -> bool {
        self.shown().parser.screen().mouse_protocol_mode() != vt100::MouseProtocolMode::None
    }

    /// In which frame after the first `written` bytes `word` stands on the screen, counted from 1.
    pub(crate) fn frames_until(&self, written: usize, word: &str) -> usize {
        let shown = self.shown();
        let (rows, columns) = shown.parser.screen().size();
        let mut parser = vt100::Parser::new(rows, columns, 0);
        parser.process(&shown.bytes[..written]);
        let mut rest = &shown.bytes[written..];
        let mut frames = 0;
        while !parser.screen().contents().contains(word) {
            let end = rest.windows(FRAME_END.len()).position(|window| window == FRAME_END);
            let end = end.map_or(rest.len(), |at| at + FRAME_END.len());
            assert!(end > 0, "{word:?} was never drawn");
            parser.process(&rest[..end]);
            (rest, frames) = (&rest[end..], frames + 1);
        }
        frames
    }

    /// Waits until the text on the screen satisfies `condition`, and returns it.
    #[track_caller]
    pub(crate) fn wait_until(&self, what: &str, condition: impl Fn(&str) -> bool) -> String {
        match poll(|| self.whole_frame().filter(|text| condition(text))) {
            Some(text) => text,
            None => panic!("waited in vain for {what}; the screen shows\n{}", self.text()),
        }
    }

    /// Waits until all of `words` are on the screen. A sentence may be wrapped anywhere, also beside a large numeral: how
    /// long those before it are depends on the figures.
    #[track_caller]
    pub(crate) fn wait_for(&self, words: &[&str]) -> String {
        self.wait_until(&format!("{words:?}"), |text| {
            let is_word = |word: &&str| !word.chars().all(|c| NUMERAL.contains(c));
            let unwrapped = text.split_whitespace().filter(is_word).collect::<Vec<_>>().join(" ");
            words.iter().all(|word| text.contains(word) || unwrapped.contains(word))
        })
    }

    /// Waits until none of `words` is on the screen.
    #[track_caller]
    pub(crate) fn wait_without(&self, words: &[&str]) -> String {
        self.wait_until(&format!("the end of {words:?}"), |text| words.iter().all(|w| !text.contains(w)))
    }

    /// Continues the program, once it stands still after a Ctrl-Z: a signal before that would be lost.
    pub(crate) fn go_on_after_stop(&self) {
        #[cfg(target_os = "linux")]
        super::wait_for("the program to stand still", || {
            let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.pid())).ok()?;
            stat.rsplit_once(") ")?.1.starts_with('T').then_some(())
        });
        self.signal(super::process::Signal::CONT);
    }

    /// Whether the program is on the alternate screen.
    pub(crate) fn is_on_alternate_screen(&self) -> bool {
        self.shown().parser.screen().alternate_screen()
    }

    /// Whether the terminal's modes are those it had before the program came.
    pub(crate) fn has_its_modes_back(&self) -> bool {
        format!("{:?}", self.master().get_termios().expect("a terminal has modes")) == self.modes
    }

    /// Waits for the program's end.
    #[track_caller]
    pub(crate) fn end(mut self) -> Left {
        let Some(status) = poll(|| self.child.try_wait().expect("a child can be waited for")) else {
            panic!("it does not end; the screen shows\n{}", self.text());
        };
        let modes_restored = self.has_its_modes_back();
        // With this the last of those who hold the terminal's other end is gone, and reading comes to its end.
        self.slave = None;
        let reader = self.reader.take().expect("a terminal ends once");
        let read = poll(|| reader.is_finished().then_some(()));
        assert!(read.is_some(), "a process still holds the terminal; the screen shows\n{}", self.text());
        reader.join().expect("reading does not panic");
        let shown = self.shown();
        let screen = shown.parser.screen();
        let mut kept = Vec::new();
        if screen.alternate_screen() {
            kept.push("the alternate screen");
        }
        if screen.hide_cursor() {
            kept.push("a hidden cursor");
        }
        if screen.bracketed_paste() {
            kept.push("bracketed paste");
        }
        if screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None {
            kept.push("the mouse");
        }
        if is_synchronized(&shown.bytes) {
            kept.push("a synchronized update");
        }
        if !modes_restored {
            kept.push("raw mode");
        }
        Left { status, kept, text: everything(&shown), bytes: shown.bytes.clone() }
    }

    /// Takes the terminal away, as a closed window does, and waits for the program's end. It must be drawing:
    /// our side of the terminal is closed when the next bytes come.
    #[track_caller]
    pub(crate) fn hang_up(mut self) -> ExitStatus {
        self.shown().hung_up = true;
        (self.keyboard, self.slave, self.master) = (None, None, None);
        poll(|| self.child.try_wait().expect("a child can be waited for"))
            .unwrap_or_else(|| panic!("it stays; its screen showed\n{}", self.text()))
    }

    fn master(&self) -> &dyn MasterPty {
        self.master.as_deref().expect("a terminal is there until it hangs up")
    }

    fn shown(&self) -> MutexGuard<'_, Shown> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What is left when the program has left.
#[derive(Debug)]
pub(crate) struct Left {
    /// How it ended.
    pub(crate) status: ExitStatus,
    /// What it should have given back and did not.
    kept: Vec<&'static str>,
    /// What stands on the normal screen, scrolled-off lines included.
    pub(crate) text: String,
    /// Everything it ever wrote.
    pub(crate) bytes: Vec<u8>,
}

impl Left {
    /// The program gave everything back, however it ended.
    #[track_caller]
    pub(crate) fn assert_given_back(&self) {
        assert!(
            self.kept.is_empty(),
            "the terminal is left with {:?}; on it stands\n{}",
            self.kept,
            self.text
        );
    }

    /// The program ended by itself with `code` and gave everything back.
    #[track_caller]
    pub(crate) fn assert_restored(&self, code: u32) {
        self.assert_given_back();
        assert_eq!(self.status.signal(), None, "on the terminal stands\n{}", self.text);
        assert_eq!(self.status.exit_code(), code, "on the terminal stands\n{}", self.text);
    }
}

fn read(mut terminal: Box<dyn Read + Send>, shown: Arc<Mutex<Shown>>) -> JoinHandle<()> {
    thread::spawn(move || {
        let mut buffer = [0; 8 << 10];
        // A terminal that nobody holds any more ends with an error on some systems.
        while let Ok(n @ 1..) = terminal.read(&mut buffer) {
            let mut shown = shown.lock().unwrap_or_else(PoisonError::into_inner);
            shown.bytes.extend_from_slice(&buffer[..n]);
            shown.parser.process(&buffer[..n]);
            if shown.hung_up {
                return;
            }
        }
    })
}

/// The normal screen from its first line, on a terminal so long that none is scrolled off.
fn everything(shown: &Shown) -> String {
    let (_, columns) = shown.parser.screen().size();
    let mut parser = vt100::Parser::new(NonZeroU16::new(500).expect("not zero"), columns, 0);
    parser.process(&shown.bytes);
    parser.screen().contents()
}

/// Whether a synchronized update was begun and not ended.
fn is_synchronized(bytes: &[u8]) -> bool {
    let last = |sequence: &[u8]| bytes.windows(sequence.len()).rposition(|window| window == sequence);
    last(b"\x1b[?2026h") > last(FRAME_END)
}

fn pty_size((cols, rows): Size) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

fn cells((columns, rows): Size) -> (NonZeroU16, NonZeroU16) {
    let cell = |n| NonZeroU16::new(n).expect("a terminal has at least one cell");
    (cell(rows), cell(columns))
}
