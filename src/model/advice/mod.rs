//! Advice: how to run the user's function, with the reason, the settings and the lines of Python that do it.
//!
//! It is for a race of a Python function (`--call`), and follows from its lanes of real CPython alone, for each
//! interpreter by itself: [`choice`] has the model, [`reason`] why, [`costs`] the settings, [`code`] the lines. There is
//! none for a race that was stopped, whose lanes disagree, or whose comparison a doubt contradicts.

mod advise;
mod advised;
mod choice;
mod code;
mod costs;
mod reason;
mod run_as;
mod sentences;
mod shares;

pub(crate) use self::advise::advice;
pub(crate) use self::advised::{Advice, Alternative};
pub(crate) use self::run_as::RunAs;
pub(crate) use self::shares::Shares;
