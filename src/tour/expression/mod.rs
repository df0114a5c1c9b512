//! Expressions over figures: a figure, a number, and what they are times or divided by each other.

use serde_json::Value;

use super::figure::{Figure, Figures};

/// A figure, a number, or a calculation with these.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Expression {
    /// A number.
    Number(f64),
    /// A measured figure.
    Figure(Figure),
    /// Two of them with an operator between.
    Both(Box<Expression>, Operator, Box<Expression>),
}

/// An operator between two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    /// `*`
    Times,
    /// `/`
    Over,
    /// `+`
    Plus,
    /// `-`
    Minus,
}

impl Operator {
    fn read(word: &str) -> Option<Self> {
        match word {
            "*" => Some(Self::Times),
            "/" => Some(Self::Over),
            "+" => Some(Self::Plus),
            "-" => Some(Self::Minus),
            _ => None,
        }
    }

    fn apply(self, one: f64, other: f64) -> f64 {
        match self {
            Self::Times => one * other,
            Self::Over => one / other,
            Self::Plus => one + other,
            Self::Minus => one - other,
        }
    }
}

impl Expression {
    /// Reads words: figures and numbers with an operator between each two. They are taken from left to right: all
    /// operators have the same rank.
    ///
    /// # Errors
    /// When a word is missing or not of these.
    pub(crate) fn read(words: &[&str]) -> Result<Self, String> {
        let [first, rest @ ..] = words else {
            return Err(
                "a figure is missing; accepted: a path such as lanes.pool.speedup, or a number".into()
            );
        };
        let mut read = operand(first)?;
        for pair in rest.chunks(2) {
            let Some(operator) = Operator::read(pair[0]) else {
                return Err(format!("{:?} stands where an operator is expected; accepted: * / + -", pair[0]));
            };
            let Some(second) = pair.get(1) else {
                return Err(format!("a figure is missing after {}", pair[0]));
            };
            read = Self::Both(Box::new(read), operator, Box::new(operand(second)?));
        }
        Ok(read)
    }

    /// Its value; `None` where a figure of it is not known, or where it has none, such as over zero.
    #[must_use]
    pub(crate) fn value(&self, figures: &Figures) -> Option<Value> {
        match self {
            Self::Figure(figure) => figures.value(figure),
            _ => self.number(figures).map(Value::from),
        }
    }

    /// Its value where that is a number.
    #[must_use]
    pub(crate) fn number(&self, figures: &Figures) -> Option<f64> {
        let number = match self {
            Self::Number(number) => *number,
            Self::Figure(figure) => figures.number(figure)?,
            Self::Both(one, operator, other) => operator.apply(one.number(figures)?, other.number(figures)?),
        };
        number.is_finite().then_some(number)
    }

    /// Its figures.
    pub(crate) fn figures(&self) -> Vec<&Figure> {
        match self {
            Self::Number(_) => Vec::new(),
            Self::Figure(figure) => vec![figure],
            Self::Both(one, _, other) => [one.figures(), other.figures()].concat(),
        }
    }

    /// Seconds in one unit of it: that of its first figure.
    #[must_use]
    pub(crate) fn seconds(&self) -> f64 {
        self.figures().first().map_or(1.0, |figure| figure.seconds())
    }
}

fn operand(word: &str) -> Result<Expression, String> {
    match word.parse::<f64>() {
        Ok(number) if number.is_finite() && !word.starts_with(char::is_alphabetic) => {
            Ok(Expression::Number(number))
        }
        _ => Figure::read(word).map(Expression::Figure),
    }
}

/// The words of a text: separated by spaces but for those in single quotes; parentheses and comparisons are words.
#[must_use]
pub(crate) fn words(text: &str) -> Vec<&str> {
    let (mut words, mut begin, mut quoted) = (Vec::new(), 0, false);
    for (place, c) in text.char_indices() {
        if c == '\'' {
            quoted = !quoted;
        }
        if quoted {
            continue;
        }
        if c.is_whitespace() || c == '(' || c == ')' {
            words.push(&text[begin..place]);
            begin = place + c.len_utf8();
            if !c.is_whitespace() {
                words.push(&text[place..begin]);
            }
        }
    }
    words.push(&text[begin..]);
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests;
