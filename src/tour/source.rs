//! A scene's file while it is read: typed values with their places, and the errors found so far.

use std::cell::RefCell;
use std::fmt;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::keys::Key;
use crate::text::nearest::question_after;
use crate::toml_document::Diagnostic;

/// A file and its errors.
#[derive(Debug)]
pub(super) struct Source<'a> {
    place: &'a str,
    text: &'a str,
    diagnostics: RefCell<Vec<Diagnostic>>,
}

/// A value and where its text begins.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed<T> {
    /// The value.
    pub value: T,
    /// Offset in the file, bytes.
    pub at: usize,
    /// Whether the file has the value in the same characters, so that a place in it is a place in the file.
    verbatim: bool,
}

impl<T> Placed<T> {
    /// Offset in the file of the byte at `offset` of the value.
    #[must_use]
    pub(super) fn within(&self, offset: usize) -> usize {
        if self.verbatim { self.at + offset } else { self.at }
    }
}

impl Placed<String> {
    /// Its words, separated by spaces.
    #[must_use]
    pub(super) fn words(&self) -> Vec<Placed<String>> {
        let words = self.value.split_whitespace().map(|word| {
            let offset = word.as_ptr() as usize - self.value.as_ptr() as usize;
            Placed { value: word.into(), at: self.within(offset), verbatim: self.verbatim }
        });
        words.collect()
    }
}

impl<'a> Source<'a> {
    /// The file `place` with this text.
    #[must_use]
    pub(super) fn new(place: &'a str, text: &'a str) -> Self {
        Self { place, text, diagnostics: RefCell::default() }
    }

    /// Adds an error at an offset.
    pub(super) fn fault(&self, at: usize, message: impl fmt::Display) {
        self.diagnostics.borrow_mut().push(Diagnostic::within(self.place, self.text, at, message));
    }

    /// The errors, in the order of the file.
    #[must_use]
    pub(super) fn diagnostics(self) -> Vec<Diagnostic> {
        let mut diagnostics = self.diagnostics.into_inner();
        diagnostics.sort_by_key(|diagnostic| (diagnostic.line, diagnostic.column));
        diagnostics.dedup();
        diagnostics
    }

    fn placed(&self, value: &str, spanned: &Spanned<DeValue<'_>>) -> Placed<String> {
        let span = spanned.span();
        let written = self.text.get(span.clone()).unwrap_or_default();
        let found = written.find(value).filter(|_| !value.is_empty());
        Placed { value: value.into(), at: span.start + found.unwrap_or(0), verbatim: found.is_some() }
    }
}

/// The fields of a table of the file.
#[derive(Debug)]
pub(super) struct Fields<'a> {
    source: &'a Source<'a>,
    /// Offset of the table.
    pub at: usize,
    table: &'a DeTable<'a>,
}

impl<'a> Fields<'a> {
    /// The fields of a table that has these keys; every other key is an error.
    #[must_use]
    pub(super) fn new(source: &'a Source<'a>, at: usize, table: &'a DeTable<'a>, keys: &[Key]) -> Self {
        let names = || keys.iter().map(|key| key.name);
        for (key, _) in table {
            let name: &str = key.get_ref();
            if !names().any(|known| known == name) {
                let accepted = names().collect::<Vec<_>>().join(", ");
                let question = question_after(name, names());
                source
                    .fault(key.span().start, format!("there is no key {name}{question}accepted: {accepted}"));
            }
        }
        for key in keys.iter().filter(|key| key.required && !table.contains_key(key.name)) {
            source.fault(at, format!("the key {} is missing: {}", key.name, key.about));
        }
        Self { source, at, table }
    }

    fn get(&self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.table.get(key)
    }

    fn wrong(&self, key: &str, value: &Spanned<DeValue<'_>>, accepted: &str) {
        let kind = value.get_ref().type_str();
        self.source.fault(value.span().start, format!("{key} is of the kind {kind}; accepted: {accepted}"));
    }

    /// A text that is not empty.
    #[must_use]
    pub(super) fn text(&self, key: &str) -> Option<Placed<String>> {
        let value = self.get(key)?;
        let DeValue::String(text) = value.get_ref() else {
            self.wrong(key, value, "a text in quotes");
            return None;
        };
        let text = text.trim();
        if text.is_empty() {
            self.source.fault(value.span().start, format!("{key} is empty; accepted: a text"));
            return None;
        }
        Some(self.source.placed(text, value))
    }

    /// A list of texts.
    #[must_use]
    pub(super) fn texts(&self, key: &str) -> Vec<Placed<String>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let DeValue::Array(list) = value.get_ref() else {
            self.wrong(key, value, "a list of texts");
            return Vec::new();
        };
        let mut texts = Vec::new();
        for entry in list {
            match entry.get_ref() {
                DeValue::String(text) => texts.push(self.source.placed(text, entry)),
                _ => self.wrong(key, entry, "a list of texts"),
            }
        }
        texts
    }

    /// Words: a text that has them separated by spaces, or a list.
    #[must_use]
    pub(super) fn words(&self, key: &str) -> Vec<Placed<String>> {
        match self.get(key).map(Spanned::get_ref) {
            Some(DeValue::Array(_)) => self.texts(key),
            _ => self.text(key).map_or_else(Vec::new, |text| text.words()),
        }
    }

    /// A number.
    #[must_use]
    pub(super) fn number(&self, key: &str) -> Option<Placed<f64>> {
        let value = self.get(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(number) => {
                i64::from_str_radix(number.as_str(), number.radix()).ok().map(|number| number as f64)
            }
            DeValue::Float(number) => number.as_str().parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong(key, value, "a number");
        }
        number.map(|number| Placed { value: number, at: value.span().start, verbatim: false })
    }

    /// A list of tables with these keys.
    #[must_use]
    pub(super) fn tables(&self, key: &str, keys: &[Key]) -> Vec<Fields<'a>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let DeValue::Array(list) = value.get_ref() else {
            self.wrong(key, value, &format!("tables, each under [[{key}]]"));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for entry in list {
            match entry.get_ref() {
                DeValue::Table(table) => {
                    tables.push(Fields::new(self.source, entry.span().start, table, keys));
                }
                _ => self.wrong(key, entry, &format!("tables, each under [[{key}]]")),
            }
        }
        tables
    }
}
