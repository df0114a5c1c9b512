//! Sizes in bytes: decimal in reports, where they are added up and divided; binary on the screen, as other programs show
//! the memory of processes.

/// A size in decimal units, e.g. `4.1 kB`.
#[must_use]
pub(crate) fn bytes(bytes: u64) -> String {
    match bytes as f64 {
        b if b < 1e3 => format!("{b:.0} B"),
        b if b < 1e6 => format!("{:.1} kB", b / 1e3),
        b if b < 1e9 => format!("{:.1} MB", b / 1e6),
        b => format!("{:.1} GB", b / 1e9),
    }
}

/// Memory of a worker in at most seven columns: `1.1 MiB`, `870 MiB`, `3.2 GiB`.
#[must_use]
pub(crate) fn memory(bytes: u64) -> String {
    match bytes as f64 / f64::from(1 << 20) {
        m if m < 9.95 => format!("{m:.1} MiB"),
        m if m < 999.5 => format!("{m:.0} MiB"),
        m if m < 1024.0 * 9.95 => format!("{:.1} GiB", m / 1024.0),
        m => format!("{:.0} GiB", m / 1024.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_a_fitting_unit() {
        let sizes: Vec<_> = [7, 4096, 2_500_000, 3_000_000_000].map(bytes).into();
        assert_eq!(sizes, ["7 B", "4.1 kB", "2.5 MB", "3.0 GB"]);
    }

    #[test]
    fn memory_takes_seven_columns_at_most() {
        let sizes: Vec<_> = [1_153_434, 912 << 20, 3 << 30, 12 << 30, 700 << 30].map(memory).into();
        assert_eq!(sizes, ["1.1 MiB", "912 MiB", "3.0 GiB", "12 GiB", "700 GiB"]);
        assert!(sizes.iter().all(|size| size.len() <= 7));
    }
}
