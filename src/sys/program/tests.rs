use super::*;

#[test]
fn a_program_is_found_by_the_name_it_was_called_by() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tool");
    std::fs::write(&file, "").unwrap();
    let whole = file.canonicalize().unwrap();
    let found = |name: &str, search: Option<&Path>| called_by(OsStr::new(name), search.map(Path::as_os_str));
    assert_eq!(found(file.to_str().unwrap(), None), Some(whole.clone()), "by its path");
    assert_eq!(found("tool", Some(folder.path())), Some(whole), "in a folder of PATH");
    assert_eq!(found("other", Some(folder.path())), None);
    assert_eq!(found("tool", None), None);
    assert_eq!(found("", Some(folder.path())), None);
    assert_eq!(found("/no/such/tool", None), None);
}
