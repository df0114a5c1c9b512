use super::*;

fn scanned<'a>(text: &'a str, n: &str) -> ScannedCommand<'a> {
    ScannedCommand { text, n: n.into() }
}

#[test]
fn commands_that_differ_in_n_alone_are_one() {
    let commands =
        [scanned("xz -T1 f16.tar", "1"), scanned("xz -T2 f16.tar", "2"), scanned("xz -T16 f16.tar", "16")];
    for a in &commands {
        assert!(commands.iter().all(|b| a.is_like(b)));
    }
    assert_eq!(template(&commands), "xz -T{N} f16.tar");
    assert_eq!(template(&commands[..1]), "xz -T1 f16.tar");
    assert_eq!(template(&[]), "");
}

#[test]
fn another_command_is_another() {
    let first = scanned("xz -T1 a", "1");
    for (text, n) in
        [("xz -T2 b", "2"), ("xz -T3 a", "2"), ("xz -T2", "2"), ("xz -9 -T2 a", "2"), ("xz -T2 a", "1")]
    {
        assert!(!first.is_like(&scanned(text, n)), "{text}");
    }
    assert!(first.is_like(&scanned("xz -T1 a", "4")), "a command may not use N");
}
