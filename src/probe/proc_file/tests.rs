use super::*;

#[test]
fn what_is_written_anew_is_read_anew_and_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stat");
    std::fs::write(&path, "cpu 1\n").unwrap();
    let mut standing = ProcFile::open(&path, 4).unwrap();
    assert_eq!(standing.read().unwrap(), "cpu 1\n");
    let long = "x".repeat(1000);
    std::fs::write(&path, &long).unwrap();
    assert_eq!(standing.read().unwrap(), long);
    std::fs::write(&path, "").unwrap();
    assert_eq!(standing.read(), None);
    assert!(ProcFile::open(&folder.path().join("nobody"), 4).is_none());
}

#[test]
fn a_file_of_the_kernel_that_stays_open_tells_the_present() {
    let Some(mut standing) = ProcFile::open(Path::new("/proc/self/stat"), 512) else {
        return eprintln!("skipped: this system has no /proc");
    };
    let before = standing.read().unwrap().into_owned();
    // Terminates: a thread that computes is counted sooner or later.
    while standing.read().unwrap() == before {
        std::hint::black_box((0..100_000_u64).sum::<u64>());
    }
}
