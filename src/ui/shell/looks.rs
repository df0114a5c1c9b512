//! The themes to choose from, and the one that is on.

use crate::ui::theme::Theme;

/// A list of themes, one of them chosen. Never empty: without any there is the usual one.
#[derive(Debug)]
pub(super) struct Looks {
    themes: Vec<Theme>,
    chosen: usize,
}

impl Looks {
    /// These themes, with the one at `chosen` on; the first where there are not so many.
    pub(super) fn new(mut themes: Vec<Theme>, chosen: usize) -> Self {
        if themes.is_empty() {
            themes.push(Theme::default());
        }
        Self { chosen: if chosen < themes.len() { chosen } else { 0 }, themes }
    }

    /// The theme that is on.
    pub(super) fn theme(&self) -> &Theme {
        &self.themes[self.chosen]
    }

    /// All themes, in their order, each with whether it is on.
    pub(super) fn all(&self) -> impl Iterator<Item = (&Theme, bool)> {
        self.themes.iter().enumerate().map(|(at, theme)| (theme, at == self.chosen))
    }

    /// Puts on the next theme, after the last the first; says which.
    pub(super) fn next(&mut self) -> String {
        self.chosen = (self.chosen + 1) % self.themes.len();
        self.told()
    }

    /// Puts on the theme at this index, and says which; `None` where there is none.
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
