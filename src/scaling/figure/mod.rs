//! What is drawn of sweeps and comparisons on paper and on the web: panels with curves, bands and an ideal, before any
//! picture format.
//!
//! The same figure becomes SVG ([`svg`]) alone or inside an HTML page. What it says stands in the analysis; here it only
//! gets places: which curves share a panel, where the axes end, where a region begins that is no equal core any more.

pub mod axis;
mod build;
pub mod svg;

pub use axis::Scale;
pub use build::{aligned_matches, aligned_panels, of_comparison, of_curves, panel};

/// A whole figure.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Figure {
    /// What it shows, in a line.
    pub title: String,
    /// Where and when it was measured; that it is simulated; what is to be doubted.
    pub notes: Vec<String>,
    /// The panels, row by row.
    pub panels: Vec<Panel>,
    /// How many stand beside each other.
    pub columns: usize,
}

/// Curves in one pair of axes.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    /// What it shows.
    pub title: String,
    /// What the height is.
    pub y_title: &'static str,
    /// The numbers of workers that have a tick.
    pub workers: Vec<u32>,
    /// How both axes grow.
    pub scale: Scale,
    /// The largest height.
    pub top: f64,
    /// The curves.
    pub series: Vec<Series>,
    /// What would be ideal, as height over the number of workers.
    pub ideal: Option<Ideal>,
    /// Where workers have no equal core of their own any more.
    pub shades: Vec<Shade>,
}

/// What would be ideal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ideal {
    /// N times.
    Linear,
    /// Always the whole.
    One,
}

/// One curve.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// What it is.
    pub name: String,
    /// Which colour and mark: the same name has the same in every panel.
    pub look: usize,
    /// Measured points.
    pub dots: Vec<Dot>,
    /// A fitted law, as points on it; empty where none may be claimed.
    pub law: Vec<(f64, f64)>,
}

/// A measured point with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dot {
    /// Number of workers.
    pub workers: u32,
    /// Height.
    pub value: f64,
    /// From here …
    pub low: f64,
    /// … to here.
    pub high: f64,
    /// Whether it carries a doubt.
    pub doubted: bool,
}

/// A stretch of the horizontal axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Shade {
    /// From this number of workers on.
    pub from: f64,
    /// What they run on.
    pub word: &'static str,
}

/// What the height of a panel is.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Aligned {
    /// Speed-up.
    #[default]
    Workers,
    /// Efficiency.
    Efficiency,
    /// Throughput.
    Throughput,
}

impl Aligned {
    /// All of them, in the order in which a key goes round.
    pub const ALL: [Self; 3] = [Self::Workers, Self::Efficiency, Self::Throughput];

    /// What the vertical axis is called.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Workers => "speed-up",
            Self::Efficiency => "efficiency",
            Self::Throughput => "tasks per second",
        }
    }
}
