//! Themes by name: built-in ones, those in the user's folder, and any file.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::built_in;
use super::theme_file::ThemeFile;
use crate::input::{self, InputError, Limit};
use crate::text::nearest::question_after;
use crate::toml_document::Diagnostic;

/// Size limit: these files are written by hand and take a few kilobytes.
const LONGEST: Limit = Limit { bytes: 1 << 20, what: "a text of TOML" };

/// The themes to choose from.
#[derive(Debug, Clone)]
pub(crate) struct ThemeStore {
    /// Usable themes, the default first.
    pub theme_files: Vec<ThemeFile>,
    /// Errors of the others, by name.
    pub broken: Vec<(String, Vec<Diagnostic>)>,
    /// The user's folder, where there may be one.
    folder: Option<PathBuf>,
}

impl ThemeStore {
    /// The built-in themes, and every `*.toml` in `folder`, which need not exist. A file with a built-in theme's name
    /// replaces it.
    #[must_use]
    pub(crate) fn open(folder: Option<&Path>) -> Self {
        let mut store = Self {
            theme_files: built_in::theme_files().to_vec(),
            broken: Vec::new(),
            folder: folder.map(Path::to_path_buf),
        };
        for file in folder.map(files).unwrap_or_default() {
            let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            match read(&name, &file) {
                Ok(theme_file) => store.hang(theme_file),
                Err(diagnostics) => store.broken.push((name, diagnostics)),
            }
        }
        store
    }

    fn hang(&mut self, theme_file: ThemeFile) {
        match self.theme_files.iter_mut().find(|other| other.name == theme_file.name) {
            Some(other) => *other = theme_file,
            None => self.theme_files.push(theme_file),
        }
    }

    /// Index of the theme `wanted`: a name, or the path of a file, which is then added.
    ///
    /// # Errors
    /// Its errors, or that there is no such theme.
    pub(crate) fn choose(&mut self, wanted: &str) -> Result<usize, Vec<Diagnostic>> {
        if let Some((_, diagnostics)) = self.broken.iter().find(|(name, _)| name == wanted) {
            return Err(diagnostics.clone());
        }
        if let Some(found) = self.theme_files.iter().position(|theme_file| theme_file.name == wanted) {
            return Ok(found);
        }
        let path = Path::new(wanted);
        let is_path = path.components().count() > 1 || path.extension().is_some_and(|e| e == "toml");
        if !is_path {
            return Err(vec![Diagnostic::about("theme", self.refusal(wanted))]);
        }
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let theme_file = read(&name, path)?;
        self.theme_files.push(theme_file);
        Ok(self.theme_files.len() - 1)
    }

    fn refusal(&self, wanted: &str) -> String {
        let names: Vec<&str> = self.theme_files.iter().map(|theme_file| theme_file.name.as_str()).collect();
        let folder = match &self.folder {
            Some(folder) => format!(", the name of a file in {}", folder.display()),
            None => String::new(),
        };
        format!(
            "there is no theme {wanted:?}{}accepted are {}{folder}, or the path of a .toml file",
            question_after(wanted, names.iter().copied()),
            names.join(", ")
        )
    }
}

/// The files of themes in `folder`, sorted by name.
fn files(folder: &Path) -> Vec<PathBuf> {
    // A missing folder is the same as an empty one.
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .collect();
    files.sort();
    files
}

fn read(name: &str, file: &Path) -> Result<ThemeFile, Vec<Diagnostic>> {
    let place = file.display().to_string();
    let text = text(file).map_err(|reason| vec![Diagnostic::about(&place, reason)])?;
    ThemeFile::read(name, &place, &text, built_in::theme_files())
}

/// The text of a file that the user wrote.
///
/// # Errors
/// The reason why it cannot be read, with what would be accepted.
pub(crate) fn text(file: &Path) -> Result<String, String> {
    input::text(file, LONGEST).map_err(|error| {
        let accepted = match &error {
            InputError::System(error) if error.kind() == ErrorKind::NotFound => {
                "accepted is a file that is there"
            }
            InputError::System(_) => "accepted is a file that can be read",
            InputError::Text(_) => "accepted is text in UTF-8",
            InputError::Kind(_) | InputError::Large(_) => return format!("cannot be read: {error}"),
        };
        format!("cannot be read: {error}; {accepted}")
    })
}

#[cfg(test)]
mod tests;
