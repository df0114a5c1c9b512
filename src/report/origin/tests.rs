use super::*;
use crate::model::fixture;

#[test]
fn what_is_not_told_is_null() {
    let none = serde_json::json!({ "when": null, "host": null, "argv": null, "fingerprint": null });
    assert_eq!(serde_json::to_value(OriginReport::default()).unwrap(), none);
    assert_eq!(serde_json::from_str::<OriginReport>("{}").unwrap(), OriginReport::default());
    assert_eq!(OriginReport::of(&Origin::default()).argv, None);
}

#[test]
fn host_and_kernel_are_those_of_the_fingerprint() {
    let told = OriginReport::of(&fixture::origin());
    assert_eq!((told.host.as_deref(), told.kernel()), (Some("test-host"), Some("6.8.0-31-generic")));
    assert_eq!(told.command().as_deref(), Some("coreograph race --headless --lanes gil,pool"));
}
