//! Stages of the dashboard: live races, one after another, or a replay; and the stage of the tour.

mod live;
mod recording;
mod replay;
mod tour;

pub(super) use live::LiveStage;
pub(super) use replay::ReplayStage;
pub(super) use tour::TourStage;
