use super::Lifecycle::{Closed, Open, Starting, Terminated};
use super::*;

#[test]
fn no_transition_leads_back() {
    type Transition = fn(&mut Lifecycle);
    let table: [(&str, Transition, [Lifecycle; 4]); 3] = [
        ("open", Lifecycle::open, [Open, Open, Closed, Terminated]),
        ("close", Lifecycle::close, [Closed, Closed, Closed, Terminated]),
        ("terminate", Lifecycle::terminate, [Terminated; 4]),
    ];
    for (name, transition, expected) in table {
        for (from, to) in [Starting, Open, Closed, Terminated].into_iter().zip(expected) {
            let mut lifecycle = from;
            transition(&mut lifecycle);
            assert_eq!(lifecycle, to, "{name} from {from:?}");
        }
    }
}

#[test]
fn each_phase_answers_for_itself() {
    let answers = |phase: Lifecycle| (phase.is_starting(), phase.is_closed(), phase.is_terminated());
    assert_eq!(answers(Starting), (true, false, false));
    assert_eq!(answers(Open), (false, false, false));
    assert_eq!(answers(Closed), (false, true, false));
    assert_eq!(answers(Terminated), (false, true, true));
    assert_eq!([Lifecycle::first(false), Lifecycle::first(true)], [Starting, Open]);
}
