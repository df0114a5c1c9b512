//! A panel (`scaling::chart`) in character cells: measured points with their marks and intervals, fitted laws, the ideal, and the
//! regions of the machine.
//!
//! ```text
//! speed-up  ● pool  ◆ threads  ▲ gil  ┄ ideal           a legend: what each mark is
//!  8 ┤                 ░░SMT siblings░░                   a region with its name
//!    │           ⣀⠤⠒⠊ ●      ░░░░░░░░░
//!  4 ┤     ⣀⠤⠒●⠉⠉                                        a line through the points, its interval as a band
//!    │ ●⠔⠉                                                 dashed: a fitted law
//!  0 ┤▲⠤⠤⠤⠤⠤▲⠤⠤⠤⠤⠤⠤▲⠤⠤⠤⠤⠤⠤⠤▲
//!    └┬─────┬───────┬────────┬
//!     1     2       4        8  workers
//! ```
//!
//! The panel decides what is drawn where; here data become cells. Points that would cover each other stand side by
//! side as far as there is room, with the curve in front in its own place.

mod canvas;
mod draw;
mod frame;
mod plot;

pub(crate) use self::plot::{Looks, Plot, SeriesLook};

#[cfg(test)]
mod tests;
