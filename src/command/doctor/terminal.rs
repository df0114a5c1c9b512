//! Findings about the terminal and the configuration, with the reasons.

use std::io::{self, IsTerminal};

use serde::Serialize;

use crate::cli::LookArgs;
use crate::settings::layers::{self, usual_file};
use crate::settings::screen;
use crate::settings::{LookSettings, LowerLayers, is_utf8, variable};
use crate::toml_document::Diagnostic;
use crate::ui::theme::Depth;
use crate::ui::theme::theme_store::ThemeStore;

/// The smallest screen on which a race is legible.
const SMALLEST: (u16, u16) = (80, 24);

/// Capabilities of the terminal.
#[derive(Debug, Serialize)]
pub(super) struct TerminalFindings {
    /// Whether standard input and output are a terminal.
    pub(super) is_terminal: bool,
    /// Whether there is a dashboard: else every command runs headless.
    pub(super) dashboard: bool,
    pub(super) dashboard_why: String,
    pub(super) size: Option<Size>,
    pub(super) colours: &'static str,
    pub(super) colours_why: String,
    pub(super) glyphs: &'static str,
    pub(super) glyphs_why: String,
    pub(super) theme: String,
    pub(super) theme_about: String,
    /// Names of the themes.
    pub(super) themes: Vec<String>,
    pub(super) mouse: bool,
    pub(super) mouse_why: String,
}

/// Size of the screen.
#[derive(Debug, Serialize)]
pub(super) struct Size {
    pub(super) columns: u16,
    pub(super) rows: u16,
    /// Whether everything fits.
    pub(super) enough: bool,
}

/// Configuration of the user.
#[derive(Debug, Serialize)]
pub(super) struct ConfigurationFindings {
    /// The file in use.
    pub(super) file: Option<String>,
    /// Path where it is expected.
    pub(super) looked_for: Option<String>,
    /// Folder of the user's themes.
    pub(super) themes: Option<String>,
    /// Our variables that are set.
    pub(super) variables: Vec<String>,
    /// Errors in any of these, themes that are not in use included.
    #[serde(rename = "complaints")]
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Examines both.
pub(super) fn look(args: &LookArgs, below: LowerLayers) -> (TerminalFindings, ConfigurationFindings) {
    let file = below.file.clone();
    let settings = LookSettings::of(args, below);
    let configuration = ConfigurationFindings {
        looked_for: usual_file().map(|file| file.display().to_string()),
        themes: layers::themes(file.as_deref()).map(|folder| folder.display().to_string()),
        variables: layers::variables().into_iter().map(|(name, _)| name).collect(),
        diagnostics: all_diagnostics(&settings.diagnostics, layers::themes(file.as_deref()).as_deref()),
        file: file.map(|file| file.display().to_string()),
    };
    (terminal(args, &settings), configuration)
}

fn all_diagnostics(told: &[Diagnostic], folder: Option<&std::path::Path>) -> Vec<Diagnostic> {
    let mut all = told.to_vec();
    for diagnostic in ThemeStore::open(folder).broken.into_iter().flat_map(|(_, diagnostics)| diagnostics) {
        if !all.contains(&diagnostic) {
            all.push(diagnostic);
        }
    }
    all
}

fn terminal(args: &LookArgs, settings: &LookSettings) -> TerminalFindings {
    let is_terminal = io::stdout().is_terminal() && io::stdin().is_terminal();
    let obstacle = screen::obstacle();
    let (depth, colours_why) = Depth::told(std::env::var_os);
    let (unicode, locale) = is_utf8(variable);
    let chosen = settings.themes.get(settings.theme);
    let (mouse, mouse_why) = mouse(is_terminal, &variable("TERM").unwrap_or_default().to_string_lossy());
    TerminalFindings {
        is_terminal,
        dashboard: obstacle.is_none(),
        dashboard_why: obstacle
            .map_or_else(|| "standard input and output are a terminal".into(), |found| found.to_string()),
        size: size().map(|(columns, rows)| Size {
            columns,
            rows,
            enough: columns >= SMALLEST.0 && rows >= SMALLEST.1,
        }),
        colours: depth.words(),
        colours_why,
        glyphs: if settings.ascii { "ASCII" } else { "Unicode" },
        glyphs_why: if args.theme_choice.ascii && unicode { "--ascii was asked for".into() } else { locale },
        theme: chosen.map(|theme| theme.name.clone()).unwrap_or_default(),
        theme_about: chosen.map(|theme| theme.about.clone()).unwrap_or_default(),
        themes: settings.themes.iter().map(|theme| theme.name.clone()).collect(),
        mouse,
        mouse_why,
    }
}

/// Width and height of the terminal on standard output.
fn size() -> Option<(u16, u16)> {
    let size = rustix::termios::tcgetwinsize(io::stdout()).ok()?;
    (size.ws_col > 0 && size.ws_row > 0).then_some((size.ws_col, size.ws_row))
}

/// Whether there is probably a mouse. A query would have to wait for terminals that do not reply.
fn mouse(is_terminal: bool, term: &str) -> (bool, String) {
    match (is_terminal, term) {
        (false, _) => (false, "there is no terminal".into()),
        (true, "dumb" | "linux") => (false, format!("TERM is {term}")),
        (true, _) => (
            true,
            "every terminal emulator of today reports it when asked to; every action has a key as well"
                .into(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_console_has_no_mouse() {
        assert!(!mouse(true, "linux").0 && !mouse(false, "xterm").0 && mouse(true, "xterm-kitty").0);
    }

    #[test]
    fn themes_that_are_not_in_use_are_complained_about_once() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("bad.toml"), "io = \"x\"\n").unwrap();
        let all = all_diagnostics(&[], Some(folder.path()));
        assert_eq!(all.len(), 1);
        assert_eq!(all_diagnostics(&all, Some(folder.path())), all);
    }
}
