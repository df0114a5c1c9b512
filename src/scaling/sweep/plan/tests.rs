use super::super::choices::LANES_OF_CALLS;
use super::*;

fn planned(choices: &Choices, cpus: u16) -> Result<SweepPlan, PlanError> {
    plan(choices, &Machine { memory: 64 << 30, ..Machine::with_cpus(cpus) })
}

#[test]
fn workers_double_up_to_the_usable_cpus() {
    let numbers = |cpus| planned(&Choices::default(), cpus).unwrap().workers;
    assert_eq!(numbers(1), [1]);
    assert_eq!(numbers(2), [1, 2]);
    assert_eq!(numbers(6), [1, 2, 4, 6]);
    assert_eq!(numbers(64), [1, 2, 4, 8, 16, 32, 64]);
    let all = Choices { workers: Workers::All, ..Choices::default() };
    assert_eq!(planned(&all, 4).unwrap().workers, [1, 2, 3, 4]);
}

#[test]
fn numbers_that_were_asked_for_are_sorted_and_one_is_among_them() {
    let these = |these: &[u32]| Choices { workers: Workers::These(these.to_vec()), ..Choices::default() };
    assert_eq!(planned(&these(&[6, 2, 2, 3]), 2).unwrap().workers, [1, 2, 3, 6]);
    assert_eq!(planned(&these(&[0]), 2), Err(PlanError::Workers(0)));
    assert_eq!(planned(&these(&[1025]), 2).unwrap_err().to_string(), "1025 workers: accepted is 1 to 1024");
}

#[test]
fn what_cannot_be_swept_is_refused_by_name() {
    let of = |lanes: &[&str], workloads: &[Kind]| {
        let lanes = lanes.iter().map(ToString::to_string).collect();
        planned(&Choices { lanes, workloads: workloads.to_vec(), ..Choices::default() }, 2)
    };
    assert_eq!(of(&["pol"], &[Kind::Primes]), Err(PlanError::UnknownLane("pol".into())));
    assert_eq!(of(&["pool"], &[Kind::Print]), Err(PlanError::Untimed("print")));
    assert_eq!(of(&[], &[Kind::Primes]), Err(PlanError::Nothing));
    assert_eq!(of(&["gil", "gil"], &[Kind::Primes]), Err(PlanError::Twice("gil on primes".into())));
}

#[test]
fn a_function_of_the_user_s_is_swept_under_lanes_of_python() {
    if crate::python::on_path().problem.is_some() {
        return;
    }
    let call = |function: &str| CallChoice {
        function: function.into(),
        over: Some("range(10, 40)".into()),
        star: false,
    };
    let choices = Choices { call: Some(call("tests/functions/primes.py:count")), ..Choices::default() };
    let plan = planned(&choices, 2).expect("there is such a function");
    let lanes: Vec<&str> = plan.curves.iter().map(|curve| curve.lane.as_str()).collect();
    assert_eq!(lanes, LANES_OF_CALLS);
    let work = &plan.curves[0].workload;
    assert_eq!((work.name.as_str(), work.tasks, work.chunk), ("count", 30, 0));
    let swept = work.call.as_ref().expect("it is a call");
    assert_eq!((swept.name(), swept.source.len()), ("count", 16));
    for (wrong, told) in [
        (Choices { lanes: vec!["gil".into()], ..choices.clone() }, "executes no Python function"),
        (Choices { tasks: Some(3), ..choices.clone() }, "--tasks is for a function"),
        (Choices { call: Some(call("tests/functions/primes.py:cuont")), ..choices }, "did you mean count?"),
    ] {
        let refused = planned(&wrong, 2).unwrap_err().to_string();
        assert!(refused.contains(told), "{refused}");
    }
}

#[test]
fn one_thread_has_no_curve_beyond_one() {
    let choices = Choices { lanes: vec!["sequential".into()], ..Choices::default() };
    let plan = planned(&choices, 8).unwrap();
    assert_eq!(plan.workers_of(&plan.curves[0]).collect::<Vec<_>>(), [1]);
}

#[test]
fn weak_work_grows_and_is_no_more_than_there_can_be() {
    let weak = Choices { mode: Mode::Weak, tasks: Some(2_000_000), ..Choices::default() };
    assert_eq!(planned(&weak, 8), Err(PlanError::Tasks { tasks: 2_000_000, workers: 8 }));
    let plan = planned(&Choices { mode: Mode::Weak, ..Choices::default() }, 8).unwrap();
    assert_eq!(plan.tasks(&plan.curves[0], 8), 8 * plan.tasks(&plan.curves[0], 1));
}
