//! Scenes for tests.

use super::scene::VerdictRule;
use super::template::Template;
use super::{Scene, SceneRun};

/// A race with these words.
pub(crate) fn run(args: &[&str]) -> SceneRun {
    SceneRun {
        args: args.iter().map(ToString::to_string).collect(),
        page: None,
        focus: None,
        captions: Vec::new(),
        changes: Vec::new(),
        label: None,
    }
}

/// A scene called `test` with these races; its verdict names the machine of the last.
pub(crate) fn scene(runs: Vec<SceneRun>) -> Scene {
    let text = Template::read("Measured on {machine.cpu}.").expect("a sentence");
    Scene {
        name: "test".into(),
        title: "A test".into(),
        idea: "One idea.".into(),
        question: "What happens?".into(),
        choices: Vec::new(),
        runs,
        verdicts: vec![VerdictRule { when: None, choice: Some(0), text }],
        notes: String::new(),
        seconds: 5.0,
    }
}
