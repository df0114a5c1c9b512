use super::*;
use proptest::prelude::*;

use crate::text::generated::matching;

#[test]
fn looks_are_read_word_by_word() {
    assert_eq!(style("plain"), Ok(Style::new()));
    assert_eq!(style(""), Ok(Style::new()));
    assert_eq!(
        style("bold  white on red"),
        Ok(Style::new().add_modifier(Modifier::BOLD).fg(Color::White).bg(Color::Red))
    );
    assert_eq!(style("on 17"), Ok(Style::new().bg(Color::Indexed(17))));
    assert_eq!(
        style("#0aFf80 dim"),
        Ok(Style::new().fg(Color::Rgb(10, 255, 128)).add_modifier(Modifier::DIM))
    );
}

#[test]
fn what_is_no_look_says_what_is() {
    for wrong in ["bolt", "256", "-1", "#12345", "#1234567", "#ééé", "#+1+2+3", "lightred", "red,blue"] {
        let told = style(wrong).unwrap_err();
        assert!(
            told.contains("accepted") && told.contains("dark-gray") && told.contains("#rrggbb"),
            "{told}"
        );
        assert!(told.contains(&format!("{wrong:?}")), "{told}");
    }
}

proptest! {
    #[test]
    fn no_text_panics(text in matching("\\PC{0,40}")) {
        let _ = style(&text);
        let _ = style(&format!("#{text}"));
    }
}
