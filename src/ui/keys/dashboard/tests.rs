use super::*;

#[test]
fn no_key_does_two_things() {
    let keys: Vec<Key> = BINDINGS.iter().flat_map(|b| b.keys).copied().collect();
    for (i, key) in keys.iter().enumerate() {
        assert!(!keys[..i].contains(key), "{key:?} is bound twice");
    }
}

#[test]
fn every_binding_explains_itself_and_leads_to_its_action() {
    for binding in BINDINGS.iter() {
        assert!(
            !binding.label.is_empty() && !binding.help.is_empty() && !binding.keys.is_empty(),
            "{binding:?}"
        );
        for (place, key) in binding.keys.iter().enumerate() {
            let picked = matches!(binding.action, Action::Pick(_)).then_some(Action::Pick(place));
            assert_eq!(action_of(*key), picked.or_else(|| Some(binding.action.clone())));
        }
    }
}

#[test]
fn an_unbound_key_does_nothing() {
    assert_eq!(action_of(Key::Char('Q')), None);
}

#[test]
fn the_keys_that_all_programs_have_mean_the_same_here() {
    for (keys, action) in [
        (&[Key::Enter][..], Action::Confirm),
        (&[Char('/'), Char(':')], Action::Menu),
        (&[Key::F(1), Char('?')], Action::Shell(Command::Help)),
        (&[Key::Esc], Action::Shell(Command::Close)),
        (&[Char('g'), Home], Action::Top),
        (&[Char('G'), End], Action::Bottom),
        (&[PageUp], Action::PageUp),
        (&[PageDown], Action::PageDown),
        (&[Char('H')], Action::Races),
        (&[Char('u')], Action::Undo),
    ] {
        for key in keys {
            assert_eq!(action_of(*key), Some(action.clone()), "{key:?}");
        }
    }
}

#[test]
fn an_action_is_named_by_the_key_that_does_it() {
    let next = Action::Change(Change::step("workload", crate::race::setting::Step::On));
    let fewer = Action::Change(Change::step("workers", crate::race::setting::Step::Back));
    assert_eq!([Action::Again, next, fewer].map(|action| label_of(&action)), ["r", "w", "{"]);
    assert_eq!(label_of(&Action::Erase), "");
}
