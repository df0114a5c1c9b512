use super::*;

const RACE: RecordingKeys = RecordingKeys { page: Page::Race, timeline: false };

#[test]
fn no_key_of_the_player_does_two_things() {
    let keys: Vec<Key> = PLAYER.iter().flat_map(|b| b.keys).copied().collect();
    for (i, key) in keys.iter().enumerate() {
        assert!(!keys[..i].contains(key), "{key:?} is bound twice");
    }
    assert!(PLAYER.iter().all(|b| !b.label.is_empty() && !b.help.is_empty()));
}

#[test]
fn digits_are_views_until_the_timeline_has_them() {
    let seeking = RecordingKeys { timeline: true, ..RACE };
    assert_eq!(RACE.action_of(Char('4')), Some(Action::Pick(3)));
    assert_eq!(RACE.action_of(Char('0')), Some(Action::Page(Page::Ranking)));
    for (digit, tenth) in [('0', 0), ('4', 4), ('9', 9)] {
        assert_eq!(seeking.action_of(Char(digit)), Some(Play(P::Tenth(tenth))));
    }
}

#[test]
fn the_table_of_workers_keeps_the_keys_that_sort_it() {
    let table = RecordingKeys { page: Page::Workers, timeline: true };
    assert_eq!(RACE.action_of(Char('>')), Some(Play(P::Faster)));
    assert_eq!(table.action_of(Char('>')), Some(Action::SortNext));
    assert_eq!(table.action_of(Char('<')), Some(Action::SortBefore));
    for keys in [RACE, table] {
        assert_eq!(keys.action_of(Char(']')), Some(Play(P::Faster)));
        assert_eq!(keys.action_of(Char('[')), Some(Play(P::Slower)));
    }
}

#[test]
fn the_other_keys_keep_their_meaning_and_are_listed_once() {
    assert_eq!(RACE.action_of(Char(' ')), Some(Action::Pause));
    assert_eq!(RACE.action_of(Left), Some(Play(P::Move(-1))));
    for keys in [RACE, RecordingKeys::EXPLAINED] {
        for binding in keys.of_the_rest() {
            let first = binding.keys.first().copied().and_then(|key| keys.action_of(key));
            assert_eq!(first.as_ref(), Some(&binding.action), "{}", binding.label);
        }
    }
    let sorts = |keys: RecordingKeys| keys.of_the_rest().any(|b| b.action == Action::SortNext);
    assert_eq!((sorts(RACE), sorts(RecordingKeys::EXPLAINED)), (false, true));
}
