//! Explanations: the page of losses.

use super::explanation::Explanation;

/// All entries, in the order of the document.
pub(super) const ALL: &[Explanation] = &[
    Explanation {
        id: "measured",
        title: "measured",
        words: &["measured"],
        what: "The speed-up that the lane reached.",
        how: "The time that one worker needs for the tasks done, over the time gone by.",
    },
    Explanation {
        id: "possible",
        title: "possible",
        words: &["possible"],
        what: "The speed-up that could be at most: the smaller of its workers and the CPUs for them.",
        how: "From the plan of the race and the quota; the spins are no part of it.",
    },
    Explanation {
        id: "load balance",
        title: "load balance",
        words: &["load balance", "balance"],
        what: "A worker had nothing to do while the busiest one had.",
        how: "The idle time of each worker less that of the busiest.",
    },
    Explanation {
        id: "start-up",
        title: "start-up",
        words: &["start-up"],
        what: "Processes were started in the midst of the work; the time before the first task is no part of any speed-up.",
        how: "The spawn time of the workers after the first task was handed out.",
    },
    Explanation {
        id: "slower cores",
        title: "slower cores",
        words: &["slower cores", "slower"],
        what: "Tasks took longer on cores than one worker alone takes for them; a gain where they took less.",
        how: "The CPU time of all workers less that of one worker alone for as many tasks.",
    },
    Explanation {
        id: "unexplained",
        title: "unexplained",
        words: &["unexplained"],
        what: "What no cause accounts for.",
        how: "The possible speed-up less the measured one and all other losses.",
    },
    Explanation {
        id: "lost most to",
        title: "lost most to",
        words: &["lost most to", "next to nothing"],
        what: "The one cause that cost the lane most of the speed-up that was possible, with its share.",
        how: "The largest of the losses on the page losses; a lane that failed says why instead.",
    },
];
