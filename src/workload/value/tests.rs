use super::*;

#[test]
fn many_bytes_are_told_by_their_hash() {
    assert_eq!(Value::Bytes(vec![0xab; 2]).to_json(), "abab");
    assert_eq!(Value::Bytes(vec![0; 64]).to_json(), "00".repeat(64));
    // head -c 1048576 /dev/zero | sha256sum
    assert_eq!(Value::Bytes(vec![0; 1 << 20]).to_json(), "1048576 bytes, sha256 30e14955ebf13522");
}

#[test]
fn a_beginning_is_short_whatever_the_value() {
    let text = Value::Text("é".repeat(1000));
    assert_eq!(text.beginning(), "é".repeat(24));
    assert_eq!(Value::Bytes(vec![0; 1 << 20]).beginning(), "1048576 bytes");
    assert_eq!([Value::Int(81), Value::Pair(1, 2)].map(|value| value.beginning()), ["81", "(1, 2)"]);
}

/// A tag, the length in as many groups of seven bits as it takes, and the bytes themselves.
#[test]
fn bytes_are_one_piece_on_the_wire() {
    let value = Value::Bytes(vec![200; 1000]);
    let wire = postcard::to_allocvec(&value).unwrap();
    assert_eq!((&wire[..3], wire.len()), (&[3, 0xe8, 0x07][..], 1003));
    assert_eq!(postcard::from_bytes::<Value>(&wire).unwrap(), value);
    let json = serde_json::to_string(&value).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), value);
}
