//! Fault injection: whatever goes wrong, in whatever order, no acknowledged event is lost, none is invented, and the state is
//! the fold of the events.
//!
//! Each schedule is a random run of a small world: a few tabs on one store and one mirror, whose learner answers, rates, undoes and resets
//! while tabs crash between any two writes or in the middle of one, the browser is killed and forgets its last writes, storage is
//! blocked, full or cleared, a bit flips, storage events come late, in another order or never, and clocks jump.

mod store;
mod world;

use std::sync::atomic::{AtomicU64, Ordering};

use world::World;

/// Schedules in every run of the tests; the environment's `FAULT_SCHEDULES` asks for another number.
const SCHEDULES: u64 = 100_000;

#[test]
fn no_schedule_of_faults_loses_or_invents_an_event() {
    let asked = std::env::var("FAULT_SCHEDULES").ok().and_then(|number| number.parse().ok());
    let schedules: u64 = asked.unwrap_or(SCHEDULES);
    let next = AtomicU64::new(0);
    let work = || {
        let mut counts = [0_u64; 3];
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= schedules {
                return counts;
            }
            let mut world = World::new(seed, false);
            if world.run().is_err() {
                // The same once more, with what happened.
                let mut world = World::new(seed, true);
                let broken = world.run().unwrap_err();
                panic!("schedule {seed}: {broken}\n{}", world.trace());
            }
            counts[0] += world.appended;
            counts[1] += world.acknowledged;
            counts[2] += world.faults;
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let counts: Vec<[u64; 3]> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).collect()
    });
    let [appended, acknowledged, faults] = [0, 1, 2].map(|index| counts.iter().map(|count| count[index]).sum::<u64>());
    println!("{schedules} schedules: {appended} events appended, {acknowledged} acknowledged, {faults} faults");
    // A world in which little happens would prove little.
    assert!(appended > 5 * schedules && acknowledged > 5 * schedules && faults > 2 * schedules);
}
