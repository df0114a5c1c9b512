use super::*;

const VALUES: Values = Values { task: 3, item: "it's a file", workers: 4 };

#[test]
fn a_value_is_a_part_of_one_word_whatever_is_in_it() {
    let line = CommandLine::parse("gzip -{N} {item} 'out {task}.gz'", false).unwrap();
    assert_eq!(line.arguments(&VALUES), ["gzip", "-4", "it's a file", "out 3.gz"]);
    assert_eq!(line.program(), Some("gzip"));
    let places = [Placeholder::Task, Placeholder::Item, Placeholder::Workers];
    assert!(places.into_iter().all(|place| line.has(place)));
    let shell = CommandLine::parse("cat {item} | wc > {task}", true).unwrap();
    assert_eq!(shell.arguments(&VALUES), ["sh", "-c", r"cat 'it'\''s a file' | wc > 3"]);
    assert_eq!((shell.program(), shell.has(Placeholder::Workers)), (Some("sh"), false));
    assert_eq!(CommandLine::parse("./run-{task} x", false).unwrap().program(), None);
}

#[test]
fn a_line_that_cannot_be_run_says_why() {
    let refused = |line: &str, shell| CommandLine::parse(line, shell).unwrap_err().to_string();
    assert!(refused(" ", false).starts_with("it is empty"));
    assert!(refused("", true).starts_with("it is empty"));
    assert!(refused("a > b", false).contains("needs a shell"));
    assert!(refused("a {taks}", true).contains("did you mean task?"));
}
