//! A folder of this program's for the time of one race.

use std::fs::DirBuilder;
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// Most names that are tried.
const TRIES: u32 = 1000;

/// A folder that only this user can read; it is removed with everything in it when this is dropped.
#[derive(Debug)]
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    /// Makes one where the system has its temporary files.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub(crate) fn new() -> io::Result<Self> {
        Self::within(&std::env::temp_dir())
    }

    /// Makes one in `parent`. A name may be taken: by what a program with the same process id left when it was killed.
    fn within(parent: &Path) -> io::Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        for _ in 0..TRIES {
            let number = COUNT.fetch_add(1, Ordering::Relaxed);
            let folder = parent.join(format!("coreograph-{}-{number}", std::process::id()));
            match DirBuilder::new().mode(0o700).create(&folder) {
                Ok(()) => return Ok(Self(folder)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// The path of a file in it.
    #[must_use]
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // One that cannot be removed is the system's to remove, as everything there.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_for_this_user_alone_and_goes_with_what_is_in_it() {
        use std::os::unix::fs::PermissionsExt;
        let scratch = Scratch::new().expect("a folder");
        let folder = scratch.0.clone();
        let mode = folder.metadata().expect("it is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
        std::fs::write(scratch.file("x"), "y").expect("it can be written");
        assert_ne!(Scratch::new().expect("another").0, folder);
        drop(scratch);
        assert!(!folder.exists());
    }

    #[test]
    fn what_a_killed_program_left_is_in_nobody_s_way() {
        let parent = tempfile::tempdir().expect("a folder");
        let first = Scratch::within(parent.path()).expect("a folder");
        let number: u32 =
            first.0.to_string_lossy().rsplit('-').next().and_then(|n| n.parse().ok()).expect("a number");
        // Other tests may take numbers meanwhile, so all of the next ones are taken here.
        let left = |n: u32| parent.path().join(format!("coreograph-{}-{n}", std::process::id()));
        for taken in number + 1..number + 50 {
            std::fs::create_dir(left(taken)).expect("it can be made");
        }
        let next = Scratch::within(parent.path()).expect("a folder of another name");
        assert!(next.0.exists() && next.0 != first.0);
        assert!(Scratch::within(&parent.path().join("nowhere")).is_err());
    }
}
