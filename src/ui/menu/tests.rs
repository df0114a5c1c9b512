use proptest::prelude::*;

use super::*;
use crate::race::setting::Change;
use crate::ui::keys::BINDINGS;
use crate::ui::script::settings;
use crate::ui::state::Page;
use crate::ui::state::menu::hits;

fn menu(line: &str) -> Menu {
    let mut menu = super::menu(Ok(settings()), Vec::new());
    line.chars().for_each(|c| menu.type_in(c));
    menu
}

/// Choosing a value.
fn set(setting: &'static str, value: &str) -> MenuAction {
    MenuAction::Change(Change::value(setting, value))
}

/// The entries of the list, in order.
fn entries(menu: &Menu) -> impl Iterator<Item = &Entry> {
    (0..menu.count()).filter_map(|place| menu.entry(place))
}

fn groups(menu: &Menu) -> Vec<&str> {
    let mut groups: Vec<&str> = (0..menu.count()).filter_map(|at| Some(menu.entry(at)?.group)).collect();
    groups.dedup();
    groups
}

#[test]
fn an_empty_line_finds_everything_in_its_order() {
    let menu = menu("");
    assert_eq!(groups(&menu), ["lanes", "workload", "workers", "views", "keys"]);
    assert_eq!(menu.count(), menu.total());
    let chosen = |entry: &&Entry| entry.chosen;
    let chosen: Vec<&str> = entries(&menu).filter(chosen).map(|entry| entry.name.as_str()).collect();
    assert_eq!(chosen, ["gil", "pool", "primes", "2"]);
}

#[test]
fn every_view_and_every_key_is_there() {
    let menu = menu("");
    let does = |action: MenuAction| entries(&menu).any(|entry| entry.action == action);
    assert!(Page::ALL.into_iter().all(|page| does(MenuAction::Page(page))));
    for binding in BINDINGS.iter() {
        let elsewhere = matches!(binding.action, Action::Pick(_) | Action::Menu | Action::Confirm);
        assert_eq!(does(MenuAction::Press(binding.keys[0])), !elsewhere, "{binding:?}");
    }
}

#[test]
fn the_best_stands_first() {
    for (line, best) in [
        ("pool", set("lanes", "pool")),
        ("mandel", set("workload", "mandelbrot")),
        ("MANDEL", set("workload", "mandelbrot")),
        ("trial division", set("workload", "primes")),
        ("workers", set("workers", "1")),
        ("pause", MenuAction::Press(Key::Char(' '))),
        ("leave verdict", MenuAction::Press(Key::Char('q'))),
    ] {
        assert_eq!(menu(line).action(), Some(best), "{line}");
    }
    assert_eq!(menu("no such words").action(), None);
}

#[test]
fn a_value_is_typed_after_the_name_of_its_setting() {
    assert_eq!(menu("workers 12").action(), Some(set("workers", "12")));
    assert_eq!(menu("Workers  12 ").action(), Some(set("workers", "12")));
    let listed = menu("workers 4");
    assert_eq!(listed.action(), Some(set("workers", "4")));
    let same = entries(&listed).filter(|entry| entry.action == set("workers", "4"));
    assert_eq!(same.count(), 1, "it stands in the list");
}

#[test]
fn what_is_no_value_is_named_with_what_is_accepted() {
    for wrong in ["0", "100", "x", "4 5", "ünf"] {
        let Some(MenuAction::Refuse(why)) = menu(&format!("workers {wrong}")).action() else {
            panic!("workers {wrong} is accepted")
        };
        assert_eq!(why, format!("workers {wrong:?}: accepted: 1 to 99"));
    }
}

#[test]
fn where_a_value_can_be_typed_the_line_begins_with_its_name() {
    let mut menu = menu("workers type");
    assert_eq!(menu.action(), Some(MenuAction::Refuse("workers \"type\": accepted: 1 to 99".into())));
    menu.step(1);
    let Some(MenuAction::Ask(line)) = menu.action() else { panic!("{:?}", menu.action()) };
    menu.begin(&line);
    menu.type_in('7');
    assert_eq!((menu.line(), menu.action()), ("workers 7", Some(set("workers", "7"))));
}

#[test]
fn where_nothing_can_be_set_the_rest_is_found() {
    let menu = super::menu(Err("This is a recording.".into()), Vec::new());
    assert_eq!((menu.note(), groups(&menu)), (Some("This is a recording."), vec!["views", "keys"]));
}

#[test]
fn the_mark_goes_round_by_steps_and_stops_at_the_ends_by_pages() {
    let mut menu = menu("");
    menu.fit(10);
    menu.step(-1);
    assert_eq!((menu.marked(), menu.seen(10).end), (menu.count() - 1, menu.count()));
    menu.step(1);
    assert_eq!((menu.marked(), menu.seen(10)), (0, 0..10));
    menu.turn(1);
    assert_eq!((menu.marked(), menu.seen(10)), (10, 1..11), "no further than it must");
    menu.step(-1);
    assert_eq!(menu.seen(10), 1..11, "it stands as long as the mark is seen");
    menu.turn(-3);
    assert_eq!(menu.marked(), 0);
    menu.turn(99);
    assert_eq!(menu.marked(), menu.count() - 1);
    menu.type_in('q');
    assert_eq!(menu.marked(), 0, "another line, another list");
}

#[test]
fn while_it_is_open_characters_are_typed() {
    for c in ['q', 'x', ' ', '1', ':', '?', 'ü'] {
        assert_eq!(action_of(Key::Char(c)), Some(Action::Type(c)));
    }
    assert_eq!(action_of(Key::Ctrl('c')), None, "it is the shell's");
    assert_eq!([Key::Ctrl('n'), Key::Ctrl('p')].map(action_of), [Some(Action::Down), Some(Action::Up)]);
    assert_eq!([Key::Home, Key::End].map(action_of), [Some(Action::Top), Some(Action::Bottom)]);
    assert_eq!(action_of(Key::Left), None);
}

proptest! {
    /// Whatever is typed: nothing panics, the mark is seen, the same line finds the same.
    #[test]
    fn any_line_can_be_typed(line in ".{0,80}", rows in 0usize..40, steps in -200isize..200, pages in -9isize..9) {
        let mut menu = menu(&line);
        menu.fit(rows);
        menu.step(steps);
        menu.turn(pages);
        let seen = menu.seen(rows);
        prop_assert!(seen.end <= menu.count() && seen.len() == rows.min(menu.count()));
        prop_assert!(rows == 0 || menu.count() == 0 || seen.contains(&menu.marked()));
        for place in seen {
            let entry = menu.entry(place).expect("what is seen is there");
            for text in [&entry.name, &entry.about] {
                prop_assert!(hits(text, menu.line()).into_iter().all(|hit| text.get(hit).is_some()));
            }
        }
        let mut again = super::menu(Ok(settings()), Vec::new());
        again.begin(menu.line());
        prop_assert!(entries(&again).eq(entries(&menu)));
        line.chars().for_each(|_| menu.erase());
        prop_assert_eq!(menu.count(), menu.total());
    }
}
