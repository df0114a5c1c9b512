//! Figures of a lane, from its events alone.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::RaceEvents;
use super::losses;

/// Most tasks of a lane whose results are recorded one by one.
const FOLLOWED: u64 = 200;

/// The events of a lane so far.
pub(super) struct LaneEvents<'e> {
    race: &'e RaceEvents,
    /// Its plan.
    pub(super) plan: &'e Value,
}

impl<'e> LaneEvents<'e> {
    /// The lane with this name, which is its kind, its number from 1, or `last`.
    pub(super) fn of(race: &'e RaceEvents, name: &str) -> Self {
        let lanes = race.plan()["lanes"].as_array().expect("a list of lanes");
        let named = lanes.iter().find(|lane| lane["kind"] == name);
        let numbered = || match name {
            "last" => lanes.last(),
            number => lanes.get(number.parse::<usize>().ok()?.checked_sub(1)?),
        };
        let plan = named.or_else(numbered).unwrap_or_else(|| panic!("there is no lane {name}"));
        Self { race, plan }
    }

    /// The events of this kind of the lane.
    fn of_kind(&self, kind: &'e str) -> impl Iterator<Item = &'e Value> {
        let id = &self.plan["id"];
        self.race.of_kind(kind).filter(move |event| event["lane"] == *id)
    }

    /// Its totals, once it has finished.
    pub(super) fn outcome(&self) -> Option<&'e Value> {
        self.of_kind("lane_finished").last().map(|finished| &finished["outcome"])
    }

    /// Accounts of its workers.
    pub(super) fn accounts(&self) -> Option<&'e Vec<Value>> {
        self.outcome()?["accounts"].as_array()
    }

    /// The time of its first event of this kind, ns.
    fn time_of(&self, kind: &str) -> Option<f64> {
        let id = &self.plan["id"];
        let event = self.race.0.iter().find(|event| event.get(kind).is_some_and(|fact| fact["lane"] == *id));
        event?["at"].as_f64()
    }

    /// Time from its first task to its last result, s.
    pub(super) fn wall(&self) -> Option<f64> {
        let outcome = self.outcome()?;
        let [ready, finished] = ["ready", "finished"].map(|time| outcome[time].as_f64());
        Some((finished? - ready?) / 1e9)
    }

    /// Time from its start to its first task, s.
    fn start(&self) -> Option<f64> {
        let times = match self.outcome() {
            Some(outcome) => ["started", "ready"].map(|time| outcome[time].as_f64()),
            None => ["lane_started", "lane_ready"].map(|kind| self.time_of(kind)),
        };
        Some((times[1]? - times[0]?) / 1e9)
    }

    /// Whether its results are recorded one by one.
    fn is_followed(&self) -> bool {
        self.race.tasks().and_then(|tasks| tasks.as_u64()).is_some_and(|tasks| tasks <= FOLLOWED)
    }

    /// Its tasks that have ended with a result, or without one: counted from the results that are recorded, once it has
    /// finished; else as it has told.
    fn ended(&self, with_result: bool) -> Value {
        let told = if with_result { "done" } else { "failed" };
        match self.outcome() {
            Some(_) if self.is_followed() => {
                let results = self.results();
                json!(results.values().filter(|value| value.is_null() != with_result).count())
            }
            Some(outcome) => outcome[told].clone(),
            None => self.of_kind("progress").last().map_or(json!(0), |progress| progress[told].clone()),
        }
    }

    /// The last recorded result of each task.
    fn results(&self) -> BTreeMap<u64, &'e Value> {
        self.of_kind("result")
            .map(|result| (result["task"].as_u64().expect("a number"), &result["value"]))
            .collect()
    }

    /// Its results in the order of the tasks, once it has finished.
    fn list(&self) -> Option<Vec<Value>> {
        self.outcome().filter(|_| self.is_followed())?;
        let read = |value: &&Value| serde_json::from_str(value.as_str()?).ok();
        self.results().values().map(read).collect()
    }

    /// Time that one worker alone needs for the tasks that are done, s: measured by the sequential lane, else predicted
    /// by the calibration.
    pub(super) fn alone(&self) -> Option<f64> {
        let lanes = self.race.plan()["lanes"].as_array()?;
        let has_sequential = lanes.iter().any(|lane| lane["kind"] == "sequential");
        let sequential = has_sequential.then(|| Self::of(self.race, "sequential").wall()).flatten();
        let calibrated = || Some(self.race.of_kind("calibrated").last()?["solo"].as_f64()? / 1e9);
        let done = self.ended(true).as_f64()? / self.race.tasks()?.as_f64()?;
        Some(sequential.or_else(calibrated)? * done)
    }

    /// Times as fast as one worker alone.
    pub(super) fn speedup(&self) -> Option<f64> {
        Some(self.alone()? / self.wall()?)
    }

    /// Sum of a figure over all accounts.
    pub(super) fn sum(&self, of: impl Fn(&Value) -> &Value) -> Option<f64> {
        self.accounts()?.iter().map(|account| of(account).as_f64()).sum()
    }

    /// Number of CPUs of the machine.
    pub(super) fn cpus(&self) -> f64 {
        self.race.plan()["machine"]["usable_cpus"].as_f64().expect("a number")
    }

    /// The value of a figure of the lane; `None` where the events do not tell it.
    pub(super) fn value(&self, steps: &[&str]) -> Option<Value> {
        let workers = || self.plan["workers"].as_f64();
        match steps {
            ["workers"] => Some(self.plan["workers"].clone()),
            ["wall_s"] => self.wall().map(Value::from),
            ["start_s"] => self.start().map(Value::from),
            ["cores_busy"] => Some((self.sum(|account| &account["cpu"])? / 1e9 / self.wall()?).into()),
            ["speedup"] => self.speedup().map(Value::from),
            ["efficiency"] => Some((self.speedup()? / workers()?).into()),
            ["tasks", "total"] => self.race.tasks(),
            ["tasks", "done"] => Some(self.ended(true)),
            ["tasks", "failed"] => Some(self.ended(false)),
            ["tasks", "retried"] => Some(self.of_kind("rerun").count().into()),
            ["results"] => self.list().map(Value::from),
            ["results", number] => self.list()?.into_iter().nth(place(number)),
            ["worker", number, "tasks"] => self.executed_by(place(number)),
            ["replies_us", quantile] => self.reply(quantile).map(Value::from),
            ["costs", "memory_private"] => Some(self.outcome()?["costs"]["private"].clone()),
            ["costs", "round_trip_us"] => {
                Some((self.outcome()?["costs"]["round_trip"].as_f64()? / 1e3).into())
            }
            ["ipc", "messages"] => self.messages(),
            ["ipc", bytes] => self.bytes(bytes),
            ["counter", reading] => self.counter(reading),
            ["failures", number, "reason"] => {
                Some(self.outcome()?["failures"].get(place(number))?["reason"].clone())
            }
            ["output", "count"] => Some(self.of_kind("line").count().into()),
            ["output", number, field] => Some(self.of_kind("line").nth(place(number))?[field].clone()),
            ["processes", number, field] => self.process(place(number), field),
            ["deaths", "count"] => Some(self.of_kind("death").count().into()),
            ["deaths", number, field] => self.death(place(number), field),
            ["losses", figure] => losses::value(self, figure),
            other => panic!("no test recomputes the figure {other:?} of a lane"),
        }
    }

    /// Tasks that a worker has executed, counted from the results that are recorded.
    fn executed_by(&self, worker: usize) -> Option<Value> {
        self.outcome().filter(|_| self.is_followed())?;
        Some(self.of_kind("result").filter(|result| result["worker"] == worker).count().into())
    }

    /// The time that a share of all replies does not exceed, µs: `p50`, `p90`, `p99`.
    fn reply(&self, quantile: &str) -> Option<f64> {
        let share = quantile.strip_prefix('p').and_then(|text| text.parse::<f64>().ok()).expect("a quantile");
        let mut counts: BTreeMap<u64, f64> = BTreeMap::new();
        for account in self.accounts()? {
            for pair in account["replies"].as_array().into_iter().flatten() {
                *counts.entry(pair[0].as_u64()?).or_default() += pair[1].as_f64()?;
            }
        }
        let rank = counts.values().sum::<f64>() * share / 100.0;
        let mut below = 0.0;
        let found = counts.into_iter().find(|(_, count)| {
            below += count;
            below >= rank
        });
        // A bucket is a sixteenth of a doubling; its middle stands for it.
        found.map(|(bucket, _)| ((bucket as f64 + 0.5) / 16.0).exp2().round() / 1e3)
    }

    /// Frames that carried tasks or results: one for each chunk, and back one for each chunk at least, and for each task
    /// at most.
    fn messages(&self) -> Option<Value> {
        let told = &self.outcome()?["ipc"]["messages"];
        let (messages, tasks) = (told.as_u64()?, self.race.tasks()?.as_u64()?);
        let chunks = tasks.div_ceil(self.race.plan()["workload"]["chunk"].as_u64()?);
        assert!((2 * chunks..=chunks + tasks).contains(&messages), "{messages} messages for {chunks} chunks");
        Some(told.clone())
    }

    /// Bytes in one direction: at least the arguments, or the results, of all tasks.
    fn bytes(&self, direction: &str) -> Option<Value> {
        let told = self.outcome()?["ipc"].get(direction).expect("a number of bytes");
        let workload = &self.race.plan()["workload"];
        let calibrated = || self.race.of_kind("calibrated").last()?["size"].as_u64();
        let size = workload["size"].as_u64().or_else(calibrated)?;
        let least = size * self.race.tasks()?.as_u64()?;
        let told_bytes = told.as_u64()?;
        assert!(told_bytes >= least && told_bytes < least + least / 50, "{told_bytes} bytes for {least}");
        Some(told.clone())
    }

    /// A reading of the counters of its workers.
    fn counter(&self, reading: &str) -> Option<Value> {
        let counters: Vec<&Value> = self.accounts()?.iter().map(|account| &account["counter"]).collect();
        let readings =
            |of: &str| counters.iter().map(|counter| counter[of].as_u64()).collect::<Option<Vec<_>>>();
        let (made, plain) = (readings("made")?, readings("plain")?);
        let own = self.plan["processes"] == true;
        let counted = if own { plain.iter().sum() } else { plain[0] };
        match reading {
            "made" => Some(made.iter().sum::<u64>().into()),
            "lost" => Some((made.iter().sum::<u64>() - counted).into()),
            "memories" => own.then(|| plain.into()),
            "parent" => Some(self.outcome()?["counted_here"].clone()),
            other => panic!("no test recomputes the reading {other} of a counter"),
        }
    }

    /// A process, in the order in which they became ready.
    fn process(&self, place: usize, field: &str) -> Option<Value> {
        let pid = &self.of_kind("worker_ready").nth(place)?["pid"];
        if field == "pid" {
            return Some(pid.clone());
        }
        let exit = self.of_kind("exit").find(|exit| exit["pid"] == *pid)?;
        Some(exit.get(field).expect("a field of an end").clone())
    }

    /// A death, in the order in which they were noticed.
    fn death(&self, place: usize, field: &str) -> Option<Value> {
        let obituary = &self.of_kind("death").nth(place)?["obituary"];
        let replaced = || self.of_kind("replaced").find(|replaced| replaced["dead"] == obituary["pid"]);
        match field {
            "replaced_by" => Some(replaced()?["pid"].clone()),
            "replaced_after_s" => Some((replaced()?["after"].as_f64()? / 1e9).into()),
            field => Some(obituary.get(field).expect("a field of an obituary").clone()),
        }
    }
}

/// The place of an entry, by its number from 1.
fn place(number: &str) -> usize {
    number.parse::<usize>().expect("the number of an entry") - 1
}
