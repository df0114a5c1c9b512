//! Explanations: the page of the lock.

use super::explanation::Explanation;

/// All entries, in the order of the document.
pub(super) const ALL: &[Explanation] = &[
    Explanation {
        id: "lock cost",
        title: "% is waiting",
        words: &["threads' time", "is waiting", "of the threads' time is waiting"],
        what: "The share of all threads' time that was waiting for the lock.",
        how: "Each thread accounts its time by activity; this is lock-wait over all of it.",
    },
    Explanation {
        id: "holders",
        title: "LOCK HOLDERS",
        words: &["LOCK HOLDERS"],
        what: "The latest page of slices: who holds the lock, who waits, and the marks of requests and releases; it says which span it shows.",
        how: "The lock records each request, release and grant with its time; a page has about five columns for an interval, and is renewed each second.",
    },
    Explanation {
        id: "waits",
        title: "WAITS, HOLDS",
        words: &["WAITS", "HOLDS"],
        what: "The lengths of all waits for the lock, and of all holds, from 1 µs to 10 s.",
        how: "The lock times each from request to grant and from grant to release, in a histogram of equal steps on a logarithmic scale.",
    },
    Explanation {
        id: "whole run",
        title: "THE WHOLE RUN",
        words: &["THE WHOLE RUN", "PART OF THE RUN"],
        what: "Each thread over the whole run: holding the lock from the bottom, waiting above.",
        how: "The accounts of the threads, a column for each piece of the time.",
    },
    Explanation {
        id: "interval",
        title: "interval",
        words: &["interval"],
        what: "How long a thread waits before it asks the holder to let go, as Python's sys.setswitchinterval.",
        how: "A setting; [ and ] change it while the race runs.",
    },
    Explanation {
        id: "requests",
        title: "requests",
        words: &["requests", "forced", "voluntary"],
        what: "Times that a thread asked for the lock; a forced release followed a request of another, a voluntary one did not.",
        how: "The lock counts each.",
    },
    Explanation {
        id: "overtaken",
        title: "overtaken, expired",
        words: &["overtaken", "expired", "gets it, another had asked", "waited an interval in vain"],
        what: "Overtaken: asked for the lock, and then another thread got it; expired: waited an interval in vain.",
        how: "The lock counts each.",
    },
    Explanation {
        id: "asks",
        title: "? ↓ ↑ +",
        words: &["asks", "has to let go", "lets go by itself", "gets it"],
        what: "What a thread did at the lock: ? it asks for it, ↓ it has to let go, ↑ it lets go by itself, + it gets it.",
        how: "The lock records each with its time.",
    },
    Explanation {
        id: "handing over",
        title: "handing over",
        words: &["handing over", "held"],
        what: "Time in which no thread held the lock, because a thread that was granted it had to wake up first.",
        how: "From each release until the next thread runs.",
    },
    Explanation {
        id: "grants",
        title: "grants, a hold",
        words: &["grants", "a hold", "holds"],
        what: "Times that a thread got the lock, and how long half of all holds were at most.",
        how: "The lock times each from grant to release, in a histogram.",
    },
];
