use super::*;

#[test]
fn a_process_knows_what_it_was_started_for() {
    for (arguments, expected) in [
        (&["worker"][..], Some(Role::Worker)),
        (&["linger"], Some(Role::LeftBehind)),
        (&["echo-client", "80", "2"], Some(Role::EchoClient { port: 80, lines: 2 })),
        (&["echo-client", "80"], None),
        (&["echo-client", "x", "2"], None),
        (&["worker", "--help"], None),
        (&["race"], None),
        (&[], None),
    ] {
        assert_eq!(Role::of(arguments), expected, "{arguments:?}");
    }
}
