//! Arrangement of cores: the number of columns, the height of rows, and how many cores share a row.

use std::ops::Range;

use super::needs::CoresNeeds;
use super::parts::{CoresLayout, GAP};

/// Largest number of cores that have a chart each.
const FEW: usize = 8;
/// Largest number of cores that have a row each; more share rows.
const MANY: usize = 64;
/// Least height and width of a chart, from the best arrangement to the worst accepted.
const CHARTS: [[u16; 2]; 3] = [[3, 36], [2, 36], [1, 14]];
/// The same for one row per core.
const ROWS: [[u16; 2]; 2] = [[1, 24], [1, 16]];
/// Greatest height of a row: of charts, of shared rows.
const HIGHEST: [u16; 2] = [16, 4];
/// Number of rows over time from which they are worth more than cells.
const LEAST_ROWS: usize = 3;

/// A heading or a row, before it is placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) members: Range<usize>,
    pub(super) heads: Option<usize>,
}

/// One row for each core: number of columns, their width and height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    columns: u16,
    pub(super) width: u16,
    pub(super) height: u16,
    headed: bool,
    /// Number of screen rows in a column.
    room: u16,
}

impl Shape {
    /// The best shape in this room that gives each core a row of its own.
    pub(super) fn of(needs: &CoresNeeds, width: u16, room: u16) -> Option<Self> {
        let count: usize = needs.groups.iter().sum();
        let goals = match count {
            0 => return None,
            1..=FEW => CHARTS.as_slice(),
            _ if count <= MANY => ROWS.as_slice(),
            _ => return None,
        };
        let grouped = needs.groups.len() > 1;
        let headings = [true, false].into_iter().filter(|headed| grouped || !headed);
        let mut shapes = headings.flat_map(|headed| goals.iter().map(move |goal| (headed, *goal)));
        shapes.find_map(|(headed, [height, least])| {
            (1..=u16::try_from(count).unwrap_or(u16::MAX))
                .map(|columns| (columns, (width + GAP) / columns))
                .take_while(|(_, each)| *each >= least + GAP)
                .map(|(columns, each)| Self { columns, width: each - GAP, height, headed, room })
                .find(|shape| shape.fits(needs.groups))
                .map(|shape| shape.grown(needs.groups))
        })
    }

    fn fits(&self, groups: &[usize]) -> bool {
        self.least() <= self.room && self.packed(groups, self.room).len() <= usize::from(self.columns)
    }

    /// Height of a row and the heading above it, at least.
    fn least(&self) -> u16 {
        self.height + u16::from(self.headed)
    }

    /// The same shape with rows as high as its columns allow.
    fn grown(self, groups: &[usize]) -> Self {
        let higher = (self.height..=HIGHEST[0]).map(|height| Self { height, ..self });
        higher.take_while(|shape| shape.fits(groups)).last().unwrap_or(self)
    }

    /// The lines of each column, as even as possible.
    pub(super) fn lines(&self, groups: &[usize]) -> Vec<Vec<Line>> {
        let rows: usize = groups.iter().sum();
        let least = u16::try_from(rows.div_ceil(usize::from(self.columns))).unwrap_or(u16::MAX);
        let least = least.saturating_mul(self.height).clamp(self.least(), self.room.max(self.least()));
        let mut even = (least..self.room).map(|room| self.packed(groups, room));
        let even = even.find(|columns| columns.len() <= usize::from(self.columns));
        even.unwrap_or_else(|| self.packed(groups, self.room))
    }

    /// The lines in columns of this height, one after another; a group that continues has its heading repeated.
    fn packed(&self, groups: &[usize], room: u16) -> Vec<Vec<Line>> {
        let mut columns: Vec<Vec<Line>> = Vec::new();
        let mut left = 0;
        for (group, all) in ranges(groups) {
            let mut heading = self.headed;
            for core in all.clone() {
                let needed = self.height + u16::from(heading);
                if columns.is_empty() || left < needed {
                    columns.push(Vec::new());
                    (left, heading) = (room, self.headed);
                }
                let Some(column) = columns.last_mut() else { continue };
                if heading {
                    column.push(Line { members: all.clone(), heads: Some(group) });
                    left = left.saturating_sub(1);
                    heading = false;
                }
                column.push(Line { members: core..core + 1, heads: None });
                left = left.saturating_sub(self.height);
            }
        }
        columns
    }
}

/// The groups and their cores, by index in the order of the groups.
fn ranges(groups: &[usize]) -> impl Iterator<Item = (usize, Range<usize>)> {
    let mut from = 0;
    groups.iter().enumerate().map(move |(group, count)| {
        from += count;
        (group, from - count..from)
    })
}

/// One cell for each core, and shared rows.
#[derive(Debug, Default)]
pub(super) struct Strips {
    /// Cells, with the headings of their groups.
    pub(super) cells: Vec<Line>,
    /// Height of a cell.
    pub(super) cell: u16,
    /// Free rows below the strips.
    pub(super) gap: u16,
    pub(super) rows: Vec<Line>,
    /// Largest number of cores that share a row; 0 without rows.
    pub(super) each: usize,
    /// Height of a row.
    pub(super) height: u16,
}

/// Divides this many rows between strips of this width and rows over time.
pub(super) fn strips(groups: &[usize], width: u16, room: u16) -> Strips {
    let merged: [usize; 1] = [groups.iter().sum()];
    let room = usize::from(room);
    let worth = |strips: &Vec<Line>| strips.len() + LEAST_ROWS.max(groups.len()) <= room;
    let headed = strip_lines(groups, width, true);
    let cells = [headed, strip_lines(&merged, width, true)].into_iter().find(worth).unwrap_or_default();
    let left = room - cells.len();
    let groups = if groups.len() <= left { groups } else { &merged[..] };
    let each = shared_by(groups, left);
    let rows = if each == 0 { Vec::new() } else { shared(groups, each) };
    let height = left.checked_div(rows.len()).unwrap_or(0).min(HIGHEST[1].into());
    let spare = left - rows.len() * height;
    let strips = cells.iter().filter(|line| line.heads.is_none()).count();
    let higher = strips > 0 && spare > strips;
    let gap = spare > 0 && !cells.is_empty();
    Strips {
        cells,
        cell: if higher { 2 } else { 1 },
        gap: u16::from(gap),
        rows,
        each,
        height: u16::try_from(height).unwrap_or(1),
    }
}

/// Strips of each group below its heading.
fn strip_lines(groups: &[usize], width: u16, headed: bool) -> Vec<Line> {
    let each = CoresLayout::cells_in(width);
    if each == 0 {
        return Vec::new();
    }
    let lines = |(group, all): (usize, Range<usize>)| {
        let heading = Line { members: all.clone(), heads: Some(group) };
        let rows = chunks(all, each);
        headed.then_some(heading).into_iter().chain(rows)
    };
    ranges(groups).filter(|(_, all)| !all.is_empty()).flat_map(lines).collect()
}

/// Number of cores that share a row, a power of two, so that this many rows suffice; 0 where that is impossible.
fn shared_by(groups: &[usize], rows: usize) -> usize {
    let needed = |each: &usize| groups.iter().map(|count| count.div_ceil(*each)).sum::<usize>();
    let most = groups.iter().copied().max().unwrap_or(0).next_power_of_two();
    let mut powers = std::iter::successors(Some(1), |each| Some(each * 2)).take_while(|each| *each <= most);
    powers.find(|each| rows > 0 && needed(each) <= rows).unwrap_or(0)
}

fn shared(groups: &[usize], each: usize) -> Vec<Line> {
    ranges(groups).flat_map(|(_, all)| chunks(all, each)).collect()
}

fn chunks(all: Range<usize>, each: usize) -> impl Iterator<Item = Line> {
    let end = all.end;
    all.step_by(each.max(1)).map(move |first| Line { members: first..(first + each).min(end), heads: None })
}
