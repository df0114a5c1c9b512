//! The folder of the sockets: which one, and that it is ours alone.

use std::fs::{self, DirBuilder};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Permission bits of all other users.
const OTHERS: u32 = 0o077;

/// The folders that may hold sockets, the usual one first: that of the session, else one of this user in `/tmp`.
pub(super) fn folders() -> Vec<PathBuf> {
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
    let ours = PathBuf::from(format!("/tmp/coreograph-{}", rustix::process::getuid().as_raw()));
    let of_session = runtime.filter(|folder| folder.is_absolute()).map(|folder| folder.join("coreograph"));
    of_session.into_iter().chain([ours]).collect()
}

/// Creates a folder, if it is missing, and checks that it is ours alone.
///
/// # Errors
/// When it cannot be created, or others could put something into it.
pub(super) fn prepare(folder: &Path) -> io::Result<()> {
    match DirBuilder::new().mode(0o700).create(folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => check(folder),
    }
}

/// Checks that a folder is ours alone: no link, owned by this user, closed to others.
///
/// # Errors
/// When it is not, or is missing.
pub(super) fn check(folder: &Path) -> io::Result<()> {
    let found = fs::symlink_metadata(folder)?;
    let refuse = |why: &str| {
        let words = format!("{} {why}; accepted is a folder of yours with mode 0700", folder.display());
        Err(io::Error::new(ErrorKind::PermissionDenied, words))
    };
    if !found.is_dir() {
        return refuse("is no folder");
    }
    if found.uid() != rustix::process::getuid().as_raw() {
        return refuse("belongs to another user");
    }
    if found.mode() & OTHERS != 0 {
        return refuse("is open to other users");
    }
    Ok(())
}

/// The socket of the talk in the process `pid`.
pub(super) fn socket(folder: &Path, pid: u32) -> PathBuf {
    folder.join(format!("talk-{pid}.sock"))
}

/// The process whose talk has this socket.
fn pid_of(socket: &Path) -> Option<u32> {
    socket.file_name()?.to_str()?.strip_prefix("talk-")?.strip_suffix(".sock")?.parse().ok()
}

/// The sockets in a folder with their processes, the newest first.
pub(super) fn sockets(folder: &Path) -> Vec<(u32, PathBuf)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<(SystemTime, u32, PathBuf)> = entries
        .filter_map(|entry| {
            let began = entry.metadata().and_then(|found| found.modified()).ok()?;
            Some((began, pid_of(&entry.path())?, entry.path()))
        })
        .collect();
    found.sort_unstable_by(|a, b| b.cmp(a));
    found.into_iter().map(|(_, pid, path)| (pid, path)).collect()
}

/// Removes sockets that no process listens on any more.
pub(super) fn remove_stale(folder: &Path) {
    for (_, path) in sockets(folder) {
        let refused = |error: io::Error| error.kind() == ErrorKind::ConnectionRefused;
        if UnixStream::connect(&path).is_err_and(refused) {
            // Another talk may have removed it.
            let _ = fs::remove_file(&path);
        }
    }
}

#[cfg(test)]
mod tests;
