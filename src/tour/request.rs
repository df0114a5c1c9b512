//! The words of a scene's race as choices: the same settings with the same values as after `coreograph race`.

use crate::race::Choices;
use crate::race::setting::{Arity, SETTINGS, set_all};

/// The choices that these words make: `--lanes gil,pool`, `--seconds=3`.
///
/// # Errors
/// The word that is not accepted, and what is.
pub(crate) fn choices(words: &[String]) -> Result<Choices, String> {
    let mut values: Vec<Vec<String>> = vec![Vec::new(); SETTINGS.len()];
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let option = word.strip_prefix("--").ok_or_else(|| unknown(word))?;
        let (flag, attached) = option.split_once('=').map_or((option, None), |(flag, to)| (flag, Some(to)));
        let place =
            SETTINGS.iter().position(|setting| setting.flag() == flag).ok_or_else(|| unknown(word))?;
        let value = match attached {
            Some(value) => value,
            None => words.next().ok_or_else(|| format!("{word} needs a value"))?,
        };
        match SETTINGS[place].arity() {
            Arity::List => values[place].extend(value.split(',').map(str::to_string)),
            Arity::One => values[place] = vec![value.to_string()],
            Arity::Repeated => values[place].push(value.to_string()),
        }
    }
    let mut choices = Choices::default();
    for (setting, values) in SETTINGS.iter().zip(&values) {
        set_all(*setting, &mut choices, values).map_err(|error| format!("--{}: {error}", setting.flag()))?;
    }
    Ok(choices)
}

fn unknown(word: &str) -> String {
    let flags = SETTINGS.iter().map(|setting| format!("--{}", setting.flag()));
    format!("there is no option {word}; accepted: {}", flags.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::race::LaneChoice;
    use crate::workload::Kind;

    fn read(text: &str) -> Result<Choices, String> {
        choices(&text.split_whitespace().map(str::to_string).collect::<Vec<_>>())
    }

    #[test]
    fn words_make_the_choices_that_they_make_on_the_command_line() {
        let read = read("--lanes gil,pool --workload hash --seconds=3 --chunk 4 --fault kill:0@1s").unwrap();
        assert_eq!(read.lanes, [LaneChoice::of("gil"), LaneChoice::of("pool")]);
        assert_eq!((read.workload, read.chunk, read.faults.len()), (Kind::Hash, 4, 1));
        assert!((read.seconds.seconds - 3.0).abs() < 1e-9 && read.seconds.given);
        assert_eq!(choices(&[]), Ok(Choices::default()));
    }

    #[test]
    fn other_words_are_an_error_with_what_is_accepted() {
        for (wrong, told) in [
            ("--lane gil", "--lanes"),
            ("gil", "--lanes"),
            ("--chunk", "needs a value"),
            ("--workload nothing", "--workload: "),
            ("--headless", "there is no option --headless"),
        ] {
            assert!(read(wrong).unwrap_err().contains(told), "{wrong}");
        }
    }
}
