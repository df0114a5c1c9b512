use super::*;
use crate::probe::cgroup::tests::tree;
use proptest::prelude::*;

use crate::text::generated::matching;

fn zone(files: &[(&str, &str)]) -> Vec<Reading> {
    let files: Vec<_> =
        files.iter().map(|(name, text)| (format!("sys/class/thermal/thermal_zone3/{name}"), *text)).collect();
    readings(tree(&files.iter().map(|(path, text)| (path.as_str(), *text)).collect::<Vec<_>>()).path())
}

#[test]
fn the_lowest_trip_point_of_a_cpu_s_zone_is_its_limit() {
    let read = zone(&[
        ("type", "cpu-thermal\n"),
        ("temp", "61500\n"),
        ("trip_point_0_type", "active\n"),
        ("trip_point_0_temp", "55000\n"),
        ("trip_point_1_type", "passive\n"),
        ("trip_point_1_temp", "85000\n"),
        ("trip_point_2_type", "critical\n"),
        ("trip_point_2_temp", "110000\n"),
    ]);
    assert_eq!(read, [Reading { celsius: 61.5, limit: Some(85.0) }]);
}

#[test]
fn what_user_space_set_is_no_limit_and_what_firmware_left_is_none() {
    let read = zone(&[
        ("type", "x86_pkg_temp\n"),
        ("temp", "61000\n"),
        ("trip_point_0_type", "passive\n"),
        ("trip_point_0_temp", "65000\n"),
        ("trip_point_1_type", "critical\n"),
        ("trip_point_1_temp", "-274000\n"),
    ]);
    assert_eq!(read, [Reading { celsius: 61.0, limit: None }]);
    assert_eq!(zone(&[("type", "acpitz"), ("temp", "61000")]), []);
    for strange in ["", "x", "-5000", "4000000000000", "999000"] {
        assert_eq!(zone(&[("type", "cpu-thermal"), ("temp", strange)]), [], "{strange}");
    }
}

#[test]
fn sensors_of_a_cpu_have_a_limit_of_their_own() {
    let root = tree(&[
        ("sys/class/hwmon/hwmon2/name", "coretemp\n"),
        ("sys/class/hwmon/hwmon2/temp1_input", "71000\n"),
        ("sys/class/hwmon/hwmon2/temp1_crit", "100000\n"),
        ("sys/class/hwmon/hwmon2/temp7_input", "74000\n"),
        ("sys/class/hwmon/hwmon3/name", "nvme\n"),
        ("sys/class/hwmon/hwmon3/temp1_input", "99000\n"),
    ]);
    let mut read = readings(root.path());
    read.sort_by(|a, b| a.celsius.total_cmp(&b.celsius));
    let expected = [Reading { celsius: 71.0, limit: Some(100.0) }, Reading { celsius: 74.0, limit: None }];
    assert_eq!(read, expected);
    assert_eq!(hottest(&read), Some(74.0));
    assert_eq!(hottest(&readings(tree(&[]).path())), None);
}

#[test]
fn what_cores_and_sockets_counted_is_counted_once() {
    let file = |cpu: u16, name: &str| format!("sys/devices/system/cpu/cpu{cpu}/thermal_throttle/{name}");
    let mut files = Vec::new();
    for cpu in 0..4 {
        files.push((file(cpu, "core_throttle_count"), "3\n"));
        files.push((file(cpu, "package_throttle_count"), "10\n"));
    }
    let root = tree(&files.iter().map(|(path, text)| (path.as_str(), *text)).collect::<Vec<_>>());
    let alone = Machine { cores: vec![vec![0, 2], vec![1, 3]], ..Machine::with_cpus(4) };
    assert_eq!(throttles(root.path(), &alone), Some(16));
    let two = Machine { sockets: vec![vec![0, 2], vec![1, 3]], ..alone };
    assert_eq!(throttles(root.path(), &two), Some(26));
    assert_eq!(throttles(tree(&[]).path(), &two), None);
}

proptest! {
    #[test]
    fn no_text_makes_the_readers_panic(text in matching("-?[0-9]{0,12}\\PC{0,9}"), kind in matching("(cpu|passive|critical)?\\PC{0,6}")) {
        let _ = zone(&[
            ("type", &kind), ("temp", &text), ("trip_point_0_type", &kind), ("trip_point_0_temp", &text),
        ]);
    }
}
