//! Memory of a process: its private part, and its share of the common part.

/// Memory of a process in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Memory {
    /// Pages that no other process has, in bytes.
    pub private: u64,
    /// All its pages, each divided by the number of processes that have it (Linux's PSS), in bytes: the sum over all
    /// processes is what they really take.
    pub proportional: u64,
}

/// Reads the memory of the process `pid` from the kernel; `None` where that does not report it.
#[must_use]
pub(crate) fn of(pid: u32) -> Option<Memory> {
    parse(&std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?)
}

/// Peak resident memory of the process `pid`, in bytes; `None` where the kernel does not report it.
#[must_use]
pub(crate) fn peak_of(pid: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    kilobytes(&status, "VmHWM").map(|kilobytes| kilobytes * 1024)
}

/// Linux's `smaps_rollup`: lines such as `Pss:  1234 kB`.
fn parse(text: &str) -> Option<Memory> {
    let private = kilobytes(text, "Private_Clean")? + kilobytes(text, "Private_Dirty")?;
    Some(Memory { private: private * 1024, proportional: kilobytes(text, "Pss")? * 1024 })
}

/// A field such as `Pss:  1234 kB`.
fn kilobytes(text: &str, field: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(field)?.strip_prefix(':'))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_and_proportional_are_told_apart() {
        let text = "00400000-7fff [rollup]\nRss:  900 kB\nPss:   500 kB\nPss_Dirty:  9 kB\nPrivate_Clean:  10 kB\nPrivate_Dirty: 390 kB\n";
        assert_eq!(parse(text), Some(Memory { private: 400 << 10, proportional: 500 << 10 }));
        assert_eq!(parse("Rss: 1 kB"), None);
    }
}
