use super::*;

#[test]
fn every_doubt_is_explained_and_those_that_hold_say_what_was_seen() {
    let seen =
        Doubt { kind: "steal".into(), message: "it took 3 %".into(), advice: String::new(), lane: None };
    let findings = doubts(&[seen]);
    let of = |kind: &str| findings.iter().find(|doubt| doubt.kind == kind).unwrap();
    assert_eq!(
        (of("steal").holds, of("steal").seen.as_slice()),
        (Some(true), &["it took 3 %".to_string()][..])
    );
    assert_eq!((of("quota").holds, of("short-run").holds), (Some(false), None));
    let mut kinds: Vec<&str> = findings.iter().map(|doubt| doubt.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds.len(), findings.len());
}
