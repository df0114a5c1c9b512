use super::*;
use proptest::prelude::*;

/// A machine with these files below its folder of devices.
fn devices(files: &[(String, &str)]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = root.path().join("sys/devices").join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    root
}

fn topology(name: &str, lists: &[(u16, &'static str)]) -> tempfile::TempDir {
    let file = |(cpu, list): &(u16, &'static str)| (format!("system/cpu/cpu{cpu}/topology/{name}"), *list);
    devices(&lists.iter().map(file).collect::<Vec<_>>())
}

fn tree(siblings: &[(u16, &'static str)]) -> tempfile::TempDir {
    topology("thread_siblings_list", siblings)
}

fn capacities(of: &[(u16, &'static str)]) -> tempfile::TempDir {
    let file =
        |(cpu, capacity): &(u16, &'static str)| (format!("system/cpu/cpu{cpu}/cpu_capacity"), *capacity);
    devices(&of.iter().map(file).collect::<Vec<_>>())
}

fn named(classes: &[CoreClass]) -> Vec<(&str, &[u16])> {
    classes.iter().map(|class| (class.name.as_str(), &class.cpus[..])).collect()
}

#[test]
fn a_socket_is_told_once_by_its_first_cpu() {
    for name in ["package_cpus_list", "core_siblings_list"] {
        let two = topology(name, &[(0, "0-1,4-5\n"), (2, "2-3,6-7\n")]);
        assert_eq!(sockets(two.path(), &[0, 1, 2, 3, 4, 5, 6, 7]), [[0, 1, 4, 5], [2, 3, 6, 7]]);
        assert_eq!(sockets(two.path(), &[0, 2, 3]), [vec![0], vec![2, 3]], "only what may be used");
        assert!(sockets(two.path(), &[0, 1]).is_empty(), "only one is left");
        assert!(sockets(two.path(), &[0, 1, 9]).is_empty(), "of number 9 nobody knows");
    }
    assert!(sockets(devices(&[]).path(), &[0, 1]).is_empty());
}

#[test]
fn a_hybrid_machine_lists_its_kinds() {
    let lists = |core, atom| devices(&[("cpu_core/cpus".into(), core), ("cpu_atom/cpus".into(), atom)]);
    let cores = [vec![0, 1], vec![2, 3], vec![4], vec![5]];
    let hybrid = lists("0-3\n", "4-5\n");
    let found = classes(hybrid.path(), &cores);
    assert_eq!(named(&found), [("performance", &[0, 1, 2, 3][..]), ("efficiency", &[4, 5])]);
    assert!(classes(hybrid.path(), &cores[2..]).is_empty(), "one kind alone is no kind");
    assert!(classes(lists("0-1\n", "4-5\n").path(), &cores).is_empty(), "nobody knows what 2 is");
    assert!(classes(lists("0-3,4-5\n", "").path(), &cores).is_empty());
}

#[test]
fn a_capacity_makes_a_kind_of_cores_that_are_about_as_fast() {
    let one = |cpus: std::ops::Range<u16>| cpus.map(|cpu| vec![cpu]).collect::<Vec<_>>();
    let little = capacities(&[(0, "446\n"), (1, "446\n"), (2, "1024\n"), (3, "871\n")]);
    let found = classes(little.path(), &one(0..4));
    assert_eq!(named(&found), [("capacity 1024", &[2, 3][..]), ("capacity 446", &[0, 1])]);
    // Cores that are merely preferred to others of their kind.
    assert!(classes(capacities(&[(0, "1024"), (1, "996")]).path(), &one(0..2)).is_empty());
    assert!(classes(capacities(&[(0, "1024"), (1, "?")]).path(), &one(0..2)).is_empty());
    assert!(classes(devices(&[]).path(), &one(0..2)).is_empty());
    assert!(classes(devices(&[]).path(), &[vec![]]).is_empty());
}

#[test]
fn siblings_are_one_core_however_they_are_numbered() {
    let far = tree(&[(0, "0,2\n"), (1, "1,3\n"), (2, "0,2\n"), (3, "1,3\n")]);
    assert_eq!(cores(far.path(), &[0, 1, 2, 3]), [[0, 2], [1, 3]]);
    let near = tree(&[(0, "0-1\n"), (1, "0-1\n"), (2, "2-3\n"), (3, "2-3\n")]);
    assert_eq!(cores(near.path(), &[0, 1, 2, 3]), [[0, 1], [2, 3]]);
    assert_eq!(cores(near.path(), &[1, 2, 3]), [vec![1], vec![2, 3]], "only what may be used");
}

#[test]
fn threads_of_a_core_are_known_by_the_kernel_s_word_or_by_each_other() {
    let said = |text| devices(&[("system/cpu/smt/active".into(), text)]);
    assert_eq!(smt(said("1\n").path(), &[vec![0], vec![1]]), Some(true), "whichever of them may be used");
    assert_eq!(smt(said("0\n").path(), &[vec![0]]), Some(false));
    assert_eq!(smt(said("?").path(), &[vec![0, 2], vec![1]]), Some(true));
    assert_eq!(smt(devices(&[]).path(), &[vec![0], vec![1]]), None);
}

#[test]
fn numbers_are_written_as_the_kernel_does() {
    assert_eq!(ranges(&[0, 1, 2, 3, 8, 10, 11]), "0-3,8,10-11");
    assert_eq!((ranges(&[]), ranges(&[7]), ranges(&[u16::MAX])), (String::new(), "7".into(), "65535".into()));
    assert!(cpu_list(&ranges(&[1, 2, 5])).into_iter().eq([1, 2, 5]));
}

#[test]
fn without_a_word_each_cpu_is_a_core() {
    assert_eq!(cores(tree(&[]).path(), &[0, 5]), [[0], [5]]);
    assert_eq!(cores(tree(&[(0, "nonsense")]).path(), &[0]), [[0]]);
}

proptest! {
    #[test]
    fn no_text_can_do_more_than_say_nothing(text in ".{0,60}") {
        cpu_list(&text);
    }
}
