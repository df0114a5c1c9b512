use super::*;

#[test]
fn the_mask_of_ignored_signals_is_read() {
    assert_eq!(ignored_mask("Name:\tx\nSigIgn:\t0000000000001001\n"), Some(0x1001));
    assert_eq!(ignored_mask("Name:\tx\n"), None);
    assert_eq!(ignored_mask("SigIgn:\tnonsense"), None);
}

#[test]
fn exit_codes_are_those_of_a_shell() {
    assert_eq!(Signal::Other(10).exit_code(), 138);
    assert_eq!(Signal::Other(64).exit_code(), 192);
    assert_eq!((Signal::Hup.exit_code(), Signal::Int.exit_code(), Signal::Term.exit_code()), (129, 130, 143));
}
