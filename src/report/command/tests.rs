use super::*;
use crate::event::Nanos;

#[test]
fn usage_and_command_have_words() {
    let usage = Usage {
        user: Nanos::from_millis(1500),
        system: Nanos::from_millis(20),
        peak_rss: Some(12 << 20),
        waits: 1,
        preemptions: 2,
    };
    assert_eq!(
        UsageReport::of(&usage).words(),
        "1.52 s of CPU time, 20.0 ms of it in the kernel; at most 12 MiB of memory; 1 wait, 2 preemptions"
    );
    let command =
        CommandReport { text: "gzip {item}".into(), items: Some("a.txt".into()), ..Default::default() };
    assert_eq!(command.words(Some(3)), "gzip {item}, 3 runs, items from a.txt");
}
