//! Sampling of curves that have a formula: the numbers of workers at which they are computed.

/// Number of segments of a curve that has a formula: none is longer than a few pixels.
const SEGMENTS: u32 = 64;

/// Numbers of workers from `from` to `to` in equal ratios, both included.
pub(super) fn sampled(from: f64, to: f64) -> impl Iterator<Item = f64> {
    let at = move |i| match i {
        0 => from,
        SEGMENTS => to,
        i => from * (to / from).powf(f64::from(i) / f64::from(SEGMENTS)),
    };
    (0..=SEGMENTS).map(at)
}
