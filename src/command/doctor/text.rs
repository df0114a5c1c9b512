//! The findings for people: abilities, then problems, each with what to do.

use super::diagnosis::{Diagnosis, DoubtFindings};
use super::machine::Ability;
use super::terminal::Size;
use crate::probe::readiness::{Condition, State};
use crate::text::bytes::bytes;
use crate::text::width::pad_end;
use crate::text::words::{capital, counted};
use crate::text::wrap::block;

/// Column at which the findings begin.
const INDENT: usize = 21;

/// Least width for findings beside their names.
const BESIDE: usize = 2 * INDENT + 8;

/// A page of text in lines of `columns` columns.
pub(super) fn render(found: &Diagnosis, columns: usize) -> String {
    let mut page = Page { text: String::new(), columns };
    machine(&mut page, found);
    terminal(&mut page, found);
    configuration(&mut page, found);
    conditions(&mut page, &found.conditions);
    doubts(&mut page, &found.doubts);
    page.text
}

/// Lines of a name and the findings under it.
struct Page {
    text: String,
    columns: usize,
}

impl Page {
    fn heading(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text += &block(text, self.columns, "", "  ");
    }

    fn line(&mut self, name: &str, text: &str) {
        let (first, rest) = match name {
            name if self.columns >= BESIDE => (pad_end(&format!("  {name}"), INDENT), " ".repeat(INDENT)),
            "" => ("    ".into(), "    ".into()),
            name => (format!("  {name}: "), "    ".into()),
        };
        self.text += &block(text, self.columns, &first, &rest);
    }

    fn ability(&mut self, name: &str, ability: &Ability) {
        let works = if ability.works { "yes" } else { "no" };
        self.line(name, &format!("{works}: {}", ability.told));
    }
}

fn machine(page: &mut Page, found: &Diagnosis) {
    let machine = &found.machine;
    page.heading("MACHINE");
    page.line("CPU", &machine.cpu);
    let cores =
        machine.physical_cores.map(|n| format!(", on {}", counted(n, "physical core"))).unwrap_or_default();
    page.line("CPUs", &format!("{} usable of {}{cores}", machine.usable_cpus, machine.logical_cpus));
    let capacity = machine.capacity.map_or("could not be measured".into(), |cores| {
        format!("all of them at once do the work of {cores:.2} cores")
    });
    page.line("just now", &capacity);
    page.line("memory", &machine.memory.map_or_else(|| State::Unknown.words().into(), bytes));
    page.line("system", &machine.os);
    page.ability("core load", &machine.utilisation);
    page.ability("own cores", &machine.affinity);
    page.ability("processes", &machine.workers);
    page.ability("CPython", &machine.python);
    page.line("build", &format!("coreograph {}, {}", found.tool.version, found.tool.profile));
}

fn terminal(page: &mut Page, found: &Diagnosis) {
    let terminal = &found.terminal;
    page.heading("TERMINAL");
    let why = &terminal.dashboard_why;
    let dashboard = if terminal.dashboard {
        format!("yes: {why}")
    } else {
        format!("no: {why}, so every command runs headless")
    };
    page.line("dashboard", &dashboard);
    if let Some(Size { columns, rows, enough }) = &terminal.size {
        let small = if *enough { "" } else { "; from 80x24 on everything has room" };
        page.line("size", &format!("{columns}x{rows}{small}"));
    }
    page.line("colours", &format!("{}: {}", terminal.colours, terminal.colours_why));
    page.line("glyphs", &format!("{}: {}", terminal.glyphs, terminal.glyphs_why));
    page.line("theme", &format!("{}: {}", terminal.theme, terminal.theme_about));
    page.line("themes", &terminal.themes.join(", "));
    let mouse = if terminal.mouse { "yes" } else { "no" };
    page.line("mouse", &format!("{mouse}: {}", terminal.mouse_why));
}

fn configuration(page: &mut Page, found: &Diagnosis) {
    let configuration = &found.configuration;
    page.heading("CONFIGURATION");
    let file = match (&configuration.file, &configuration.looked_for) {
        (Some(file), _) => file.clone(),
        (None, Some(usual)) => format!("none; {usual} would be read, and coreograph config writes it"),
        (None, None) => "none: neither HOME nor XDG_CONFIG_HOME is set".into(),
    };
    page.line("file", &file);
    page.line("own themes", configuration.themes.as_deref().unwrap_or("nowhere"));
    let variables = &configuration.variables;
    page.line("variables", &if variables.is_empty() { "none".into() } else { variables.join(", ") });
    for diagnostic in &configuration.diagnostics {
        page.line("wrong", &diagnostic.to_string());
    }
}

/// Conditions of speed: those that spoil first, then those to know, then fine and unknown ones.
fn conditions(page: &mut Page, conditions: &[Condition]) {
    page.heading("BEFORE MEASURING");
    for state in [State::Spoils, State::ToKnow, State::Fine, State::Unknown] {
        for Condition { name, here, advice, .. } in conditions.iter().filter(|found| found.state == state) {
            page.line(name, &format!("{}: {here}.", state.words()));
            if let Some(advice) = advice {
                page.line("", &format!("To do: {advice}."));
            }
        }
    }
}

fn doubts(page: &mut Page, doubts: &[DoubtFindings]) {
    let held = doubts.iter().filter(|doubt| doubt.holds == Some(true)).count();
    page.heading(match held {
        0 => "DOUBTS: nothing would spoil a measurement now",
        1 => "DOUBTS: one thing would spoil a measurement now",
        _ => "DOUBTS: several things would spoil a measurement now",
    });
    // Doubts that hold are read first.
    let (now, others): (Vec<_>, Vec<_>) = doubts.iter().partition(|doubt| doubt.holds == Some(true));
    for doubt in now.into_iter().chain(others) {
        let state = match doubt.holds {
            Some(true) => format!("NOW: {}.", doubt.seen.join("; ")),
            Some(false) => "not now.".into(),
            None => "only of what was measured.".into(),
        };
        page.line(doubt.kind, &format!("{state} {}.", capital(doubt.meaning)));
        page.line("", &format!("To do: {}.", doubt.advice));
    }
}
