//! The file of a program, as a shell finds it.

use std::ffi::OsStr;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// Looks whether the program with this path, or with this name in a folder of `PATH`, can be run.
///
/// # Errors
/// The reason why it cannot, in a sentence.
pub(crate) fn check(program: &str) -> Result<(), String> {
    locate(program, std::env::var_os("PATH").as_deref()).map(|_| ())
}

fn locate(program: &str, search: Option<&OsStr>) -> Result<PathBuf, String> {
    if program.contains('/') {
        let file = PathBuf::from(program);
        return match state_of(&file) {
            State::Missing => Err(format!("{program}: there is no such file")),
            State::Folder => Err(format!("{program} is a folder, not a program")),
            State::Locked => Err(format!("{program} is not executable (chmod +x makes it so)")),
            State::Program => Ok(file),
        };
    }
    let folders: Vec<PathBuf> =
        search.map(|search| std::env::split_paths(search).collect()).unwrap_or_default();
    let files: Vec<PathBuf> = folders.into_iter().map(|folder| folder.join(program)).collect();
    if let Some(file) = files.iter().find(|file| state_of(file) == State::Program) {
        return Ok(file.clone());
    }
    match files.iter().find(|file| state_of(file) == State::Locked) {
        Some(file) => Err(format!("{} is not executable (chmod +x makes it so)", file.display())),
        None => Err(format!("{program} was not found: it is in no folder of PATH")),
    }
}

#[derive(Debug, PartialEq, Eq)]
enum State {
    Missing,
    Folder,
    Locked,
    Program,
}

fn state_of(file: &Path) -> State {
    match file.metadata() {
        Err(_) => State::Missing,
        Ok(found) if found.is_dir() => State::Folder,
        Ok(found) if found.permissions().mode() & 0o111 == 0 => State::Locked,
        Ok(_) => State::Program,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_program_is_found_or_what_is_wrong_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
        for (name, mode) in [("tool", 0o755), ("locked", 0o644)] {
            fs::write(at(name), "").unwrap();
            fs::set_permissions(at(name), fs::Permissions::from_mode(mode)).unwrap();
        }
        fs::create_dir(at("sub")).unwrap();
        let search = folder.path().as_os_str();
        assert_eq!(locate("tool", Some(search)), Ok(folder.path().join("tool")));
        assert!(locate(&at("tool"), None).is_ok());
        assert!(
            locate("locked", Some(search)).unwrap_err().ends_with("is not executable (chmod +x makes it so)")
        );
        assert_eq!(
            locate("none", Some(search)).unwrap_err(),
            "none was not found: it is in no folder of PATH"
        );
        assert!(locate("none", None).is_err());
        assert!(locate(&at("none"), None).unwrap_err().ends_with("there is no such file"));
        assert!(locate(&at("sub"), None).unwrap_err().ends_with("is a folder, not a program"));
    }
}
