use super::*;
use crate::tour::fixture::run;

fn obstacle(args: &[&str], machine: Machine) -> Option<Obstacle> {
    RaceStarter { machine, program: PathBuf::new(), seed: None }.obstacle(&run(args))
}

#[test]
fn a_race_that_computes_needs_two_cores() {
    let quota = Machine { quota: Some(1.0), ..Machine::with_cpus(4) };
    for machine in [Machine::with_cpus(1), quota] {
        assert!(obstacle(&["--lanes", "gil,pool"], machine.clone()).is_some_and(|o| !o.is_final));
        assert_eq!(obstacle(&["--lanes", "sequential"], machine.clone()), None);
        assert_eq!(obstacle(&["--lanes", "threads,pool", "--workload", "sleep"], machine.clone()), None);
        assert_eq!(obstacle(&["--lanes", "processes", "--workload", "number"], machine), None);
    }
    assert_eq!(obstacle(&["--lanes", "gil,pool"], Machine::with_cpus(2)), None);
}

#[test]
fn a_race_that_cannot_be_planned_or_has_no_interpreter_cannot_run() {
    for args in [
        &["--lanes", "nothing"][..],
        &["--nothing", "1"],
        &["--lanes", "gil", "--fault", "kill:0@1s"],
        &["--lanes", "py-threads", "--python", "/nonexistent/python3"],
    ] {
        let obstacle = obstacle(args, Machine::with_cpus(2));
        assert!(obstacle.as_ref().is_some_and(|o| o.is_final), "{args:?}: {obstacle:?}");
    }
}

#[test]
fn the_seed_of_the_tour_is_that_of_every_race() {
    let starter = RaceStarter { machine: Machine::with_cpus(2), program: PathBuf::new(), seed: Some(7) };
    let (choices, _) = starter.planned(&run(&["--seed", "3"])).expect("a plan");
    assert_eq!(choices.seed, Some(7));
}
