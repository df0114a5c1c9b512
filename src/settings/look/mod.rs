//! Look of the dashboard: the chosen theme, in the colours and glyphs that the terminal shows.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::layers;
use crate::cli::{LookArgs, ThemeArgs};
use crate::toml_document::Diagnostic;
use crate::ui::Page;
use crate::ui::theme::theme_store::ThemeStore;
use crate::ui::theme::{Depth, Theme, built_in};

/// Results of the layers below the command line.
#[derive(Debug, Default, Clone)]
pub(crate) struct LowerLayers {
    /// Errors there.
    pub diagnostics: Vec<Diagnostic>,
    /// The configuration file, where there is one.
    pub file: Option<PathBuf>,
    /// Place that named the theme, if not the command line: the file with its line, or the variable.
    pub theme_at: Option<(String, Option<usize>)>,
}

/// Look of the dashboard.
#[derive(Debug, Clone)]
pub(crate) struct LookSettings {
    /// The themes to choose from, as this terminal shows them.
    pub themes: Vec<Theme>,
    /// Index of the chosen one.
    pub theme: usize,
    /// Whether there are colours.
    pub colour: bool,
    /// ASCII characters only.
    pub ascii: bool,
    /// The first page.
    pub page: Page,
    /// Few words and large figures.
    pub present: bool,
    /// Errors in file, environment and theme.
    pub diagnostics: Vec<Diagnostic>,
    /// Time after which the dashboard is to crash, for a rehearsal.
    pub crash_after: Option<Duration>,
}

impl LookSettings {
    /// Resolves these arguments for this terminal.
    #[must_use]
    pub(crate) fn of(args: &LookArgs, lower: LowerLayers) -> Self {
        Self { page: args.view, ..Self::of_theme(&args.theme_choice, lower) }
    }

    /// The same for a screen that has no views to choose from.
    #[must_use]
    pub(crate) fn of_theme(args: &ThemeArgs, lower: LowerLayers) -> Self {
        let LowerLayers { mut diagnostics, file, theme_at } = lower;
        let (depth, _) = Depth::told(std::env::var_os);
        let ascii = args.ascii || !is_utf8(variable).0;
        let (theme_files, chosen) =
            choose(args.theme.as_deref(), file.as_deref(), theme_at.as_ref(), &mut diagnostics);
        let (themes, theme) = if depth == Depth::None {
            // Without colours every theme would be this one.
            (vec![Theme::new(false, ascii)], 0)
        } else {
            (
                theme_files
                    .theme_files
                    .iter()
                    .map(|theme_file| Theme::of(theme_file, depth, ascii))
                    .collect(),
                chosen,
            )
        };
        let crash_after = args.crash_after.map(Duration::from_millis);
        Self {
            themes,
            theme,
            colour: depth > Depth::None,
            ascii,
            page: Page::default(),
            present: args.present,
            diagnostics,
            crash_after,
        }
    }
}

/// The theme of a picture, which shows every colour.
#[must_use]
pub(crate) fn of_picture(wanted: Option<&str>, lower: LowerLayers) -> (Theme, Vec<Diagnostic>) {
    let LowerLayers { mut diagnostics, file, theme_at } = lower;
    let (store, chosen) = choose(wanted, file.as_deref(), theme_at.as_ref(), &mut diagnostics);
    let theme = store.theme_files.get(chosen).map(|theme_file| Theme::of(theme_file, Depth::True, false));
    (theme.unwrap_or_default(), diagnostics)
}

/// All themes, and the index of the wanted one; of the default where that cannot be used.
pub(super) fn choose(
    wanted: Option<&str>,
    file: Option<&Path>,
    theme_at: Option<&(String, Option<usize>)>,
    diagnostics: &mut Vec<Diagnostic>,
) -> (ThemeStore, usize) {
    let mut store = ThemeStore::open(layers::themes(file).as_deref());
    let chosen = store.choose(wanted.unwrap_or(built_in::USUAL)).unwrap_or_else(|wrong| {
        // Errors about the name are reported at its place.
        let named = wrong.into_iter().map(|diagnostic| match theme_at {
            Some((place, line)) if diagnostic.place == "theme" => {
                Diagnostic { place: place.clone(), line: *line, ..diagnostic }
            }
            _ => diagnostic,
        });
        diagnostics.extend(named);
        0
    });
    (store, chosen)
}

/// A variable of the environment; an empty one counts as unset.
#[must_use]
pub(crate) fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// Whether the locale is UTF-8, and how that was determined. The first of these that is set decides, as in every C
/// program. With none set the terminal decides, and modern terminals use UTF-8.
pub(crate) fn is_utf8(variable: impl Fn(&'static str) -> Option<OsString>) -> (bool, String) {
    let set = |name| Some((name, variable(name)?.to_string_lossy().into_owned()));
    let Some((name, locale)) = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set) else {
        return (true, "no locale is set, and today's terminals speak UTF-8".into());
    };
    let lower = locale.to_lowercase();
    (lower.contains("utf-8") || lower.contains("utf8"), format!("{name} is {locale}"))
}

#[cfg(test)]
mod tests;
