use super::*;

#[test]
fn a_moment_is_read_as_it_is_written() {
    for text in [
        "start",
        "2.5s",
        "0s",
        "started pool",
        "finished gil:4",
        "death",
        "replaced",
        "interval-changed",
        "end",
    ] {
        assert_eq!(Moment::read(text).map(|moment| moment.to_string()), Ok(text.into()));
    }
    assert_eq!(Moment::read(" finished  gil "), Ok(Moment::LaneFinished("gil".into())));
}

#[test]
fn another_word_leads_to_the_accepted_ones() {
    assert!(Moment::read("deth").unwrap_err().contains("did you mean death?"));
    for wrong in ["", "s", "-1s", "NaNs", "61s", "infs", "started", "finished", "2.5"] {
        assert!(Moment::read(wrong).unwrap_err().contains("accepted"), "{wrong}");
    }
}
