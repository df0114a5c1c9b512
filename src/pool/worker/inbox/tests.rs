use super::super::super::wire::append_frame;
use super::*;
use crate::workload::Value;
use std::io::Write;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;

fn batch(first: u32, tasks: u32) -> Batch {
    let arguments = (0..tasks).map(|n| Value::Int(u64::from(first + 2 * n))).collect();
    Batch { first, step: 2, attempt: 1, careful: false, fault: None, arguments }
}

/// An inbox to which these messages were sent.
fn inbox(messages: &[ToWorker]) -> (Inbox, UnixStream) {
    let (mut ours, theirs) = UnixStream::pair().unwrap();
    let mut bytes = Vec::new();
    for message in messages {
        append_frame(&mut bytes, message).unwrap();
    }
    ours.write_all(&bytes).unwrap();
    (Inbox::new(File::from(OwnedFd::from(theirs)), Frames::default()), ours)
}

fn nobody(_: FromWorker) -> Result<(), WireError> {
    panic!("nothing is to be answered")
}

/// The tasks of each piece of a stride.
fn taken(inbox: &Inbox, stride: u32) -> Vec<Vec<u32>> {
    let Some(Work::Stride(pieces)) = inbox.take(stride) else { panic!("no tasks") };
    let tasks = |p: &Piece| (0u32..).map(|n| p.first + n * p.step).take(p.arguments.len()).collect();
    pieces.iter().map(tasks).collect()
}

#[test]
fn a_stride_spans_chunks_and_leaves_the_rest() {
    let suspect = Batch { careful: true, ..batch(100, 2) };
    let (inbox, _ours) = inbox(&[
        ToWorker::Tasks(batch(0, 3)),
        ToWorker::Tasks(batch(10, 3)),
        ToWorker::Tasks(suspect),
        ToWorker::Bye,
    ]);
    assert!(inbox.take(9).is_none());
    assert!(inbox.wait(|| (), &nobody).unwrap());
    assert_eq!(taken(&inbox, 4), [vec![0, 2, 4], vec![10]]);
    assert_eq!(taken(&inbox, 9), [vec![12, 14]], "a suspect is not taken up with others");
    assert_eq!(taken(&inbox, 9), [[100]]);
    assert_eq!(taken(&inbox, 9), [[102]]);
    assert!(matches!(inbox.take(9), Some(Work::Bye)));
}

#[test]
fn what_was_not_begun_is_given_back_from_the_end() {
    let chunks = [batch(0, 2), batch(10, 2), batch(20, 2), batch(30, 2)].map(ToWorker::Tasks);
    let (inbox, mut ours) = inbox(&chunks);
    inbox.look(&nobody).unwrap();
    assert_eq!(taken(&inbox, 1), [[0]]);
    for (asked, expected) in [(2, vec![30, 20]), (9, vec![10])] {
        let mut bytes = Vec::new();
        append_frame(&mut bytes, &ToWorker::Recall(asked)).unwrap();
        ours.write_all(&bytes).unwrap();
        let said = std::cell::RefCell::new(Vec::new());
        inbox
            .look(&|answer| {
                said.borrow_mut().push(answer);
                Ok(())
            })
            .unwrap();
        assert_eq!(said.into_inner(), [FromWorker::Returned(expected)]);
    }
    assert_eq!(taken(&inbox, 9), [[2]], "a chunk that was begun stays");
}

#[test]
fn what_came_with_the_greeting_is_not_waited_for() {
    let (mut ours, theirs) = UnixStream::pair().unwrap();
    let mut frames = Frames::default();
    let mut bytes = Vec::new();
    append_frame(&mut bytes, &ToWorker::Tasks(batch(0, 1))).unwrap();
    append_frame(&mut bytes, &ToWorker::Bye).unwrap();
    frames.push(&bytes);
    ours.shutdown(std::net::Shutdown::Write).unwrap();
    ours.flush().unwrap();
    let inbox = Inbox::new(File::from(OwnedFd::from(theirs)), frames);
    assert!(inbox.wait(|| (), &nobody).unwrap(), "the socket is at its end, and this came before");
    assert_eq!(taken(&inbox, 9), [[0]]);
    assert!(matches!(inbox.take(9), Some(Work::Bye)));
}

#[test]
fn the_end_of_the_socket_is_told_from_a_torn_message() {
    let (whole, ours) = inbox(&[ToWorker::Bye]);
    drop(ours);
    assert!(whole.wait(|| (), &nobody).unwrap());
    whole.take(1);
    assert!(!whole.wait(|| (), &nobody).unwrap());
    let (torn, mut ours) = inbox(&[]);
    ours.write_all(&[9, 0, 0, 0, 1]).unwrap();
    drop(ours);
    assert!(torn.wait(|| (), &nobody).unwrap(), "something has come, and nothing is to be done yet");
    assert!(matches!(torn.wait(|| (), &nobody), Err(WireError::Torn { got: 1, expected: 9 })));
}
