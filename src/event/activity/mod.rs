//! The activities on which a worker spends its time, and totals by activity.

use std::fmt;
use std::ops::{AddAssign, Index, IndexMut};

use serde::de::{MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Nanos;

/// Activity of a worker. At any moment it does exactly one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    /// Being started: from the lane's start until the worker is ready.
    Spawn,
    /// Executing a task on a core.
    Compute,
    /// Wanting to execute and having no core: the kernel's run-queue wait, never counted as `Compute`.
    CoreWait,
    /// Waiting for the global interpreter lock.
    LockWait,
    /// In a blocking call: sleep, socket, file.
    Io,
    /// Off its core in the user's code, for a reason that cannot be told.
    Blocked,
    /// Turning arguments and results into bytes and back.
    Serialise,
    /// Moving those bytes from or to another process.
    Transfer,
    /// Ready, with nothing to do.
    Idle,
    /// Stopped by a signal: no progress in whatever it was doing.
    Stopped,
}

impl Activity {
    /// All activities, in the order in which they are printed.
    pub const ALL: [Self; 10] = [
        Self::Spawn,
        Self::Compute,
        Self::CoreWait,
        Self::LockWait,
        Self::Io,
        Self::Blocked,
        Self::Serialise,
        Self::Transfer,
        Self::Idle,
        Self::Stopped,
    ];

    /// Its name on the screen.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Spawn => "spawn",
            Self::Compute => "compute",
            Self::CoreWait => "core-wait",
            Self::LockWait => "lock-wait",
            Self::Io => "io",
            Self::Blocked => "blocked",
            Self::Serialise => "serialise",
            Self::Transfer => "transfer",
            Self::Idle => "idle",
            Self::Stopped => "stopped",
        }
    }

    /// The activity with this position in [`Activity::ALL`].
    #[must_use]
    pub fn from_index(index: u8) -> Option<Self> {
        Self::ALL.get(usize::from(index)).copied()
    }
}

/// Time per activity. Serialised as a map without the activities that took none.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct ActivityTotals([Nanos; Activity::ALL.len()]);

impl ActivityTotals {
    /// Totals with a single activity.
    #[must_use]
    pub fn only(activity: Activity, length: Nanos) -> Self {
        let mut mix = Self::default();
        mix[activity] = length;
        mix
    }

    /// The time in all activities together.
    #[must_use]
    pub fn total(&self) -> Nanos {
        self.0.iter().copied().sum()
    }

    /// The activities that took time, in their usual order.
    pub fn parts(&self) -> impl Iterator<Item = (Activity, Nanos)> + '_ {
        Activity::ALL.into_iter().map(|a| (a, self[a])).filter(|(_, t)| *t > Nanos::ZERO)
    }

    /// The activity with the most time, `None` when all are zero.
    #[must_use]
    pub fn dominant(&self) -> Option<Activity> {
        self.parts().max_by_key(|(_, t)| *t).map(|(a, _)| a)
    }

    /// The difference to an `earlier` state of the same totals, activity by activity.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Self {
        let mut more = *self;
        more.0.iter_mut().zip(earlier.0).for_each(|(now, then)| *now = *now - then);
        more
    }

    /// A worker's time without the part `before` the first task, which was start-up, then idle.
    #[must_use]
    pub fn without_start(&self, before: Nanos) -> Self {
        let mut time = *self;
        let started = before.min(time[Activity::Spawn]);
        time[Activity::Spawn] = time[Activity::Spawn] - started;
        time[Activity::Idle] = time[Activity::Idle] - (before - started);
        time
    }

    /// Share of `activity` in the total, 0 when the total is zero.
    #[must_use]
    pub fn share(&self, activity: Activity) -> f64 {
        self[activity].share_of(self.total())
    }

    /// Moves up to `amount` from one activity to another and returns the amount moved.
    pub fn shift(&mut self, from: Activity, to: Activity, amount: Nanos) -> Nanos {
        let moved = amount.min(self[from]);
        self[from] = self[from] - moved;
        self[to] += moved;
        moved
    }
}

impl Index<Activity> for ActivityTotals {
    type Output = Nanos;
    fn index(&self, activity: Activity) -> &Nanos {
        &self.0[activity as usize]
    }
}

impl IndexMut<Activity> for ActivityTotals {
    fn index_mut(&mut self, activity: Activity) -> &mut Nanos {
        &mut self.0[activity as usize]
    }
}

impl AddAssign<&ActivityTotals> for ActivityTotals {
    fn add_assign(&mut self, other: &ActivityTotals) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine += theirs;
        }
    }
}

impl Serialize for ActivityTotals {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.parts().count()))?;
        for (activity, time) in self.parts() {
            map.serialize_entry(&activity, &time)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for ActivityTotals {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Parts;
        impl<'de> Visitor<'de> for Parts {
            type Value = ActivityTotals;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a map from activity to nanoseconds")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ActivityTotals, A::Error> {
                let mut mix = ActivityTotals::default();
                while let Some((activity, time)) = map.next_entry::<Activity, Nanos>()? {
                    mix[activity] += time;
                }
                Ok(mix)
            }
        }
        deserializer.deserialize_map(Parts)
    }
}

/// A period of one worker's time, with its activities.
///
/// A long activity is a slice of its own with exact ends; short ones are merged until the slice is long
/// enough to be worth sending, so the number of slices per worker and second is bounded whatever the
/// rate of tasks. `mix.total()` equals `until - from`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slice {
    /// Its start.
    pub from: Nanos,
    /// Its end.
    pub until: Nanos,
    /// Time by activity.
    pub mix: ActivityTotals,
}

#[cfg(test)]
mod tests;
