//! Scenes in their order: those that are shipped, or those of a file or a folder.

use std::path::{Path, PathBuf};

use super::read::{self, Depth};
use super::scene::Scene;
use crate::input::{self, Limit};
use crate::text::nearest::question_after;
use crate::toml_document::Diagnostic;

/// Lists scenes by their files.
macro_rules! shipped {
    ($($file:literal),+ $(,)?) => {
        /// The names of the shipped files and their texts, in the order of the tour.
        pub(crate) const SHIPPED: &[(&str, &str)] =
            &[$(($file, include_str!(concat!("../../assets/scenes/", $file, ".toml")))),+];
    };
}

shipped! {
    "01-one-or-many",
    "02-threads-or-processes",
    "03-a-process",
    "04-a-pool",
    "05-pool-map",
    "06-four-processes",
    "07-waiting",
    "08-tiny-tasks",
    "09-pickling",
    "10-convoy",
    "11-release-the-lock",
    "12-shared-or-own",
    "13-killed",
    "14-beyond",
    "15-your-machine",
}

/// Largest file of a scene.
const LARGEST: Limit = Limit { bytes: 1 << 20, what: "any scene" };

/// Ending of a scene's file.
const ENDING: &str = "toml";

/// Scenes in their order.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Scenes {
    /// The scenes.
    pub list: Vec<Scene>,
}

impl Scenes {
    /// The names of the shipped scenes, each with an empty meaning, for completions.
    pub(crate) fn shipped_names() -> impl Iterator<Item = (&'static str, &'static str)> {
        SHIPPED.iter().map(|(file, _)| (name_of(file), ""))
    }

    /// The shipped scenes.
    #[must_use]
    pub(crate) fn shipped() -> Self {
        // A test holds that none of them has an error.
        let read = |(file, text): &(&str, &str)| {
            read::scene(name_of(file), &format!("{file}.{ENDING}"), text, Depth::Form).ok()
        };
        Self { list: SHIPPED.iter().filter_map(read).collect() }
    }

    /// The scene of a file, or those of a folder in the order of their names; checked.
    ///
    /// # Errors
    /// All errors of all files.
    pub(crate) fn read(path: &Path) -> Result<Self, Vec<Diagnostic>> {
        let files = if path.is_dir() { files(path)? } else { vec![path.into()] };
        let (mut list, mut diagnostics) = (Vec::<Scene>::new(), Vec::new());
        for file in files {
            match read(&file) {
                Err(wrong) => diagnostics.extend(wrong),
                Ok(scene) if list.iter().any(|other| other.name == scene.name) => {
                    let message = format!("there are two scenes {}; accepted: names that differ", scene.name);
                    diagnostics.push(Diagnostic::about(&input::name(&file), message));
                }
                Ok(scene) => list.push(scene),
            }
        }
        if diagnostics.is_empty() { Ok(Self { list }) } else { Err(diagnostics) }
    }

    /// The place of the scene with this name.
    ///
    /// # Errors
    /// The names that there are.
    pub(crate) fn place_of(&self, name: &str) -> Result<usize, String> {
        let names = || self.list.iter().map(|scene| scene.name.as_str());
        names().position(|known| known == name).ok_or_else(|| {
            let accepted = names().collect::<Vec<_>>().join(", ");
            format!("there is no scene {name:?}{}accepted: {accepted}", question_after(name, names()))
        })
    }

    /// The scene with this name alone.
    ///
    /// # Errors
    /// As of [`Scenes::place_of`].
    pub(crate) fn only(mut self, name: &str) -> Result<Self, String> {
        let place = self.place_of(name)?;
        Ok(Self { list: vec![self.list.swap_remove(place)] })
    }

    /// The scene with this name and those after it.
    ///
    /// # Errors
    /// As of [`Scenes::place_of`].
    pub(crate) fn from(mut self, name: &str) -> Result<Self, String> {
        let place = self.place_of(name)?;
        Ok(Self { list: self.list.split_off(place) })
    }
}

/// Reads and checks a file of a scene.
///
/// # Errors
/// All errors, with line and column.
fn read(file: &Path) -> Result<Scene, Vec<Diagnostic>> {
    let place = input::name(file);
    let text = input::text(file, LARGEST)
        .map_err(|error| vec![Diagnostic::about(&place, format!("cannot be read: {error}"))])?;
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let stem = stem.filter(|_| !input::is_stream(file)).unwrap_or_else(|| "scene".into());
    read::scene(name_of(&stem), &place, &text, Depth::Meaning)
}

/// The files of scenes in a folder, in the order of their names.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Vec<Diagnostic>> {
    let place = folder.display().to_string();
    let entries = std::fs::read_dir(folder)
        .map_err(|error| vec![Diagnostic::about(&place, format!("cannot be read: {error}"))])?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == ENDING))
        .collect();
    files.sort();
    if files.is_empty() {
        let message = format!("there is no scene in it; accepted: files that end in .{ENDING}");
        return Err(vec![Diagnostic::about(&place, message)]);
    }
    Ok(files)
}

/// The name of a scene by that of its file, whose number is its place: `10-convoy`.
fn name_of(stem: &str) -> &str {
    let unnumbered = stem.trim_start_matches(|c: char| c.is_ascii_digit());
    match unnumbered.strip_prefix('-') {
        Some(name) if unnumbered.len() < stem.len() && !name.is_empty() => name,
        _ => stem,
    }
}
