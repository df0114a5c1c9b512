use super::*;
use crate::probe::cgroup::tests::tree;
use proptest::prelude::*;

use crate::text::generated::matching;

#[test]
fn the_fastest_of_the_usable_cpus_counts() {
    let file = |cpu: u16, name: &str| format!("sys/devices/system/cpu/cpu{cpu}/cpufreq/{name}");
    let root = tree(&[
        (&file(0, "cpuinfo_max_freq"), "4700000\n"),
        (&file(1, "cpuinfo_max_freq"), "3500000\n"),
        (&file(1, "scaling_cur_freq"), "800123\n"),
        (&file(2, "scaling_cur_freq"), "<unknown>\n"),
        ("proc/cpuinfo", "cpu MHz\t\t: 2596.144\ncpu MHz\t\t: 2601.7\n"),
    ]);
    let at = root.path();
    assert_eq!((highest(at, &[0, 1]), highest(at, &[1]), highest(at, &[9])), (Some(4700), Some(3500), None));
    assert_eq!((current(at, &[0, 1]), current(at, &[2])), (Some(800), Some(2602)));
    assert_eq!((highest(tree(&[]).path(), &[0]), current(tree(&[]).path(), &[0])), (None, None));
}

#[test]
fn boost_has_three_names() {
    let of = |path, text| boost(tree(&[(path, text)]).path());
    assert_eq!(of("sys/devices/system/cpu/cpufreq/boost", "1\n"), Some(true));
    assert_eq!(of("sys/devices/system/cpu/intel_pstate/no_turbo", "1\n"), Some(false));
    assert_eq!(of("sys/devices/system/cpu/cpufreq/policy0/boost", "0\n"), Some(false));
    assert_eq!(of("sys/devices/system/cpu/cpufreq/boost", "perhaps"), None);
    assert_eq!(boost(tree(&[]).path()), None);
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(text in matching("(cpu MHz)?[\t :]*(-?[0-9]{0,22}|inf|NaN|\\PC{0,9})")) {
        let _ = by_cpuinfo(&text);
    }
}
