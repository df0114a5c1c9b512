//! What the viewer chose to see, and what his keys change of it.

use super::alignment;
use super::exhibit::Exhibit;
use super::keys::Action;
use super::plot::is_doubling;
use crate::scaling::figure::Aligned;

/// What is seen.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The way of putting curves together, by its place.
    pub way: usize,
    /// The chart, by its place.
    pub subject: usize,
    /// The curve in front, by its place in the legend.
    pub member: usize,
    /// What is drawn upwards.
    pub aligned: Aligned,
    /// Whether doublings are equally long; `None`: as fits the numbers.
    pub doubling: Option<bool>,
    /// Few words and large figures.
    pub present: bool,
    /// The help, and how far it is scrolled.
    pub help: Option<usize>,
    /// The answer to the last key.
    pub message: Option<String>,
}

/// What is left to be done by who knows more than this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    None,
    /// Another theme.
    NextTheme,
    /// Leave.
    Quit,
    /// Leave as an interrupt does.
    Interrupt,
    /// Hand the terminal back to the shell for a while.
    Suspend,
}

impl Choice {
    /// Does what a key asks for. `last` is how far the help scrolls.
    pub fn update(&mut self, action: Action, exhibit: &Exhibit, last: usize) -> Effect {
        self.message = None;
        match action {
            Action::NextSubject => self.turn(exhibit, 1),
            Action::SubjectBefore => self.turn(exhibit, -1),
            Action::Subject(place) => self.go_to(exhibit, place),
            Action::NextMember | Action::MemberBefore if self.help.is_some() => {
                let scrolled = self.help.unwrap_or(0);
                let down = action == Action::NextMember;
                self.help = Some(if down { (scrolled + 1).min(last) } else { scrolled.saturating_sub(1) });
            }
            Action::NextMember => self.move_front(exhibit, 1),
            Action::MemberBefore => self.move_front(exhibit, -1),
            Action::OtherWay => self.turn_round(exhibit),
            Action::Align => {
                self.aligned = alignment::next(self.aligned);
                self.message = Some(alignment::about(self.aligned).into());
            }
            Action::Spacing => self.space(exhibit),
            Action::Present => self.present = !self.present,
            Action::Help => self.help = if self.help.is_some() { None } else { Some(0) },
            Action::Close => self.help = None,
            Action::NextTheme => return Effect::NextTheme,
            Action::Quit if self.help.is_some() => self.help = None,
            Action::Quit => return Effect::Quit,
            Action::Interrupt => return Effect::Interrupt,
            Action::Suspend => return Effect::Suspend,
        }
        Effect::None
    }

    fn turn(&mut self, exhibit: &Exhibit, by: isize) {
        let count = exhibit.ways.get(self.way).map_or(0, |way| way.subjects.len());
        self.subject = round(self.subject, by, count);
    }

    fn go_to(&mut self, exhibit: &Exhibit, place: usize) {
        match exhibit.subject(self.way, place) {
            Some(_) => self.subject = place,
            None => self.message = Some(format!("There is no chart {}.", place + 1)),
        }
    }

    fn move_front(&mut self, exhibit: &Exhibit, by: isize) {
        let count = exhibit.subject(self.way, self.subject).map_or(0, |subject| subject.members.len());
        self.member = round(self.member.min(count.saturating_sub(1)), by, count);
    }

    /// The same curve in front, among others.
    fn turn_round(&mut self, exhibit: &Exhibit) {
        let trace = exhibit
            .subject(self.way, self.subject)
            .and_then(|subject| subject.members.get(self.member.min(subject.members.len().saturating_sub(1))))
            .map(|member| member.trace);
        self.way = round(self.way, 1, exhibit.ways.len());
        let Some(way) = exhibit.ways.get(self.way) else { return };
        let place = way.subjects.iter().enumerate().find_map(|(subject, s)| {
            Some((subject, s.members.iter().position(|member| Some(member.trace) == trace)?))
        });
        (self.subject, self.member) = place.unwrap_or_default();
        self.message = Some(format!("Charts {}.", way.name));
    }

    fn space(&mut self, exhibit: &Exhibit) {
        let most = exhibit.subject(self.way, self.subject).map_or(1, |subject| {
            let traces = subject.members.iter().filter_map(|member| exhibit.trace(member));
            traces.map(super::exhibit::Trace::most_workers).max().unwrap_or(1)
        });
        let doubling = !is_doubling(self, most);
        self.doubling = Some(doubling);
        let said = if doubling { "Each doubling is equally long." } else { "Each worker is equally long." };
        self.message = Some(said.into());
    }
}

/// `from` moved by `by` among `count`, round and round.
fn round(from: usize, by: isize, count: usize) -> usize {
    let count = isize::try_from(count).unwrap_or(0);
    let from = isize::try_from(from).unwrap_or(0);
    if count == 0 { 0 } else { usize::try_from((from + by).rem_euclid(count)).unwrap_or(0) }
}
