use super::super::check;
use super::super::scenario::Scenario;
use super::*;

fn plan(repetitions: u32) -> Plan {
    Plan { experiments: check::all(), repetitions, seed: 7 }
}

#[test]
fn everybody_runs_everything_equally_often_and_side_by_side() {
    let plan = plan(5);
    let turns = plan.turns(3);
    assert_eq!(turns.len(), 5 * plan.experiments.len() * 3);
    for beside in turns.chunks(3) {
        let mut who: Vec<usize> = beside.iter().map(|t| t.contestant).collect();
        who.sort_unstable();
        assert_eq!(who, [0, 1, 2]);
        assert!(
            beside
                .iter()
                .all(|t| (t.repetition, t.experiment) == (beside[0].repetition, beside[0].experiment))
        );
    }
    let orders: std::collections::BTreeSet<Vec<usize>> =
        turns.chunks(3).map(|beside| beside.iter().map(|t| t.contestant).collect()).collect();
    assert_eq!(orders.len(), 6, "all orders occur");
    assert_eq!(turns, plan.turns(3), "the seed decides");
    assert_ne!(turns, Plan { seed: 8, ..plan }.turns(3));
}

#[test]
fn the_whole_takes_as_long_as_its_turns() {
    let plan = plan(2);
    assert_eq!(plan.estimate(3), plan.turns(3).into_iter().map(|t| plan.estimate_of(t)).sum());
}

/// Returns its own number, and fails at one call too many.
#[derive(Debug)]
struct Scripted(u64, u32);

impl Contestant for Scripted {
    fn label(&self) -> String {
        format!("script {}", self.0)
    }

    fn run(&mut self, _: &Scenario, stop: &Stop) -> Result<Raw, Fault> {
        if stop.requested() {
            return Err(Fault::Stopped);
        }
        self.1 = self.1.checked_sub(1).ok_or_else(|| Fault::Failed("tired".into()))?;
        Ok(Raw::Walls(vec![self.0]))
    }
}

#[test]
fn who_fails_is_out_and_the_others_go_on() {
    let plan = Plan { experiments: check::all().into_iter().take(2).collect(), repetitions: 3, seed: 1 };
    let mut both: Vec<Box<dyn Contestant>> = vec![Box::new(Scripted(0, 2)), Box::new(Scripted(1, 100))];
    let (mut measured, mut out) = ([0, 0], Vec::new());
    run(&plan, &mut both, &Stop::default(), &mut |news| match news {
        News::Measured(turn, raw) => {
            assert_eq!(raw, Raw::Walls(vec![turn.contestant as u64]));
            measured[turn.contestant] += 1;
        }
        News::Out { contestant, reason } => out.push((contestant, reason)),
        News::Begun(_) => {}
    });
    assert_eq!((measured, out), ([2, 6], vec![(0, "tired".into())]));
}

#[test]
fn a_stop_ends_it_at_once() {
    let stop = Stop::default();
    let mut one: Vec<Box<dyn Contestant>> = vec![Box::new(Scripted(0, 100))];
    let mut news = 0;
    run(&plan(5), &mut one, &stop, &mut |_| {
        news += 1;
        stop.request();
    });
    assert!(news <= 2, "{news}");
}
