use super::*;

#[test]
fn a_sentence_begins_with_a_capital_and_a_clause_has_no_full_stop() {
    assert_eq!(
        ["2 threads", "one thread", "ärger", ""].map(capital),
        ["2 threads", "One thread", "Ärger", ""]
    );
    assert_eq!(heading("threads, simulated GIL"), "THREADS, simulated GIL");
    assert_eq!(lane_alone("gil:2", "threads, simulated GIL"), "gil:2 (simulated)");
    assert_eq!(lane_alone("pool", "worker processes"), "pool");
    assert_eq!([" gone. ", "gone", "..."].map(clause), ["gone", "gone", ""]);
}

#[test]
fn one_is_one_and_everything_else_is_many() {
    assert_eq!([0, 1, 2, 11].map(|n| counted(n, "core")), ["0 cores", "1 core", "2 cores", "11 cores"]);
    assert_eq!([0.5, 1.0].map(|n| counted(n, "core")), ["0.5 cores", "1 core"]);
    assert_eq!(counted("1.00", "core"), "1.00 cores");
    assert_eq!([1, 2].map(|n| counted_as(n, "reply", "replies")), ["1 reply", "2 replies"]);
    assert_eq!([plural(1, "task"), plural(0, "task")], ["task", "tasks"]);
}
