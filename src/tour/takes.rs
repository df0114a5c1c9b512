//! Where takes are kept: those of this machine in the user's data folder, and those that are part of the program.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Scene;
use super::take::{Take, fingerprint};
use super::thinned::thinned;
use crate::record::Recording;

/// The list of the recordings that are part of the program, in the folder of these.
const LIST: &str = "list.rs";

/// Beginning of that list, before its entries.
const LIST_HEAD: &str = "\
// The recordings of the scenes that are part of the program. `coreograph tour --rehearse --keep assets/takes` writes
// them and this list: the scene, the fingerprint of its races, the number of the race from 0, the recording.
&[
";

/// A recording that is part of the program: the scene, the fingerprint of its races, the number of the race from 0, and
/// the compressed recording.
pub(crate) type Shipped = (&'static str, &'static str, usize, &'static [u8]);

/// The recordings that are part of the program; a scene without any has none to fall back on but this machine's.
pub(crate) static SHIPPED: &[Shipped] =
    include!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/takes/list.rs"));

/// All takes that a scene can fall back on.
#[derive(Debug, Clone)]
pub(crate) struct Takes {
    /// The folder of this machine's takes; `None` where there is no home.
    folder: Option<PathBuf>,
    /// Takes that are part of the program.
    shipped: &'static [Shipped],
}

impl Takes {
    /// The takes in this folder, then those that are part of the program.
    #[must_use]
    pub(crate) fn of(folder: Option<PathBuf>) -> Self {
        Self { folder, shipped: SHIPPED }
    }

    /// The take that stands in for the scene: this machine's, else the one that is part of the program; `None` where
    /// there is neither. A take that cannot be read, or that is of other races, is none.
    #[must_use]
    pub(crate) fn load(&self, scene: &Scene) -> Option<Take> {
        self.own(scene).or_else(|| self.shipped(scene))
    }

    /// This machine's take of the scene.
    fn own(&self, scene: &Scene) -> Option<Take> {
        let files = own_files(self.folder.as_deref()?, scene);
        let runs: Vec<Recording> = files.iter().map_while(|file| Recording::open(file).ok()).collect();
        Take::of(runs, scene.runs.len())
    }

    /// The take of the scene that is part of the program.
    #[must_use]
    pub(crate) fn shipped(&self, scene: &Scene) -> Option<Take> {
        let races = fingerprint(scene);
        let of_scene = self.shipped.iter().filter(|(name, of, ..)| *name == scene.name && *of == races);
        let mut recordings: Vec<&Shipped> = of_scene.collect();
        recordings.sort_by_key(|(_, _, race, _)| *race);
        let read = |(name, _, _, bytes): &&Shipped| Recording::read_compressed(bytes, Path::new(name)).ok();
        let runs: Vec<Recording> = recordings.iter().map_while(read).collect();
        Take::of(runs, scene.runs.len())
    }

    /// Keeps a take as this machine's, in place of an earlier one. Without a home nothing is kept.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn keep(&self, scene: &Scene, take: &Take) -> io::Result<()> {
        let Some(folder) = &self.folder else { return Ok(()) };
        fs::create_dir_all(folder)?;
        for (file, recording) in own_files(folder, scene).iter().zip(take.runs()) {
            write(file, recording)?;
        }
        Ok(())
    }
}

/// The files of this machine's take, one for each race.
fn own_files(folder: &Path, scene: &Scene) -> Vec<PathBuf> {
    let races = fingerprint(scene);
    let file = |race| folder.join(format!("{}-{races}-{race}.jsonl.xz", scene.name));
    (0..scene.runs.len()).map(file).collect()
}

/// Writes a recording, so that a reader finds the old one or the new one, and never a part.
fn write(file: &Path, recording: &Recording) -> io::Result<()> {
    let bytes = recording.compressed().map_err(io::Error::other)?;
    let new = file.with_extension("new");
    fs::write(&new, bytes)?;
    fs::rename(&new, file)
}

/// Writes a take as part of the program: its recordings made smaller, and their lines in the list of the folder, in
/// place of those of an earlier take of the scene.
///
/// # Errors
/// When the folder cannot be written.
pub(crate) fn ship(folder: &Path, scene: &Scene, take: &Take) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let races = fingerprint(scene);
    let old = fs::read_to_string(folder.join(LIST)).unwrap_or_default();
    let of_scene = format!("({:?},", scene.name);
    let is_kept = |line: &&str| line.starts_with('(') && !line.starts_with(&of_scene);
    let mut entries: Vec<String> =
        old.lines().map(str::trim).filter(is_kept).map(|line| format!("    {line}\n")).collect();
    for (race, recording) in take.runs().iter().enumerate() {
        let file = format!("{}-{race}.jsonl.xz", scene.name);
        let thin = Recording { events: thinned(recording.events.clone()), ..recording.clone() };
        write(&folder.join(&file), &thin)?;
        entries.push(format!("    ({:?}, {races:?}, {race}, include_bytes!({file:?})),\n", scene.name));
    }
    entries.sort();
    fs::write(folder.join(LIST), format!("{LIST_HEAD}{}]\n", entries.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::EventKind;
    use crate::model::fixture;
    use crate::report::Report;
    use crate::tour::fixture::{run, scene};
    use crate::tour::watched::Watched;
    use crate::tour::{Figures, Here, Scenes};

    fn take() -> Take {
        Take::of_events(vec![fixture::race()]).expect("it is complete")
    }

    #[test]
    fn a_take_that_is_kept_stands_in_for_the_scene_until_its_races_change() {
        let folder = tempfile::tempdir().unwrap();
        let (take, takes) = (take(), Takes { folder: Some(folder.path().join("a/b")), shipped: &[] });
        let one = scene(vec![run(&["--lanes", "gil"])]);
        assert_eq!(takes.load(&one), None);
        takes.keep(&one, &take).unwrap();
        assert_eq!(takes.load(&one), Some(take.clone()));
        let other = scene(vec![run(&["--lanes", "pool"])]);
        assert_eq!(takes.load(&other), None);
        let two = scene(vec![run(&["--lanes", "gil"]), run(&["--lanes", "gil"])]);
        assert_eq!(takes.load(&two), None);
    }

    #[test]
    fn a_take_that_is_broken_gives_way_to_the_one_of_the_program() {
        let folder = tempfile::tempdir().unwrap();
        let one = scene(vec![run(&["--lanes", "gil"])]);
        let take = take();
        let bytes: &'static [u8] = take.runs()[0].compressed().unwrap().leak();
        let races: &'static str = fingerprint(&one).leak();
        let shipped: &'static [Shipped] = vec![("test", races, 0, bytes), ("test", "old", 0, &[])].leak();
        let takes = Takes { folder: Some(folder.path().into()), shipped };
        fs::write(&own_files(folder.path(), &one)[0], "nonsense").unwrap();
        assert_eq!(takes.load(&one), Some(take.clone()));
        let nowhere = Takes { folder: None, shipped };
        assert_eq!(nowhere.load(&one), Some(take.clone()));
        nowhere.keep(&one, &take).unwrap();
        assert_eq!(nowhere.load(&scene(vec![run(&["--lanes", "pool"])])), None);
    }

    #[test]
    fn the_list_of_the_program_has_a_line_for_each_race_of_the_last_take() {
        let folder = tempfile::tempdir().unwrap();
        let lines = || -> Vec<String> {
            let list = fs::read_to_string(folder.path().join(LIST)).unwrap();
            assert!(list.starts_with(LIST_HEAD) && list.ends_with("]\n"), "{list}");
            list.lines().filter(|line| line.contains("include_bytes")).map(str::to_string).collect()
        };
        let one = scene(vec![run(&["--lanes", "gil"])]);
        let other = Scene { name: "before".into(), ..scene(vec![run(&["--lanes", "pool"])]) };
        ship(folder.path(), &one, &take()).unwrap();
        ship(folder.path(), &other, &take()).unwrap();
        ship(folder.path(), &one, &take()).unwrap();
        let expected = [&other, &one].map(|scene| {
            let (name, races) = (&scene.name, fingerprint(scene));
            format!("    (\"{name}\", \"{races}\", 0, include_bytes!(\"{name}-0.jsonl.xz\")),")
        });
        assert_eq!(lines(), expected);
    }

    #[test]
    fn what_is_part_of_the_program_is_below_a_mebibyte_and_can_be_read() {
        let bytes: usize = SHIPPED.iter().map(|(.., bytes)| bytes.len()).sum();
        assert!(bytes < 1 << 20, "{bytes} bytes");
        for (name, _, race, bytes) in SHIPPED {
            let read = Recording::read_compressed(bytes, Path::new(name));
            assert!(read.is_ok_and(|recording| recording.is_complete()), "{name} {race}");
        }
    }

    /// The scenes of the program with its takes of them, where it has any; where it has some, it has all.
    fn shipped_takes() -> Vec<(Scene, Take)> {
        let takes = Takes { folder: None, shipped: SHIPPED };
        let (mut all, mut missing) = (Vec::new(), Vec::new());
        for scene in Scenes::shipped().list {
            match takes.load(&scene) {
                Some(take) => all.push((scene, take)),
                None => missing.push(scene.name),
            }
        }
        if SHIPPED.is_empty() {
            eprintln!("no scene has a take in the program: tour --rehearse --keep assets/takes makes them");
        } else {
            assert!(missing.is_empty(), "scenes without a take of their present races: {missing:?}");
        }
        all
    }

    #[test]
    fn every_scene_of_the_program_has_a_take_with_a_verdict_and_every_sentence() {
        for (scene, take) in shipped_takes() {
            let mut reports: Vec<Report> = Vec::new();
            for (run, recording) in scene.runs.iter().zip(take.runs()) {
                let mut watched = Watched::new(&run.captions, &[], &reports);
                let mut told = 0;
                for event in &recording.events {
                    watched.apply(event);
                    told += watched.captions().len();
                }
                assert_eq!(told, run.captions.len(), "sentences of {}", scene.name);
                let report = watched.report();
                assert_eq!((&report.fault, &report.unsettled), (&None, &None), "{}", scene.name);
                reports.push(report);
            }
            let verdict = scene.verdict(&Figures::of(&reports)).expect("a verdict");
            let last = scene.verdicts.len() - 1;
            assert!(last == 0 || verdict.rule < last, "{}: {verdict:?}", scene.name);
        }
    }

    #[test]
    fn every_take_of_the_program_is_of_the_lanes_of_its_scene() {
        for (scene, take) in shipped_takes() {
            for (run, recording) in scene.runs.iter().zip(take.runs()) {
                let EventKind::Plan(plan) = &recording.events[0].fact else { panic!("no plan") };
                let python = plan.lanes.iter().any(|lane| lane.python.is_some());
                let here = Here { cpus: plan.machine.usable_cpus, python };
                let choices = run.choices_here(here).expect("it was checked");
                let kinds: Vec<&str> = plan.lanes.iter().map(|lane| lane.kind.as_str()).collect();
                let racing = choices.racing_lanes();
                let wanted: Vec<&str> = racing.iter().map(|lane| lane.kind.as_str()).collect();
                assert_eq!((kinds, plan.workload.name.as_str()), (wanted, choices.kind().name()));
            }
        }
    }
}
