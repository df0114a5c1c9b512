use super::*;
use crate::ui::script::Script;

fn page_at(seconds: f64) -> Window {
    let model = Script::of(&["gil"]).model_at(seconds);
    page(&model, &model.lanes[0], 2, 70).unwrap()
}

#[test]
fn a_page_stands_still_until_the_next() {
    let pages: Vec<Nanos> = (20..40).map(|tenth| page_at(f64::from(tenth) / 10.0).from).collect();
    let turns = pages.windows(2).filter(|pair| pair[0] != pair[1]).count();
    assert_eq!(turns, 2, "{pages:?}");
    assert_eq!(page_at(3.9), page_at(3.5), "nothing on it moves");
}

#[test]
fn the_first_page_fills_and_the_last_ends_with_the_last_wait() {
    let model = Script::of(&["gil"]).finished();
    let (ready, contended) =
        (model.lanes[0].ready.unwrap(), model.lanes[0].lock_history.contended().unwrap());
    assert_eq!(page_at(1.1).from, ready);
    let last = page(&model, &model.lanes[0], 2, 70).unwrap();
    assert!(last.column_of(contended).is_some_and(|column| column > 60), "{:?}", last.column_of(contended));
}

#[test]
fn an_interval_takes_about_five_columns_whatever_its_length() {
    let mut model = Script::of(&["gil"]).model_at(3.0);
    for (interval, column) in [(5000, 1000), (1000, 200), (20_000, 5000), (1, 20), (1_000_000, 200_000)] {
        model.plan.as_mut().unwrap().interval_us = interval;
        let page = page(&model, &model.lanes[0], 2, 70).unwrap();
        assert_eq!(page.column, Nanos::from_micros(column), "{interval} µs");
    }
}
