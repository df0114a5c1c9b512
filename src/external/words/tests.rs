use super::*;
use proptest::prelude::*;

#[test]
fn a_line_is_split_as_a_shell_splits_it() {
    for (line, words) in [
        ("xz -T1 -kc big.tar", vec!["xz", "-T1", "-kc", "big.tar"]),
        ("  a\tb  ", vec!["a", "b"]),
        (r#"sh -c "sleep $(echo 1 | bc)""#, vec!["sh", "-c", "sleep $(echo 1 | bc)"]),
        (r"awk '{print $1}' 'it'\''s'", vec!["awk", "{print $1}", "it's"]),
        (r#"a "b \"c\" \d" e\ f"#, vec!["a", r#"b "c" \d"#, "e f"]),
        (r#"a '' "" b"#, vec!["a", "", "", "b"]),
        ("cost=5$ a#b a~b", vec!["cost=5$", "a#b", "a~b"]),
        ("", vec![]),
    ] {
        assert_eq!(split(line).unwrap(), words, "{line}");
    }
}

#[test]
fn what_needs_a_shell_is_named_with_its_column() {
    for (line, told) in [
        ("a | b", "| in column 3 needs a shell: add --shell, or quote it"),
        ("cat *.c", "the pattern * in column 5 needs a shell: add --shell, or quote it"),
        ("echo $HOME", "the $ in column 6 needs a shell: add --shell, or quote it"),
        ("ls ~/x", "the ~ in column 4 needs a shell: add --shell, or quote it"),
        ("a 2>&1", "> in column 4 needs a shell: add --shell, or quote it"),
        ("a 'b", "the quote ' in column 3 has no end"),
        ("a \"b", "the quote \" in column 3 has no end"),
    ] {
        assert_eq!(split(line).unwrap_err().to_string(), told);
    }
}

proptest! {
    #[test]
    fn whatever_is_quoted_is_one_word(texts in proptest::collection::vec(".{0,12}", 0..5)) {
        let line: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
        prop_assert_eq!(split(&line.join(" ")), Ok(texts));
    }

    #[test]
    fn no_line_is_too_odd(line in ".{0,40}") {
        let _ = split(&line);
    }
}
