use super::*;
use crate::probe::cgroup::tests::tree;
use std::fs;

const TEMPERATURE: &str = "sys/class/hwmon/hwmon0/temp1_input";
const COUNT: &str = "sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count";

#[test]
fn near_its_limit_it_is_hot_and_says_so() {
    let root = tree(&[
        ("sys/class/hwmon/hwmon0/name", "k10temp\n"),
        ("sys/class/hwmon/hwmon0/temp1_crit", "95000\n"),
        (TEMPERATURE, "86900\n"),
    ]);
    let mut heat = Heat::at(root.path(), &Machine::with_cpus(2));
    assert_eq!(heat.hot(), None);
    fs::write(root.path().join(TEMPERATURE), "87000\n").unwrap();
    assert_eq!(heat.hot().as_deref(), Some("the CPU has 87 °C, and its limit is 95 °C"));
    fs::write(root.path().join(TEMPERATURE), "60000\n").unwrap();
    assert_eq!(heat.hot(), None, "it has cooled down");
}

#[test]
fn a_clock_that_was_lowered_is_told_once() {
    let root = tree(&[(COUNT, "7\n")]);
    let mut heat = Heat::at(root.path(), &Machine::with_cpus(2));
    assert_eq!(heat.hot(), None, "what was before does not count");
    fs::write(root.path().join(COUNT), "8\n").unwrap();
    assert_eq!(heat.hot().as_deref(), Some("the CPU lowered its clock once because of its heat"));
    assert_eq!(heat.hot(), None);
    fs::write(root.path().join(COUNT), "11\n").unwrap();
    assert_eq!(heat.hot().as_deref(), Some("the CPU lowered its clock 3 times because of its heat"));
    fs::write(root.path().join(COUNT), "0\n").unwrap();
    assert_eq!(heat.hot(), None, "a counter that went backwards says nothing");
}

#[test]
fn where_nobody_knows_it_is_not_hot() {
    assert_eq!(Heat::at(tree(&[]).path(), &Machine::with_cpus(2)).hot(), None);
}
