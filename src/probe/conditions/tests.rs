use super::*;
use crate::probe::cgroup::tests::tree;

#[test]
fn governors_are_named_once() {
    let file = |cpu: u16| format!("sys/devices/system/cpu/cpu{cpu}/cpufreq/scaling_governor");
    let root = tree(&[
        (&file(0), "powersave\n"),
        (&file(1), "performance\n"),
        (&file(2), "powersave\n"),
        (&file(3), "\n"),
    ]);
    assert_eq!(governors(root.path(), &[0, 1, 2, 3, 4]), ["performance", "powersave"]);
    assert_eq!(governors(root.path(), &[7]), [""; 0]);
}

#[test]
fn a_driver_that_borrows_the_name_holds_nothing_down() {
    let held = |driver: &str, governor: &str| {
        let file = |name: &str| format!("sys/devices/system/cpu/cpu1/cpufreq/{name}");
        let root = tree(&[(&file("scaling_driver"), driver), (&file("scaling_governor"), governor)]);
        held_down(root.path(), &[0, 1])
    };
    assert_eq!(held("acpi-cpufreq\n", "powersave\n"), 1);
    assert_eq!(held("", "powersave"), 1);
    assert_eq!(held("intel_pstate\n", "powersave\n"), 0);
    assert_eq!(held("amd-pstate-epp", "powersave"), 0);
    assert_eq!(held("intel_cpufreq", "powersave"), 1, "the same driver, passive");
    assert_eq!(held("acpi-cpufreq", "schedutil"), 0);
}

#[test]
fn load_is_the_first_of_five_words() {
    let of = |text| load(tree(&[("proc/loadavg", text)]).path());
    assert!(of("2.53 1.04 0.77 3/412 28083\n").is_some_and(|load| (load - 2.53).abs() < 1e-9));
    for strange in ["", "x 1 2", "-1.0 0 0", "inf", "NaN"] {
        assert_eq!(of(strange), None, "{strange}");
    }
    assert_eq!(load(tree(&[]).path()), None);
}

#[test]
fn pressure_is_a_share() {
    let of = |text| pressure(tree(&[("proc/pressure/cpu", text)]).path());
    let told = of(
        "some avg10=12.50 avg60=3.00 avg300=1.00 total=7\nfull avg10=1.00 avg60=0.00 avg300=0.00 total=0\n",
    );
    assert!(told.is_some_and(|share| (share - 0.125).abs() < 1e-9));
    for strange in ["", "some", "some avg10=x", "some avg10=-1.0", "full avg10=2.0", "some avg10=NaN"] {
        assert_eq!(of(strange), None, "{strange}");
    }
    assert_eq!(pressure(tree(&[]).path()), None);
}
