//! Sets of event ids, kept as ranges: an actor's numbers come in a row, so a set of any size stays small.

use alloc::collections::BTreeMap;

use super::event::{ActorId, EventId, Heads};

/// A set of event ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ids {
    /// Ranges of an actor's numbers, never touching: the last number of each by its first id. A map, because files may have the numbers
    /// in any order and with any gaps.
    ranges: BTreeMap<EventId, u32>,
}

impl Ids {
    /// The last range of `id`'s actor that begins at `id` or before.
    fn before(&self, id: EventId) -> Option<(EventId, u32)> {
        let (&first, &last) = self.ranges.range(..=id).next_back()?;
        (first.actor == id.actor).then_some((first, last))
    }

    /// Whether the set holds `id`.
    #[must_use]
    pub fn contains(&self, id: EventId) -> bool {
        self.before(id).is_some_and(|(_, last)| id.seq <= last)
    }

    /// Adds `id`; tells whether it is new.
    pub fn insert(&mut self, id: EventId) -> bool {
        let before = self.before(id);
        if before.is_some_and(|(_, last)| id.seq <= last) {
            return false;
        }
        let next = id.seq.checked_add(1).and_then(|seq| self.ranges.remove(&EventId { seq, ..id }));
        let first = before.filter(|(_, last)| last.checked_add(1) == Some(id.seq)).map_or(id, |(first, _)| first);
        self.ranges.insert(first, next.unwrap_or(id.seq));
        true
    }

    /// Removes each actor's ids up to the number given.
    pub fn remove_up_to(&mut self, heads: &Heads) {
        for (&actor, &seq) in heads {
            let head = EventId { actor, seq };
            while let Some((&first, &last)) = self.ranges.range(EventId { actor, seq: 0 }..=head).next() {
                self.ranges.remove(&first);
                if last > seq {
                    self.ranges.insert(EventId { actor, seq: seq + 1 }, last);
                }
            }
        }
    }

    /// Whether the two sets have a member in common.
    #[must_use]
    pub fn touches(&self, other: &Self) -> bool {
        let theirs = |(&first, &last): (&EventId, &u32)| {
            other.before(EventId { seq: last, ..first }).is_some_and(|(_, end)| first.seq <= end)
        };
        self.ranges.iter().any(theirs)
    }

    /// The highest number of each actor.
    #[must_use]
    pub fn heads(&self) -> Heads {
        self.ranges.iter().map(|(first, &last)| (first.actor, last)).collect()
    }

    /// The highest number of `actor`, 0 when it has none.
    #[must_use]
    pub fn head(&self, actor: ActorId) -> u32 {
        self.before(EventId { actor, seq: u32::MAX }).map_or(0, |(_, last)| last)
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
            let ranges: Vec<(EventId, u32)> = ours.ranges.into_iter().collect();
            let apart = |pair: &[(EventId, u32)]| pair[0].0.actor != pair[1].0.actor || pair[0].1 + 1 < pair[1].0.seq;
            prop_assert!(ranges.windows(2).all(apart));
        }
    }
}
