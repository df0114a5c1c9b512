use super::*;

#[test]
fn a_panic_becomes_a_message_with_its_place() {
    let error = catch(|| panic!("task {} is odd", 7)).unwrap_err();
    assert!(error.starts_with("task 7 is odd (src/sys/panics/tests.rs:"), "{error}");
    assert_eq!(catch(|| 5), Ok(5));
}

#[test]
fn one_inside_another_leaves_the_outer_listening() {
    let outer = catch(|| {
        assert!(catch(|| panic!("inner")).is_err());
        panic!("outer");
    });
    assert!(outer.unwrap_err().starts_with("outer"));
}
