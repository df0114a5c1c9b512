//! What stands behind the dashboard: live races, one after another, or a replay.

mod choices;
mod interval;
mod live;
mod offer;
mod recording;
mod replay;
mod values;

pub(super) use live::LiveStage;
pub(super) use replay::ReplayStage;
