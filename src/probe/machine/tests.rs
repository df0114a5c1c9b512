use super::*;

#[test]
fn this_machine_is_described() {
    let machine = machine();
    assert!(machine.usable_cpus >= 1 && machine.logical_cpus >= machine.usable_cpus, "{machine:?}");
    assert!(!machine.cpu.is_empty() && !machine.os.is_empty() && machine.memory > 0, "{machine:?}");
    assert!(machine.cpus.is_sorted(), "{machine:?}");
    assert!(machine.quota.is_none_or(|q| q > 0.0));
    assert!(machine.sockets.len() != 1 && machine.classes.len() != 1, "{machine:?}");
    #[cfg(target_os = "linux")]
    assert_eq!(machine.cpus.len(), machine.usable_cpus as usize);
}

#[test]
fn memory_that_is_not_allowed_is_not_there() {
    assert_eq!([memory(8, None), memory(8, Some(3)), memory(8, Some(9)), memory(0, Some(5))], [8, 3, 8, 5]);
}

#[test]
fn a_cpu_without_a_name_says_so() {
    assert_eq!(brand("  AMD   EPYC \n"), "AMD EPYC");
    assert_eq!(brand(" \t"), "unknown CPU");
}

#[cfg(target_os = "linux")]
#[test]
fn the_list_of_allowed_cpus_is_read_whole_or_not_at_all() {
    let list = |l: &str| allowed_list(&format!("Name:\tx\nCpus_allowed_list:\t{l}\nMems_allowed:\t1\n"));
    assert_eq!(list("0-3,8,1200-1201"), [0, 1, 2, 3, 8, 1200, 1201]);
    assert_eq!(list("5"), [5]);
    for broken in ["", "0-", "a-b", "1,,2", "70000", "0-3,x"] {
        assert_eq!(list(broken), [0_u16; 0], "{broken}");
    }
    assert_eq!(allowed_list("nothing here"), [0_u16; 0]);
}
