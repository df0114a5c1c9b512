//! Explanations: heads of the table of workers.

use super::explanation::Explanation;

/// All entries, in the order of the document.
pub(super) const ALL: &[Explanation] = &[
    Explanation {
        id: "column lane",
        title: "lane",
        words: &[],
        what: "The lane that the worker works for.",
        how: "The plan of the race.",
    },
    Explanation {
        id: "column worker",
        title: "worker",
        words: &[],
        what: "Its place in the lane: T is a thread, P a process.",
        how: "Places are numbered from 0; a process that replaces another has the same place.",
    },
    Explanation {
        id: "column pid/tid",
        title: "pid/tid",
        words: &[],
        what: "The system's number for its process, or for its thread.",
        how: "The worker reports it when it is ready.",
    },
    Explanation {
        id: "column activity",
        title: "activity",
        words: &[],
        what: "What it is doing, at the cursor or now.",
        how: "It notes the time at each change of its activity.",
    },
    Explanation {
        id: "column core",
        title: "core",
        words: &[],
        what: "The core that it ran on last.",
        how: "Read from the kernel ten times a second.",
    },
    Explanation {
        id: "column CPU",
        title: "CPU",
        words: &[],
        what: "CPU time in the last second as a share of a core; over its life when it is over.",
        how: "The kernel counts it, read ten times a second.",
    },
    Explanation {
        id: "column compute",
        title: "compute",
        words: &[],
        what: "Share of its time on a core, executing tasks.",
        how: "The CPU time of its thread within the time of its tasks, over all its time.",
    },
    Explanation {
        id: "column core-wait",
        title: "core-wait",
        words: &[],
        what: "Share of its time wanting a core and having none.",
        how: "The kernel's run-queue delay within the time of its tasks, over all its time.",
    },
    Explanation {
        id: "column lock-wait",
        title: "lock-wait",
        words: &[],
        what: "Share of its time waiting for the interpreter lock.",
        how: "From each request for the lock until it has it, over all its time.",
    },
    Explanation {
        id: "column io",
        title: "io",
        words: &[],
        what: "Share of its time in blocking calls.",
        how: "It notes the time at each change of its activity.",
    },
    Explanation {
        id: "column tasks",
        title: "tasks",
        words: &[],
        what: "Tasks that it executed, failed ones included.",
        how: "It is counted where the result arrives.",
    },
    Explanation {
        id: "column memory",
        title: "memory",
        words: &[],
        what: "The most resident memory that its process was seen with; threads share theirs.",
        how: "Read from the kernel ten times a second.",
    },
    Explanation {
        id: "column switches",
        title: "switches",
        words: &[],
        what: "How often the kernel put it on a core; of a process that was replaced, its successor.",
        how: "The kernel counts it (schedstat).",
    },
    Explanation {
        id: "column restarts",
        title: "restarts",
        words: &[],
        what: "How many processes took its place after the first.",
        how: "The pool counts each replacement.",
    },
];
