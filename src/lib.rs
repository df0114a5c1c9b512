//! Coreograph runs **the same work under several execution models**, watches what every worker and every
//! core really did, and shows the difference while it happens.

pub mod clock;
pub mod event;
pub mod gil;
pub mod lane;
pub mod meter;
pub mod model;
pub mod pool;
pub mod probe;
pub mod race;
pub mod record;
pub mod report;
pub mod sys;
pub mod workload;
