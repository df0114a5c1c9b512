//! Origins of sessions with any text and figures, known or not.

use proptest::option::of;
use proptest::prelude::*;

use super::numbers::finite;
use crate::event::{Cache, Class, Fingerprint, Origin, Power, Quota};

pub(super) fn origin() -> impl Strategy<Value = Origin> {
    (any::<(Option<String>, Vec<String>)>(), fingerprint()).prop_map(|((when, argv), fingerprint)| Origin {
        when,
        argv,
        fingerprint,
    })
}

fn fingerprint() -> impl Strategy<Value = Fingerprint> {
    let power = prop_oneof![Just(Power::Mains), Just(Power::Battery)];
    let measured = (of(quota()), of(power), of(finite()), of(finite()));
    (any::<[Option<String>; 8]>(), any::<[Option<u32>; 6]>(), any::<[Option<bool>; 2]>(), lists(), measured)
        .prop_map(
            |(
                texts,
                counts,
                [smt, boost],
                (classes, caches, governors, memory),
                (quota, power, load, pressure),
            )| {
                let [name, cpu, arch, affinity, virtualisation, container, os, kernel] = texts;
                let [sockets, physical_cores, logical_cpus, usable_cpus, max_mhz, mhz] = counts;
                Fingerprint {
                    name,
                    cpu,
                    arch,
                    sockets,
                    physical_cores,
                    logical_cpus,
                    usable_cpus,
                    affinity,
                    smt,
                    classes,
                    caches,
                    max_mhz,
                    mhz,
                    governors,
                    boost,
                    quota,
                    virtualisation,
                    container,
                    os,
                    kernel,
                    memory,
                    power,
                    load,
                    pressure,
                }
            },
        )
}

type Lists = (Option<Vec<Class>>, Option<Vec<Cache>>, Option<Vec<String>>, Option<u64>);

fn lists() -> impl Strategy<Value = Lists> {
    let class = any::<(String, u32, u32)>().prop_map(|(name, cores, cpus)| Class { name, cores, cpus });
    let cache = any::<(u8, String, u64, u32)>().prop_map(|(level, kind, bytes, shared_by)| Cache {
        level,
        kind,
        bytes,
        shared_by,
    });
    let (classes, caches) = (proptest::collection::vec(class, 0..3), proptest::collection::vec(cache, 0..3));
    (of(classes), of(caches), any::<(Option<Vec<String>>, Option<u64>)>())
        .prop_map(|(classes, caches, (governors, memory))| (classes, caches, governors, memory))
}

fn quota() -> impl Strategy<Value = Quota> {
    any::<(u64, u64, u8)>().prop_map(|(time_us, period_us, cgroup)| Quota { time_us, period_us, cgroup })
}
