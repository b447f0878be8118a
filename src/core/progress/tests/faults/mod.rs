//! Fault injection: whatever goes wrong, in whatever order, no acknowledged event is lost, none is invented, the state is the fold of the
//! events, and what a reset erased leaves the store.
//!
//! Each schedule is a random run of a small world: a few tabs, some with two elements, on one store and one mirror, and another device
//! whose exports come here. The learner answers, rates, undoes, deletes, resets, exports and imports, while tabs crash between any two
//! writes or in the middle of one, the browser is killed and forgets its last writes, storage is blocked, full or cleared, a bit flips, the
//! mirror fails between two records, storage events come late, in another order or never, and clocks jump.
//!
//! [`world`] draws the steps; [`learner`] says what is done, [`page`] and [`moving`] do it as the element does, [`harm`] is what goes wrong,
//! [`check`] is what must hold.

mod check;
mod harm;
mod learner;
mod mirror;
mod moving;
mod page;
mod store;
mod world;

use std::sync::atomic::{AtomicU64, Ordering};

use world::{Counts, World};

/// Schedules in every run of the tests; the environment's `FAULT_SCHEDULES` asks for another number, `FAULT_FIRST` for another first one.
const SCHEDULES: u64 = 100_000;

fn asked(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn no_schedule_of_faults_loses_or_invents_an_event() {
    let schedules = asked("FAULT_SCHEDULES").unwrap_or(SCHEDULES);
    let first = asked("FAULT_FIRST").unwrap_or(0);
    let next = AtomicU64::new(first);
    let work = || {
        let mut counts = Counts::default();
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= first + schedules {
                return counts;
            }
            let mut world = World::new(seed, false);
            if world.run().is_err() {
                // The same once more, with what happened.
                let mut world = World::new(seed, true);
                let broken = world.run().unwrap_err();
                panic!("schedule {seed}: {broken}\n{}", world.trace());
            }
            counts.add(&world.counts);
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut counts = Counts::default();
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().for_each(|worker| counts.add(&worker.join().unwrap()));
    });
    println!("{schedules} schedules: {counts:?}");
    // A world in which little happens would prove little.
    assert!(counts.appended > 5 * schedules && counts.acknowledged > 5 * schedules && counts.faults > 2 * schedules);
    assert!(counts.overheard > schedules && counts.imported > schedules && counts.restored > schedules / 250);
}
