use super::*;

fn stat(nice: &str, policy: &str) -> String {
    let mut fields = ["0"; 50];
    (fields[0], fields[16], fields[38]) = ("R", nice, policy);
    format!("4711 (a) b) {}\n", fields.join(" "))
}

#[test]
fn niceness_and_policy_are_two_of_many_fields() {
    let read = |nice, policy| parse(&stat(nice, policy));
    assert_eq!(read("0", "0"), Some(Priority { policy: Policy::Other, nice: 0 }));
    assert_eq!(read("-5", "3"), Some(Priority { policy: Policy::Batch, nice: -5 }));
    assert_eq!(
        read("19", "5").map(|p| (p.is_last(), p.words())),
        Some((true, "SCHED_IDLE, niceness 19".into()))
    );
    for (nice, policy) in [("x", "0"), ("20", "0"), ("0", "4"), ("0", "x")] {
        assert_eq!(read(nice, policy), None, "{nice} {policy}");
    }
    assert_eq!([parse(""), parse("1 (x) R 1")], [None, None]);
}

#[cfg(target_os = "linux")]
#[test]
fn this_process_has_one() {
    let told = Path::new("/proc/self/stat").exists();
    assert_eq!(Priority::read(Path::new("/")).is_some(), told);
}
