use coreograph::{race::*, event::*, model::*, probe};
fn main() {
    let a: Vec<String> = std::env::args().collect();
    if a.get(1).map(String::as_str) == Some("worker") { std::process::exit(match format!("{:?}", coreograph::pool::worker::main()).as_str() {"ExitCode(unix_exit_status(0))"=>0,_=>70}); }
    let kind = a[1].parse().unwrap();
    let lanes = a[2].split(',').map(LaneChoice::of).collect();
    let c = Choices { lanes, workload: kind, workers: Some(a[3].parse().unwrap()), seconds_given: true, ..Choices::default() };
    let race = Race::start(&c, &probe::machine(), std::env::current_exe().unwrap()).unwrap();
    let mut m = Model::default();
    let mut n = 0; let mut slices = 0;
    for e in race.events() { m.apply(&e); n += 1; if matches!(e.fact, Fact::Slice{..}) {slices+=1}; if let Fact::LaneFailed{..} | Fact::RaceEnded{..}|Fact::Phase(_)|Fact::Calibrated{..}|Fact::Line{..} = &e.fact { println!("{:?} {:?}", e.at.secs(), e.fact) } }
    println!("{n} events, {slices} slices; own {}", m.own);
    for l in &m.lanes { let s = score::Score::of(&m, l); 
      println!("{} wall {:.3} start {:.4} speedup {:?} busy {:?} cap {:?} digest {:?} done {}", l.plan.label, s.wall.secs(), s.start.secs(), s.speedup, s.cores_busy, s.capacity, l.outcome.as_ref().map(|o| &o.digest), l.done);
      let tot = s.time.total().secs(); println!("   {:?} sum/expected {:.4}", s.time.parts().map(|(a,t)| format!("{} {:.3}", a.word(), t.secs())).collect::<Vec<_>>(), tot / (l.plan.workers as f64 * (s.wall+s.start).secs()));
      println!("   {:?}", l.lock); println!("   {:?}", l.ipc);
      for a in &l.outcome.as_ref().unwrap().accounts {println!("     {:?} tasks {} cpu {:.3} {:?}", a.worker, a.tasks, a.cpu.secs(), a.exit);}
    }
    println!("{:?} {:?}", verdict::verdict(&m), m.doubts);
}
