//! Explanations: marks on the rows of workers.

use super::explanation::Explanation;

/// All entries, in the order of the document.
pub(super) const ALL: &[Explanation] = &[
    Explanation {
        id: "mark death",
        title: "† died",
        words: &["died", "was killed", "dead"],
        what: "The worker's process died here.",
        how: "The time of the kill where this program knows it, else the time at which it was noticed.",
    },
    Explanation {
        id: "mark notice",
        title: "! noticed",
        words: &["noticed"],
        what: "The pool noticed the death here.",
        how: "The worker's socket closed, or the system told the end of the process.",
    },
    Explanation {
        id: "mark replaced",
        title: "+ replaced",
        words: &["replaced", "restarting"],
        what: "A new process was ready in its place.",
        how: "It reported ready through its own socket.",
    },
    Explanation {
        id: "mark rerun",
        title: "↻ ran again",
        words: &["ran again", "task again"],
        what: "The task that was lost was given out again, to this worker.",
        how: "The pool hands it out with its next attempt.",
    },
    Explanation {
        id: "mark stopped",
        title: "‖ stopped",
        words: &[],
        what: "The worker's process was stopped here.",
        how: "The system told that a signal had stopped it.",
    },
    Explanation {
        id: "mark continued",
        title: "▸ went on",
        words: &["went on"],
        what: "The worker's process went on here.",
        how: "The system told that it was continued.",
    },
];
