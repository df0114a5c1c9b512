use super::*;
use std::os::unix::process::ExitStatusExt;

#[test]
fn an_end_is_described_by_code_or_signal() {
    assert_eq!(describe(&Ok(ExitStatus::from_raw(0))), "exit 0");
    assert_eq!(describe(&Ok(ExitStatus::from_raw(3 << 8))), "exit 3");
    assert_eq!(describe(&Ok(ExitStatus::from_raw(9))), "signal 9 (SIGKILL)");
    assert_eq!(describe(&Ok(ExitStatus::from_raw(11))), "signal 11 (SIGSEGV)");
    let untold = describe(&Err(io::Error::other("no child")));
    assert_eq!(format!("it ended with {untold}"), "it ended with an unknown status (no child)");
}

#[test]
fn lines_are_read_until_nobody_wants_more() {
    let mut read = Vec::new();
    read_lines(&b"one\r\ntwo\nthree"[..], |line| {
        read.push(line);
        read.len() < 2
    });
    assert_eq!(read, ["one", "two"]);
    let mut long = 0;
    read_lines(&vec![b'x'; 40_000][..], |line| {
        long += line.len();
        true
    });
    assert_eq!(long, 40_000, "in pieces");
}
