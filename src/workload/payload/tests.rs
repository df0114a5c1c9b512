use super::*;
use crate::workload::interpreter::Bare;
use crate::workload::{Kind, Spec};

fn spec(size: u64) -> Spec {
    Spec { seed: 5, ..Spec::of(Kind::Payload, 3, size) }
}

#[test]
fn an_argument_has_its_size_its_number_and_the_key() {
    for size in [1, 7, 8, 9, 4095, 4096, 4097, 100_000] {
        let Value::Bytes(bytes) = spec(size).argument(2) else { panic!() };
        assert_eq!(bytes.len() as u64, size);
        let key = key(&spec(size).parameters()).to_le_bytes();
        let expected = 2u64.to_le_bytes().into_iter().chain(key.into_iter().cycle());
        assert!(bytes.iter().copied().eq(expected.take(bytes.len())), "{size}");
    }
}

#[test]
fn an_argument_without_room_says_so() {
    let error = spec(u64::MAX).try_argument(0).unwrap_err().to_string();
    assert!(error.contains("no room in memory"), "{error}");
}

#[test]
fn every_byte_is_inverted() {
    let inverted = |bytes| Payload::run(&Value::Bytes(bytes), &TaskContext::for_test(), &mut Bare);
    assert_eq!(inverted(vec![0, 1, 0x55, 255]), Ok(Value::Bytes(vec![255, 254, 0xaa, 0])));
    for length in [0, 1, 63, 64, 65, 127, 128, 1000] {
        let bytes: Vec<u8> = (0..=255).cycle().take(length).collect();
        let expected = bytes.iter().map(|byte| 255 - byte).collect();
        assert_eq!(inverted(bytes), Ok(Value::Bytes(expected)), "{length}");
    }
}

#[test]
fn tasks_and_seeds_have_bytes_of_their_own() {
    let other_seed = Spec { seed: 6, ..spec(100) };
    assert_ne!(spec(100).argument(0), spec(100).argument(1));
    assert_ne!(spec(100).argument(0), other_seed.argument(0));
    assert_eq!(spec(100).recipe(1), Value::Triple(key(&spec(100).parameters()), 1, 100));
}
