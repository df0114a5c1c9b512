use super::*;

#[test]
fn no_key_does_two_things_and_each_explains_itself() {
    let keys: Vec<Key> = BINDINGS.iter().flat_map(|b| b.keys).copied().collect();
    for (i, key) in keys.iter().enumerate() {
        assert!(!keys[..i].contains(key), "{key:?} is bound twice");
        assert!(action_of(*key).is_some());
    }
    assert!(BINDINGS.iter().all(|b| !b.label.is_empty() && !b.help.is_empty()));
    assert_eq!(action_of(Key::Char('3')), Some(Action::Chart(2)));
    assert_eq!(action_of(Key::Char('Q')), None);
    for (keys, action) in [
        ([Char('g'), Home], Action::FirstMember),
        ([Char('G'), End], Action::LastMember),
        ([PageDown, Tab], Action::NextChart),
        ([PageUp, BackTab], Action::PreviousChart),
    ] {
        assert_eq!(keys.map(action_of), [Some(action); 2]);
    }
}
