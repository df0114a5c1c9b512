use super::super::message::{Batch, FromWorker, ToWorker};
use super::super::values::Values;
use super::header::WITH_BYTES;
use super::*;
use crate::workload::Value;
use proptest::prelude::*;

fn values() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<u64>().prop_map(Value::Int),
        any::<(u64, u64)>().prop_map(|(a, b)| Value::Pair(a, b)),
        any::<Vec<u8>>().prop_map(Value::Bytes),
        any::<String>().prop_map(Value::Text),
    ]
}

fn read_all(bytes: &[u8], at_once: usize) -> (usize, Option<WireError>) {
    let (mut frames, mut count) = (Frames::default(), 0);
    for piece in bytes.chunks(at_once.max(1)) {
        frames.push(piece);
        loop {
            match frames.next_frame() {
                Ok(None) => break,
                Ok(Some(frame)) => {
                    let _ = read::<FromWorker>(frame);
                    count += 1;
                }
                Err(error) => return (count, Some(error)),
            }
        }
    }
    (count, frames.end().err())
}

proptest! {
    #[test]
    fn what_is_written_is_read(
        values in proptest::collection::vec(values(), 0..20),
        (first, attempt, careful) in any::<(u32, u16, bool)>(),
        at_once in 1usize..50,
    ) {
        let arguments: Values = values.into_iter().collect();
        let batch = Batch { first, step: 1, attempt, careful, fault: None, arguments };
        let (mut outgoing, mut buffer) = (Outgoing::default(), Vec::new());
        outgoing.push(ToWorker::Tasks(batch.clone())).unwrap();
        outgoing.push(ToWorker::Bye).unwrap();
        prop_assert!(outgoing.write_to(&mut buffer).unwrap());
        let (mut frames, mut arrived) = (Frames::default(), Vec::<ToWorker>::new());
        for piece in buffer.chunks(at_once) {
            frames.push(piece);
            while let Some(frame) = frames.next_frame().unwrap() {
                arrived.push(read(frame).unwrap());
            }
        }
        prop_assert_eq!(arrived, [ToWorker::Tasks(batch), ToWorker::Bye]);
        prop_assert!(frames.end().is_ok());
    }

    #[test]
    fn no_bytes_can_do_more_than_fail(bytes in proptest::collection::vec(any::<u8>(), 0..300), at_once in 1usize..300) {
        read_all(&bytes, at_once);
        let _ = decode::<ToWorker>(&bytes);
        let _ = decode::<FromWorker>(&bytes);
    }

    #[test]
    fn a_cut_stream_is_torn_except_between_frames(cut in 0usize..40, at_once in 1usize..50) {
        let mut buffer = Vec::new();
        append_frame(&mut buffer, &FromWorker::Started { task: 1, attempt: 1 }).unwrap();
        let edge = buffer.len();
        append_frame(&mut buffer, &FromWorker::Failed { task: 1, attempt: 1, reason: "no".into() }).unwrap();
        let cut = cut.min(buffer.len());
        let (frames, error) = read_all(&buffer[..cut], at_once);
        let whole = usize::from(cut >= edge) + usize::from(cut == buffer.len());
        prop_assert_eq!(frames, whole);
        let between = cut == 0 || cut == edge || cut == buffer.len();
        prop_assert_eq!(error.is_none(), between);
    }
}

#[test]
fn frames_larger_than_any_read_arrive_whole() {
    use std::os::unix::net::UnixStream;
    let (mut ours, theirs) = UnixStream::pair().unwrap();
    let results = |task: u32| {
        // Some are large enough to travel outside of their message, and some are not.
        let bytes = (0..3_000_000 * (task % 2) + 9).map(|n| n.to_le_bytes()[1]).collect();
        let values: Values = [Value::Bytes(bytes)].into_iter().collect();
        FromWorker::Results { first: task, attempt: 1, values, took: crate::event::Nanos(7) }
    };
    let mut outgoing = Outgoing::default();
    for task in 0..6 {
        outgoing.push(results(task)).unwrap();
    }
    let writer = std::thread::spawn(move || outgoing.write_to(&mut ours).map(|all| (all, outgoing.left())));
    let (mut frames, mut count) = (Frames::default(), 0);
    while frames.read_from(&theirs).unwrap() > 0 {
        while let Some(frame) = frames.next_frame().unwrap() {
            assert_eq!(read::<FromWorker>(frame).unwrap(), results(count));
            count += 1;
        }
    }
    assert_eq!(count, 6);
    assert_eq!(writer.join().unwrap().unwrap(), (true, 0));
}

#[test]
fn bytes_that_nobody_speaks_of_are_garbage() {
    let mut frames = Frames::default();
    let head = postcard::to_allocvec(&FromWorker::Started { task: 1, attempt: 1 }).unwrap();
    for (bytes, head) in [(&b"bytes"[..], &head[..]), (b"", &head[..]), (b"bytes", b"")] {
        let end = u32::try_from(head.len() + usize::from(head.is_empty())).unwrap().to_le_bytes();
        let body = [bytes, head, &end].concat();
        frames.push(&(u32::try_from(body.len()).unwrap() | WITH_BYTES).to_le_bytes());
        frames.push(&body);
        let frame = frames.next_frame().unwrap().unwrap();
        assert!(matches!(read::<FromWorker>(frame), Err(WireError::Garbage { .. })));
    }
}

#[test]
fn a_giant_is_refused_before_memory_is_taken() {
    let mut frames = Frames::default();
    frames.push(&u32::MAX.to_le_bytes());
    assert!(matches!(frames.next_frame(), Err(WireError::TooLarge { .. })));
}
