use super::*;
use crate::ui::script::Script;

fn numbers(races: &Races) -> Vec<(usize, &'static str, bool)> {
    let rows = races.rows(&Model::default());
    rows.iter().map(|row| (row.summary.number, row.summary.state, row.pictured)).collect()
}

#[test]
fn races_are_numbered_as_they_ran_and_the_present_one_is_the_last() {
    let script = Script::of(&["gil", "pool"]);
    let mut races = Races::default();
    races.keep(script.finished());
    races.keep(script.model_at(3.0));
    let kept = [(1, "finished", true), (2, "stopped", true), (3, "racing", true)];
    assert_eq!(numbers(&races), kept);
    let past = races.past(1).expect("it is kept");
    assert_eq!((past.number, past.of, &*past.model), (1, 3, &script.finished()));
    assert_eq!(races.past(3), None, "it is the present one");
}

#[test]
fn what_had_no_result_leaves_no_trace() {
    let mut races = Races::default();
    races.keep(Model::default());
    races.keep(Script::of(&["gil"]).model_at(0.0));
    assert_eq!(numbers(&races), [(1, "racing", true)]);
    assert_eq!(races.close(&Model::default()), []);
}

#[test]
fn of_many_races_the_last_are_kept_in_full_and_the_others_as_a_line() {
    let (model, mut races) = (Script::of(&["pool"]).finished(), Races::default());
    for _ in 0..PICTURES + 3 {
        races.keep(model.clone());
    }
    assert_eq!((races.pictures.len(), races.summaries.len()), (PICTURES, PICTURES + 3));
    assert_eq!((races.past(3), races.past(4).map(|past| past.number)), (None, Some(4)));
    let summaries = races.close(&model);
    assert_eq!(summaries.len(), PICTURES + 4);
    assert_eq!(summaries.last().map(|race| race.number), Some(PICTURES + 4));
}

#[test]
fn the_last_race_is_summed_up_as_stopped_where_it_was_left() {
    let races = Races::default();
    let summaries = races.close(&Script::of(&["gil", "pool"]).model_at(3.0));
    assert_eq!(summaries.iter().map(|race| race.state).collect::<Vec<_>>(), ["stopped"]);
}
