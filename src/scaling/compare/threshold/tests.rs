use super::*;

#[test]
fn a_threshold_is_of_the_whole_unless_it_says_of_what() {
    let of = |kind, ratio| Ok(Threshold { kind, ratio });
    for (text, expected) in [
        ("0.95", of(RatioKind::Whole, 0.95)),
        ("whole:1", of(RatioKind::Whole, 1.0)),
        ("core:0.9", of(RatioKind::Core, 0.9)),
        ("scaling:1.05", of(RatioKind::Scaling, 1.05)),
    ] {
        assert_eq!(text.parse::<Threshold>(), expected, "{text}");
    }
    for wrong in ["", "0", "-1", "nan", "inf", "1e9", "cores:0.9", "core:", "core", "0.9:core"] {
        assert!(wrong.parse::<Threshold>().is_err(), "{wrong}");
    }
}
