//! The Python sources that are part of this binary.

/// The program that loads the others as modules.
pub(super) const BOOT: &str = include_str!("../../assets/python/boot.py");

/// The modules by name, each after those it uses.
pub(super) const MODULES: &[(&str, &str)] = &[
    ("voice", include_str!("../../assets/python/voice.py")),
    ("lifeline", include_str!("../../assets/python/lifeline.py")),
    ("output", include_str!("../../assets/python/output.py")),
    ("meter", include_str!("../../assets/python/meter.py")),
    ("echo", include_str!("../../assets/python/echo.py")),
    ("workloads", include_str!("../../assets/python/workloads.py")),
    ("worker", include_str!("../../assets/python/worker.py")),
    ("threads", include_str!("../../assets/python/threads.py")),
    ("processes", include_str!("../../assets/python/processes.py")),
    ("session", include_str!("../../assets/python/session.py")),
];
