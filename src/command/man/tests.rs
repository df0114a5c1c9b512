use super::*;
use crate::cli::COMMANDS;
use crate::command::words::words;

fn text(page: &Page) -> String {
    String::from_utf8(page.text.clone()).unwrap().replace("\\-", "-")
}

#[test]
fn every_command_has_a_page_with_its_options_and_nothing_hidden() {
    let pages = pages().unwrap();
    let named: Vec<&str> = pages.iter().filter_map(|page| page.command.as_deref()).collect();
    assert_eq!(named, COMMANDS);
    let all: String = pages.iter().map(text).collect();
    for word in words() {
        assert!(all.contains(&word), "{word}");
    }
    assert!(!all.contains("crash-after") && !all.contains("echo-client"));
    for (page, name) in pages.iter().zip(["coreograph", "coreograph-race", "coreograph-scale"]) {
        assert_eq!(page.file, format!("{name}.1"));
        assert!(text(page).contains(&format!(".TH {name} 1")), "{}", text(page));
    }
    assert!(text(&pages[1]).contains("--switch-interval") && !text(&pages[1]).contains("--primitive"));
}

#[test]
fn a_folder_gets_all_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("man/man1");
    for _ in 0..2 {
        write(&pages().unwrap(), &inside).unwrap();
    }
    assert_eq!(fs::read_dir(&inside).unwrap().count(), COMMANDS.len() + 1);
    assert!(inside.join("coreograph-completions.1").exists());
}
