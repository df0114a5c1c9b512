//! The columns of the table of workers, as data: a column is one entry of [`COLUMNS`].

use super::row::Row;
use super::value::Value;
use crate::event::Activity;
use crate::model::worker::Worker;

/// Emphasis of a column's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Plain: to be read.
    Text,
    /// Quiet: to be found when looked for.
    Quiet,
    /// Time or work that is lost.
    Harm,
}

/// A column.
#[derive(Debug)]
pub(crate) struct Column {
    /// Its name.
    pub name: &'static str,
    /// Its name on a narrow screen.
    pub brief: &'static str,
    /// Width of its longest value; 0 for the names of lanes and workers, which depend on the race.
    pub width: u16,
    /// Whether it holds words, aligned left, and not figures, aligned right.
    pub words: bool,
    /// Whether the largest value comes first when it is sorted by.
    pub falls: bool,
    /// Its importance: on narrow screens the highest ranks go first.
    pub rank: u8,
    /// Emphasis of its values.
    pub tone: Tone,
    /// Reads a worker's value.
    pub value: for<'a> fn(&Row<'a>) -> Value<'a>,
    /// Its meaning, for the help.
    pub about: &'static str,
}

const BASE: Column = Column {
    name: "",
    brief: "",
    width: 0,
    words: false,
    falls: true,
    rank: 0,
    tone: Tone::Text,
    value: |_| Value::Unknown,
    about: "",
};

/// Index of the column that the table is sorted by until the viewer chooses another.
pub(crate) const LANE: usize = 0;

/// Index of the column with the worker's name.
pub(crate) const WORKER: usize = 1;

/// All columns, from left to right.
pub(crate) static COLUMNS: [Column; 14] = [
    Column {
        name: "lane",
        brief: "lane",
        words: true,
        falls: false,
        rank: 1,
        tone: Tone::Quiet,
        value: |row| Value::Name(row.name, row.place),
        about: "the lane that it works for",
        ..BASE
    },
    Column {
        name: "worker",
        brief: "who",
        words: true,
        falls: false,
        value: |row| Value::Label(row.letter(), row.worker),
        about: "its place in the lane: T is a thread, P a process",
        ..BASE
    },
    Column {
        name: "pid/tid",
        brief: "pid/tid",
        width: 7,
        falls: false,
        rank: 8,
        tone: Tone::Quiet,
        value: pid,
        about: "the system's number for its process, or for its thread",
        ..BASE
    },
    Column {
        name: "activity",
        brief: "activity",
        // A sample of its colour stands before the word.
        width: 12,
        words: true,
        falls: false,
        rank: 2,
        value: |row| row.status().map_or(Value::Unknown, Value::WorkerStatus),
        about: "what it did most in the last second, or what keeps it from doing anything",
        ..BASE
    },
    Column {
        name: "core",
        brief: "core",
        width: 4,
        falls: false,
        rank: 9,
        tone: Tone::Quiet,
        value: |row| row.seat().and_then(|worker| worker.core).map_or(Value::Unknown, Value::Core),
        about: "the core that it ran on last",
        ..BASE
    },
    Column {
        name: "CPU",
        brief: "CPU",
        width: 4,
        rank: 3,
        value: |row| row.cpu_share().map_or(Value::Unknown, Value::share),
        about: "CPU time in the last second, as the kernel counts it, as a share of a core; over its life when it is over",
        ..BASE
    },
    Column {
        name: "compute",
        brief: "comp",
        width: 4,
        rank: 4,
        value: |row| share(row, Activity::Compute),
        about: "share of its time on a core, executing tasks",
        ..BASE
    },
    Column {
        name: "core-wait",
        brief: "c-wait",
        width: 4,
        rank: 7,
        value: |row| share(row, Activity::CoreWait),
        about: "share of its time wanting a core and having none",
        ..BASE
    },
    Column {
        name: "lock-wait",
        brief: "l-wait",
        width: 4,
        rank: 5,
        tone: Tone::Harm,
        value: |row| share(row, Activity::LockWait),
        about: "share of its time waiting for the interpreter lock",
        ..BASE
    },
    Column {
        name: "io",
        brief: "io",
        width: 4,
        rank: 11,
        value: |row| share(row, Activity::Io),
        about: "share of its time in blocking calls",
        ..BASE
    },
    Column {
        name: "tasks",
        brief: "tasks",
        width: 5,
        rank: 6,
        value: |row| row.tasks().map_or(Value::Unknown, |tasks| Value::Count(tasks.into())),
        about: "tasks that it executed, failed ones included",
        ..BASE
    },
    Column {
        name: "memory",
        brief: "memory",
        width: 7,
        rank: 10,
        tone: Tone::Quiet,
        value: memory,
        about: "the most resident memory that its process was seen with; threads share theirs",
        ..BASE
    },
    Column {
        name: "switches",
        brief: "switch",
        width: 5,
        rank: 13,
        tone: Tone::Quiet,
        value: |row| row.seat().and_then(Worker::turns).map_or(Value::Unknown, Value::Count),
        about: "how often the kernel put it on a core; of a process that was replaced, its successor",
        ..BASE
    },
    Column {
        name: "restarts",
        brief: "again",
        width: 5,
        rank: 12,
        value: restarts,
        about: "how many processes took its place after the first",
        ..BASE
    },
];

fn pid<'a>(row: &Row<'a>) -> Value<'a> {
    let number = |worker: &Worker| if row.lane.plan.processes { worker.pid } else { worker.tid };
    row.seat().and_then(number).map_or(Value::Unknown, |number| Value::Number(number.into()))
}

fn share<'a>(row: &Row<'a>, activity: Activity) -> Value<'a> {
    row.share(activity).map_or(Value::Unknown, Value::share)
}

fn memory<'a>(row: &Row<'a>) -> Value<'a> {
    let own = row.seat().map(|worker| worker.peak_rss).filter(|rss| *rss > 0 && row.lane.plan.processes);
    own.map_or(Value::Unknown, Value::Bytes)
}

fn restarts<'a>(row: &Row<'a>) -> Value<'a> {
    let process = row.seat().filter(|_| row.lane.plan.processes);
    process.map_or(Value::Unknown, |worker| Value::Count(worker.restarts.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_explains_itself_and_has_a_rank_of_its_own() {
        for (place, column) in COLUMNS.iter().enumerate() {
            assert!(!column.name.is_empty() && !column.about.is_empty(), "{column:?}");
            assert!(column.brief.len() <= column.name.len(), "{column:?}");
            assert!(COLUMNS[..place].iter().all(|other| other.rank != column.rank), "{column:?}");
        }
        assert_eq!([LANE, WORKER].map(|place| COLUMNS[place].name), ["lane", "worker"]);
    }
}
