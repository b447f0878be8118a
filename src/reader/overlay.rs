//! Translations: the words of one pack laid over another, by the ids that both share.
//!
//! What a translation says is taken; everything that is not words (kinds, links, which choice is right, times, the order of things)
//! stays the original's, so a learner may change the language at any time and keep the progress. What is not translated yet stays in the
//! original's language.

use std::collections::BTreeMap;

use interview_practice_core::content::{Choice, ClozePart, Id, Item, ItemBody, Pack, Question, nearest};

use crate::reading::Reading;

/// The original with the words of a translation.
pub(crate) fn overlay(reading: &mut Reading<'_>, original: &Pack, words: Pack) -> Pack {
    let mut pack = original.clone();
    if words.id != pack.id {
        let message = format!("the pack's id is `{}`, the original's is `{}`", words.id, pack.id);
        reading.log.error(reading.place_of("id"), message, "write the original's: progress is kept under it");
    }
    pack.role = words.role;
    pack.language = words.language;
    pack.version = words.version;
    for (own, translated) in [(&mut pack.licence, words.licence), (&mut pack.updated, words.updated)] {
        if !translated.is_empty() {
            *own = translated;
        }
    }
    take(&mut pack.credits, words.credits);
    take(&mut pack.summary, words.summary);
    take(&mut pack.references, words.references);
    let mut lay = Lay { reading, suggested: 0 };
    lay.over("competencies", "competency", &mut pack.competencies, words.competencies, |_, _, own, words| {
        own.name = words.name;
        own.description = words.description;
        take(&mut own.body, words.body);
    });
    lay.over("guide", "guide section", &mut pack.guide, words.guide, |_, _, own, words| {
        own.title = words.title;
        take(&mut own.body, words.body);
    });
    lay.over("questions", "question", &mut pack.questions, words.questions, question);
    lay.over("items", "item", &mut pack.items, words.items, item);
    lay.over("assessments", "assessment", &mut pack.assessments, words.assessments, |lay, path, own, words| {
        own.title = words.title;
        take(&mut own.body, words.body);
        if own.rubric.iter().map(|level| level.level).eq(words.rubric.iter().map(|level| level.level)) {
            own.rubric = words.rubric;
        } else if !words.rubric.is_empty() {
            lay.error(&format!("{path}.rubric"), "the rubric has other levels than the original's", "write the same");
        }
    });
    lay.over("glossary", "term", &mut pack.glossary, words.glossary, |_, _, own, words| {
        own.term = words.term;
        own.definition = words.definition;
    });
    pack
}

fn question(lay: &mut Lay<'_, '_>, path: &str, own: &mut Question, words: Question) {
    own.prompt = words.prompt;
    take(&mut own.context, words.context);
    take(&mut own.model_answer, words.model_answer);
    let at = |field: &str| format!("{path}.{field}");
    lay.over(&at("points"), "point", &mut own.points, words.points, |_, _, own, words| own.text = words.text);
    lay.over(&at("pitfalls"), "pitfall", &mut own.pitfalls, words.pitfalls, |_, _, own, words| own.text = words.text);
    lay.over(&at("follow_ups"), "follow-up", &mut own.follow_ups, words.follow_ups, |_, _, own, words| {
        own.text = words.text;
    });
    lay.over(&at("concepts"), "concept", &mut own.concepts, words.concepts, |_, _, own, words| {
        own.name = words.name;
        own.synonyms = words.synonyms;
    });
}

fn item(lay: &mut Lay<'_, '_>, path: &str, own: &mut Item, words: Item) {
    take(&mut own.stem, words.stem);
    take(&mut own.explanation, words.explanation);
    let path = format!("{path}.body");
    let choice = |_: &mut Lay<'_, '_>, _: &str, own: &mut Choice, words: Choice| {
        own.text = words.text;
        take(&mut own.explanation, words.explanation);
    };
    match (&mut own.body, words.body) {
        (ItemBody::Single { choices }, ItemBody::Single { choices: words }) => {
            lay.over(&format!("{path}.single.choices"), "choice", choices, words, choice);
        }
        (ItemBody::Multiple { choices }, ItemBody::Multiple { choices: words }) => {
            lay.over(&format!("{path}.multiple.choices"), "choice", choices, words, choice);
        }
        (ItemBody::TrueFalse { .. }, ItemBody::TrueFalse { .. }) => {}
        (ItemBody::Matching { pairs }, ItemBody::Matching { pairs: words }) => {
            lay.over(&format!("{path}.matching.pairs"), "pair", pairs, words, |_, _, own, words| {
                own.left = words.left;
                own.right = words.right;
            });
        }
        (ItemBody::Ordering { steps }, ItemBody::Ordering { steps: words }) => {
            lay.over(&format!("{path}.ordering.steps"), "step", steps, words, |_, _, own, words| own.text = words.text);
        }
        (ItemBody::Cloze { parts }, ItemBody::Cloze { parts: words }) => {
            if gaps(parts) == gaps(&words) {
                *parts = words;
            } else {
                let names: Vec<&str> = gaps(parts).into_iter().map(Id::as_str).collect();
                let mend = format!("write the original's, each once: `{}`", names.join("`, `"));
                lay.error(&path, "the text has other gaps than the original's", &mend);
            }
        }
        _ => lay.error(&path, "the item is of another kind than the original", "leave `Kind` out"),
    }
}

/// The ids of a text's gaps, sorted: another language may have them in another order.
fn gaps(parts: &[ClozePart]) -> Vec<&Id> {
    let ids = parts.iter().filter_map(|part| match part {
        ClozePart::Gap { id, .. } => Some(id),
        ClozePart::Text(_) => None,
    });
    let mut ids: Vec<&Id> = ids.collect();
    ids.sort();
    ids
}

/// Takes what there is.
fn take<T>(own: &mut Vec<T>, words: Vec<T>) {
    if !words.is_empty() {
        *own = words;
    }
}

/// Something with an id that a translation has as well.
trait Named {
    /// Its id and its former ones.
    fn names(&self) -> (&Id, &[Id]);
}

macro_rules! named {
    ($($kind:ident)*) => {$(
        impl Named for interview_practice_core::content::$kind {
            fn names(&self) -> (&Id, &[Id]) {
                (&self.id, &self.was)
            }
        }
    )*};
}

named!(Competency Section Question Point Pitfall FollowUp Concept Item Choice Pair Step Assessment Term);

/// For how many unknown ids the nearest known one is looked for, which takes a walk over all.
const MOST_SUGGESTIONS: usize = 100;

/// Lays words over what they translate, and reports what does not fit.
struct Lay<'r, 'a> {
    reading: &'r mut Reading<'a>,
    /// How often the nearest id was looked for.
    suggested: usize,
}

impl Lay<'_, '_> {
    fn error(&mut self, path: &str, message: &str, mend: &str) {
        let place = self.reading.place_of(path);
        self.reading.log.error(place, message, mend);
    }

    /// Lays a list over another, entry by entry.
    fn over<T: Named>(
        &mut self,
        path: &str,
        what: &str,
        own: &mut [T],
        words: Vec<T>,
        lay: impl Fn(&mut Self, &str, &mut T, T),
    ) {
        let mut places: BTreeMap<Id, usize> = BTreeMap::new();
        for (place, part) in own.iter().enumerate() {
            let (id, was) = part.names();
            places.extend(was.iter().chain([id]).map(|id| (id.clone(), place)));
        }
        let mut done = vec![false; own.len()];
        for (n, words) in words.into_iter().enumerate() {
            let path = format!("{path}[{n}]");
            let id = words.names().0.clone();
            let place = places.get(&id).copied();
            let found = place.and_then(|place| Some((own.get_mut(place)?, done.get_mut(place)?)));
            match found {
                Some((_, done @ true)) => {
                    *done = true;
                    let message = format!("the {what} `{id}` stands here a second time");
                    self.error(&format!("{path}.id"), &message, "keep one");
                }
                Some((own, done)) => {
                    *done = true;
                    lay(self, &path, own, words);
                }
                None => {
                    self.suggested += 1;
                    let near = || nearest(id.as_str(), places.keys().map(Id::as_str));
                    let mend = match (self.suggested <= MOST_SUGGESTIONS).then(near).flatten() {
                        Some(near) => format!("write `{near}`, or take it out"),
                        None => "a translation has the original's ids: take it out".to_owned(),
                    };
                    self.error(&format!("{path}.id"), &format!("the original has no {what} `{id}`"), &mend);
                }
            }
        }
        let left = own.iter().zip(&done).filter(|(_, done)| !**done).map(|(part, _)| part.names().0.as_str());
        let left: Vec<&str> = left.collect();
        if let Some(first) = left.first() {
            let message = match left.len() {
                1 => format!("the {what} `{first}` is not translated"),
                count => format!("{count} of these are not translated, the first is the {what} `{first}`"),
            };
            let place = self.reading.place_of(path);
            self.reading.log.warning(place, message, "translate them; until then they stay in the original's language");
        }
    }
}
