use super::*;
use crate::scaling::fixture::{add, planned};

fn charts() -> Charts {
    let mut report = planned(&["pool", "gil"], &[1, 2], 1);
    for curve in 0..2 {
        add(&mut report, 0, curve, 1, 1.0);
        add(&mut report, 0, curve, 2, 0.6);
    }
    Charts::of_report(&report)
}

fn choose(names: &[&str]) -> Result<Charts, UnknownPanel> {
    let panels = names.iter().map(|name| name.parse().unwrap()).collect();
    FigureOptions { panels, ..FigureOptions::default() }.chosen(charts())
}

#[test]
fn a_panel_has_a_number_a_lane_and_a_workload() {
    assert_eq!(choose(&[]), Ok(charts()));
    assert_eq!(choose(&["1"]), Ok(charts()));
    assert_eq!(choose(&["primes"]), Ok(charts()));
    for name in ["pool", "pool:primes"] {
        let one = choose(&[name]).unwrap();
        assert_eq!((one.charts.len(), one.charts[0].members.len()), (1, 1), "{name}");
    }
    assert_eq!(choose(&["pool", "gil"]), Ok(charts()));
}

#[test]
fn a_panel_that_is_none_is_refused_with_those_there_are() {
    for name in ["9", "fork", "pool:triad"] {
        let refused = choose(&[name]).unwrap_err().to_string();
        assert!(refused.starts_with(&format!("there is no panel {name};")), "{refused}");
        assert!(refused.ends_with("a number from 1 to 1, or pool, primes, gil"), "{refused}");
    }
}
