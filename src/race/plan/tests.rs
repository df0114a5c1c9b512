//! Tests of plans: what is planned on which machine, and what is refused.

use super::*;

fn machine(cpus: u16) -> Machine {
    Machine::with_cpus(cpus)
}

fn with(schedule: ScheduleChoice) -> Choices {
    Choices { schedule, ..Choices::default() }
}

#[test]
fn auto_takes_turns_on_few_cores_and_splits_many() {
    for (cpus, expected) in [(1, Schedule::Turns), (2, Schedule::Turns), (3, Schedule::Turns)] {
        assert_eq!(plan(&with(ScheduleChoice::Auto), &machine(cpus)).unwrap().schedule, expected);
    }
    if cfg!(target_os = "linux") {
        let plan = plan(&with(ScheduleChoice::Auto), &machine(9)).unwrap();
        assert_eq!(plan.schedule, Schedule::Split);
        assert_eq!(plan.lanes[0].cpus, [0, 1, 2, 3]);
        assert_eq!(plan.lanes[1].cpus, [4, 5, 6, 7], "disjoint and of equal size");
        assert!(plan.lanes.iter().all(|l| l.workers == 4));
    }
}

#[test]
fn siblings_stay_together_in_a_split() {
    if cfg!(target_os = "linux") {
        let cores = vec![vec![0, 4], vec![1, 5], vec![2, 6], vec![3, 7]];
        let machine = Machine { cores, ..machine(8) };
        let plan = plan(&with(ScheduleChoice::Auto), &machine).unwrap();
        assert_eq!(plan.lanes[0].cpus, [0, 4, 1, 5]);
        assert_eq!(plan.lanes[1].cpus, [2, 6, 3, 7]);
    }
}

#[test]
fn auto_does_not_split_shares_that_are_smaller_than_the_workers() {
    let four = ["sequential", "threads", "gil", "pool"].map(LaneChoice::of).to_vec();
    let choices = Choices { lanes: four, workers: Some(2), ..Choices::default() };
    assert_eq!(plan(&choices, &machine(4)).unwrap().schedule, Schedule::Turns);
    assert_eq!(plan(&choices, &machine(8)).unwrap().schedule == Schedule::Split, cfg!(target_os = "linux"));
}

#[test]
fn split_is_refused_with_a_reason() {
    let error = plan(&with(ScheduleChoice::Split), &machine(1)).unwrap_err().to_string();
    assert!(error.contains("use turns or together"), "{error}");
    let blind = Machine { cpus: Vec::new(), ..machine(8) };
    assert!(matches!(plan(&with(ScheduleChoice::Split), &blind), Err(PlanError::Split(_))));
    assert_eq!(plan(&with(ScheduleChoice::Auto), &blind).unwrap().schedule, Schedule::Turns);
}

#[test]
fn workers_come_from_the_lane_then_the_race_then_the_machine() {
    let lane = |kind: &str, workers| LaneChoice { workers, ..LaneChoice::of(kind) };
    let lanes = vec![lane("gil", Some(3)), lane("pool", None), lane("sequential", None)];
    let choices = Choices { lanes, workers: Some(5), ..with(ScheduleChoice::Turns) };
    let workers = |choices: &Choices, machine: Machine| -> Vec<u32> {
        plan(choices, &machine).unwrap().lanes.iter().map(|l| l.workers).collect()
    };
    assert_eq!(workers(&choices, machine(8)), [3, 5, 1]);
    assert_eq!(workers(&Choices { workers: None, ..choices.clone() }, machine(1)), [3, 2, 1]);
    let zero = Choices { workers: Some(0), ..choices };
    assert!(matches!(plan(&zero, &machine(8)), Err(PlanError::Workers { workers: 0, .. })));
}

#[test]
fn a_share_is_for_mixed_alone() {
    let asked = |workload, share| Choices { workload, share: Some(share), ..Choices::default() };
    assert!(plan(&asked(Kind::Mixed, 40), &machine(2)).is_ok());
    let message = plan(&asked(Kind::Primes, 40), &machine(2)).unwrap_err().to_string();
    assert_eq!(
        message,
        "a share of 40 % for the workload primes: accepted is 1 to 99, for mixed alone (--workload mixed)"
    );
    for share in [0, 100] {
        assert!(plan(&asked(Kind::Mixed, share), &machine(2)).is_err());
    }
}

#[test]
fn only_work_about_chance_draws_its_seed() {
    let seed = |workload, seed| {
        plan(&Choices { workload, seed, ..Choices::default() }, &machine(2)).unwrap().workload.seed
    };
    assert_eq!((seed(Kind::Primes, None), seed(Kind::Primes, Some(5))), (1, 5));
    assert_eq!(seed(Kind::Number, Some(5)), 5);
    let drawn: std::collections::BTreeSet<u64> = (0..20).map(|_| seed(Kind::Number, None)).collect();
    assert!(drawn.len() > 1 && drawn.iter().all(|seed| *seed < SEEDS), "{drawn:?}");
}

#[test]
fn an_interpreter_that_nobody_would_run_is_a_mistake() {
    let choices = Choices { pythons: vec![PythonPlan::default()], ..Choices::default() };
    assert_eq!(
        plan(&choices, &machine(2)).unwrap_err().to_string(),
        "an interpreter was chosen (--python), but no lane of real CPython is in the race; those are \
         py-sequential, py-threads, py-pool, py-executor"
    );
}

#[test]
fn an_unknown_lane_is_answered_with_those_that_exist() {
    let choices = Choices { lanes: vec![LaneChoice::of("nonsense")], ..Choices::default() };
    assert_eq!(
        plan(&choices, &machine(2)).unwrap_err().to_string(),
        "there is no lane \"nonsense\"; accepted: sequential, threads, gil, interpreters, async, pool, processes, py-sequential, py-threads, py-pool, py-executor, py-interpreters, py-async, each also with a number of workers, e.g. gil:4"
    );
}
