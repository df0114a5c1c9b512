use super::*;
use crate::ui::script::Script;

fn names(script: &Script) -> Vec<(String, usize)> {
    groups(&script.model_at(2.0)).into_iter().map(|group| (group.name, group.cores.len())).collect()
}

#[test]
fn cores_are_grouped_by_what_is_known_of_them() {
    let script = Script::of(&["gil", "pool"]);
    assert_eq!(names(&script.clone().on(2, 8)), [(String::new(), 8)]);
    assert_eq!(names(&script.clone().on(2, 64)), [("socket 0".into(), 32), ("socket 1".into(), 32)]);
    let hybrid = script.clone().on(2, 12).hybrid();
    assert_eq!(names(&hybrid), [("performance".into(), 8), ("efficiency".into(), 4)]);
    assert_eq!(names(&script.clone().on(2, 8).split()), [("gil".into(), 4), ("pool".into(), 4)]);
    let uneven = script.on(2, 9).split();
    assert_eq!(names(&uneven)[2], ("no lane".into(), 1), "what nobody has is not lost");
}
