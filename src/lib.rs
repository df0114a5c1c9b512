//! Coreograph runs **the same work under several execution models**, watches what every worker and every
//! core really did, and shows the difference while it happens.

pub mod clock;
pub mod event;
pub mod model;
pub mod ui;
