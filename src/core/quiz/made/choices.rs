//! Choosing wrong choices that do not give the right one away.

use alloc::string::String;
use alloc::vec::Vec;

use super::super::{Note, PresentedChoice};
use super::lexicon::{Lexicon, Topic};
use crate::content::{Inline, plain_text};
use crate::random::Random;

/// A text offered to stand among the choices.
pub(super) struct Offer {
    pub(super) id: String,
    pub(super) text: Vec<Inline>,
    pub(super) note: Note,
}

/// How alike the choices must be.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Likeness {
    /// Sentences: the same beginning and end, the same form of the first word, lengths within a factor of two.
    Sentence,
    /// Names: any form; lengths may differ more.
    Name,
}

/// A candidate choice with what it is compared by.
struct Measured {
    offer: Offer,
    length: usize,
    topic: Topic,
}

/// Up to three wrong choices, and at least two, beside the right one, shuffled. `None` when the pool cannot supply them.
///
/// The right choice's rank by length is drawn first, so that over all items it is the longest no more often than chance has it; a right
/// choice that could only ever be the longest, or the shortest, makes no item. Whether an item comes about does not depend on
/// the seed.
pub(super) fn choose(
    lexicon: &Lexicon,
    right: Offer,
    pool: Vec<Offer>,
    likeness: Likeness,
    random: &mut Random,
) -> Option<Vec<PresentedChoice>> {
    let measure = |offer: Offer| {
        let text = plain_text(&offer.text);
        Measured { length: text.chars().count(), topic: lexicon.topic(&text), offer }
    };
    let form = |offer: &Offer| form(&plain_text(&offer.text), likeness);
    let right_form = form(&right);
    let right = measure(right);
    let mut fitting: Vec<Measured> = Vec::new();
    for offer in pool {
        if form(&offer) != right_form {
            continue;
        }
        let offer = measure(offer);
        let (short, long) = (offer.length.min(right.length), offer.length.max(right.length));
        let near = likeness == Likeness::Name || long <= 2 * short;
        let unlike =
            |other: &Measured| !(offer.topic.len() > 0 && offer.topic.alike(&other.topic)) && differ(&offer, other);
        if near && unlike(&right) && fitting.iter().all(unlike) {
            fitting.push(offer);
        }
    }
    fitting.sort_by_key(|offer| offer.length.abs_diff(right.length));
    let (longer, shorter): (Vec<_>, Vec<_>) = fitting.into_iter().partition(|offer| offer.length >= right.length);
    for wanted in [3, 2] {
        // How many of the wrong choices may be longer, given what there is.
        let least = wanted - shorter.len().min(wanted);
        let most = longer.len().min(wanted);
        let inner_least = least.max(1);
        let inner_most = most.min(wanted - 1);
        if inner_least > inner_most {
            continue;
        }
        let mut above = random.below(wanted + 1);
        if above < least || above > most {
            above = inner_least + random.below(inner_most - inner_least + 1);
        }
        let mut wrong = nearest(longer, above, random);
        wrong.extend(nearest(shorter, wanted - above, random));
        let shown =
            |offer: Offer, correct| PresentedChoice { id: offer.id, text: offer.text, correct, note: offer.note };
        let mut choices: Vec<PresentedChoice> = wrong.into_iter().map(|offer| shown(offer.offer, false)).collect();
        choices.push(shown(right.offer, true));
        random.shuffle(&mut choices);
        return Some(choices);
    }
    None
}

fn differ(one: &Measured, other: &Measured) -> bool {
    one.offer.id != other.offer.id
        && plain_text(&one.offer.text).to_lowercase() != plain_text(&other.offer.text).to_lowercase()
}

/// Some of those nearest in length, which come first in the list.
fn nearest(mut offers: Vec<Measured>, count: usize, random: &mut Random) -> Vec<Measured> {
    offers.truncate(2 * count + 1);
    random.shuffle(&mut offers);
    offers.truncate(count);
    offers
}

/// What must be equal in all choices: how they begin and end.
fn form(text: &str, likeness: Likeness) -> (bool, Option<char>, Option<char>) {
    if likeness == Likeness::Name {
        return (false, None, None);
    }
    let end = text.chars().last().filter(|last| !last.is_alphanumeric());
    let first = text.split_whitespace().next().unwrap_or_default();
    // In English `s` and `g` tell `Names` from `Naming` and `Name`; in Romance languages `r` tells the infinitive.
    let verb = first.chars().last().filter(|last| matches!(last, 's' | 'g' | 'r'));
    (text.starts_with(char::is_uppercase), end, verb)
}
