//! Effects of a CPU quota: on one core, on several, and on the speed-up over one worker.
//!
//! One worker under half a core runs at half its speed, so whatever it is compared with is measured under the same
//! quota: with many workers it is still half a core, and no speed-up is possible at all. Under a quota of one core or
//! more one worker runs undisturbed, and many have as many cores as the quota allows.

/// Share of the time in which one worker may compute: the quota in cores where that is less than one, else 1.
#[must_use]
pub fn share_of_one(quota: Option<f64>) -> f64 {
    cores(quota).map_or(1.0, |cores| cores.min(1.0))
}

/// Number of `cpus` that the quota allows to compute at once.
#[must_use]
pub fn allowed(cpus: f64, quota: Option<f64>) -> f64 {
    cores(quota).map_or(cpus, |cores| cores.min(cpus))
}

/// Largest possible speed-up of `workers` on `cpus` over one worker under the same quota.
#[must_use]
pub fn possible_speedup(workers: f64, cpus: f64, quota: Option<f64>) -> f64 {
    workers.min(allowed(cpus, quota)) / share_of_one(quota)
}

/// The quota, if it is a number to compute with.
fn cores(quota: Option<f64>) -> Option<f64> {
    quota.filter(|cores| cores.is_finite() && *cores > 0.0)
}

#[cfg(test)]
mod tests;
