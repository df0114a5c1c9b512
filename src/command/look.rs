//! The look of a screen, from its settings.

use crate::settings::LookSettings;
use crate::ui;

/// Options of the dashboard. Errors of the settings are shown there first, and once more when it has ended.
pub(super) fn look(look: &LookSettings) -> ui::Options {
    let notice = match look.diagnostics.as_slice() {
        [] => None,
        [one] => Some(one.to_string()),
        [first, ..] => Some(format!("{} settings are wrong: {first}", look.diagnostics.len())),
    };
    ui::Options {
        page: look.page,
        present: look.present,
        themes: look.themes.clone(),
        theme: look.theme,
        notice,
        fault: look.crash_after,
    }
}
