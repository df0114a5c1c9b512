//! Themes by name: those that come with the program, those in the user's folder, and any file.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::built_in;
use super::sheet::Sheet;
use crate::input::{self, InputError, Limit};
use crate::written::Complaint;

/// People write these by hand: a few kilobytes.
const LONGEST: Limit = Limit { bytes: 1 << 20, what: "a text of TOML" };

/// The themes there are to choose from.
#[derive(Debug, Clone)]
pub struct Wardrobe {
    /// Those that can be used, the usual one first.
    pub sheets: Vec<Sheet>,
    /// What is wrong with the others, by name.
    pub broken: Vec<(String, Vec<Complaint>)>,
    /// The user's folder, where there may be one.
    folder: Option<PathBuf>,
}

impl Wardrobe {
    /// The built-in themes, and every `*.toml` in `folder`, which need not exist. One of a built-in theme's name takes
    /// its place.
    #[must_use]
    pub fn open(folder: Option<&Path>) -> Self {
        let mut wardrobe = Self {
            sheets: built_in::sheets().to_vec(),
            broken: Vec::new(),
            folder: folder.map(Path::to_path_buf),
        };
        for file in folder.map(files).unwrap_or_default() {
            let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            match read(&name, &file) {
                Ok(sheet) => wardrobe.hang(sheet),
                Err(complaints) => wardrobe.broken.push((name, complaints)),
            }
        }
        wardrobe
    }

    fn hang(&mut self, sheet: Sheet) {
        match self.sheets.iter_mut().find(|other| other.name == sheet.name) {
            Some(other) => *other = sheet,
            None => self.sheets.push(sheet),
        }
    }

    /// The position of the theme that `wanted` names: by its name, or as the path of a file, which then is one more
    /// to choose from.
    ///
    /// # Errors
    /// What is wrong with it, or that there is none.
    pub fn choose(&mut self, wanted: &str) -> Result<usize, Vec<Complaint>> {
        if let Some((_, complaints)) = self.broken.iter().find(|(name, _)| name == wanted) {
            return Err(complaints.clone());
        }
        if let Some(found) = self.sheets.iter().position(|sheet| sheet.name == wanted) {
            return Ok(found);
        }
        let path = Path::new(wanted);
        let is_path = path.components().count() > 1 || path.extension().is_some_and(|e| e == "toml");
        if !is_path {
            return Err(vec![Complaint::about("theme", self.refusal(wanted))]);
        }
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let sheet = read(&name, path)?;
        self.sheets.push(sheet);
        Ok(self.sheets.len() - 1)
    }

    fn refusal(&self, wanted: &str) -> String {
        let names: Vec<&str> = self.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        let folder = match &self.folder {
            Some(folder) => format!(", the name of a file in {}", folder.display()),
            None => String::new(),
        };
        format!(
            "there is no theme {wanted:?}; accepted are {}{folder}, or the path of a .toml file",
            names.join(", ")
        )
    }
}

/// The files of themes in `folder`, in the order of their names.
fn files(folder: &Path) -> Vec<PathBuf> {
    // A folder that is not there is as good as an empty one.
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .collect();
    files.sort();
    files
}

fn read(name: &str, file: &Path) -> Result<Sheet, Vec<Complaint>> {
    let place = file.display().to_string();
    let text = text(file).map_err(|reason| vec![Complaint::about(&place, reason)])?;
    Sheet::read(name, &place, &text, built_in::sheets())
}

/// The text of a file that somebody wrote.
///
/// # Errors
/// Why it cannot be read, and what would be accepted.
pub fn text(file: &Path) -> Result<String, String> {
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
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_users_theme_is_one_more_and_may_take_the_place_of_ours() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("mine.toml"), "about = \"mine\"\nlike = \"light\"\n").unwrap();
        fs::write(folder.path().join("dark.toml"), "about = \"darker\"\nlike = \"dark\"\n").unwrap();
        fs::write(folder.path().join("notes.txt"), "nothing").unwrap();
        let mut wardrobe = Wardrobe::open(Some(folder.path()));
        assert_eq!(wardrobe.sheets.len(), built_in::TEXTS.len() + 1);
        let chosen = wardrobe.choose("dark").unwrap();
        assert_eq!(wardrobe.sheets[chosen].about, "darker");
        let chosen = wardrobe.choose("mine").unwrap();
        assert_eq!(wardrobe.sheets[chosen].about, "mine");
        assert!(wardrobe.broken.is_empty());
    }

    #[test]
    fn a_broken_theme_is_named_when_it_is_wanted_and_does_not_hide_the_others() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("bad.toml"), "\ncompute = \"blu\"\n").unwrap();
        fs::write(folder.path().join("latin.toml"), [0x61, 0xff]).unwrap();
        let mut wardrobe = Wardrobe::open(Some(folder.path()));
        assert!(wardrobe.choose("light").is_ok());
        let told = wardrobe.choose("bad").unwrap_err()[0].to_string();
        assert!(told.contains("bad.toml:2: compute: \"blu\"") && told.contains("#rrggbb"), "{told}");
        assert!(wardrobe.choose("latin").unwrap_err()[0].to_string().contains("UTF-8"));
    }

    #[test]
    fn a_theme_may_be_any_file_and_what_is_none_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("stage.toml");
        fs::write(&file, "about = \"for the stage\"\n").unwrap();
        let mut wardrobe = Wardrobe::open(None);
        let chosen = wardrobe.choose(file.to_str().unwrap()).unwrap();
        assert_eq!((wardrobe.sheets[chosen].name.as_str(), chosen), ("stage", built_in::TEXTS.len()));
        let told = wardrobe.choose("drak").unwrap_err()[0].to_string();
        assert!(told.contains("\"drak\"") && told.contains("colour-blind-safe"), "{told}");
        let told = wardrobe.choose("no/such.toml").unwrap_err()[0].to_string();
        assert!(told.starts_with("no/such.toml: cannot be read"), "{told}");
        assert!(wardrobe.choose(folder.path().to_str().unwrap()).is_err());
    }
}
