use super::super::check;
use super::*;

fn order(pythons: &[&str]) -> FidelityRequest {
    let experiments = check::choose(&["native".into()], false).unwrap();
    let experiments = experiments
        .into_iter()
        .map(|e| check::Experiment { scenario: e.scenario.shortened(0.01), ..e })
        .collect();
    FidelityRequest {
        plan: Plan { experiments, repetitions: 2, seed: 1 },
        repetitions: None,
        quick: false,
        pythons: pythons.iter().map(OsString::from).collect(),
        primitives: vec![Primitive::Native],
        machine: Machine::with_cpus(2),
    }
}

#[test]
fn a_named_python_that_is_missing_ends_it_before_it_begins() {
    let session = FidelitySession::start(order(&["no-such-python"])).unwrap();
    let messages: Vec<FidelityMessage> = session.messages().iter().collect();
    session.join();
    let [FidelityMessage::Starting(name), FidelityMessage::Refused { python, reason }] = &messages[..] else {
        panic!("{messages:?}")
    };
    assert_eq!((name.as_str(), python.as_str()), ("no-such-python", "no-such-python"));
    assert!(reason.starts_with("cannot be started"), "{reason}");
}

#[test]
fn the_simulated_lock_is_measured_whether_or_not_there_is_a_python() {
    let session = FidelitySession::start(order(&[])).unwrap();
    let messages: Vec<FidelityMessage> = session.messages().iter().collect();
    session.join();
    let measured = messages
        .iter()
        .filter(|m| matches!(m, FidelityMessage::News(News::Measured(turn, _)) if turn.contestant == 0));
    assert_eq!(measured.count(), 2);
    let ready = messages.iter().find_map(|m| match m {
        FidelityMessage::Ready { entries, contestants, .. } => Some((entries, contestants)),
        _ => None,
    });
    let (entries, contestants) = ready.unwrap();
    assert_eq!(entries.len(), 2);
    assert_eq!(*contestants == 1, entries[1].fault.is_some(), "{entries:?}");
    assert!(matches!(messages.last(), Some(FidelityMessage::Over(_))));
}

#[test]
fn a_quick_look_has_fewer_repetitions_with_many_interpreters() {
    let plan = Plan { experiments: check::choose(&[], true).unwrap(), repetitions: 5, seed: 1 };
    assert_eq!(usual_repetitions(&plan, 2, true), 5);
    assert!((1..5).contains(&usual_repetitions(&plan, 7, true)));
    assert_eq!(usual_repetitions(&plan, 7, false), 5);
    assert_eq!(usual_repetitions(&plan, 1000, true), 1);
}
