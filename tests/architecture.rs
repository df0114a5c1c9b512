//! The rules of the code's structure, held by reading it: floors, and what stands in one room only.

mod imports;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use imports::Imports;

/// Longest file, in lines without its unit tests: one idea is shorter.
const LONGEST: usize = 400;

/// A source file without its unit tests and comments.
struct Source {
    path: PathBuf,
    /// The module below the crate's root that it belongs to.
    room: String,
    lines: Vec<String>,
}

/// Every source file of the program but those of unit tests, which may look anywhere.
fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    let texts: Vec<(PathBuf, String)> = files
        .into_iter()
        .map(|path| (path.clone(), fs::read_to_string(path).expect("a source file")))
        .collect();
    let of_tests: Vec<PathBuf> = texts.iter().flat_map(|(path, text)| test_modules(path, text)).collect();
    let is_test =
        |path: &Path| of_tests.iter().any(|test| path == test.with_extension("rs") || path.starts_with(test));
    let kept = texts.into_iter().filter(|(path, _)| !is_test(path));
    kept.map(|(path, text)| {
        let below = path.strip_prefix(&root).expect("it is in src").to_path_buf();
        let first =
            below.components().next().expect("it has a name").as_os_str().to_string_lossy().into_owned();
        // Whatever its visibility: other tests may use a file's.
        let begins_tests = |line: &str| {
            let module = line.split_once("mod tests").map(|(before, _)| before);
            module.is_some_and(|before| before.is_empty() || before.starts_with("pub("))
        };
        let lines = text.lines().take_while(|line| !begins_tests(line)).map(str::to_string).collect();
        Source { path: below, room: first.trim_end_matches(".rs").into(), lines }
    })
    .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Where the modules stand, without ending, that this file has for tests only.
fn test_modules(path: &Path, text: &str) -> Vec<PathBuf> {
    let stem = path.file_stem().expect("a name").to_string_lossy();
    let folder = match stem.as_ref() {
        "mod" | "lib" | "main" => path.with_file_name(""),
        name => path.with_file_name(name),
    };
    let mut modules = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if !(line.starts_with("#[cfg(") && line.contains("test")) {
            continue;
        }
        let mut line = lines.next().unwrap_or_default();
        if let Some(file) = line.strip_prefix("#[path = \"").and_then(|rest| rest.strip_suffix("\"]")) {
            modules.push(path.with_file_name(file).with_extension(""));
            line = lines.next().unwrap_or_default();
        }
        let name = line.split("mod ").nth(1).and_then(|rest| rest.strip_suffix(';'));
        modules.extend(name.map(|name| folder.join(name)));
    }
    modules
}

/// The floor of each room, the lowest first, as the documentation of the crate lists them.
fn floors() -> BTreeMap<String, usize> {
    floors_in("src/lib.rs")
}

/// The floor of each room, the lowest first, as the documentation of this file lists them.
fn floors_in(file: &str) -> BTreeMap<String, usize> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let text = fs::read_to_string(root).expect("the file with the floors");
    let list = text.split("//! # The floors").nth(1).expect("a list of the floors");
    let list =
        list.split("//! ```text").nth(1).and_then(|list| list.split("//! ```").next()).expect("a block");
    let floors =
        list.lines().map(|line| line.trim_start_matches("//!").trim()).filter(|line| !line.is_empty());
    let rooms =
        floors.enumerate().flat_map(|(floor, rooms)| rooms.split(", ").map(move |room| (room.into(), floor)));
    rooms.collect()
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

/// The rooms that a line names by their path from the crate's root.
fn rooms_in(line: &str) -> impl Iterator<Item = &str> {
    let paths = line.split("crate::").skip(1);
    paths
        .filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next())
        .filter(|room| !room.is_empty())
}

#[test]
fn no_import_goes_up_a_floor() {
    let floors = floors();
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !["lib", "main"].contains(&source.room.as_str())) {
        let Some(own) = floors.get(&source.room) else {
            wrong.push(format!("{}: {} has no floor in src/lib.rs", source.path.display(), source.room));
            continue;
        };
        for (number, line) in (1..).zip(&source.lines).filter(|(_, line)| !is_comment(line)) {
            for room in rooms_in(line).filter(|room| *room != source.room) {
                if floors.get(room).is_some_and(|floor| floor >= own) {
                    let path = source.path.display();
                    wrong.push(format!(
                        "src/{path}:{number} is in {} and imports {room}, which is not below it",
                        source.room
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_of_the_crate_has_a_floor_and_every_floor_its_rooms() {
    let floors = floors();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs");
    let text = fs::read_to_string(root).expect("the crate's root");
    let modules: Vec<&str> =
        text.lines().filter_map(|line| line.split("mod ").nth(1)?.strip_suffix(';')).collect();
    assert!(modules.len() > 20, "{modules:?}");
    for module in &modules {
        assert!(floors.contains_key(*module), "{module} has no floor");
    }
    for room in floors.keys() {
        assert!(modules.contains(&room.as_str()), "{room} has a floor and is no module");
    }
}

/// The rooms of the dashboard that a line names, which it does by their whole paths.
fn rooms_of_the_dashboard_in(line: &str) -> impl Iterator<Item = &str> {
    let paths = line.split("crate::ui::").skip(1);
    paths.filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next())
}

#[test]
fn no_import_of_the_dashboard_goes_up_a_floor() {
    let floors = floors_in("src/ui/mod.rs");
    let mut wrong = Vec::new();
    for source in
        sources().iter().filter(|source| source.room == "ui" && source.path != Path::new("ui/mod.rs"))
    {
        let below: Vec<String> = source
            .path
            .with_extension("")
            .components()
            .skip(1)
            .map(|part| part.as_os_str().to_string_lossy().into_owned())
            .collect();
        let room = &below[0];
        let Some(own) = floors.get(room) else {
            wrong.push(format!("{}: {room} has no floor in src/ui/mod.rs", source.path.display()));
            continue;
        };
        // As many steps up leave the room.
        let steps = below.iter().filter(|part| *part != "mod").count();
        for (number, line) in (1..).zip(&source.lines).filter(|(_, line)| !is_comment(line)) {
            let place = format!("src/{}:{number}", source.path.display());
            if line.contains(&"super::".repeat(steps)) {
                wrong.push(format!("{place} leaves {room} by super: name the room as crate::ui::…"));
            }
            for other in rooms_of_the_dashboard_in(line).filter(|other| other != room) {
                if floors.get(other).is_none_or(|floor| floor >= own) {
                    wrong.push(format!("{place} is in {room} and imports {other:?}, which is not below it"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_of_the_dashboard_has_a_floor_and_every_floor_its_rooms() {
    let floors = floors_in("src/ui/mod.rs");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui/mod.rs");
    let text = fs::read_to_string(root).expect("the dashboard");
    let lines: Vec<&str> = text.lines().collect();
    let of_tests = |place: usize| place > 0 && lines[place - 1] == "#[cfg(test)]";
    let modules = lines.iter().enumerate().filter(|(place, _)| !of_tests(*place));
    let modules: Vec<&str> =
        modules.filter_map(|(_, line)| line.split("mod ").nth(1)?.strip_suffix(';')).collect();
    assert!(modules.len() > 20, "{modules:?}");
    for module in &modules {
        assert!(floors.contains_key(*module), "{module} has no floor");
    }
    for room in floors.keys() {
        assert!(modules.contains(&room.as_str()), "{room} has a floor and is no module");
    }
}

/// Where the words of `rule` may stand: a file, or a folder that ends in a slash.
fn only_in(rule: &str, is_broken_by: impl Fn(&str) -> bool, places: &[&str]) {
    let allowed = |path: &Path| {
        let path = path.to_string_lossy();
        places.iter().any(|place| path == *place || (place.ends_with('/') && path.starts_with(place)))
    };
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !allowed(&source.path)) {
        for (number, line) in (1..).zip(&source.lines).filter(|(_, line)| !is_comment(line)) {
            if is_broken_by(line) {
                wrong.push(format!(
                    "src/{}:{number}: {rule} is for {}",
                    source.path.display(),
                    places.join(", ")
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn has_word(line: &str, word: &str) -> bool {
    line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|found| found == word)
}

#[test]
fn unsafe_code_stands_in_two_rooms() {
    only_in("unsafe", |line| has_word(line, "unsafe"), &["gil/platform/posix.rs", "sys/c.rs"]);
}

#[test]
fn one_room_knows_the_terminal_and_one_knows_sysinfo() {
    only_in("crossterm", |line| has_word(line, "crossterm"), &["ui/term/"]);
    only_in("sysinfo", |line| line.contains("sysinfo::"), &["probe/"]);
}

#[test]
fn the_kernel_s_files_are_read_by_few() {
    // The paths of other descriptors and of this program itself are no readings of the machine.
    only_in(
        "/proc",
        |line| line.contains("\"/proc") || line.contains("\"proc/"),
        &["probe/", "sys/", "input/", "python/job.rs"],
    );
}

#[test]
fn no_file_is_longer_than_one_idea() {
    let long = sources().into_iter().filter(|source| source.lines.len() > LONGEST + 1);
    let long: Vec<String> =
        long.map(|s| format!("src/{}: {} lines", s.path.display(), s.lines.len())).collect();
    assert!(long.is_empty(), "longer than {LONGEST} lines without tests: {}", long.join(", "));
}

#[test]
fn no_two_files_import_each_other() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let imports = Imports::of(&root.join("lib.rs"));
    let name = |path: &Path| path.strip_prefix(&root).unwrap_or(path).display().to_string();
    let graph = imports.graph();
    assert!(graph.len() > 300, "only {} files were found", graph.len());
    let circles: Vec<String> = imports::circles(&graph)
        .into_iter()
        .map(|circle| circle.into_iter().map(name).collect::<Vec<_>>().join(" imports from "))
        .collect();
    assert!(circles.is_empty(), "circles between files of src:\n{}", circles.join("\n"));
}
