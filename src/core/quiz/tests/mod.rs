//! Tests of the quiz on a small pack that holds one item of each kind.

mod grading;
mod hostile_packs;
mod sessions;

use super::*;
use crate::content::Pack;

/// A pack with an item of each kind.
fn small() -> Pack {
    let pack: Pack = serde_json::from_str(include_str!("small.json")).unwrap();
    assert_eq!(pack.problems(), []);
    pack
}

fn presented(pack: &Pack, id: &str, seed: u64) -> PresentedItem {
    ItemBank::new(pack).present(id, seed).unwrap()
}
