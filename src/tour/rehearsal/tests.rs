use super::*;
use crate::text::width::tests::assert_fits;
use crate::tour::fixture::{run, scene};
use crate::tour::{Provenance, Verdict};

fn performed(number: usize, verdict: bool, recorded: bool) -> Performed {
    let machine = "AMD EPYC, 2 CPUs".into();
    Performed {
        scene: number,
        provenance: if recorded { Provenance::Recorded { machine } } else { Provenance::Live { machine } },
        seconds: 7.04,
        reports: Vec::new(),
        verdict: verdict.then(|| Verdict { rule: 0, choice: None, text: "2.0 times as fast.".into() }),
        obstacle: (recorded || !verdict).then(|| "there is no Python".into()),
        take: None,
    }
}

#[test]
fn the_table_tells_what_will_be_shown_and_why() {
    let scenes: Vec<Scene> = ["one", "two", "three"]
        .map(|name| Scene { name: name.into(), ..scene(vec![run(&["--lanes", "gil"])]) })
        .into();
    let all = [performed(0, true, false), performed(1, true, true), performed(2, false, false)];
    let text = table(&scenes, &all, 80);
    assert_fits(&text, 80);
    for told in ["live", "recorded", "NONE", "one: 2.0 times as fast.", "since there is no Python"] {
        assert!(text.contains(told), "{told}: {text}");
    }
    assert!(will_do(&all[..2]) && !will_do(&all));
}
