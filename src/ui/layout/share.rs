//! Division of a lane's rows among its parts: what the moment is about first, free lines last.

use super::needs::Needs;
use super::stack::{Budget, Stack};
use crate::ui::widget::numerals;

/// Least width at which a lane's rows show core and memory too, and heads stand beside the legend.
pub(crate) const ROOMY: u16 = 50;
/// Least width at which both figures of a lane are large.
pub(crate) const PAIR: u16 = 56;
/// Largest number of cores that have a row each whenever that is possible.
const FEW_CORES: u16 = 8;
/// Largest number of rows for cores, however high the screen is; more cores share rows.
const CORE_ROWS: u16 = 64;
/// Largest number of rows for workers, however high the screen is; more workers share rows.
const WORKER_ROWS: u16 = 64;
/// Greatest height of a row: workers, cores.
const HIGHEST: [u16; 2] = [12, 16];
/// Width that facts need beside a lane's large figures.
const BESIDE: u16 = 18;
/// Least height for a row with the holder of the lock.
const HOLDER: u16 = 33;

/// Number of rows of each part of a lane.
#[derive(Default)]
pub(super) struct Share {
    pub(super) title: u16,
    pub(super) figures: u16,
    pub(super) bar: u16,
    pub(super) legend: u16,
    pub(super) facts: u16,
    pub(super) heading: u16,
    pub(super) strip: u16,
    pub(super) axis: u16,
    pub(super) gaps: [u16; 3],
    pub(super) lock: u16,
    pub(super) workers: Stack,
    pub(super) cores: Stack,
}

/// Least number of free rows at which the legend comes before rows of workers that share them.
const LEGENDARY: u16 = 12;
/// Rows that details below a lane keep where its rows would grow higher.
pub(super) const DETAILS: u16 = 12;

impl Share {
    /// Whether workers and cores have rows at least as many and as high as those of `other`.
    pub(super) fn is_at_least(&self, other: &Self) -> bool {
        let at_least = |mine: Stack, other: Stack| mine.rows >= other.rows && mine.height >= other.height;
        at_least(self.workers, other.workers) && at_least(self.cores, other.cores)
    }
}

/// Shares `height` rows out among the parts of a lane `width` columns wide, by importance. Rows grow higher only while
/// more than `kept` rows are left.
pub(super) fn share_out(height: u16, needs: &Needs, width: u16, kept: u16) -> Share {
    let mut budget = Budget(height);
    let mut share =
        Share { workers: Stack::new(needs.workers), cores: Stack::new(needs.cores), ..Share::default() };
    share.title = budget.take(1);
    share.figures = budget.take(1);
    share.workers.rows = budget.take(1).min(share.workers.things);
    share.cores.rows = budget.take(1).min(share.cores.things);
    share.bar = budget.take(1);
    grow(&mut share, &mut budget, 2);
    share.axis = budget.take(1);
    if !needs.present {
        share.heading = budget.take(1);
    }
    // Large figures that fill the width leave no room beside them for the facts: those take a row below.
    let facts = u16::from(needs.present || (PAIR..PAIR + BESIDE).contains(&width));
    let largest = if needs.present { numerals::LARGE } else { numerals::HEIGHT };
    for rows in [largest, numerals::HEIGHT] {
        if share.figures < numerals::HEIGHT && budget.take(rows - 1 + facts) > 0 {
            (share.figures, share.facts) = (rows, facts);
        }
    }
    merge_or_not(&mut share, &mut budget, width);
    // Where they share rows in any case, one more does not help: their inks are explained first.
    if share.legend == 0 && (LEGENDARY..=missing(share.workers, WORKER_ROWS)).contains(&budget.0) {
        share.legend = budget.take(1);
    }
    grow(&mut share, &mut budget, u16::MAX);
    share.workers.settle(&mut budget);
    share.cores.settle(&mut budget);
    if share.legend == 0 {
        share.legend = budget.take(1);
    }
    if needs.present {
        // Thick marks before free lines: a projector swallows thin ones.
        heighten(&mut share, &mut budget);
        share.gaps[1] = budget.take(1);
        return share;
    }
    share.gaps[0] = budget.take(1);
    share.gaps[1] = budget.take(1);
    if share.facts == 0 {
        share.facts = budget.take(1);
    }
    share.gaps[2] = budget.take(1);
    if needs.locked && height >= HOLDER && width >= ROOMY {
        share.lock = budget.take(1);
    }
    let mut growth = Budget(budget.0.saturating_sub(kept));
    heighten(&mut share, &mut growth);
    share
}

/// Number of rows that a stack lacks, of at most `most`.
fn missing(stack: Stack, most: u16) -> u16 {
    stack.things.min(most).saturating_sub(stack.rows)
}

/// Decides what happens where rows do not suffice for all: a few cores come before workers, since each of them is the
/// point; many cores get a character each besides the rows they share.
fn merge_or_not(share: &mut Share, budget: &mut Budget, width: u16) {
    let (workers, cores) = (missing(share.workers, WORKER_ROWS), missing(share.cores, CORE_ROWS));
    if budget.0 >= workers + cores && share.cores.things <= CORE_ROWS {
        return;
    }
    if share.cores.things <= FEW_CORES && budget.0 >= cores {
        share.cores.rows += budget.take(cores);
        return;
    }
    let strip = share.cores.things.div_ceil(width.max(1));
    if budget.0 >= strip + 2 {
        share.strip = budget.take(strip);
        share.legend = budget.take(1);
    }
}

/// Adds rows to workers and cores, in turn by need, up to `most` each.
fn grow(share: &mut Share, budget: &mut Budget, most: u16) {
    let goals =
        [share.workers.things.min(WORKER_ROWS).min(most), share.cores.things.min(CORE_ROWS).min(most)];
    while budget.0 > 0 {
        let stacks = [&mut share.workers, &mut share.cores];
        // The one with the smaller part of what it wants.
        let next = stacks.into_iter().zip(goals).filter(|(stack, goal)| stack.rows < *goal).min_by(|a, b| {
            (u32::from(a.0.rows) * u32::from(b.1)).cmp(&(u32::from(b.0.rows) * u32::from(a.1)))
        });
        let Some((stack, _)) = next else { return };
        stack.rows += budget.take(1);
    }
}

/// Makes rows higher as long as there is room: cores first, whose load is read from its height.
fn heighten(share: &mut Share, budget: &mut Budget) {
    loop {
        let (cores, workers) = (share.cores, share.workers);
        let grow_cores = cores.rows > 0 && cores.height < HIGHEST[1] && budget.0 >= cores.rows;
        let grow_workers = workers.rows > 0 && workers.height < HIGHEST[0] && budget.0 >= workers.rows;
        if grow_cores && (cores.height <= workers.height + 1 || !grow_workers) {
            budget.take(cores.rows);
            share.cores.height += 1;
        } else if grow_workers {
            budget.take(workers.rows);
            share.workers.height += 1;
        } else {
            return;
        }
    }
}
