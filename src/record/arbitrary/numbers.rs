//! Numbers for events.

use proptest::prelude::*;

/// Numbers as a recording may hold them: any double that is finite.
pub(super) fn finite() -> impl Strategy<Value = f64> {
    prop_oneof![
        -1e9..1e9f64,
        proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL | proptest::num::f64::ZERO
    ]
}
