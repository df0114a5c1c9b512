use super::*;

#[test]
fn a_step_does_its_work_or_says_why_not() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("touch {}/{{N}}", folder.path().display());
    let of = |text| Step { option: "--prepare", text, shell: false, deadline: None };
    let values = Values { workers: 7, ..Values::default() };
    assert_eq!(of(&text).run(&values, &Stop::default()), Ok(()));
    assert!(folder.path().join("7").exists());
    let told = |text| of(text).run(&values, &Stop::default()).unwrap_err();
    assert_eq!(told("false"), "--prepare \"false\" ended with exit 1");
    assert!(told("/no/such/program").starts_with("--prepare \"/no/such/program\" could not be started: "));
    assert!(told("a | b").contains("needs a shell"));
    let late = Step { deadline: Some(Duration::from_millis(20)), ..of("sleep 1000") };
    assert!(late.run(&values, &Stop::default()).unwrap_err().contains("took longer than the deadline"));
    let stop = Stop::default();
    stop.request();
    assert_eq!(of("sleep 1000").run(&values, &stop), Err("--prepare was stopped".into()));
}
