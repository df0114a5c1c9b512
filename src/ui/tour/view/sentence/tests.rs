use super::*;

fn lines(sentence: &Sentence) -> Vec<&str> {
    sentence.lines.iter().map(|line| line.text.as_str()).collect()
}

#[test]
fn a_sentence_is_as_large_as_its_area_allows() {
    let fit = |size| Sentence::fitting("How many cores are busy?", size, &Glyphs::UNICODE);
    assert_eq!((fit((78, 20)).is_large(), fit((78, 20)).rows()), (true, 7));
    assert_eq!((fit((78, 6)).is_large(), fit((78, 6)).rows()), (true, 6));
    assert_eq!((fit((78, 5)).is_large(), fit((78, 5)).rows()), (false, 1));
    assert_eq!(lines(&fit((10, 3))), ["How many", "cores are", "busy?"]);
    assert_eq!(lines(&fit((10, 2))), ["How many", "cores are…"]);
    assert!(!Sentence::fitting("How?", (78, 20), &Glyphs::ASCII).is_large());
}

#[test]
fn of_several_sentences_the_one_that_matters_is_large() {
    let text =
        "A thread answers requests in microseconds. Beside it, one thread starts to compute. How long?";
    let fit = Sentence::fitting(text, (78, 8), &Glyphs::UNICODE);
    let large: Vec<_> = fit.lines.iter().filter(|line| line.large).map(|line| &line.text).collect();
    assert_eq!((large, fit.rows()), (vec![&"How long?".to_string()], 6));
    assert_eq!(parts("It took 1.5 s. That is long."), Some(("", "It took 1.5 s.", " That is long.")));
    assert_eq!((parts("It took 1.5 s."), parts("How long?")), (None, None));
}

#[test]
fn it_never_needs_more_rows_than_it_has() {
    let text = "4 threads, one lock: 1.02 cores busy. Why?";
    for width in 1..100 {
        for rows in 0..20 {
            let sentence = Sentence::fitting(text, (width, rows), &Glyphs::UNICODE);
            assert!(sentence.rows() <= rows, "{width}x{rows}: {sentence:?}");
        }
    }
}
