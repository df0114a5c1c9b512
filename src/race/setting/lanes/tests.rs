use super::super::tests::choose;
use super::*;

fn kinds(choices: &Choices) -> Vec<&str> {
    choices.lanes.iter().map(|lane| lane.kind.as_str()).collect()
}

#[test]
fn lanes_may_bring_their_own_number_of_workers() {
    assert_eq!(LaneChoice::read("gil"), Ok(LaneChoice::of("gil")));
    assert_eq!(LaneChoice::read("gil:4"), Ok(LaneChoice { workers: Some(4), ..LaneChoice::of("gil") }));
    let spawned = LaneChoice { method: Some(StartMethod::Spawn), ..LaneChoice::of("py-pool") };
    assert_eq!(LaneChoice::read("py-pool:spawn"), Ok(spawned.clone()));
    assert_eq!(LaneChoice::read("py-pool:spawn:4"), Ok(LaneChoice { workers: Some(4), ..spawned }));
    assert!(LaneChoice::read("gil:spawn").unwrap_err().contains("accepted are py-pool and py-executor"));
    assert!(LaneChoice::read("gill:4").unwrap_err().contains("did you mean gil?"));
    for wrong in ["gil:", "gil:0", "gil:x", "gil:4:5", "nonsense", ""] {
        assert!(LaneChoice::read(wrong).unwrap_err().contains("accepted"), "{wrong}");
    }
}

#[test]
fn lanes_join_in_their_order_and_leave_but_not_the_last() {
    let (more, said) = choose(&Choices::default(), FLAG, "interpreters").unwrap();
    assert_eq!(kinds(&more), ["gil", "interpreters", "pool"]);
    assert_eq!(said, "The lane interpreters joins the race: gil, interpreters, pool.");
    let (fewer, said) = choose(&more, FLAG, "gil").unwrap();
    assert_eq!(kinds(&fewer), ["interpreters", "pool"]);
    assert_eq!(said, "The lane gil leaves the race: interpreters, pool.");
    let (one, _) = choose(&fewer, FLAG, "pool").unwrap();
    assert_eq!(
        choose(&one, FLAG, "interpreters").unwrap_err(),
        "The lane interpreters stays: a race needs at least one."
    );
    assert!(choose(&one, FLAG, "nonsense").unwrap_err().contains("accepted: sequential"));
}

#[test]
fn all_lanes_of_a_kind_leave_together() {
    let twice = LaneChoice { workers: Some(4), ..LaneChoice::of("gil") };
    let mut choices = Choices::default();
    choices.lanes.push(twice);
    assert_eq!(kinds(&choose(&choices, FLAG, "gil").unwrap().0), ["pool"]);
}

#[test]
fn python_joins_where_there_is_one() {
    let plan = |problem: Option<&str>| PythonPlan {
        path: "/nowhere/python3".into(),
        problem: problem.map(Into::into),
        fork: true,
        ..PythonPlan::default()
    };
    let with = |pythons: Vec<PythonPlan>| {
        choose(&Choices { pythons, ..Choices::default() }, FLAG, "py-pool").map(|(choices, _)| choices)
    };
    assert!(with(vec![plan(None)]).is_ok());
    assert!(with(vec![plan(Some("it is too old")), plan(None)]).is_ok(), "one of them will do");
    let refused = with(vec![plan(Some("it is too old"))]).unwrap_err();
    assert_eq!(refused, "The lane py-pool cannot join: it is too old.");
}
