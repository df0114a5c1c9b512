use super::*;

#[test]
fn what_is_typed_is_what_is_printed() {
    for text in ["kill", "stop@2s", "panic:3", "exit0:1@500ms", "hang@1.5ms", "garbage", "leak", "poison:17"]
    {
        let plan: FaultPlan = text.parse().unwrap();
        assert_eq!(plan.to_string(), text);
    }
    let plan: FaultPlan = "kill:1@1.5s".parse().unwrap();
    assert_eq!(plan, FaultPlan { fault: Fault::Kill, worker: Some(1), at: Some(Nanos::from_millis(1500)) });
}

#[test]
fn what_is_no_fault_is_named_with_those_that_are() {
    for wrong in [
        "",
        "kil",
        "kill@",
        "kill@2",
        "kill@-1s",
        "kill@NaNs",
        "kill:x",
        "poison",
        "poison:",
        "poison:1@2s",
        "poison:x",
        "exit0@4000s",
    ] {
        let message = wrong.parse::<FaultPlan>().unwrap_err().to_string();
        assert!(
            message.contains(&format!("{wrong:?}")) && message.contains("accepted: kill, stop"),
            "{message}"
        );
    }
}

#[test]
fn a_fault_is_a_word_in_json() {
    assert_eq!(serde_json::to_string(&Fault::Poison(3)).unwrap(), "\"poison:3\"");
    assert_eq!(serde_json::from_str::<Fault>("\"exit0\"").unwrap(), Fault::Exit);
    assert!(serde_json::from_str::<Fault>("\"nonsense\"").is_err());
}
