use serde_json::json;

use super::*;

#[test]
fn the_version_says_what_times_are() {
    for (text, meaning) in [
        (json!(null), Some(Version::Divided)),
        (json!("v1.8.5"), Some(Version::Divided)),
        (json!("v1.9.0"), Some(Version::PerThread)),
        (json!("1.9.4"), Some(Version::PerThread)),
        (json!("v1.9.4-12-gabcdef1"), Some(Version::PerThread)),
        (json!("v1.9.5"), Some(Version::PerThreadAndItems)),
        (json!("2.0.0"), Some(Version::PerThreadAndItems)),
        (json!(""), None),
        (json!("unknown"), None),
        (json!("v0.0.0"), None),
        (json!(3), None),
    ] {
        assert_eq!(version(&text), meaning, "{text}");
    }
}

#[test]
fn the_machine_is_what_the_context_says() {
    let context = json!({
        "date": "2024-09-01T10:00:00+02:00", "host_name": "tau", "executable": "./bench", "num_cpus": 8,
        "mhz_per_cpu": 3600, "cpu_scaling_enabled": true, "load_avg": [0.5, 0.4, 0.3],
        "caches": [{"type": "Data", "level": 1, "size": 32768, "num_sharing": 2}],
    });
    let Context { machine, host, started, executable, notes, .. } = Context::of(&context);
    assert_eq!((host.as_deref(), executable.as_deref()), (Some("tau"), Some("./bench")));
    assert_eq!(started.as_deref(), Some("2024-09-01T08:00:00Z"));
    assert_eq!((machine.usable_cpus, machine.physical_cores, machine.smt), (Some(8), Some(4), Some(true)));
    assert_eq!((machine.mhz, machine.load), (Some(3600), Some(0.5)));
    assert_eq!(notes.len(), 2, "{notes:?}");
    let nothing = Context { version: Some(Version::Divided), ..Context::default() };
    for empty in [json!(null), json!({}), json!([1]), json!({"num_cpus": -1, "caches": 3, "load_avg": "x"})] {
        assert_eq!(Context::of(&empty), nothing, "{empty}");
    }
}
