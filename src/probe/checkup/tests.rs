use super::*;

#[test]
fn cores_that_are_not_there_are_doubted() {
    assert_eq!(short(1.81, 2, None), None);
    assert_eq!(short(0.5, 2, Some(0.5)), None, "a quota has a doubt of its own");
    assert!(short(0.4, 2, Some(0.5)).is_some());
    let doubt = short(1.05, 2, None).unwrap();
    assert_eq!(doubt.message, "a short spin on all 2 cores at once did the work of 1.05");
}

#[test]
fn this_machine_can_be_examined() {
    let machine = super::super::machine();
    let checkup = Checkup::of(&machine);
    assert!(checkup.capacity.is_some_and(|(cores, of)| cores > 0.0 && of >= 1), "{checkup:?}");
    assert_eq!(checkup.doubts.iter().any(|d| d.kind == "debug-build"), cfg!(debug_assertions));
}
