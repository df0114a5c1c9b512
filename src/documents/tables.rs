//! The tables in the documents that are made from the code's own lists.

use super::page::{code, hold, marked, prose, table, text, with_table};
use crate::cli::EXIT_CODES;
use crate::event::Fault;
use crate::lane::{LANES, Lane};
use crate::probe::catalogue::{DoubtKind, Known, catalogue};
use crate::race::setting::{Arity, SETTINGS, Setting, default_of};
use crate::ui::Page;
use crate::ui::key::Key;
use crate::ui::keys::{self, Binding, RecordingKeys};
use crate::ui::{scaling, tour};
use crate::workload::Kind;

/// A table: the page that it stands in, its name there, and its text.
type Table = (&'static str, &'static str, fn() -> String);

/// All tables.
const TABLES: [Table; 11] = [
    ("docs/lanes.md", "lanes", lanes),
    ("docs/lanes.md", "workloads", workloads),
    ("docs/pool.md", "faults", faults),
    ("docs/dashboard.md", "pages", pages),
    ("docs/dashboard.md", "keys", keys_of_the_dashboard),
    ("docs/recordings.md", "keys", keys_of_a_recording),
    ("docs/scaling.md", "keys", keys_of_scaling),
    ("docs/talk.md", "keys", keys_of_the_tour),
    ("docs/configuration.md", "settings", settings),
    ("docs/method.md", "doubts", doubts),
    ("docs/json.md", "exit codes", exit_codes),
];

fn lanes() -> String {
    let row = |lane: &&dyn Lane| [code(lane.kind()), prose(lane.label()), prose(lane.about())];
    table(["lane", "its workers", "what it shows"], LANES.iter().map(row))
}

fn workloads() -> String {
    let row = |kind: &Kind| {
        let unit = kind.unit().to_string();
        [code(kind.name()), prose(kind.about()), unit, kind.tasks().to_string()]
    };
    table(["workload", "what a task does", "unit of `--size`", "tasks"], Kind::ALL.iter().map(row))
}

fn faults() -> String {
    let row = |fault: Fault| {
        let (happens, reaction) = fault.about().split_once(": ").expect("two halves");
        let worker = if fault.ends_its_worker() { "ends" } else { "lives on" };
        [code(fault.to_string()), prose(happens), prose(reaction), worker.into()]
    };
    let all = Fault::ALL.into_iter().chain([Fault::Poison(17)]);
    table(["fault", "what happens", "what comes of it", "its worker"], all.map(row))
}

fn pages() -> String {
    let row = |page: Page| [code(page.number().to_string()), page.name().into(), prose(page.about())];
    table(["key", "view", "what it is for"], Page::ALL.map(row))
}

fn keys_of_the_dashboard() -> String {
    bindings(keys::BINDINGS.iter())
}

fn keys_of_a_recording() -> String {
    bindings(RecordingKeys::of_the_player())
}

fn keys_of_scaling() -> String {
    bindings(scaling::keys::BINDINGS.iter())
}

fn keys_of_the_tour() -> String {
    bindings(tour::keys::BINDINGS.iter())
}

fn bindings<A: 'static>(all: impl Iterator<Item = &'static Binding<A>>) -> String {
    let row = |binding: &Binding<A>| {
        let keys: Vec<String> = binding.keys.iter().map(|key| code(key.to_string())).collect();
        let are_digits = binding.keys.iter().all(|key| matches!(key, Key::Char('0'..='9')));
        let keys = match &keys[..] {
            [first, .., last] if are_digits => format!("{first} to {last}"),
            keys => keys.join(" "),
        };
        [keys, prose(binding.help)]
    };
    table(["key", "does"], all.map(row))
}

fn settings() -> String {
    let row = |setting: &&dyn Setting| {
        let value = match setting.arity() {
            Arity::Flag => String::new(),
            _ => format!(" {}", setting.placeholder()),
        };
        let default = default_of(*setting).map(code).unwrap_or_default();
        [code(format!("--{}{value}", setting.flag())), default, prose(&setting.help())]
    };
    table(["option", "default", "meaning"], SETTINGS.iter().map(row))
}

fn doubts() -> String {
    let row = |doubt: DoubtKind| {
        let known = match doubt.known {
            Known::Now => "at any time",
            Known::Measured => "of what was measured",
        };
        [code(doubt.kind), prose(doubt.meaning), prose(doubt.advice), known.into()]
    };
    table(["doubt", "meaning", "advice", "it can be told"], catalogue().into_iter().map(row))
}

fn exit_codes() -> String {
    table(["exit code", "meaning"], EXIT_CODES.map(|(codes, meaning)| [codes.into(), prose(meaning)]))
}

/// The pages are renewed by `COREOGRAPH_RENEW_DOCS=1 cargo test --lib document`.
#[test]
fn every_table_in_the_documents_is_what_the_code_says() {
    let mut pages: Vec<&str> = TABLES.iter().map(|(page, ..)| *page).collect();
    pages.dedup();
    for name in pages {
        let page = text(name);
        let here: Vec<&Table> = TABLES.iter().filter(|(page, ..)| *page == name).collect();
        let names: Vec<&str> = here.iter().map(|(_, table, _)| *table).collect();
        assert_eq!(marked(&page), names, "{name} has other marks than the list of tables");
        let renewed = here.iter().try_fold(page, |page, (_, name, table)| with_table(&page, name, &table()));
        hold(name, &renewed.unwrap_or_else(|| panic!("{name}: a table has no end")));
    }
}
