use super::*;

fn mixed() -> Vec<Value> {
    vec![Value::Int(1), Value::Text("x".into()), Value::Bytes(vec![0, 255])]
}

#[test]
fn numbers_and_anything_else_arrive_as_they_were_sent() {
    let numbers: Vec<Value> = (0..300).map(|n| Value::Int(n << 50)).collect();
    for values in [Vec::new(), numbers, mixed()] {
        let sent: Values = values.iter().cloned().collect();
        assert_eq!(sent.len(), values.len());
        let bytes = postcard::to_allocvec(&sent).unwrap();
        let arrived = postcard::from_bytes::<Values>(&bytes).unwrap();
        assert_eq!(arrived.into_iter().collect::<Vec<_>>(), values);
    }
    assert!(
        postcard::from_bytes::<Values>(&[0, 7, 1, 2, 3, 4, 5, 6, 7]).is_err(),
        "seven bytes are no number"
    );
}

#[test]
fn each_has_a_beginning() {
    let numbers: Values = [0, 81].map(Value::Int).into_iter().collect();
    assert_eq!(numbers.beginnings(), ["0", "81"]);
    assert_eq!(mixed().into_iter().collect::<Values>().beginnings(), ["1", "x", "2 bytes"]);
}

#[test]
fn only_a_single_large_value_leaves_its_message() {
    let large = Value::Bytes(vec![7; LARGE]);
    let mut one: Values = [large.clone()].into_iter().collect();
    let bytes = one.detach();
    assert_eq!((bytes.as_ref().map(Vec::len), &one), (Some(LARGE), &Values::Detached));
    assert!(!one.clone().attach(None), "it is missing");
    assert!(one.attach(bytes));
    assert_eq!(one.into_iter().next(), Some(large.clone()));
    let mut two: Values = [large, Value::Int(1)].into_iter().collect();
    assert_eq!(two.detach(), None);
    assert!(!two.attach(Some(Vec::new())), "it was not asked for");
    assert_eq!(mixed().into_iter().collect::<Values>().detach(), None);
}
