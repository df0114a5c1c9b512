use super::*;
use crate::workload::interpreter::Bare;

#[test]
fn known_digests() {
    let digest = |key, size| {
        Hash::run(&Value::Pair(key, size), &TaskContext::for_test(), &mut Bare).unwrap().to_json()
    };
    // SHA-256 of nothing, and of eight zero bytes (FIPS 180-4 test values).
    assert_eq!(digest(0, 0), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_eq!(digest(0, 8), "af5570f5a1810b7af78caf4bc70a660f0df51e42baf91d4de5b2328de0e83dfc");
}

#[test]
fn blocks_do_not_change_the_digest() {
    let size = BLOCK as u64 + 4096;
    let Value::Bytes(blocks) = Hash::run(&Value::Pair(7, size), &TaskContext::for_test(), &mut Bare).unwrap()
    else {
        panic!()
    };
    let whole = 7u64.to_le_bytes().repeat(BLOCK / 8 + 512);
    assert_eq!(blocks, Sha256::digest(whole).to_vec());
}
