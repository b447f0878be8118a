//! Sets of event ids, kept as ranges: an actor's numbers come in a row, so a set of any size stays small.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::event::{ActorId, EventId, Heads};

/// A set of event ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ids {
    /// For each actor its ranges of numbers, both ends included, in order and never touching.
    ranges: BTreeMap<ActorId, Vec<(u32, u32)>>,
}

impl Ids {
    /// Whether the set holds `id`.
    #[must_use]
    pub fn contains(&self, id: EventId) -> bool {
        self.ranges.get(&id.actor).is_some_and(|ranges| {
            let after = ranges.partition_point(|&(first, _)| first <= id.seq);
            after.checked_sub(1).and_then(|at| ranges.get(at)).is_some_and(|&(_, last)| id.seq <= last)
        })
    }

    /// Adds `id`; tells whether it is new.
    pub fn insert(&mut self, id: EventId) -> bool {
        let ranges = self.ranges.entry(id.actor).or_default();
        let after = ranges.partition_point(|&(first, _)| first <= id.seq);
        let before = after.checked_sub(1).and_then(|at| ranges.get(at)).copied();
        if before.is_some_and(|(_, last)| id.seq <= last) {
            return false;
        }
        let touches_before = before.is_some_and(|(_, last)| last.checked_add(1) == Some(id.seq));
        let touches_after = ranges.get(after).is_some_and(|&(first, _)| id.seq.checked_add(1) == Some(first));
        match (touches_before, touches_after) {
            (true, true) => {
                let (_, last) = ranges.remove(after);
                if let Some(range) = ranges.get_mut(after - 1) {
                    range.1 = last;
                }
            }
            (true, false) => {
                if let Some(range) = ranges.get_mut(after - 1) {
                    range.1 = id.seq;
                }
            }
            (false, true) => {
                if let Some(range) = ranges.get_mut(after) {
                    range.0 = id.seq;
                }
            }
            (false, false) => ranges.insert(after, (id.seq, id.seq)),
        }
        true
    }

    /// Removes each actor's ids up to the number given.
    pub fn remove_up_to(&mut self, heads: &Heads) {
        for (actor, &head) in heads {
            if let Some(ranges) = self.ranges.get_mut(actor) {
                ranges.retain_mut(|(first, last)| {
                    *first = (*first).max(head.saturating_add(1));
                    first <= last && head < *last
                });
            }
        }
        self.ranges.retain(|_, ranges| !ranges.is_empty());
    }

    /// Whether the two sets have a member in common.
    #[must_use]
    pub fn touches(&self, other: &Self) -> bool {
        self.ranges.iter().any(|(&actor, ranges)| {
            let theirs = other.ranges.get(&actor).map_or(&[][..], Vec::as_slice);
            ranges.iter().any(|&(first, last)| theirs.iter().any(|&(start, end)| first <= end && start <= last))
        })
    }

    /// The highest number of each actor.
    #[must_use]
    pub fn heads(&self) -> Heads {
        self.ranges.iter().filter_map(|(&actor, ranges)| ranges.last().map(|&(_, last)| (actor, last))).collect()
    }

    /// The highest number of `actor`, 0 when it has none.
    #[must_use]
    pub fn head(&self, actor: ActorId) -> u32 {
        self.ranges.get(&actor).and_then(|ranges| ranges.last()).map_or(0, |&(_, last)| last)
    }
}

impl FromIterator<EventId> for Ids {
    fn from_iter<I: IntoIterator<Item = EventId>>(ids: I) -> Self {
        let mut set = Self::default();
        set.extend(ids);
        set
    }
}

impl Extend<EventId> for Ids {
    fn extend<I: IntoIterator<Item = EventId>>(&mut self, ids: I) {
        for id in ids {
            self.insert(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_set_of_ranges_is_a_set(ids in proptest::collection::vec((0_u64..3, prop_oneof![0_u32..20, Just(u32::MAX)]), 0..60)) {
            let mut ours = Ids::default();
            let mut plain = BTreeSet::new();
            for (actor, seq) in ids {
                let id = EventId { actor: ActorId(actor), seq };
                prop_assert_eq!(ours.insert(id), plain.insert(id));
            }
            for actor in 0..3 {
                for seq in (0..22).chain([u32::MAX]) {
                    let id = EventId { actor: ActorId(actor), seq };
                    prop_assert_eq!(ours.contains(id), plain.contains(&id));
                }
                let head = plain.iter().filter(|id| id.actor.0 == actor).map(|id| id.seq).max();
                prop_assert_eq!(ours.head(ActorId(actor)), head.unwrap_or(0));
            }
            let evens: Ids = plain.iter().copied().filter(|id| id.seq % 2 == 0).collect();
            let odds: Ids = plain.iter().copied().filter(|id| id.seq % 2 == 1).collect();
            prop_assert!(!evens.touches(&odds));
            prop_assert_eq!(ours.touches(&evens), evens != Ids::default());
            let mut above = ours.clone();
            above.remove_up_to(&Heads::from([(ActorId(0), 7), (ActorId(1), u32::MAX)]));
            let kept = plain.iter().copied().filter(|id| id.actor.0 != 1 && (id.actor.0 != 0 || id.seq > 7));
            prop_assert_eq!(above, kept.collect::<Ids>());
            for ranges in ours.ranges.values() {
                prop_assert!(ranges.windows(2).all(|pair| pair[0].1 + 1 < pair[1].0));
            }
        }
    }
}
