//! Keys as data: which key does what, and its text for help and footer.

mod binding;
mod dashboard;
mod recording;
mod shell_keys;

pub(crate) use self::binding::Binding;
pub(in crate::ui) use self::binding::{DIGITS, UNSAID, bind, bound};
pub(crate) use self::dashboard::{BINDINGS, action_of, label_of};
pub(crate) use self::recording::RecordingKeys;
pub(crate) use self::shell_keys::command_of;
pub(in crate::ui) use self::shell_keys::shell_binding;
