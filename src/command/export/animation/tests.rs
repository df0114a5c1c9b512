use super::*;

fn span(from: u64, until: Option<u64>, stride: u64) -> Span {
    let [from, stride] = [from, stride].map(Nanos);
    Span { from, until: until.map(Nanos), step: 0.25, stride, hold: 4.0 }
}

#[test]
fn moments_are_apart_by_the_stride_and_end_with_the_recording() {
    let moments = |span: Span, length| {
        span.moments(Nanos(length)).map(|all| all.iter().map(|m| m.0).collect::<Vec<_>>())
    };
    assert_eq!(moments(span(0, None, 10), 25).unwrap(), [0, 10, 20, 25]);
    assert_eq!(moments(span(0, None, 10), 30).unwrap(), [0, 10, 20, 30]);
    assert_eq!(moments(span(5, Some(26), 10), 90).unwrap(), [5, 15, 25, 26]);
    assert_eq!(moments(span(5, Some(900), 50), 90).unwrap(), [5, 55, 90]);
    assert_eq!(moments(span(7, Some(7), 10), 90).unwrap(), [7], "one moment");
    assert_eq!(moments(span(0, None, 10), 0).unwrap(), [0], "an empty recording");
}

#[test]
fn what_cannot_be_shown_is_refused_with_what_can() {
    let refused = |span: Span, length| span.moments(Nanos(length)).unwrap_err().to_string();
    let late = refused(span(2_000_000_000, None, 10), 1_500_000_000);
    assert_eq!(late, "--from 2 is after the end of the recording, which is 1.50 s long");
    let many = refused(span(0, None, 1), 600);
    assert!(many.starts_with("an animation of 601 frames: at most 600; take fewer with --fps"), "{many}");
    assert_eq!(span(0, None, 1).moments(Nanos(599)).unwrap().len(), 600);
}
