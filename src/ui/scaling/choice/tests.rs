use super::*;
use crate::ui::scaling::script::Script;

#[test]
fn the_ends_of_the_legend_are_one_key_away() {
    let set = Script::large().chart_set(usize::MAX);
    let last = set.chart(0, 0).expect("a chart").members.len() - 1;
    let mut choice = Choice::default();
    for (action, member) in [
        (Action::LastMember, last),
        (Action::LastMember, last),
        (Action::FirstMember, 0),
        (Action::MemberBefore, last),
        (Action::NextMember, 0),
    ] {
        assert_eq!((choice.update(action, &set), choice.member), (None, member), "{action:?}");
    }
}

#[test]
fn where_there_is_nothing_else_that_is_said() {
    let (set, mut choice) = (ChartSet::default(), Choice::default());
    for action in [Action::NextChart, Action::NextMember, Action::FirstMember, Action::Details] {
        assert!(choice.update(action, &set).is_some(), "{action:?}");
    }
    assert_eq!(choice, Choice::default());
}
