use std::os::unix::fs::{PermissionsExt, symlink};

use super::*;

#[test]
fn a_folder_is_created_closed_and_one_that_others_can_use_is_refused() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("coreograph");
    prepare(&folder).unwrap();
    prepare(&folder).unwrap();
    assert_eq!(fs::metadata(&folder).unwrap().mode() & 0o777, 0o700);
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o750)).unwrap();
    let told = prepare(&folder).unwrap_err().to_string();
    assert!(told.contains("open to other users; accepted is a folder of yours with mode 0700"), "{told}");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
    let link = parent.path().join("link");
    symlink(&folder, &link).unwrap();
    assert!(prepare(&link).unwrap_err().to_string().contains("is no folder"));
}

#[test]
fn a_folder_of_another_user_is_refused() {
    let root = Path::new("/usr");
    if fs::metadata(root).is_ok_and(|found| found.uid() != rustix::process::getuid().as_raw()) {
        assert!(check(root).unwrap_err().to_string().contains("another user"));
    }
}

#[test]
fn sockets_are_known_by_their_process() {
    let folder = Path::new("/tmp/coreograph-1");
    assert_eq!(pid_of(&socket(folder, 4711)), Some(4711));
    for other in ["talk-.sock", "talk-x.sock", "other-1.sock", "talk-1"] {
        assert_eq!(pid_of(&folder.join(other)), None);
    }
}
