//! The pages by their names: a page is one file here, one line below, and one line in `ui::state::page`.

mod contract;
mod cores;
mod life;
mod lock_page;
mod losses;
mod memory;
mod output;
mod race;
mod race_subject;
mod ranking;
mod sheet;
mod tasks;
mod workers;

pub(in crate::ui) use self::contract::PageView;
pub(in crate::ui) use self::race::{hides_output as race_hides_output, shown as race_shown};
use crate::ui::state::Page;

/// The drawing of a page.
pub(in crate::ui) fn view_of(page: Page) -> &'static dyn PageView {
    match page {
        Page::Race => &race::RaceView,
        Page::Cores => &cores::CoresView,
        Page::Workers => &workers::WorkersView,
        Page::Lock => &lock_page::LockView,
        Page::Losses => &losses::LossesView,
        Page::Output => &output::OutputView,
        Page::Tasks => &tasks::TasksView,
        Page::Life => &life::LifeView,
        Page::Memory => &memory::MemoryView,
        Page::Ranking => &ranking::RankingView,
    }
}
