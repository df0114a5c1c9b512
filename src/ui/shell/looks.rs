//! The themes to choose from, and the current one.

use crate::ui::theme::Theme;

/// A list of themes with a current one. Never empty: an empty list gets the default theme.
#[derive(Debug)]
pub(super) struct Looks {
    themes: Vec<Theme>,
    chosen: usize,
}

impl Looks {
    /// These themes, with the one at `chosen` current; the first where the index is too large.
    pub(super) fn new(mut themes: Vec<Theme>, chosen: usize) -> Self {
        if themes.is_empty() {
            themes.push(Theme::default());
        }
        Self { chosen: if chosen < themes.len() { chosen } else { 0 }, themes }
    }

    /// The current theme.
    pub(super) fn theme(&self) -> &Theme {
        &self.themes[self.chosen]
    }

    /// All themes, in order, each with whether it is current.
    pub(super) fn all(&self) -> impl Iterator<Item = (&Theme, bool)> {
        self.themes.iter().enumerate().map(|(at, theme)| (theme, at == self.chosen))
    }

    /// Switches to the next theme, after the last to the first; returns the sentence for it.
    pub(super) fn next(&mut self) -> String {
        self.chosen = (self.chosen + 1) % self.themes.len();
        self.told()
    }

    /// Switches to the theme at this index; returns the sentence for it, `None` where there is none.
    pub(super) fn choose(&mut self, at: usize) -> Option<String> {
        self.themes.get(at)?;
        self.chosen = at;
        Some(self.told())
    }

    fn told(&self) -> String {
        let Theme { name, about, .. } = self.theme();
        match self.themes.len() {
            1 => format!("{name} is the only theme here: {about}"),
            _ => format!("{name}: {about}"),
        }
    }
}
