use super::*;

#[test]
fn words_are_offered_and_values_are_read_without_spaces_around_them() {
    let read = |text: &str| if text == "one" { Ok(1) } else { Err("accepted: one") };
    let parser = Listed::new([("one", "the first"), ("two", "")], read);
    let words: Vec<PossibleValue> = parser.possible_values().expect("there is a list").collect();
    assert_eq!(words.iter().map(PossibleValue::get_name).collect::<Vec<_>>(), ["one", "two"]);
    assert_eq!(words.iter().map(|word| word.get_help().is_some()).collect::<Vec<_>>(), [true, false]);
    let arg = Arg::new("n").long("n").value_delimiter(',').value_parser(parser).num_args(1);
    let command = Command::new("test").arg(arg.action(clap::ArgAction::Append));
    let matches = command.clone().try_get_matches_from(["test", "--n", "one, one"]).expect("spaces are fine");
    assert_eq!(matches.get_many::<i32>("n").map(Iterator::count), Some(2));
    let refused = command.try_get_matches_from(["test", "--n", "three"]).unwrap_err().to_string();
    assert!(refused.contains("'three' for '--n <n>': accepted: one"), "{refused}");
}
