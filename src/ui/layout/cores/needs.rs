//! Contents that the layout of the cores has to fit.

/// Contents that the layout has to fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CoresNeeds<'a> {
    /// Number of cores of each group, in order.
    pub groups: &'a [usize],
    /// Highest core number.
    pub top_core: usize,
    /// Number of lanes that run at the same time.
    pub abreast: usize,
    /// Whether the words are few and the figures large, for a projector.
    pub present: bool,
}
