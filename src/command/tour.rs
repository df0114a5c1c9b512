//! `coreograph tour`: the talk, its list, its rehearsal, and checks of a speaker's own scenes.

use std::path::Path;

use serde::Serialize;

use super::error::CommandError;
use super::{output, perform, talk};
use crate::report::indented;
use crate::settings::{TourAction, TourPart, TourSettings};
use crate::text::width::{pad_end, width};
use crate::text::words::counted;
use crate::text::wrap::block;
use crate::toml_document::Diagnostic;
use crate::tour::{Scene, Scenes};

/// Gap between two columns of the list.
const GAP: &str = "  ";

pub(super) fn run(settings: &TourSettings) -> Result<u8, CommandError> {
    output::check(settings.output.as_deref())?;
    output::report_diagnostics(&settings.look.diagnostics);
    match &settings.action {
        TourAction::Check(path) => check(path, settings),
        TourAction::List => match scenes(settings)? {
            Ok(scenes) => list(&scenes, settings),
            Err(code) => Ok(code),
        },
        TourAction::Rehearse(keep) => match scenes(settings)? {
            Ok(scenes) => perform::rehearse(&scenes.list, settings, keep.as_deref()),
            Err(code) => Ok(code),
        },
        TourAction::Play | TourAction::Auto => match all(settings) {
            Ok(all) => give(all, settings),
            Err(code) => Ok(code),
        },
        TourAction::Notes => talk::notes(settings),
    }
}

/// Gives the talk: on the screen, in a cast, or in sentences alone.
fn give(all: Scenes, settings: &TourSettings) -> Result<u8, CommandError> {
    match &settings.cast {
        _ if !settings.headless => talk::on_screen(&all, settings),
        Some(file) => talk::off_screen(&all, settings, file),
        None => perform::headless(&part(all, settings)?.list, settings),
    }
}

/// All scenes; the exit code where their files have errors, which are told then.
fn all(settings: &TourSettings) -> Result<Scenes, u8> {
    match &settings.scenes {
        None => Ok(Scenes::shipped()),
        Some(path) => Scenes::read(path).map_err(|diagnostics| tell(&diagnostics)),
    }
}

/// The scenes that take part.
fn part(all: Scenes, settings: &TourSettings) -> Result<Scenes, CommandError> {
    let part = match &settings.part {
        TourPart::All => Ok(all),
        TourPart::Only(name) => all.only(name),
        TourPart::From(name) => all.from(name),
    };
    part.map_err(CommandError::Input)
}

/// The scenes that take part; the exit code where their files have errors.
fn scenes(settings: &TourSettings) -> Result<Result<Scenes, u8>, CommandError> {
    match all(settings) {
        Ok(all) => part(all, settings).map(Ok),
        Err(code) => Ok(Err(code)),
    }
}

/// Tells errors on standard error, a line each; returns the exit code of wrong input.
fn tell(diagnostics: &[Diagnostic]) -> u8 {
    let lines: Vec<String> = diagnostics.iter().map(ToString::to_string).collect();
    output::say_lines(&(lines.join("\n") + "\n"));
    output::error(&format!("{} in the scenes", counted(diagnostics.len(), "error")));
    CommandError::input("").exit_code()
}

/// Result of a check, for scripts.
#[derive(Debug, Serialize)]
struct Checked<'a> {
    schema: &'static str,
    scenes: Vec<&'a str>,
    diagnostics: &'a [Diagnostic],
}

fn check(path: &Path, settings: &TourSettings) -> Result<u8, CommandError> {
    let (scenes, diagnostics) = match Scenes::read(path) {
        Ok(scenes) => (scenes, Vec::new()),
        Err(diagnostics) => (Scenes::default(), diagnostics),
    };
    let file = settings.output.as_deref();
    if settings.json {
        let names = scenes.list.iter().map(|scene| scene.name.as_str()).collect();
        let checked = Checked { schema: "coreograph.tour-check/1", scenes: names, diagnostics: &diagnostics };
        output::write(&indented(&checked), file)?;
    }
    if !diagnostics.is_empty() {
        return Ok(tell(&diagnostics));
    }
    if !settings.json {
        let line = |scene: &Scene| {
            let (runs, verdicts) =
                (counted(scene.runs.len(), "race"), counted(scene.verdicts.len(), "verdict"));
            format!("{}: {runs}, {verdicts}, no error\n", scene.name)
        };
        output::write(&scenes.list.iter().map(line).collect::<String>(), file)?;
    }
    Ok(0)
}

/// A scene in the list, for scripts.
#[derive(Debug, Serialize)]
struct Listed<'a> {
    name: &'a str,
    title: &'a str,
    idea: &'a str,
    question: &'a str,
    choices: Vec<&'a str>,
    seconds: f64,
}

impl<'a> Listed<'a> {
    fn of(scene: &'a Scene) -> Self {
        let Scene { name, title, idea, question, choices, seconds, .. } = scene;
        let choices = choices.iter().map(|choice| choice.text.as_str()).collect();
        Self { name, title, idea, question, choices, seconds: *seconds }
    }
}

fn list(scenes: &Scenes, settings: &TourSettings) -> Result<u8, CommandError> {
    let file = settings.output.as_deref();
    let text = if settings.json {
        let list: Vec<Listed> = scenes.list.iter().map(Listed::of).collect();
        indented(&serde_json::json!({ "schema": "coreograph.tour-list/1", "scenes": list }))
    } else {
        list_text(scenes, output::columns(file))
    };
    output::write(&text, file)?;
    Ok(0)
}

/// Each scene in a line, its idea continued below where it has no room.
fn list_text(scenes: &Scenes, columns: usize) -> String {
    let names = scenes.list.iter().map(|scene| width(&scene.name)).max().unwrap_or(0);
    let rest = " ".repeat(names + GAP.len());
    let entry = |scene: &Scene| block(&scene.idea, columns, &(pad_end(&scene.name, names) + GAP), &rest);
    scenes.list.iter().map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_every_scene_with_its_idea_on_a_narrow_terminal() {
        let scenes = Scenes::shipped();
        let text = list_text(&scenes, 80);
        assert!(text.lines().all(|line| width(line) <= 80), "{text}");
        for scene in &scenes.list {
            assert!(text.lines().any(|line| line.starts_with(&scene.name)), "{}", scene.name);
        }
        insta::assert_snapshot!("the_list_of_scenes", text);
    }
}
