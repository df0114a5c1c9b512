//! Inks of the losses.

use ratatui::style::Modifier;

use crate::event::Activity;
use crate::model::losses::Cause;
use crate::ui::theme::Theme;
use crate::ui::widget::Ink;

/// Ink of a cause: that of its activity, where it is one.
pub(super) fn ink(theme: &Theme, cause: Cause) -> Ink {
    match cause {
        Cause::LockWait => theme.ink(Activity::LockWait),
        Cause::CoreWait => theme.ink(Activity::CoreWait),
        Cause::Transfer => theme.ink(Activity::Transfer),
        Cause::StartUp => theme.ink(Activity::Spawn),
        Cause::Stopped => theme.ink(Activity::Stopped),
        // Idle time is blank everywhere else; here it has a length.
        Cause::Balance => Ink::Pattern(theme.glyphs.track, Modifier::DIM),
        Cause::SlowerCores => theme.slower(),
        Cause::Unexplained => Ink::Pattern("?", Modifier::DIM),
    }
}
