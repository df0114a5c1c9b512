use super::*;

fn samples(text: &str) -> Vec<(u32, f64)> {
    let numbers = numbers(text).unwrap_or_else(|flaw| panic!("{text:?}: {flaw:?}"));
    numbers.series[0].samples.iter().map(|sample| (sample.workers, sample.wall_s)).collect()
}

#[test]
fn rows_are_read_however_they_are_separated() {
    let expected = [(1, 10.0), (1, 11.0), (2, 5.5)];
    for text in [
        "1,10,11\n2,5.5\n",
        "1;10;11\n2;5.5",
        "1\t10\t11\n2\t5.5\n",
        "1 10  11\n2 5.5\n",
        "\u{feff}n,seconds\r\n1,10\r\n2,5.5\r\n1,11\r\n",
        "# by hand\n\n  1 , 10 , 11 \n # and\n2,5.5,,\n",
        "\"n\",\"time\"\n\"1\",\"10\",\"11\"\n2.0,5.5\n",
    ] {
        let mut found = samples(text);
        found.sort_by(|a, b| a.partial_cmp(b).expect("no NaN"));
        assert_eq!(found, expected, "{text:?}");
    }
}

#[test]
fn a_header_says_what_the_values_are() {
    for (header, second) in [
        ("seconds", 4.0),
        ("time_ms", 4e-3),
        ("wall (µs)", 4e-6),
        ("real ns", 4e-9),
        ("minutes", 240.0),
        ("throughput", 0.25),
        ("rate", 0.25),
        ("req/s", 0.25),
        ("items_per_second", 0.25),
    ] {
        let text = format!("n,{header}\n1,4\n");
        let found = samples(&text)[0].1;
        assert!((found / second - 1.0).abs() < 1e-12, "{header}: {found}");
        let numbers = numbers(&text).expect("it is CSV");
        assert_eq!(
            (numbers.rates, numbers.notes.is_empty()),
            ((second - 0.25).abs() < 1e-9, header == "seconds")
        );
    }
}

#[test]
fn an_error_has_its_line_its_column_and_what_is_accepted() {
    for (text, place, reason) in [
        ("1,10\n2,abc\n", ", line 2, column 3", "\"abc\" is no number; accepted is a time above 0"),
        ("1,10\n 2 , 5 , -1\n", ", line 2, column 10", "\"-1\" is not above 0"),
        ("1,0\n", ", line 1, column 3", "\"0\" is not above 0"),
        ("1,inf\n", ", line 1, column 3", "\"inf\" is beyond what can be measured"),
        ("1,NaN\n", ", line 1, column 3", "\"NaN\" is not above 0"),
        ("1,1e99\n", ", line 1, column 3", "beyond"),
        (
            "n,s\n1,2\nx,3\n",
            ", line 3, column 1",
            "\"x\" is no number of workers; accepted is a whole number from 1",
        ),
        ("0,3\n", ", line 1, column 1", "\"0\" is no number of workers"),
        ("1.5,3\n", ", line 1, column 1", "\"1.5\" is no number of workers"),
        ("1,10\n2\n", ", line 2, column 2", "N = 2 has no value; accepted are rows n,value"),
        ("1,10\n2,\n", ", line 2, column 3", "N = 2 has no value"),
        ("1;115,08\n", ", line 1, column 3", "decimals follow a point"),
        ("hello\n", ", line 1, column 1", "\"hello\" is no number of workers"),
        ("ä\t1\n", ", line 1, column 1", "\"ä\" is no number of workers"),
        ("n,s\n", "", "has no row of numbers"),
        ("# nothing\n", "", "has no row of numbers"),
    ] {
        let flaw = numbers(text).expect_err(text);
        assert_eq!(flaw.place, place, "{text:?}: {}", flaw.reason);
        assert!(flaw.reason.contains(reason), "{text:?}: {}", flaw.reason);
    }
}
