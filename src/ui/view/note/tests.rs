use super::*;

fn doubt() -> Doubt {
    Doubt {
        kind: "busy-machine".into(),
        message: "other programs used 31 % of the cores before the start".into(),
        advice: "close them and run again".into(),
        lane: None,
    }
}

fn lines(count: usize, width: u16, rows: usize) -> Vec<String> {
    Note { wordings: wordings(&doubt(), count), style: Style::new() }.lines(width, rows, "…")
}

#[test]
fn a_doubt_takes_the_rows_that_are_free() {
    let whole = "Doubt: other programs used 31 % of the cores before the start; close them and run again";
    assert_eq!(lines(1, 100, 1), [whole]);
    assert_eq!(lines(1, 60, 2).join(" "), whole);
    assert!(lines(1, 60, 2).iter().all(|line| line.len() <= 60));
}

#[test]
fn where_a_doubt_has_no_room_it_says_what_to_do_and_where_the_rest_stands() {
    assert_eq!(lines(1, 78, 1), ["Doubt (? says why): busy-machine: close them and run again"]);
    assert_eq!(lines(3, 78, 1), ["3 doubts (? shows all): busy-machine: close them and run again"]);
    assert_eq!(lines(3, 50, 1), ["3 doubts: busy-machine: close them and run again"]);
    assert_eq!(lines(3, 20, 1), ["3 doubts: …"]);
}

#[test]
fn no_note_is_longer_than_its_rows() {
    for width in 1..90 {
        for rows in 0..4 {
            assert!(lines(2, width, rows).len() <= rows, "{width} {rows}");
        }
    }
}
