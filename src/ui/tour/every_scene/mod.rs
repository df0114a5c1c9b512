//! Screens of every shipped scene, shown from the recording that is part of the program: snapshots of each step in three
//! themes, and what holds for all of them.

mod screens;
mod styles;
mod words;

use std::collections::HashMap;

use self::screens::{SCREENS, SIZES, Screen};
use self::styles::dump;
use self::words::stand;
use crate::tour::Scenes;

/// Columns before the text of a choice: the margin and its key.
const BEFORE_CHOICE: u16 = 6;

/// Least number of rows with text, beside the first and the last.
const LEAST_ROWS: usize = 4;

/// The screens of one size, without those of captions alone.
fn of_size(size: (u16, u16)) -> impl Iterator<Item = &'static Screen> {
    SCREENS.iter().filter(move |screen| screen.size == size && screen.step != "caption")
}

#[test]
fn each_step_of_every_scene_in_three_themes() {
    for scene in Scenes::shipped().list {
        for size in SIZES {
            let steps: Vec<&Screen> = of_size(size).filter(|screen| screen.card.name == scene.name).collect();
            let (width, height) = size;
            insta::assert_snapshot!(format!("{}_{width}x{height}", scene.name), dump(&steps));
        }
    }
}

#[test]
fn every_scene_has_all_steps() {
    let scenes = Scenes::shipped().list;
    assert_eq!(scenes.len(), 15);
    for scene in scenes {
        for size in SIZES {
            let of_scene = of_size(size).filter(|screen| screen.card.name == scene.name);
            let steps: Vec<&str> = of_scene.map(|screen| screen.step).collect();
            let mut expected = vec!["question", "prediction", "run", "verdict"];
            if scene.runs.len() > 1 {
                expected.insert(3, "last run");
            }
            assert_eq!(steps, expected, "{}", scene.name);
        }
        let captions = scene.runs.iter().map(|run| run.captions.len()).sum::<usize>();
        let is_caption = |screen: &&Screen| screen.card.name == scene.name && screen.step == "caption";
        assert_eq!(SCREENS.iter().filter(is_caption).count(), captions, "{}", scene.name);
    }
}

#[test]
fn every_question_choice_caption_and_verdict_stands_whole_on_the_screen() {
    for screen in SCREENS.iter() {
        let (step, name) = (screen.step, &screen.card.name);
        let buf = &screen.themes[0];
        let drawn = screen.text();
        assert!(stand(&screen.sentence, buf, 0), "{name} {step}: no {:?} in\n{drawn}", screen.sentence);
        if ["question", "prediction", "verdict"].contains(&step) {
            for choice in &screen.card.choices {
                assert!(stand(choice, buf, BEFORE_CHOICE), "{name} {step}: no {choice:?} in\n{drawn}");
            }
        }
    }
}

#[test]
fn the_sentence_on_the_prediction_stands_whole_below_every_verdict() {
    for screen in SCREENS.iter().filter(|screen| screen.step == "verdict") {
        let drawn = screen.text();
        let said = drawn.lines().find(|row| row.starts_with(" The room ")).expect("a sentence").trim_end();
        let whole = ["votes.", "votes were for what happened."].iter().any(|end| said.ends_with(end));
        assert!(whole, "{}: {said}", screen.card.name);
    }
}

#[test]
fn what_is_recorded_says_so_and_on_which_machine() {
    for screen in SCREENS.iter() {
        let drawn = screen.text();
        let header = drawn.lines().next().unwrap_or_default();
        let is_recorded = !["question", "prediction"].contains(&screen.step);
        let names_one =
            ["AMD EPYC", "Intel Xeon"].iter().any(|cpu| header.contains(&format!("recorded on {cpu}, ")));
        assert_eq!(names_one, is_recorded, "{}\n{drawn}", screen.step);
    }
}

#[test]
fn no_two_screens_are_equal_and_none_is_blank() {
    for size in SIZES {
        let mut seen: HashMap<String, String> = HashMap::new();
        for screen in of_size(size) {
            let drawn = screen.text();
            let rows: Vec<&str> = drawn.lines().collect();
            // The number of the scene stands in the first row, so that this one differs in any case.
            let body = rows[1..rows.len() - 1].join("\n");
            let filled = body.lines().filter(|row| !row.trim().is_empty()).count();
            assert!(filled >= LEAST_ROWS, "{} {}:\n{drawn}", screen.card.name, screen.step);
            let name = format!("{} {}", screen.card.name, screen.step);
            let other = seen.insert(body, name.clone());
            assert_eq!(other, None, "the same screen as {name}:\n{drawn}");
        }
    }
}

#[test]
fn a_theme_changes_no_word() {
    for screen in SCREENS.iter() {
        for theme in &screen.themes {
            assert_eq!(super::painted::text(theme), screen.text(), "{} {}", screen.card.name, screen.step);
        }
    }
}
