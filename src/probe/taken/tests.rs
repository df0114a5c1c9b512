use super::*;
use crate::probe::suspicion::Suspicion;

#[test]
fn the_figure_of_a_doubt_is_read_from_its_own_words() {
    let taken = |suspicion: Suspicion| taken_cores(&suspicion.into_doubt(None), 4.0);
    assert_eq!(taken(Suspicion::BusyMachine { cores: 1.96, of: 4 }), Some(1.96));
    assert_eq!(taken(Suspicion::BusyMachine { cores: 1.0, of: 1 }), Some(1.0));
    assert_eq!(taken(Suspicion::Others { cores: 1.3 }), Some(1.3));
    assert_eq!(taken(Suspicion::Steal { share: 0.25 }), Some(1.0));
    assert_eq!(taken(Suspicion::LeftBehind { races: 1 }), Some(1.0));
    assert_eq!(taken(Suspicion::LeftBehind { races: 9 }), Some(4.0), "there are no more");
    assert_eq!(taken(Suspicion::Battery), None);
}

#[test]
fn words_without_a_figure_have_none() {
    let message = "other programs used 31 % of the cores".to_string();
    let doubt = Doubt { kind: "busy-machine".into(), message, advice: String::new(), lane: None };
    assert_eq!(taken_cores(&doubt, 2.0), None);
}
