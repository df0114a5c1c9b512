use super::*;

#[test]
fn a_folder_is_for_this_user_alone_and_goes_with_what_is_in_it() {
    use std::os::unix::fs::PermissionsExt;
    let scratch = Scratch::new().expect("a folder");
    let folder = scratch.0.clone();
    let mode = folder.metadata().expect("it is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    std::fs::write(scratch.file("x"), "y").expect("it can be written");
    assert_ne!(Scratch::new().expect("another").0, folder);
    drop(scratch);
    assert!(!folder.exists());
}

#[test]
fn what_a_killed_program_left_is_in_nobody_s_way() {
    let parent = tempfile::tempdir().expect("a folder");
    let first = Scratch::within(parent.path()).expect("a folder");
    let number: u32 =
        first.0.to_string_lossy().rsplit('-').next().and_then(|n| n.parse().ok()).expect("a number");
    // Other tests may take numbers meanwhile, so all of the next ones are taken here.
    let left = |n: u32| parent.path().join(format!("coreograph-{}-{n}", std::process::id()));
    for taken in number + 1..number + 50 {
        std::fs::create_dir(left(taken)).expect("it can be made");
    }
    let next = Scratch::within(parent.path()).expect("a folder of another name");
    assert!(next.0.exists() && next.0 != first.0);
    assert!(Scratch::within(&parent.path().join("nowhere")).is_err());
}
