//! A theme's file: a style for each part of the screen, and for some of them another one for terminals with sixteen
//! colours only.

use ratatui::style::Style;

use super::depth::Depth;
use super::keywords;
use crate::event::Activity;
use crate::toml_document::{Diagnostic, TomlDocument, TomlEntry};

/// A part of the screen that has a style of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// An activity of a worker.
    Activity(Activity),
    /// A wait for the lock after having requested it.
    Asked,
    /// Other programs' load on a core.
    Others,
    /// A core's time that another guest had.
    Stolen,
    /// Ordinary text.
    Text,
    /// Text that is not to be read first.
    Quiet,
    /// The most important text at the moment.
    Strong,
    /// The winner, the focus.
    Accent,
    /// A doubt, a pause.
    Caution,
    /// The cost of waiting.
    Harm,
    /// An error.
    Loud,
    /// The screen itself.
    Ground,
    /// The threads that hold the lock, one after another.
    Holders,
    /// A core's load, from idle to full.
    Heat,
    /// The curves of a chart, one after another.
    Series,
    /// The background of a highlighted region of a chart.
    Shade,
}

/// Form of a part's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Accepts {
    /// A colour, or `none`.
    Colour,
    /// A style.
    Look,
    /// One style or more.
    Looks,
    /// Colours, or none at all.
    Colours,
}

impl Part {
    /// All parts, in the order of the files.
    pub(crate) const ALL: [Self; 22] = [
        Self::Activity(Activity::Compute),
        Self::Activity(Activity::LockWait),
        Self::Asked,
        Self::Activity(Activity::CoreWait),
        Self::Activity(Activity::Io),
        Self::Activity(Activity::Serialise),
        Self::Activity(Activity::Transfer),
        Self::Activity(Activity::Spawn),
        Self::Others,
        Self::Stolen,
        Self::Text,
        Self::Quiet,
        Self::Strong,
        Self::Accent,
        Self::Caution,
        Self::Harm,
        Self::Loud,
        Self::Ground,
        Self::Holders,
        Self::Heat,
        Self::Series,
        Self::Shade,
    ];

    /// Its key in a file.
    #[must_use]
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Activity(activity) => activity.word(),
            Self::Asked => "asked",
            Self::Others => "others",
            Self::Stolen => "stolen",
            Self::Text => "text",
            Self::Quiet => "quiet",
            Self::Strong => "strong",
            Self::Accent => "accent",
            Self::Caution => "caution",
            Self::Harm => "harm",
            Self::Loud => "loud",
            Self::Ground => "ground",
            Self::Holders => "holders",
            Self::Heat => "heat",
            Self::Series => "series",
            Self::Shade => "shade",
        }
    }

    const fn accepts(self) -> Accepts {
        match self {
            Self::Activity(_) | Self::Asked | Self::Others | Self::Stolen | Self::Shade => Accepts::Colour,
            Self::Holders => Accepts::Looks,
            Self::Heat | Self::Series => Accepts::Colours,
            _ => Accepts::Look,
        }
    }

    fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.key() == key)
    }
}

/// Styles by part.
type Looks = Vec<(Part, Vec<Style>)>;

/// A theme's file, parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ThemeFile {
    /// Its name.
    pub name: String,
    /// Its description in half a sentence.
    pub about: String,
    looks: Looks,
    /// Differences for sixteen colours.
    sixteen: Looks,
}

impl ThemeFile {
    /// A theme that sets nothing.
    #[must_use]
    pub(crate) fn empty(name: &str) -> Self {
        Self { name: name.into(), about: String::new(), looks: Looks::new(), sixteen: Looks::new() }
    }

    /// Parses the theme `name` from `text`, the content of `place`. What it does not set is taken from the one of
    /// `known` named by `like`, else from the first of them.
    ///
    /// # Errors
    /// All its errors, by line.
    pub(crate) fn read(name: &str, place: &str, text: &str, known: &[Self]) -> Result<Self, Vec<Diagnostic>> {
        let written = TomlDocument::read(place, text);
        let mut diagnostics = written.diagnostics;
        for (section, line) in &written.sections {
            if section != "sixteen" {
                let message = format!("[{section}] is no section of a theme; accepted is [sixteen]");
                diagnostics.push(Diagnostic::at(place, *line, message));
            }
        }
        let like = written.entries.iter().find(|entry| entry.section.is_none() && entry.key == "like");
        let mut theme_file = Self::start(name, place, like, known, &mut diagnostics);
        for entry in &written.entries {
            if let Err(message) = theme_file.take(entry) {
                diagnostics.push(Diagnostic::at(place, entry.line, message));
            }
        }
        diagnostics.sort_by_key(|diagnostic| diagnostic.line);
        if diagnostics.is_empty() { Ok(theme_file) } else { Err(diagnostics) }
    }

    fn start(
        name: &str,
        place: &str,
        like: Option<&TomlEntry>,
        known: &[Self],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let wanted = like.and_then(|entry| Some((entry.line, entry.values.first()?)));
        let base = match wanted {
            None => known.first(),
            Some((at, wanted)) => {
                let found = known.iter().find(|theme_file| theme_file.name == *wanted);
                if found.is_none() {
                    let names: Vec<&str> = known.iter().map(|theme_file| theme_file.name.as_str()).collect();
                    let message =
                        format!("there is no theme {wanted:?} to be like; accepted are {}", names.join(", "));
                    diagnostics.push(Diagnostic::at(place, at, message));
                }
                found
            }
        };
        let base = base.cloned().unwrap_or_else(|| Self::empty(name));
        Self { name: name.into(), about: String::new(), ..base }
    }

    fn take(&mut self, entry: &TomlEntry) -> Result<(), String> {
        let sixteen = match entry.section.as_deref() {
            None => false,
            Some("sixteen") => true,
            // Its section was reported already.
            Some(_) => return Ok(()),
        };
        match (entry.key.as_str(), sixteen) {
            ("about", false) => self.about = entry.values.join(" "),
            ("like", false) => {}
            (key, _) => {
                let part = Part::of(key).ok_or_else(|| {
                    let keys = Part::ALL.map(Part::key).join(", ");
                    format!("{key} is no part of the screen; accepted are about, like, {keys}")
                })?;
                let styles = looks(part, &entry.values).map_err(|wrong| format!("{key}: {wrong}"))?;
                if sixteen {
                    put(&mut self.sixteen, part, styles);
                } else {
                    put(&mut self.looks, part, styles);
                    // A file that sets a colour does not want the one of the theme it is like.
                    self.sixteen.retain(|(of, _)| *of != part);
                }
            }
        }
        Ok(())
    }

    /// The styles of a part at this colour depth.
    #[must_use]
    pub(crate) fn looks(&self, part: Part, depth: Depth) -> Vec<Style> {
        let said = |looks: &Looks| looks.iter().find(|(of, _)| *of == part).map(|(_, styles)| styles.clone());
        let sixteen = if depth == Depth::Sixteen { said(&self.sixteen) } else { None };
        let styles = sixteen.or_else(|| said(&self.looks)).unwrap_or_default();
        styles.into_iter().map(|style| depth.style(style)).collect()
    }
}

fn put(looks: &mut Looks, part: Part, styles: Vec<Style>) {
    looks.retain(|(of, _)| *of != part);
    looks.push((part, styles));
}

fn looks(part: Part, values: &[String]) -> Result<Vec<Style>, String> {
    let accepts = part.accepts();
    let many = matches!(accepts, Accepts::Looks | Accepts::Colours);
    let few = if many { accepts == Accepts::Looks && values.is_empty() } else { values.len() != 1 };
    if few {
        let accepted = if many { "one look or more, in a list" } else { "one text, no list" };
        return Err(format!("{} values; accepted is {accepted}", values.len()));
    }
    values.iter().map(|value| look(accepts, value)).collect()
}

fn look(accepts: Accepts, value: &str) -> Result<Style, String> {
    let colour = matches!(accepts, Accepts::Colour | Accepts::Colours);
    if accepts == Accepts::Colour && value == "none" {
        return Ok(Style::new());
    }
    let style = keywords::style(value)?;
    let only_colour = style.fg.is_some() && style.bg.is_none() && style.add_modifier.is_empty();
    if colour && !only_colour {
        let or_none = if accepts == Accepts::Colour { ", or none" } else { "" };
        return Err(format!(
            "{value:?} is more or less than a colour; accepted is one colour{or_none}, e.g. \"cyan\""
        ));
    }
    Ok(style)
}

#[cfg(test)]
mod tests;
