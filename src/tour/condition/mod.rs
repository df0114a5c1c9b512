//! Conditions over figures, under which a sentence holds.
//!
//! ```text
//! condition   = all ("or" all)*
//! all         = one ("and" one)*
//! one         = "not" one | "(" condition ")" | expression comparison expression | expression "is" word | expression
//! comparison  = "<" | "<=" | ">" | ">=" | "=" | "!="
//! ```
//!
//! An expression alone asks whether it is known. A comparison with a figure that is not known is neither true nor
//! false: it does not hold, and neither does its opposite.

use std::cmp::Ordering;

use serde_json::Value;

use super::expression::{Expression, words};
use super::figure::{Figure, Figures};

/// Most parentheses and `not` within each other.
const DEEPEST: usize = 32;

/// A condition over the figures of a scene.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Condition {
    /// One of them holds.
    Any(Vec<Condition>),
    /// Every one holds.
    All(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// Two numbers compare like this, or two words are equal or not.
    Compare(Expression, Comparison, Expression),
    /// A figure is this word.
    Is(Figure, String),
    /// It is known, and not `false`.
    Known(Expression),
}

/// A comparison of two numbers, or of two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
    /// `=`
    Equal,
    /// `!=`
    Unequal,
}

impl Comparison {
    fn read(word: &str) -> Option<Self> {
        match word {
            "<" => Some(Self::Less),
            "<=" => Some(Self::AtMost),
            ">" => Some(Self::More),
            ">=" => Some(Self::AtLeast),
            "=" | "==" => Some(Self::Equal),
            "!=" => Some(Self::Unequal),
            _ => None,
        }
    }

    fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Less => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::More => order.is_gt(),
            Self::AtLeast => order.is_ge(),
            Self::Equal => order.is_eq(),
            Self::Unequal => order.is_ne(),
        }
    }

    /// Whether two words are equal, or not; other comparisons of them, and of other values, are not known.
    fn holds_for(self, one: &Value, other: &Value) -> Option<bool> {
        let (Value::String(one), Value::String(other)) = (one, other) else { return None };
        matches!(self, Self::Equal | Self::Unequal).then(|| self.holds(one.cmp(other)))
    }
}

impl Condition {
    /// Reads a condition.
    ///
    /// # Errors
    /// The word that is wrong, and what is accepted.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let words = words(text);
        let mut reader = Reader { words: &words, place: 0 };
        let read = reader.any(0)?;
        match reader.peek() {
            None => Ok(read),
            Some(word) => Err(format!("{word:?} stands where the condition ends; accepted: and, or")),
        }
    }

    /// Whether it holds; not where that depends on a figure that is not known.
    #[must_use]
    pub(crate) fn holds(&self, figures: &Figures) -> bool {
        self.truth(figures) == Some(true)
    }

    /// Whether it is true; `None` where that depends on a figure that is not known.
    fn truth(&self, figures: &Figures) -> Option<bool> {
        match self {
            Self::Any(list) => list.iter().map(|one| one.truth(figures)).fold(Some(false), either),
            Self::All(list) => {
                let opposite = |one: &Self| one.truth(figures).map(|truth| !truth);
                list.iter().map(opposite).fold(Some(false), either).map(|truth| !truth)
            }
            Self::Not(one) => one.truth(figures).map(|truth| !truth),
            Self::Compare(one, comparison, other) => match (one.number(figures), other.number(figures)) {
                (Some(one), Some(other)) => Some(comparison.holds(one.partial_cmp(&other)?)),
                _ => comparison.holds_for(&one.value(figures)?, &other.value(figures)?),
            },
            Self::Is(figure, word) => match figures.value(figure)? {
                Value::String(text) => Some(text == *word),
                Value::Bool(truth) => Some(truth.to_string() == *word),
                _ => None,
            },
            Self::Known(one) => Some(one.value(figures).is_some_and(|value| value != Value::Bool(false))),
        }
    }

    /// Its figures.
    pub(crate) fn figures(&self) -> Vec<&Figure> {
        match self {
            Self::Any(list) | Self::All(list) => list.iter().flat_map(Self::figures).collect(),
            Self::Not(one) => one.figures(),
            Self::Compare(one, _, other) => [one.figures(), other.figures()].concat(),
            Self::Is(figure, _) => vec![figure],
            Self::Known(one) => one.figures(),
        }
    }
}

/// True where one is, false where both are, else not known.
fn either(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    }
}

/// The words of a condition, and how far it is read.
struct Reader<'a> {
    words: &'a [&'a str],
    place: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<&'a str> {
        self.words.get(self.place).copied()
    }

    /// Takes the next word where it is this one.
    fn take(&mut self, word: &str) -> bool {
        let is = self.peek() == Some(word);
        self.place += usize::from(is);
        is
    }

    fn any(&mut self, depth: usize) -> Result<Condition, String> {
        let mut list = vec![self.all(depth)?];
        while self.take("or") {
            list.push(self.all(depth)?);
        }
        Ok(if list.len() == 1 { list.remove(0) } else { Condition::Any(list) })
    }

    fn all(&mut self, depth: usize) -> Result<Condition, String> {
        let mut list = vec![self.one(depth)?];
        while self.take("and") {
            list.push(self.one(depth)?);
        }
        Ok(if list.len() == 1 { list.remove(0) } else { Condition::All(list) })
    }

    fn one(&mut self, depth: usize) -> Result<Condition, String> {
        if depth > DEEPEST {
            return Err(format!("more than {DEEPEST} parentheses stand within each other"));
        }
        if self.take("not") {
            return Ok(Condition::Not(Box::new(self.one(depth + 1)?)));
        }
        if self.take("(") {
            let inner = self.any(depth + 1)?;
            return if self.take(")") { Ok(inner) } else { Err("a closing parenthesis is missing".into()) };
        }
        let first = self.expression()?;
        if self.take("is") {
            let word = self.peek().ok_or("a word is missing after is")?;
            self.place += 1;
            return match first {
                Expression::Figure(figure) => Ok(Condition::Is(figure, word.trim_matches('\'').into())),
                _ => Err("before is stands a figure; accepted: a path such as lanes.pool.state".into()),
            };
        }
        match self.peek().and_then(Comparison::read) {
            None => Ok(Condition::Known(first)),
            Some(comparison) => {
                self.place += 1;
                Ok(Condition::Compare(first, comparison, self.expression()?))
            }
        }
    }

    fn expression(&mut self) -> Result<Expression, String> {
        let ends = |word: &&str| {
            ["and", "or", "not", "is", "(", ")"].contains(word) || Comparison::read(word).is_some()
        };
        let rest = &self.words[self.place.min(self.words.len())..];
        let length = rest.iter().position(ends).unwrap_or(rest.len());
        self.place += length;
        Expression::read(&rest[..length])
    }
}

#[cfg(test)]
mod tests;
