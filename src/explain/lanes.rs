//! Explanations: the execution models.

use super::explanation::Explanation;

/// All entries, in the order of the document.
pub(super) const ALL: &[Explanation] = &[
    Explanation {
        id: "lane sequential",
        title: "sequential",
        words: &[],
        what: "One thread executes all tasks one after another, without a lock.",
        how: "It is the measure of every speed-up: its time over that of another lane.",
    },
    Explanation {
        id: "lane threads",
        title: "threads",
        words: &[],
        what: "Threads of one process without a lock, as in C, Rust or free-threaded Python.",
        how: "All threads take tasks from one queue; their CPU time is the kernel's.",
    },
    Explanation {
        id: "lane gil",
        title: "threads, simulated GIL",
        words: &[],
        what: "Threads that share one lock and execute only while they hold it, as in CPython.",
        how: "The lock follows CPython's protocol with its switch interval and is simulated in this program; `coreograph fidelity` compares it with a real CPython.",
    },
    Explanation {
        id: "lane interpreters",
        title: "interpreters",
        words: &[],
        what: "Threads with a lock and a memory each, as CPython's subinterpreters: arguments and results are copied.",
        how: "The copies are made and timed as the messages of processes are.",
    },
    Explanation {
        id: "lane async",
        title: "async",
        words: &[],
        what: "One thread with an event loop that has many tasks in flight and goes on with another whenever one waits.",
        how: "The loop is this program's own; it counts its tasks in flight 50 times a second.",
    },
    Explanation {
        id: "lane pool",
        title: "worker processes",
        words: &[],
        what: "Processes that are started once and get tasks through sockets, as Python's Pool: each has a memory and a lock of its own.",
        how: "Start-up, messages and their bytes are timed in the process that makes them; a worker that dies is replaced.",
    },
    Explanation {
        id: "lane processes",
        title: "a process for each task",
        words: &[],
        what: "A new process for every task, as Python's Process.",
        how: "Each process is started, timed and ended apart.",
    },
    Explanation {
        id: "lane py-sequential",
        title: "CPython, one thread",
        words: &[],
        what: "A real CPython that executes all tasks in one thread, in pure Python.",
        how: "The interpreter accounts its own time; it is the measure of the other Python lanes.",
    },
    Explanation {
        id: "lane py-threads",
        title: "CPython, threads",
        words: &[],
        what: "Threads of a real CPython under its own lock.",
        how: "The threads account their time with Python's clocks; CPU time is the kernel's.",
    },
    Explanation {
        id: "lane py-pool",
        title: "CPython, Pool",
        words: &[],
        what: "The processes of CPython's multiprocessing.Pool.",
        how: "Each process accounts its own time; wall time is that of the call of the pool.",
    },
    Explanation {
        id: "lane py-executor",
        title: "CPython, ProcessPoolExecutor",
        words: &[],
        what: "The processes of CPython's concurrent.futures.ProcessPoolExecutor.",
        how: "Each process accounts its own time; wall time is that of the call of the executor.",
    },
    Explanation {
        id: "lane py-async",
        title: "CPython, an event loop",
        words: &[],
        what: "One thread of a real CPython with an event loop of asyncio, which awaits coroutines of the user's (--call).",
        how: "The thread accounts its time; all tasks are in flight at once, as with asyncio.gather.",
    },
    Explanation {
        id: "lane py-interpreters",
        title: "CPython, interpreters",
        words: &[],
        what: "Interpreters with a lock each inside one process of CPython 3.13 or later, with a function of the user's (--call).",
        how: "Each interpreter accounts its own time; arguments and results are pickled, as between processes.",
    },
];
