use super::*;
use crate::ui::keys::command_of;

#[test]
fn no_key_does_two_things_and_each_explains_itself() {
    let keys: Vec<Key> = BINDINGS.iter().flat_map(|b| b.keys).copied().collect();
    for (i, key) in keys.iter().enumerate() {
        assert!(!keys[..i].contains(key), "{key:?} is bound twice");
        let action = action_of(*key).unwrap();
        let shell = if let Action::Shell(command) = action { Some(command) } else { None };
        assert_eq!(command_of(*key), shell, "{key:?}");
    }
    assert!(BINDINGS.iter().all(|b| !b.label.is_empty() && !b.help.is_empty()));
}

#[test]
fn a_clicker_moves_the_talk() {
    assert_eq!(action_of(PageDown), Some(Action::Steer(Steer::Next)));
    assert_eq!(action_of(PageUp), Some(Action::Steer(Steer::Back)));
    assert_eq!(action_of(Char('.')), Some(Action::Steer(Steer::Blank)));
    assert_eq!(action_of(Char('z')), None);
}
