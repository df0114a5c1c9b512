#[cfg(target_os = "linux")]
#[test]
fn the_second_field_is_the_delay() {
    use super::{Nanos, parse_delay};
    assert_eq!(parse_delay(b"118 62663 1\n"), Some(Nanos(62663)));
    assert_eq!(parse_delay(b"118"), None);
    assert_eq!(parse_delay(b"\xff\xfe x"), None);
}

#[test]
fn cpu_time_grows_with_work() {
    let before = super::cpu_time();
    let mut x = 1u64;
    while super::cpu_time() == before {
        x = std::hint::black_box(x.wrapping_mul(31));
    }
    assert!(super::cpu_time() > before);
}
