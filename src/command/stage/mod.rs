//! Stages of the dashboard: live races, one after another, or a replay.

mod live;
mod recording;
mod replay;

pub(super) use live::LiveStage;
pub(super) use replay::ReplayStage;
