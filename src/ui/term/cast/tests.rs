//! Tests of whole casts: what was written is what a player gets.

use std::io::Write;
use std::path::Path;

use ratatui::layout::Rect;
use ratatui::style::Style;
use serde_json::Value;

use super::handle::CastError;
use super::{Cast, CastMarks, Tee};
use crate::ui::term::off_screen::OffScreen;
use crate::ui::term::surface::Surface;
use crate::ui::widget::put;

/// The lines of a cast, as JSON; each must be whole.
fn lines(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.ends_with('\n'), "{text}");
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The data of all events of this kind.
fn data(lines: &[Value], kind: &str) -> Vec<String> {
    let of_kind = lines[1..].iter().filter(|line| line[1] == kind);
    of_kind.map(|line| line[2].as_str().unwrap().to_string()).collect()
}

fn begin(path: &Path) -> Cast {
    Cast::create(path, (100, 30), "a talk", Some("the screen")).unwrap()
}

#[test]
fn the_header_describes_the_screen() {
    let file = tempfile::NamedTempFile::new().unwrap();
    begin(file.path()).finish().unwrap();
    let header = &lines(file.path())[0];
    assert_eq!(
        (&header["version"], &header["width"], &header["height"]),
        (&2.into(), &100.into(), &30.into())
    );
    assert!(header["timestamp"].as_u64().unwrap() > 1_600_000_000, "{header}");
    assert_eq!(header["title"], "a talk");
    for (name, value) in header["env"].as_object().into_iter().flatten() {
        assert_eq!(value.as_str(), std::env::var(name).ok().as_deref());
        assert!(["TERM", "SHELL"].contains(&name.as_str()));
    }
}

#[test]
fn what_the_terminal_got_is_what_the_cast_has() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let cast = begin(file.path());
    let mut tee = Tee::new(Vec::new(), Some(cast.clone()));
    let text = "\u{1b}[2J▁▂▃ 4 threads, \"one\" lock\r\n\\█".repeat(50);
    for (i, piece) in text.as_bytes().chunks(7).enumerate() {
        tee.write_all(piece).unwrap();
        if i % 3 == 0 {
            tee.flush().unwrap();
        }
    }
    tee.flush().unwrap();
    cast.finish().unwrap();
    let lines = lines(file.path());
    assert_eq!(data(&lines, "o").concat(), text);
    assert!(lines.len() > 20, "an event each flush: {}", lines.len());
    let times: Vec<f64> = lines[1..].iter().map(|line| line[0].as_f64().unwrap()).collect();
    assert!(times.is_sorted() && times[0] >= 0.0, "{times:?}");
}

#[test]
fn the_file_is_whole_after_each_event_without_an_end() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let cast = begin(file.path());
    for count in 1..5 {
        cast.output(b"frame");
        assert_eq!(lines(file.path()).len(), count + 1);
    }
}

#[test]
fn marks_and_sizes_stand_between_the_frames() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let cast = begin(file.path());
    let marks = cast.marks();
    cast.resize((100, 30));
    marks.mark("question one-or-many");
    cast.output(b"a");
    cast.resize((60, 20));
    cast.resize((60, 20));
    marks.mark("verdict \"one\"");
    cast.finish().unwrap();
    let lines = lines(file.path());
    let kinds: Vec<&str> = lines[1..].iter().map(|line| line[1].as_str().unwrap()).collect();
    assert_eq!(kinds, ["m", "o", "r", "m"]);
    assert_eq!(data(&lines, "r"), ["60x20"]);
    assert_eq!(data(&lines, "m"), ["question one-or-many", "verdict \"one\""]);
    CastMarks::default().mark("nothing");
}

#[test]
fn the_time_in_which_the_program_is_stopped_is_left_out() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let cast = begin(file.path());
    cast.hold();
    std::thread::sleep(std::time::Duration::from_millis(300));
    cast.resume();
    cast.output(b"a");
    let at = lines(file.path())[1][0].as_f64().unwrap();
    assert!(at < 0.25, "{at}");
}

#[test]
fn a_file_that_cannot_be_written_is_named_before_the_talk() {
    if !Path::new("/dev/full").exists() {
        return;
    }
    let refused = Cast::create(Path::new("/dev/full"), (80, 24), "", None).unwrap_err().to_string();
    assert!(refused.contains("cannot write the cast to /dev/full"), "{refused}");
    let nowhere = Cast::create(Path::new("/nowhere/talk.cast"), (80, 24), "", None).unwrap_err();
    assert!(matches!(nowhere, CastError::Create { .. }), "{nowhere}");
}

/// Only where the name of a pipe can be made without another program.
#[cfg(target_os = "linux")]
#[test]
fn a_pipe_without_a_reader_is_refused_at_once_and_one_that_is_full_ends_the_cast() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, rustix::fs::Mode::RWXU, 0)
        .unwrap();
    assert!(matches!(Cast::create(&pipe, (80, 24), "", None), Err(CastError::Create { .. })));
    let _reader = std::fs::File::options().read(true).write(true).open(&pipe).unwrap();
    let cast = begin(&pipe);
    let mut tee = Tee::new(Vec::new(), Some(cast.clone()));
    for _ in 0..100 {
        tee.write_all(&[b'x'; 10_000]).and_then(|()| tee.flush()).unwrap();
    }
    let cut = cast.finish().unwrap_err().to_string();
    assert!(cut.contains("ends early") && cut.contains("can be played"), "{cut}");
    cast.finish().unwrap();
}

#[test]
fn standard_output_is_refused_while_it_has_the_screen() {
    let refused = Cast::of_terminal(Path::new("-"), "").unwrap_err().to_string();
    assert_eq!(
        refused,
        "a cast cannot be written to standard output, which has the screen; accepted is the name of a file, such as talk.cast"
    );
}

#[test]
fn without_a_terminal_a_player_shows_what_was_drawn() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let cast = Cast::off_screen(file.path(), "a talk", None).unwrap();
    let mut screen = OffScreen::new(&cast).unwrap();
    for text in ["4 threads, one lock", "1.02 cores █"] {
        screen
            .draw(&mut |area, buf| {
                assert_eq!(area, Rect::new(0, 0, 80, 24));
                put::text(buf, (3, 5), &format!("{text:30}"), 30u16, Style::new());
            })
            .unwrap();
    }
    let drawn = lines(file.path());
    let mut player = vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 0);
    player.process(data(&drawn, "o").concat().as_bytes());
    assert!(player.screen().alternate_screen() && player.screen().hide_cursor());
    assert_eq!(player.screen().contents().trim(), "1.02 cores █");
    drop(screen);
    cast.finish().unwrap();
    player.process(data(&lines(file.path())[drawn.len() - 1..], "o").concat().as_bytes());
    assert!(!player.screen().alternate_screen() && !player.screen().hide_cursor());
}
