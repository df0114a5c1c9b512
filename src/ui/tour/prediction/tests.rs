use super::*;

fn typed(text: &str) -> Prediction {
    let mut prediction = Prediction::default();
    prediction.set(text, 4).expect("numbers");
    prediction
}

#[test]
fn votes_add_up_and_the_last_is_taken_back() {
    let mut room = Prediction::default();
    assert_eq!((room.favourite(), room.share(0), room.take_back()), (None, 0.0, false));
    for choice in [0, 2, 2, 9] {
        room.add(choice);
    }
    assert_eq!((room.total(), room.favourite(), room.votes(2)), (3, Some(2), 2));
    assert!((room.share(2) - 2.0 / 3.0).abs() < 1e-9);
    assert!(room.take_back());
    assert_eq!((room.votes(2), room.favourite()), (1, None), "two choices have as many");
}

#[test]
fn a_count_of_hands_is_typed_at_once() {
    assert_eq!(typed("12 30 4 1").votes, [12, 30, 4, 1]);
    assert_eq!(typed(" 3,4").votes, [3, 4, 0, 0]);
    for refused in ["", "one", "1 2 3 4 5", "-1", "100000"] {
        let mut room = typed("1 2");
        let said = room.set(refused, 4).unwrap_err();
        assert!(said.starts_with("Accepted: up to 4 numbers"), "{said}");
        assert_eq!(room, typed("1 2"), "{refused} changes nothing");
    }
    assert!(typed("1").clone().set("1 2 3", 2).is_err(), "the scene has two choices");
}

#[test]
fn after_a_count_single_votes_are_added_to_it() {
    let mut room = typed("5 5");
    room.add(1);
    assert_eq!((room.favourite(), room.take_back(), room.take_back()), (Some(1), true, false));
}
