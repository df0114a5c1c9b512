//! Explanations: the pages of the dashboard.

use super::explanation::Explanation;

/// All entries, in the order of the document.
pub(super) const ALL: &[Explanation] = &[
    Explanation {
        id: "page race",
        title: "1 race",
        words: &[],
        what: "The lanes beside each other: each with its figures, its workers and below them its cores, on one axis of time.",
        how: "Workers account their own time and report it at least four times a second; the cores are read from the system four times a second.",
    },
    Explanation {
        id: "page cores",
        title: "2 cores",
        words: &[],
        what: "Every core over the whole session, with the lanes that ran marked above.",
        how: "The system counts how long each core was busy, read four times a second; our part is the CPU time of the workers that ran on it.",
    },
    Explanation {
        id: "page workers",
        title: "3 workers",
        words: &[],
        what: "All workers of all lanes as a table that sorts by any column, and the selected one in detail.",
        how: "Each worker accounts its own time by activity; CPU time, core and memory come from the kernel, read ten times a second.",
    },
    Explanation {
        id: "page lock",
        title: "4 lock",
        words: &[],
        what: "The holder of the lock and its waiters slice by slice, the lengths of waits, and the whole run.",
        how: "The simulated lock records each request, forced release and grant with its time, as the threads make them.",
    },
    Explanation {
        id: "page losses",
        title: "5 losses",
        words: &[],
        what: "For each lane, the speed-up that was possible and where the part that is missing went.",
        how: "The accounts of all workers are added up by cause; the measured speed-up and all losses add up to the possible one.",
    },
    Explanation {
        id: "page output",
        title: "6 output",
        words: &[],
        what: "What the workers printed, line by line in order of arrival, with the worker of each.",
        how: "Standard output and standard error of the workers are pipes that this program reads.",
    },
    Explanation {
        id: "page tasks",
        title: "7 tasks",
        words: &[],
        what: "Which worker of the focused lane took which chunk of tasks, and its results twice: in order of arrival and in order of the list.",
        how: "A lane of at most 200 tasks tells each chunk and each result with its time; of more tasks only the number for each worker is kept.",
    },
    Explanation {
        id: "page life",
        title: "8 life",
        words: &[],
        what: "The lives of the worker processes of a lane, from the start to the exit, with the times between and what each printed.",
        how: "The pool notes the time when it starts a process, when that reports that it is ready, and when its end has been collected from the system.",
    },
    Explanation {
        id: "page memory",
        title: "9 memory",
        words: &[],
        what: "The memories of each lane as boxes: threads share the program's and its one counter, processes have one each.",
        how: "With the workload counter each worker reads its counters after the last task; the memory of a process is the largest that the kernel has shown.",
    },
    Explanation {
        id: "page ranking",
        title: "0 ranking",
        words: &[],
        what: "The verdict, and all lanes below it, best first: time, speed-up as a bar against what was possible, and what cost each of them most.",
        how: "The figures are those of the lanes' pages; where the lanes ran several times they are medians, and the intervals lie between observed values.",
    },
];
