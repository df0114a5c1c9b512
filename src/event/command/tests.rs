use super::*;

#[test]
fn usages_add_up_and_the_largest_memory_stays() {
    let one = Usage { user: Nanos(3), system: Nanos(1), peak_rss: Some(7), waits: 2, preemptions: 1 };
    let mut all = Usage::default();
    for usage in [one, Usage { peak_rss: None, ..one }, Usage { peak_rss: Some(5), ..one }] {
        all += &usage;
    }
    assert_eq!((all.cpu(), all.peak_rss, all.waits, all.preemptions), (Nanos(12), Some(7), 6, 3));
}

#[test]
fn a_recording_does_not_contain_the_items() {
    let plan = CommandPlan {
        text: "gzip {item}".into(),
        items: vec!["a".to_string()].into(),
        ..CommandPlan::default()
    };
    let read: CommandPlan = serde_json::from_str(&serde_json::to_string(&plan).unwrap()).unwrap();
    assert_eq!(read, CommandPlan { items: Arc::default(), ..plan });
}
