use super::*;
use crate::event::{Capacity, End, LaneId, Phase};
use crate::model::fixture;

fn phase(at: u64) -> Event {
    Event { at: Nanos::from_millis(at), fact: EventKind::Phase(Phase::Racing) }
}

fn plan() -> Event {
    fixture::race().into_iter().next().unwrap()
}

fn lines(path: &Path) -> usize {
    std::fs::read_to_string(path).unwrap().lines().count()
}

#[test]
fn what_is_written_can_be_read_while_it_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("r.jsonl");
    let mut recorder = Recorder::create(&path).unwrap();
    assert_eq!(lines(&path), 1, "the header is there at once");
    recorder.write(&plan()).unwrap();
    assert_eq!(lines(&path), 2, "so is the plan");
    recorder.write(&phase(100)).unwrap();
    recorder.write(&phase(249)).unwrap();
    assert_eq!(lines(&path), 2, "the next ones wait");
    recorder.write(&phase(250)).unwrap();
    assert_eq!(lines(&path), 5, "until a quarter of a second has gone by");
    recorder.write(&phase(20)).unwrap();
    assert_eq!(lines(&path), 5);
    let ended = EventKind::RaceEnded { end: End::Finished };
    recorder.write(&Event { at: Nanos::from_millis(251), fact: ended }).unwrap();
    assert_eq!(lines(&path), 7, "the end does not wait");
    recorder.write(&phase(252)).unwrap();
    drop(recorder);
    assert_eq!(lines(&path), 8, "nor does what is left when the recorder goes");
    assert_eq!(Recording::open(&path).unwrap().events.len(), 7);
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let dir = tempfile::tempdir().unwrap();
    for path in [dir.path().to_path_buf(), dir.path().join("no/such/folder.jsonl")] {
        let error = Recorder::create(&path).unwrap_err();
        assert!(matches!(error, RecordError::Create { .. }), "{error:?}");
        assert!(error.to_string().starts_with(&format!("cannot record to {}: ", path.display())), "{error}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_at_once_and_ever_after() {
    let error = Recorder::create("/dev/full").unwrap_err();
    assert!(error.to_string().contains("No space left on device"), "{error}");

    // The same in the middle: a recorder whose file is full from the first event on.
    let file = BufWriter::new(File::create("/dev/full").unwrap());
    let mut recorder = Recorder { path: "/dev/full".into(), file, flushed: None, broken: None };
    let first = recorder.write(&plan()).unwrap_err();
    assert!(matches!(first, RecordError::Write { .. }), "{first:?}");
    assert_eq!(recorder.write(&phase(1)).unwrap_err(), first);
    assert_eq!(recorder.finish().unwrap_err(), first);
}

#[test]
fn an_event_that_could_not_be_read_back_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("r.jsonl");
    let capacity = |cores| Event {
        at: Nanos::from_millis(1500),
        fact: EventKind::Capacity { lane: LaneId(0), capacity: Capacity { cores, of: 2, before: true } },
    };
    let mut recorder = Recorder::create(&path).unwrap();
    recorder.write(&plan()).unwrap();
    recorder.write(&capacity(1.9)).unwrap();
    let error = recorder.write(&capacity(f64::NAN)).unwrap_err();
    assert!(error.to_string().contains("1.500 s holds a number that is not finite"), "{error}");
    assert!(recorder.finish().is_err());
    assert_eq!(Recording::open(&path).unwrap().events.len(), 2);
}
