use super::super::Script;

#[test]
fn a_large_machine_has_two_sockets_and_a_hybrid_one_two_kinds_of_cores() {
    let machine = |script: Script| script.model_at(0.5).plan.unwrap().machine;
    assert!(machine(Script::of(&["gil"]).on(2, 8)).sockets.is_empty());
    let sockets = machine(Script::of(&["gil"]).on(2, 64)).sockets;
    assert_eq!(sockets.iter().map(Vec::len).collect::<Vec<_>>(), [32, 32]);
    let classes = machine(Script::of(&["gil"]).on(2, 12).hybrid()).classes;
    assert_eq!(classes.iter().map(|class| class.cpus.len()).collect::<Vec<_>>(), [8, 4]);
}

#[test]
fn a_worker_tells_of_its_tasks_and_turns_while_it_runs() {
    let model = Script::of(&["threads"]).model_at(3.0);
    let worker = &model.lanes[0].workers[1];
    assert!(worker.tasks > 10 && worker.turns().unwrap() > 100, "{worker:?}");
    assert!(worker.waited().unwrap() > crate::event::Nanos::ZERO);
    let stolen = |core| model.cores.latest(core).unwrap().stolen;
    assert!((0..2).all(|core| stolen(core).is_some()));
}
