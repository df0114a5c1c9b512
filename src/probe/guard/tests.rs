use super::*;

#[cfg(target_os = "linux")]
#[test]
fn what_was_stolen_and_stopped_in_between_is_doubted() {
    use std::fs;
    let root = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("proc/self/cgroup", "0::/\n");
    write("proc/self/mountinfo", "31 23 0:28 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
    write("sys/fs/cgroup/cpu.stat", "nr_throttled 5\nthrottled_usec 1000\n");
    write("proc/stat", "cpu0 100 0 0 0 0 0 0 50 0 0\ncpu1 0 0 0 0 0 0 0 0 0 0\n");
    let guard = MeasurementGuard::at(root.path(), &[0]);
    assert_eq!(guard.after(), []);
    write("sys/fs/cgroup/cpu.stat", "nr_throttled 8\nthrottled_usec 501000\n");
    write("proc/stat", "cpu0 190 0 0 0 0 0 0 60 0 0\ncpu1 900 0 0 0 0 0 0 0 0 0\n");
    let messages: Vec<String> = guard.after().into_iter().map(|d| d.message).collect();
    assert_eq!(
        messages,
        [
            "the CPU quota stopped everything 3 times, for 0.50 s in all",
            "the hypervisor took 10.0 % of the CPU time away"
        ]
    );
}

#[test]
fn a_machine_that_tells_nothing_is_not_doubted_and_a_stop_is_heard() {
    let root = tempfile::tempdir().unwrap();
    assert_eq!(MeasurementGuard::at(root.path(), &[]).after(), []);
    let machine = super::super::machine();
    let (_, doubts) = MeasurementGuard::before(&machine, &|| true);
    assert!(doubts.iter().all(|d| d.kind != "busy-machine"), "{doubts:?}");
    assert_eq!(doubts.iter().any(|d| d.kind == "debug-build"), cfg!(debug_assertions));
}
