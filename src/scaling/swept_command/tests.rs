use super::*;

fn xz() -> SweptCommand {
    let text = "/usr/bin/xz -T{N} x".into();
    SweptCommand { command: CommandPlan { text, warmup: 1, ..CommandPlan::default() }, scales_itself: true }
}

fn with(change: fn(&mut CommandPlan)) -> SweptCommand {
    let mut changed = xz();
    change(&mut changed.command);
    changed
}

#[test]
fn a_command_is_told_its_workers_only_if_it_asks_for_them() {
    assert_eq!((xz().name(), xz().plan(4).own_workers), ("xz", Some(4)));
    let copies = SweptCommand { scales_itself: false, ..xz() };
    assert_eq!((copies.plan(4).own_workers, copies.plan(4).warmup), (None, 1));
    assert_ne!(xz().label(), copies.label());
}

#[test]
fn a_command_is_the_same_with_other_steps_around_all_runs_and_not_with_other_runs() {
    for same in [
        with(|it| it.warmup = 3),
        with(|it| it.setup = Some("make".into())),
        with(|it| it.cleanup = Some("make clean".into())),
    ] {
        assert_eq!(xz(), same);
    }
    for other in [
        with(|it| it.text.push('y')),
        with(|it| it.shell = true),
        with(|it| it.prepare = Some("sync".into())),
        SweptCommand { scales_itself: false, ..xz() },
    ] {
        assert_ne!(xz(), other);
    }
}
