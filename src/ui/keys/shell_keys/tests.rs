use super::*;
use crate::ui::action::Action;
use crate::ui::keys::BINDINGS;
use crate::ui::{scaling, tour};

#[test]
fn every_screen_lists_each_command_once_and_binds_its_key_to_nothing_else() {
    for command in WITH_KEY {
        for key in keys(command) {
            assert_eq!(command_of(*key), Some(command));
            let race: Vec<_> = BINDINGS.iter().filter(|b| b.keys.contains(key)).collect();
            assert!(matches!(race[..], [b] if b.action == Action::Shell(command)), "{command:?}");
            let scale: Vec<_> = scaling::keys::BINDINGS.iter().filter(|b| b.keys.contains(key)).collect();
            let expected = scaling::keys::Action::Shell(command);
            assert!(matches!(scale[..], [b] if b.action == expected), "{command:?}");
            let talk: Vec<_> = tour::keys::BINDINGS.iter().filter(|b| b.keys.contains(key)).collect();
            let expected = tour::keys::Action::Shell(command);
            assert!(matches!(talk[..], [b] if b.action == expected), "{command:?}");
        }
    }
    assert_eq!(command_of(Key::F(1)), Some(Command::Help));
    assert_eq!(command_of(Key::Char('T')), None);
}
