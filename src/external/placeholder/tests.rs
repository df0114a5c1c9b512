use super::*;
use Piece::{Place, Text};

#[test]
fn a_text_falls_into_pieces() {
    let text = |text: &str| Text(text.into());
    assert_eq!(pieces("in/{task}.png").unwrap(), [text("in/"), Place(Placeholder::Task), text(".png")]);
    assert_eq!(pieces("-T{N}").unwrap(), [text("-T"), Place(Placeholder::Workers)]);
    assert_eq!(pieces("{item}{item}").unwrap(), [Place(Placeholder::Item), Place(Placeholder::Item)]);
    for plain in ["", "a", "{ print $1 }", "{", "}", "a{1,2}", "${HOME}", "{}"] {
        assert_eq!(pieces(plain).unwrap(), [text(plain)], "{plain}");
    }
    assert_eq!(pieces("{{print}").unwrap(), [text("{print}")]);
}

#[test]
fn a_name_that_is_none_leads_to_the_nearest() {
    assert_eq!(
        pieces("x {tsk}").unwrap_err().to_string(),
        "there is no placeholder {tsk}: did you mean task? accepted: {task}, {item}, {N}, and {{ for a brace"
    );
}
