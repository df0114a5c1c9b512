//! Explanations: what the rows of cores show.

use super::explanation::Explanation;

/// All entries, in the order of the document.
pub(super) const ALL: &[Explanation] = &[
    Explanation {
        id: "machine",
        title: "MACHINE",
        words: &["MACHINE", "by this lane", "by the lanes", "ours"],
        what: "How many of the lane's cores were busy for any program, and how many of them for its workers.",
        how: "The system counts the busy time of each core, read four times a second; the CPU time of the workers is taken off.",
    },
    Explanation {
        id: "core",
        title: "a core's row",
        words: &["cores used"],
        what: "The load of one core over time: our workers from the bottom, the rest above, stolen time on top.",
        how: "The system counts the busy time of each core, read four times a second; a column is the mean over its time.",
    },
    Explanation {
        id: "not the workers",
        title: "not the workers",
        words: &["not the workers", "the rest", "rest"],
        what: "Load on a core that is not from the workers: other programs, the system, and this program where it draws, packs what a pool's workers get and compares results.",
        how: "The busy time of the core less the CPU time of the workers that ran on it.",
    },
    Explanation {
        id: "stolen",
        title: "stolen",
        words: &["stolen"],
        what: "Time in which the host gave the core to another guest.",
        how: "The kernel of a virtual machine counts it, read four times a second.",
    },
    Explanation {
        id: "undivided",
        title: "whose is unknown",
        words: &["whose is unknown"],
        what: "Load that cannot be divided into ours and that of others, drawn without a colour.",
        how: "The system told how busy the core was, but not yet what the workers used.",
    },
    Explanation {
        id: "gap",
        title: "between lanes",
        words: &["between lanes", "measuring", "spin"],
        what: "Load between two lanes, drawn dim: mostly this program, which measures the machine.",
        how: "Before and after each lane all cores compute for a tenth of a second, to see what the machine can give.",
    },
    Explanation {
        id: "blank",
        title: "blank",
        words: &["blank"],
        what: "Nothing to do: a worker that is idle, or a core without load.",
        how: "It is what is left of a column when all that was accounted is drawn.",
    },
    Explanation {
        id: "heat",
        title: "heat",
        words: &["EACH CORE", "idle half full"],
        what: "A cell for each core: the higher and the lighter, the busier (on a light ground the darker).",
        how: "The mean load of the core at that moment or over the lane's run.",
    },
    Explanation {
        id: "spread",
        title: "min, median, max",
        words: &["min", "median", "max"],
        what: "The load of the least busy core, of the one in the middle and of the busiest.",
        how: "Means over the moment or the run that the large figure is of.",
    },
];
