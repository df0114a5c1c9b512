use super::*;
use std::fs;

#[test]
fn a_users_theme_is_one_more_and_may_take_the_place_of_ours() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mine.toml"), "about = \"mine\"\nlike = \"light\"\n").unwrap();
    fs::write(folder.path().join("dark.toml"), "about = \"darker\"\nlike = \"dark\"\n").unwrap();
    fs::write(folder.path().join("notes.txt"), "nothing").unwrap();
    let mut store = ThemeStore::open(Some(folder.path()));
    assert_eq!(store.theme_files.len(), built_in::TEXTS.len() + 1);
    let chosen = store.choose("dark").unwrap();
    assert_eq!(store.theme_files[chosen].about, "darker");
    let chosen = store.choose("mine").unwrap();
    assert_eq!(store.theme_files[chosen].about, "mine");
    assert!(store.broken.is_empty());
}

#[test]
fn a_broken_theme_is_named_when_it_is_wanted_and_does_not_hide_the_others() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("bad.toml"), "\ncompute = \"blu\"\n").unwrap();
    fs::write(folder.path().join("latin.toml"), [0x61, 0xff]).unwrap();
    let mut store = ThemeStore::open(Some(folder.path()));
    assert!(store.choose("light").is_ok());
    let told = store.choose("bad").unwrap_err()[0].to_string();
    assert!(told.contains("bad.toml:2: compute: \"blu\"") && told.contains("#rrggbb"), "{told}");
    assert!(store.choose("latin").unwrap_err()[0].to_string().contains("UTF-8"));
}

#[test]
fn a_theme_may_be_any_file_and_what_is_none_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("stage.toml");
    fs::write(&file, "about = \"for the stage\"\n").unwrap();
    let mut store = ThemeStore::open(None);
    let chosen = store.choose(file.to_str().unwrap()).unwrap();
    assert_eq!((store.theme_files[chosen].name.as_str(), chosen), ("stage", built_in::TEXTS.len()));
    let told = store.choose("drak").unwrap_err()[0].to_string();
    assert!(told.contains("\"drak\"") && told.contains("colour-blind-safe"), "{told}");
    let told = store.choose("no/such.toml").unwrap_err()[0].to_string();
    assert!(told.starts_with("no/such.toml: cannot be read"), "{told}");
    assert!(store.choose(folder.path().to_str().unwrap()).is_err());
}
