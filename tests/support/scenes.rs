//! Scenes of a test's own in a folder, and a data folder beside it in which no takes are.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// The folders; they are removed with it.
pub(crate) struct SceneFolder(TempDir);

impl SceneFolder {
    /// Writes these scenes: the name of each, and its text.
    pub(crate) fn new(scenes: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().expect("a folder"));
        fs::create_dir(folder.path().join("scenes")).expect("a folder");
        for (name, text) in scenes {
            let file = folder.path().join("scenes").join(format!("{name}.toml"));
            fs::write(file, text).expect("it can be written");
        }
        folder
    }

    /// Folder around both.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// The tour of these scenes with these arguments.
    pub(crate) fn tour(&self, args: &[&str]) -> Vec<String> {
        let scenes = self.path().join("scenes");
        let scenes = scenes.to_str().expect("a name in UTF-8");
        ["tour", "--scenes", scenes].iter().chain(args).map(ToString::to_string).collect()
    }

    /// Folder of the program's data, for `XDG_DATA_HOME`.
    pub(crate) fn data(&self) -> PathBuf {
        self.path().join("data")
    }

    /// Folder of the takes.
    pub(crate) fn takes(&self) -> PathBuf {
        self.data().join("coreograph/takes")
    }
}
