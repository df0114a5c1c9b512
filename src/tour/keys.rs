//! The keys of a scene's file.

/// A key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key {
    /// Its name.
    pub name: &'static str,
    /// Whether a file without it is wrong.
    pub required: bool,
    /// Its meaning, in half a sentence.
    pub about: &'static str,
}

const fn required(name: &'static str, about: &'static str) -> Key {
    Key { name, required: true, about }
}

const fn optional(name: &'static str, about: &'static str) -> Key {
    Key { name, required: false, about }
}

/// The keys of a scene.
pub(crate) const SCENE: &[Key] = &[
    required("title", "the title"),
    required("idea", "the one idea, in a sentence"),
    required("question", "the question to the room"),
    required("choices", "a list of two to four predictions"),
    required("seconds", "the seconds that its races take together"),
    required("run", "a race, under [[run]]; at least one"),
    required("verdict", "the wording of an outcome, under [[verdict]]; at least one"),
    optional("notes", "the speaker's notes"),
];

/// The keys of a race.
pub(crate) const RUN: &[Key] = &[
    required("args", "the words after coreograph race, in a text or a list"),
    optional("page", "the page that shows it"),
    optional("focus", "the lane that the page shows enlarged"),
    optional("label", "what distinguishes it from the other races of the scene"),
    optional("captions", "sentences that appear while it runs"),
    optional("changes", "settings that change while it runs"),
];

/// The keys of a caption.
pub(crate) const CAPTION: &[Key] =
    &[required("after", "the moment from which it stands there"), required("text", "the sentence")];

/// The keys of a change.
pub(crate) const CHANGE: &[Key] = &[
    required("after", "the moment at which it is made"),
    required("setting", "the setting, by the name of its option"),
    required("value", "its new value"),
];

/// The keys of a verdict.
pub(crate) const VERDICT: &[Key] = &[
    optional("when", "the condition under which it holds; the last verdict has none"),
    optional("choice", "the number of the prediction that was right, from 1"),
    required("text", "the sentence"),
];

/// All keys, by the table that they stand in.
#[cfg(test)]
pub(crate) const ALL: [(&str, &[Key]); 5] =
    [("scene", SCENE), ("run", RUN), ("captions", CAPTION), ("changes", CHANGE), ("verdict", VERDICT)];
