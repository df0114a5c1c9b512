use super::*;

const ONE: WorkerId = WorkerId(0);
const TWO: WorkerId = WorkerId(1);

fn end(tasks: &mut FollowedTasks, at: u64, worker: WorkerId, task: u32) {
    tasks.end(Nanos(at), worker, task, Some((task * task).to_string()));
}

#[test]
fn a_chunk_runs_from_the_last_result_before_it_to_its_own_last() {
    let mut tasks = FollowedTasks::default();
    tasks.hand_out(Nanos(10), ONE, (0, 1), 2);
    tasks.hand_out(Nanos(11), ONE, (4, 1), 2);
    tasks.hand_out(Nanos(12), TWO, (2, 1), 2);
    for (at, worker, task) in [(20, ONE, 0), (30, ONE, 1), (25, TWO, 2), (50, ONE, 4)] {
        end(&mut tasks, at, worker, task);
    }
    let runs = |worker| {
        let runs = tasks.runs_of(worker).into_iter();
        runs.map(|run| (run.chunk.first, run.from.0, run.until.map(|at| at.0), run.done)).collect::<Vec<_>>()
    };
    assert_eq!(runs(ONE), [(0, 10, Some(30), 2), (4, 30, None, 1)]);
    assert_eq!(runs(TWO), [(2, 12, None, 1)]);
    let arrived: Vec<u32> = tasks.results.iter().map(|result| result.task).collect();
    assert_eq!(arrived, [0, 2, 1, 4], "by time, in whatever order they are told");
    assert_eq!(tasks.first_overtaking(), Some((2, 1)));
}

#[test]
fn a_task_that_went_out_again_counts_where_it_ended() {
    let mut tasks = FollowedTasks::default();
    tasks.hand_out(Nanos(10), ONE, (0, 1), 2);
    tasks.hand_out(Nanos(11), ONE, (2, 1), 2);
    end(&mut tasks, 20, ONE, 0);
    // It died with the second task; the rest went to the other one.
    tasks.hand_out(Nanos(30), TWO, (1, 1), 1);
    tasks.hand_out(Nanos(30), TWO, (2, 1), 2);
    (1..4).for_each(|task| end(&mut tasks, 40 + u64::from(task), TWO, task));
    let runs = |worker| {
        tasks.runs_of(worker).into_iter().map(|run| (run.chunk.first, run.chunk.count)).collect::<Vec<_>>()
    };
    assert_eq!((runs(ONE), runs(TWO)), (vec![(0, 1)], vec![(1, 1), (2, 2)]));
    assert_eq!(tasks.first_overtaking(), None);
}

#[test]
fn there_is_an_end_to_what_is_kept_and_the_first_result_counts() {
    let mut tasks = FollowedTasks::default();
    tasks.hand_out(Nanos::ZERO, ONE, (0, 1), u32::MAX);
    for task in 0..2000 {
        tasks.hand_out(Nanos::ZERO, ONE, (task, 1), 1);
        end(&mut tasks, 1, ONE, task);
    }
    tasks.end(Nanos(9), TWO, 3, None);
    assert_eq!((tasks.chunks.len(), tasks.results.len()), (800, 200));
    assert_eq!(tasks.result_of(3).and_then(|result| result.value.as_deref()), Some("9"));
    assert!(tasks.runs_of(ONE).len() == 800 && !tasks.is_empty());
}
