use super::*;
use std::fs;

#[test]
fn a_program_is_found_or_why_there_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    for (name, mode) in [("tool", 0o755), ("locked", 0o644)] {
        fs::write(at(name), "").unwrap();
        fs::set_permissions(at(name), fs::Permissions::from_mode(mode)).unwrap();
    }
    fs::create_dir(at("sub")).unwrap();
    let search = Some(folder.path().as_os_str());
    let path = |name: &str| at(name).to_string_lossy().into_owned();
    assert_eq!(find("tool", search), Ok(at("tool")));
    assert_eq!(find(&path("tool"), None), Ok(at("tool")));
    for name in ["locked", &path("locked")] {
        assert_eq!(find(name, search), Err(NotFound::Locked(at("locked"))), "{name}");
    }
    for (name, search) in [("none", search), ("sub", search), ("tool", None)] {
        assert_eq!(find(name, search), Err(NotFound::Nowhere), "{name}");
    }
    assert_eq!(find(&path("none"), search), Err(NotFound::Missing));
    assert_eq!(find(&path("sub"), search), Err(NotFound::Folder));
}
