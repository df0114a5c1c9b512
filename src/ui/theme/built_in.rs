//! The built-in themes: one file each in `assets/themes`, one line each here.

use std::sync::LazyLock;

use super::theme_file::ThemeFile;

/// Name of the default theme.
pub(crate) const USUAL: &str = "terminal-16";

/// Name of the theme without colours.
pub(crate) const MONOCHROME: &str = "monochrome";

/// Names and texts, in the order in which they are offered.
pub(crate) const TEXTS: [(&str, &str); 6] = [
    (USUAL, include_str!("../../../assets/themes/terminal-16.toml")),
    ("dark", include_str!("../../../assets/themes/dark.toml")),
    ("light", include_str!("../../../assets/themes/light.toml")),
    ("high-contrast", include_str!("../../../assets/themes/high-contrast.toml")),
    ("colour-blind-safe", include_str!("../../../assets/themes/colour-blind-safe.toml")),
    (MONOCHROME, include_str!("../../../assets/themes/monochrome.toml")),
];

/// The themes, parsed. An invalid file would be the same as an empty one; a test ensures that there is none.
static FILES: LazyLock<Vec<ThemeFile>> = LazyLock::new(|| {
    let mut theme_files: Vec<ThemeFile> = Vec::new();
    for (name, text) in TEXTS {
        let theme_file = ThemeFile::read(name, name, text, &theme_files);
        theme_files.push(theme_file.unwrap_or_else(|_| ThemeFile::empty(name)));
    }
    theme_files
});

/// The built-in themes.
#[must_use]
pub(crate) fn theme_files() -> &'static [ThemeFile] {
    &FILES
}

/// The built-in theme of that name.
#[must_use]
pub(crate) fn by_name(name: &str) -> Option<&'static ThemeFile> {
    theme_files().iter().find(|theme_file| theme_file.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_is_right_and_says_what_it_is() {
        let mut before: Vec<ThemeFile> = Vec::new();
        for (name, text) in TEXTS {
            let theme_file =
                ThemeFile::read(name, name, text, &before).unwrap_or_else(|wrong| panic!("{wrong:?}"));
            assert!(!theme_file.about.is_empty(), "{name}");
            before.push(theme_file);
        }
        assert_eq!(theme_files(), before);
    }
}
