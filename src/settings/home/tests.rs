use super::*;

#[test]
fn the_folder_is_where_the_system_keeps_such() {
    let of = |set: &'static [(&str, &str)]| {
        let variable = move |name| set.iter().find(|(n, _)| *n == name).map(|(_, v)| OsString::from(v));
        folder_of(variable, "XDG_CONFIG_HOME", ".config")
    };
    assert_eq!(of(&[("HOME", "/home/a")]), Some("/home/a/.config/coreograph".into()));
    let both = &[("HOME", "/home/a"), ("XDG_CONFIG_HOME", "/etc/a")];
    assert_eq!(of(both), Some("/etc/a/coreograph".into()));
    let relative = &[("HOME", "/home/a"), ("XDG_CONFIG_HOME", "here")];
    assert_eq!(of(relative), Some("/home/a/.config/coreograph".into()));
    assert_eq!(of(&[("HOME", "")]), None);
}

#[test]
fn the_first_start_is_the_first_one_and_never_where_it_cannot_be_kept() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("share/coreograph");
    assert_eq!([is_first_in(&folder), is_first_in(&folder)], [true, false]);
    assert!(!is_first_in(&folder.join("started")), "a file is no folder");
}
