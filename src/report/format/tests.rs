use crate::report::FORMATS;

#[test]
fn every_format_is_found_by_its_name() {
    for format in FORMATS.iter() {
        assert_eq!(FORMATS.by_name(format.name()).unwrap().name(), format.name());
    }
}

#[test]
fn a_mistyped_name_leads_to_the_nearest() {
    let refused = FORMATS.by_name("jsno").unwrap_err().to_string();
    assert_eq!(
        refused,
        "there is no format \"jsno\": did you mean json? accepted: text, json, csv, markdown"
    );
}

#[test]
fn another_name_is_refused_in_the_same_words_everywhere() {
    let refused = [
        FORMATS.by_name("xml").unwrap_err().to_string(),
        crate::fidelity::report::FORMATS.by_name("xml").unwrap_err().to_string(),
        crate::scaling::output::FORMATS.by_name("xml").unwrap_err().to_string(),
    ];
    assert_eq!(refused[0], "there is no format \"xml\"; accepted: text, json, csv, markdown");
    assert_eq!(refused[1], "there is no format \"xml\"; accepted: text, json, markdown");
    assert_eq!(
        refused[2],
        "there is no format \"xml\"; accepted: text, json, csv, markdown, svg, html, benchstat"
    );
}
