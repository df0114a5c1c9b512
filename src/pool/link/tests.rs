use super::*;
use serde_bytes::ByteBuf;
use std::io::Write;

#[test]
fn what_cannot_be_written_now_is_kept() {
    let (mut link, theirs) = Link::pair().unwrap();
    let message = ToWorker::Ping(ByteBuf::from(vec![7; 5_000_000]));
    for _ in 0..3 {
        link.queue(message.clone()).unwrap();
        link.write();
    }
    assert!(link.wants_to_write(), "15 MB fit into no socket");
    let (mut frames, mut arrived) = (Frames::default(), 0);
    while arrived < 3 {
        link.write();
        frames.read_from(&theirs).unwrap();
        while let Some(frame) = frames.next_frame().unwrap() {
            assert_eq!(read::<ToWorker>(frame).unwrap(), message);
            arrived += 1;
        }
    }
    assert_eq!(link.read().unwrap(), Found::Nothing);
    drop(theirs);
    // A child that another test has just forked holds a copy of it until it runs its program.
    let found = (0..10_000).map(|_| link.read().unwrap()).inspect(|found| {
        if *found == Found::Nothing {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
    });
    assert_eq!(found.into_iter().find(|found| *found != Found::Nothing), Some(Found::End));
    link.queue(message.clone()).unwrap();
    link.write();
    assert!(!link.wants_to_write(), "a worker that has gone takes nothing");
}

#[test]
fn what_is_printed_arrives_line_by_line() {
    let (mut writer, reader) = UnixStream::pair().unwrap();
    let mut printed = Printed::new(Some(reader));
    let mut lines = Vec::new();
    let mut look = |printed: &mut Printed<UnixStream>| {
        let mut new = Vec::new();
        printed.read(&mut |line| new.push(line));
        lines.extend(new.clone());
        new
    };
    writer.write_all(b"one\r\ntwo\nthr").unwrap();
    assert_eq!(look(&mut printed), ["one", "two"]);
    writer.write_all(b"ee\nfour").unwrap();
    assert_eq!(look(&mut printed), ["three"]);
    drop(writer);
    assert_eq!(look(&mut printed), ["four"], "a last line without an end");
    assert!(printed.fd().is_none());
}
