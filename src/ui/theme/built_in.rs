//! The themes that come with the program: one file each in `assets/themes`, one line each here.

use std::sync::LazyLock;

use super::sheet::Sheet;

/// The default.
pub const USUAL: &str = "terminal-16";

/// Without colours.
pub const MONOCHROME: &str = "monochrome";

/// Names and texts, in the order in which they are offered.
pub const TEXTS: [(&str, &str); 6] = [
    (USUAL, include_str!("../../../assets/themes/terminal-16.toml")),
    ("dark", include_str!("../../../assets/themes/dark.toml")),
    ("light", include_str!("../../../assets/themes/light.toml")),
    ("high-contrast", include_str!("../../../assets/themes/high-contrast.toml")),
    ("colour-blind-safe", include_str!("../../../assets/themes/colour-blind-safe.toml")),
    (MONOCHROME, include_str!("../../../assets/themes/monochrome.toml")),
];

/// Them, read. A file that is wrong would be as good as empty; a test sees to it that none is.
static SHEETS: LazyLock<Vec<Sheet>> = LazyLock::new(|| {
    let mut sheets: Vec<Sheet> = Vec::new();
    for (name, text) in TEXTS {
        let sheet = Sheet::read(name, name, text, &sheets);
        sheets.push(sheet.unwrap_or_else(|_| Sheet::empty(name)));
    }
    sheets
});

/// The themes that come with the program.
#[must_use]
pub fn sheets() -> &'static [Sheet] {
    &SHEETS
}

/// The one of that name.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Sheet> {
    sheets().iter().find(|sheet| sheet.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_is_right_and_says_what_it_is() {
        let mut before: Vec<Sheet> = Vec::new();
        for (name, text) in TEXTS {
            let sheet = Sheet::read(name, name, text, &before).unwrap_or_else(|wrong| panic!("{wrong:?}"));
            assert!(!sheet.about.is_empty(), "{name}");
            before.push(sheet);
        }
        assert_eq!(sheets(), before);
    }
}
