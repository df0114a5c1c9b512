use super::*;

#[test]
fn indices_follow_the_order_of_all() {
    for (i, activity) in Activity::ALL.into_iter().enumerate() {
        assert_eq!(activity as usize, i);
        assert_eq!(Activity::from_index(u8::try_from(i).unwrap()), Some(activity));
    }
    assert_eq!(Activity::from_index(10), None);
}

#[test]
fn shift_keeps_the_total_and_never_overdraws() {
    let mut mix = ActivityTotals::only(Activity::Compute, Nanos(10));
    assert_eq!(mix.shift(Activity::Compute, Activity::CoreWait, Nanos(25)), Nanos(10));
    assert_eq!(mix.total(), Nanos(10));
    assert_eq!(mix[Activity::CoreWait], Nanos(10));
}

#[test]
fn a_mix_survives_json_and_postcard() {
    let mut mix = ActivityTotals::only(Activity::LockWait, Nanos(7));
    mix[Activity::Compute] = Nanos(3);
    let json = serde_json::to_string(&mix).unwrap();
    assert_eq!(json, r#"{"compute":3,"lock_wait":7}"#);
    assert_eq!(serde_json::from_str::<ActivityTotals>(&json).unwrap(), mix);
    let bytes = postcard::to_stdvec(&mix).unwrap();
    assert_eq!(postcard::from_bytes::<ActivityTotals>(&bytes).unwrap(), mix);
}
