use super::*;

#[test]
fn names_are_whole_where_all_of_them_fit() {
    let labels = |width| -> String { places(Rect::new(0, 0, width, 1)).map(|(.., label)| label).collect() };
    assert!(labels(120).ends_with(" 9 memory  0 ranking "), "{}", labels(120));
    assert!(labels(100).ends_with("8 life 9 memory 0 ranking "), "{}", labels(100));
    assert!(labels(80).ends_with("8 life 9 mem 0 rank "), "{}", labels(80));
}

#[test]
fn every_view_has_a_tab_at_eighty_columns_and_is_found_there() {
    let area = Rect::new(0, 1, 80, 1);
    let tabs: Vec<_> = places(area).collect();
    assert_eq!(tabs.len(), Page::ALL.len());
    for (page, tab, _) in tabs {
        assert_eq!(touched(area, Position::new(tab.x, 1)), Some(Action::Page(page)));
    }
    assert_eq!(touched(area, Position::new(79, 1)), None);
    assert_eq!(places(Rect::new(0, 0, 20, 1)).count(), 2);
}
