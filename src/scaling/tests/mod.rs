//! Tests of a report's whole way, from the runs to what is written of them.

mod broken_reports;
mod recompute;
mod simulated_machines;
