//! Explanations: what a worker does.

use super::explanation::Explanation;

/// All entries, in the order of the document.
pub(super) const ALL: &[Explanation] = &[
    Explanation {
        id: "spawn",
        title: "spawn",
        words: &["spawn"],
        what: "The worker is being started.",
        how: "From the request to start it until it reports ready.",
    },
    Explanation {
        id: "compute",
        title: "compute",
        words: &["compute"],
        what: "The worker executes a task on a core.",
        how: "The CPU time of its thread, as the kernel counts it, within the time of its tasks.",
    },
    Explanation {
        id: "core-wait",
        title: "core-wait",
        words: &["core-wait"],
        what: "The worker could execute and had no core.",
        how: "The kernel's run-queue delay, or the time of its tasks less their CPU time where it does not tell.",
    },
    Explanation {
        id: "lock-wait",
        title: "lock-wait",
        words: &["lock-wait", "waits"],
        what: "The worker waits for the interpreter lock.",
        how: "From its request for the lock until it has it.",
    },
    Explanation {
        id: "io",
        title: "io",
        words: &["io"],
        what: "The worker is in a blocking call: it sleeps, or waits for a socket.",
        how: "The worker notes the time at each change of its activity.",
    },
    Explanation {
        id: "blocked",
        title: "blocked",
        words: &["blocked"],
        what: "The worker executes a task and is off its core, for a reason that cannot be told: only functions of the user's are so.",
        how: "The time of its tasks less CPU time, run-queue delay and the waits that are known.",
    },
    Explanation {
        id: "serialise",
        title: "serialise",
        words: &["serialise", "serialise and transfer"],
        what: "The worker turns arguments and results into bytes and back.",
        how: "The worker notes the time at each change of its activity.",
    },
    Explanation {
        id: "transfer",
        title: "transfer",
        words: &["transfer"],
        what: "The worker moves those bytes between processes.",
        how: "The worker notes the time at each change of its activity.",
    },
    Explanation {
        id: "idle",
        title: "idle",
        words: &["idle"],
        what: "The worker is ready and has nothing to do; it is drawn blank.",
        how: "What is left of its time.",
    },
    Explanation {
        id: "stopped",
        title: "stopped",
        words: &["stopped"],
        what: "The worker's process is stopped by a signal.",
        how: "From the moment that the system told until it goes on.",
    },
];
