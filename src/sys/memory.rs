//! How much memory a process has: what it shares with nobody, and its part of what it shares.

/// Memory of a process in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Memory {
    /// Pages that no other process has.
    pub private: u64,
    /// All its pages, each divided by the number of processes that have it: the sum over all processes is what they
    /// really take (Linux's PSS).
    pub proportional: u64,
}

/// Asks the kernel about the process `pid`; `None` where it does not tell.
#[must_use]
pub fn of(pid: u32) -> Option<Memory> {
    parse(&std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?)
}

/// Linux's `smaps_rollup`: lines such as `Pss:  1234 kB`.
fn parse(text: &str) -> Option<Memory> {
    let field = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
        line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()
    };
    let private = field("Private_Clean")? + field("Private_Dirty")?;
    Some(Memory { private: private * 1024, proportional: field("Pss")? * 1024 })
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
