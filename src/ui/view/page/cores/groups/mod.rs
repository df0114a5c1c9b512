//! The cores in groups: by lane where lanes split the machine, by socket, by kind.

use std::collections::BTreeMap;

use crate::event::{Machine, Schedule};
use crate::model::Model;
use crate::ui::lanes::cores_of;

/// A group of cores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    /// Common property, in words; empty where nothing distinguishes cores.
    pub(super) name: String,
    /// The lane that has them to itself, if any.
    pub(super) lane: Option<usize>,
    /// Their numbers, in ascending order.
    pub(super) cores: Vec<usize>,
}

/// All cores that lanes may use, by lane, then socket, then kind, as far as these are known. Each core is in exactly one
/// group.
pub(super) fn groups(model: &Model) -> Vec<Group> {
    let machine = model.plan.as_ref().map(|plan| &plan.machine);
    let split = model.plan.as_ref().is_some_and(|plan| plan.schedule == Schedule::Split);
    let mut owners: BTreeMap<usize, usize> = BTreeMap::new();
    for lane in (0..model.lanes.len()).filter(|_| split) {
        for core in cores_of(model, lane) {
            owners.entry(core).or_insert(lane);
        }
    }
    // No particular lane: the whole machine.
    let mut all = cores_of(model, usize::MAX);
    all.extend(owners.keys());
    all.sort_unstable();
    all.dedup();
    let mut groups: BTreeMap<[usize; 3], Vec<usize>> = BTreeMap::new();
    for core in all {
        let lane = owners.get(&core).copied().unwrap_or(usize::MAX);
        let [socket, class] = machine.map_or([usize::MAX; 2], |machine| kin(machine, core));
        groups.entry([lane, socket, class]).or_default().push(core);
    }
    let named = |([lane, socket, class], cores): ([usize; 3], Vec<usize>)| {
        let owner = model.lanes.get(lane);
        let words = [
            owner.map(|lane| model.name_of(lane)),
            machine.and_then(|m| m.sockets.get(socket)).map(|_| format!("socket {socket}")),
            machine.and_then(|m| m.classes.get(class)).map(|class| class.name.clone()),
            (owner.is_none() && !owners.is_empty()).then(|| "no lane".into()),
        ];
        let name = words.into_iter().flatten().collect::<Vec<_>>().join(", ");
        Group { name, lane: owner.map(|_| lane), cores }
    };
    groups.into_iter().map(named).collect()
}

/// Indices of a core's socket and kind in the machine's lists, beyond their ends where it has none.
fn kin(machine: &Machine, core: usize) -> [usize; 2] {
    let has = |cpus: &Vec<u16>| cpus.iter().any(|cpu| usize::from(*cpu) == core);
    let socket = machine.sockets.iter().position(has);
    let class = machine.classes.iter().position(|class| has(&class.cpus));
    [socket, class].map(|place| place.unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests;
