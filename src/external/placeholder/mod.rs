//! Placeholders in a command: what changes from run to run.
//!
//! `{task}`, `{item}` and `{N}` are replaced; `{{` stands for a brace. A brace that no name and no closing brace follow is
//! an ordinary character, as in `awk '{ print }'` or `${HOME}`.

use crate::text::nearest::question_after;

/// A placeholder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Placeholder {
    /// Number of the task, from 0.
    Task,
    /// Line of the file of items.
    Item,
    /// Number of workers.
    Workers,
}

impl Placeholder {
    const ALL: [Self; 3] = [Self::Task, Self::Item, Self::Workers];

    /// Its name between the braces.
    #[must_use]
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Task => "task",
            Self::Item => "item",
            Self::Workers => "N",
        }
    }

    /// The same as it is typed.
    #[must_use]
    pub(crate) fn typed(self) -> String {
        format!("{{{}}}", self.name())
    }
}

/// Values of the placeholders in one run.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Values<'a> {
    /// `{task}`.
    pub task: u32,
    /// `{item}`.
    pub item: &'a str,
    /// `{N}`.
    pub workers: u32,
}

impl Values<'_> {
    pub(super) fn of(&self, place: Placeholder) -> String {
        match place {
            Placeholder::Task => self.task.to_string(),
            Placeholder::Item => self.item.into(),
            Placeholder::Workers => self.workers.to_string(),
        }
    }
}

/// A placeholder that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "there is no placeholder {{{name}}}{question}accepted: {accepted}, and {{{{ for a brace",
    question = question_after(name, Placeholder::ALL.iter().map(|place| place.name())),
    accepted = Placeholder::ALL.map(Placeholder::typed).join(", ")
)]
pub(crate) struct UnknownPlaceholder {
    name: String,
}

/// A part of a text with placeholders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    Place(Placeholder),
}

/// The pieces of `text`.
///
/// # Errors
/// The first name between braces that is no placeholder.
pub(super) fn pieces(text: &str) -> Result<Vec<Piece>, UnknownPlaceholder> {
    let (mut pieces, mut plain, mut rest) = (Vec::new(), String::new(), text);
    while let Some((before, behind)) = rest.split_once('{') {
        plain += before;
        rest = behind;
        if let Some(behind) = behind.strip_prefix('{') {
            plain.push('{');
            rest = behind;
            continue;
        }
        let name = behind.split_once('}').map(|(name, _)| name).filter(|name| is_name(name));
        let Some(name) = name.filter(|_| !plain.ends_with('$')) else {
            plain.push('{');
            continue;
        };
        let found = Placeholder::ALL.into_iter().find(|place| place.name() == name);
        let place = found.ok_or_else(|| UnknownPlaceholder { name: name.into() })?;
        if !plain.is_empty() {
            pieces.push(Piece::Text(std::mem::take(&mut plain)));
        }
        pieces.push(Piece::Place(place));
        rest = &behind[name.len() + 1..];
    }
    plain += rest;
    if !plain.is_empty() || pieces.is_empty() {
        pieces.push(Piece::Text(plain));
    }
    Ok(pieces)
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic() || c == '_')
}

#[cfg(test)]
mod tests;
