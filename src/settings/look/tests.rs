use super::*;

#[test]
fn the_locale_decides_between_utf8_and_ascii() {
    let with = |set: &'static [(&str, &str)]| {
        is_utf8(move |name| set.iter().find(|(n, _)| *n == name).map(|(_, v)| OsString::from(v))).0
    };
    assert!(with(&[]));
    assert!(with(&[("LANG", "de_DE.UTF-8")]));
    assert!(with(&[("LC_ALL", "C.utf8"), ("LANG", "C")]));
    assert!(!with(&[("LANG", "C")]));
    assert!(!with(&[("LC_ALL", "POSIX"), ("LANG", "de_DE.UTF-8")]));
}

#[test]
fn a_theme_that_cannot_be_used_gives_way_to_the_usual_one_and_is_named() {
    let lower = LowerLayers::default();
    let (theme, diagnostics) = of_picture(Some("drak"), lower.clone());
    assert_eq!(theme.name, built_in::USUAL);
    assert!(diagnostics[0].message.contains("\"drak\"") && diagnostics[0].message.contains("high-contrast"));
    let (theme, diagnostics) = of_picture(Some("light"), lower);
    assert_eq!((theme.name.as_str(), diagnostics.len()), ("light", 0));
}
