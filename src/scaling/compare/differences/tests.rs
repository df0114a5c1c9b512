use super::*;

#[test]
fn caches_and_memory_are_in_words() {
    let level = |level, kind: &str, bytes, shared_by| Cache { level, kind: kind.into(), bytes, shared_by };
    let machine = Fingerprint {
        memory: Some(64 << 30),
        max_mhz: Some(4400),
        caches: Some(vec![level(1, "data", 48 << 10, 2), level(3, "unified", 36 << 20, 16)]),
        classes: Some(Vec::new()),
        ..Fingerprint::default()
    };
    let words: Vec<String> =
        in_words(&machine).into_iter().map(|(field, value)| format!("{field} {value}")).collect();
    assert_eq!(
        words,
        [
            "machine.memory 64 GiB",
            "machine.caches L1 data 48 KiB for 2 CPUs, L3 36 MiB for 16 CPUs",
            "machine.max_mhz 4400 MHz",
            "machine.classes of one kind",
            "machine.quota none",
        ]
    );
    let unknown = in_words(&Fingerprint::default());
    assert_eq!(unknown[1].1, UNKNOWN);
}
