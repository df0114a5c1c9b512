//! Paths of this process's control groups in the file system.
//!
//! `/proc/self/cgroup` names the group in each hierarchy, `/proc/self/mountinfo` where each hierarchy is
//! mounted.
//!
//! Inside a container `/proc/self/cgroup` may name a path of the host that does not exist below the
//! container's mount; the mount's root is then the container's own group.

use std::path::{Component, Path, PathBuf};

use super::file_text::text;

/// Version of a hierarchy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    /// One hierarchy per controller.
    V1,
    /// One hierarchy for all.
    V2,
}

/// A group this process belongs to, or an ancestor of one.
#[derive(Debug, PartialEq)]
pub(super) struct Group {
    pub(super) version: Version,
    pub(super) folder: PathBuf,
}

/// This process's groups in the hierarchies with this controller (`cpu`, `memory`), each with its ancestors. The one
/// hierarchy of version 2 may have any controller.
pub(super) fn groups(root: &Path, controller: &str) -> Vec<Group> {
    let file = |path| text(&root.join(path)).unwrap_or_default();
    let memberships = file("proc/self/cgroup");
    let mounts = file("proc/self/mountinfo");
    mounts
        .lines()
        .filter_map(|line| Mount::parse(line, controller))
        .filter_map(|mount| Some((membership(&memberships, mount.version, controller)?, mount)))
        .flat_map(|(path, mount)| mount.lineage(root, path))
        .collect()
}

/// This process's path in one hierarchy, by `/proc/self/cgroup`: `4:cpu,cpuacct:/path` or `0::/path`.
fn membership<'a>(text: &'a str, version: Version, controller: &str) -> Option<&'a str> {
    text.lines().find_map(|line| {
        let mut parts = line.splitn(3, ':');
        let (id, controllers, path) = (parts.next()?, parts.next()?, parts.next()?);
        let this = match version {
            Version::V1 => controllers.split(',').any(|c| c == controller),
            Version::V2 => id == "0" && controllers.is_empty(),
        };
        this.then_some(path)
    })
}

/// A mounted hierarchy.
#[derive(Debug, PartialEq)]
struct Mount {
    version: Version,
    /// The group of the hierarchy at the mount point.
    shows: String,
    /// Where it is mounted, without the leading slash.
    at: String,
}

impl Mount {
    /// A line of `/proc/self/mountinfo`, `None` unless it is a hierarchy with this controller:
    /// `32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime shared:9 - cgroup cgroup rw,cpu`.
    fn parse(line: &str, controller: &str) -> Option<Self> {
        let (mount, filesystem) = line.split_once(" - ")?;
        let mut mount = mount.split(' ').skip(3);
        let (shows, at) = (unescape(mount.next()?), unescape(mount.next()?));
        let mut filesystem = filesystem.split(' ');
        let version = match filesystem.next()? {
            "cgroup2" => Version::V2,
            "cgroup" if filesystem.nth(1)?.split(',').any(|o| o == controller) => Version::V1,
            _ => return None,
        };
        Some(Self { version, shows, at: at.trim_start_matches('/').to_string() })
    }

    /// The group at `path` and all above it that this mount shows, the innermost first.
    fn lineage(&self, root: &Path, path: &str) -> Vec<Group> {
        let top = root.join(&self.at);
        let below = self.below(path).filter(|below| top.join(below).is_dir()).unwrap_or_default();
        let group = |folder: &Path| Group { version: self.version, folder: top.join(folder) };
        below.ancestors().map(group).collect()
    }

    /// `path` as seen from the mount point, `None` when it lies outside what the mount shows.
    fn below(&self, path: &str) -> Option<PathBuf> {
        let path = Path::new(path).strip_prefix(&self.shows).ok()?;
        let inside = path.components().all(|c| matches!(c, Component::Normal(_)));
        inside.then(|| path.to_path_buf())
    }
}

/// The kernel writes blanks and backslashes in paths as `\040` and `\134`.
fn unescape(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let code = after.get(..3).and_then(|digits| u8::from_str_radix(digits, 8).ok());
        out.push(code.map_or('\\', char::from));
        rest = if code.is_some() { &after[3..] } else { after };
    }
    out + rest
}

#[cfg(test)]
mod tests;
