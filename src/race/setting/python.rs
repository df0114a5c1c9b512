//! The interpreters for lanes of real CPython, each of which runs once with each; none: the `python3` on the search
//! path.

use super::{Arity, Choices, Setting};

/// The interpreters.
pub(crate) struct Pythons;

impl Setting for Pythons {
    fn flag(&self) -> &'static str {
        "python"
    }

    fn placeholder(&self) -> &'static str {
        "PATH"
    }

    fn help(&self) -> String {
        "A Python interpreter for the py- lanes: a path, or a name to be looked up on PATH; may be given several times, then \
         each of those lanes runs once with each (default: python3)"
            .into()
    }

    fn example(&self) -> &'static str {
        "/no/such/python"
    }

    fn arity(&self) -> Arity {
        Arity::Repeated
    }

    /// Finds the interpreter and queries it: it is a program, and may take its time.
    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        choices.pythons.push(crate::python::find(text));
        Ok(())
    }

    fn clear(&self, choices: &mut Choices) {
        choices.pythons.clear();
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        choices.pythons.iter().map(|python| python.asked.clone()).collect()
    }

    /// Any text is a value: one that is no interpreter is a lane that cannot run, and reports that.
    fn check(&self, _text: &str) -> Result<(), String> {
        Ok(())
    }
}
