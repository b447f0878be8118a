//! Which items a session asks, and in which order.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use super::bank::Candidate;
use super::{History, ItemBank, ItemHistory, Pool, Settings, Source, Template};
use crate::content::{Id, ItemKind, Question, Section};
use crate::random::Random;

/// The most questions that a plan makes items from, so that it does not grow with the pack.
const MAX_QUESTIONS: usize = 200;

/// The most items that are weighed against each other: of a huge pack those most wanted for what is known of them, by lot.
const MAX_WAITING: usize = 5000;

/// A candidate with what the choice goes by.
struct Weighed<'a> {
    candidate: Candidate<'a>,
    /// How little it is wanted for what is known of it.
    known: usize,
    /// Decides between equals.
    lot: u64,
}

/// The ids of the items to ask, in order; fewer than asked for when no more match.
pub(super) fn plan(bank: &ItemBank<'_>, settings: &Settings, history: &History, seed: u64) -> Vec<String> {
    let mut waiting = matching(bank, settings, history, seed);
    if waiting.len() > MAX_WAITING {
        waiting.sort_unstable_by_key(|weighed| (weighed.known, weighed.lot));
        waiting.truncate(MAX_WAITING);
    }
    let length = usize::from(settings.length.min(Settings::MAX_LENGTH));
    let mut chosen: Vec<Candidate<'_>> = Vec::new();
    let mut so_far = Turns::default();
    while chosen.len() < length {
        let best = waiting
            .iter()
            .enumerate()
            .min_by_key(|(_, weighed)| (so_far.cost(weighed, settings.source), weighed.lot))
            .map(|(n, _)| n);
        let Some(best) = best else { break };
        let next = waiting.swap_remove(best).candidate;
        // An item made from content is only known to work once it is made.
        if next.template.is_none() || bank.present(&next.id, seed).is_some() {
            so_far.add(&next);
            chosen.push(next);
        }
    }
    apart(chosen)
}

/// How many items match, counted up to `limit`.
pub(super) fn available(bank: &ItemBank<'_>, settings: &Settings, history: &History, limit: usize) -> usize {
    matching(bank, settings, history, 0)
        .iter()
        .filter(|weighed| weighed.candidate.template.is_none() || bank.present(&weighed.candidate.id, 0).is_some())
        .take(limit)
        .count()
}

/// The candidates that the settings let through.
fn matching<'a>(bank: &ItemBank<'a>, settings: &Settings, history: &History, seed: u64) -> Vec<Weighed<'a>> {
    let pack = bank.pack;
    let wanted: Vec<&Id> =
        settings.competencies.iter().map(|id| pack.competency(id.as_str()).map_or(id, |known| &known.id)).collect();
    let question = settings.question.as_ref().map(|id| pack.question(id.as_str()).map_or(id, |known| &known.id));
    let section = settings.section.as_ref().map(|id| pack.section(id.as_str()));
    let offered = |other: &Question, section: Option<&Section>| {
        section.is_some_and(|section| section.questions.contains(&other.id))
    };
    let mut candidates = if settings.source == Source::Made { Vec::new() } else { bank.authored() };
    if settings.source != Source::Authored {
        let fitting = pack.practice_questions().filter(|other| {
            (wanted.is_empty() || other.competencies.iter().any(|id| wanted.contains(&id)))
                && question.is_none_or(|question| other.id == *question)
                && section.is_none_or(|section| offered(other, section))
        });
        let mut fitting: Vec<&Question> = fitting.collect();
        if fitting.len() > MAX_QUESTIONS {
            Random::named(seed, "questions").shuffle(&mut fitting);
            fitting.truncate(MAX_QUESTIONS);
        }
        candidates.extend(bank.made(&fitting));
    }
    let mut weighed: Vec<Weighed<'a>> = Vec::new();
    for candidate in candidates {
        let fits = (wanted.is_empty() || candidate.competencies.iter().any(|id| wanted.contains(id)))
            && (settings.kinds.is_empty() || settings.kinds.contains(&candidate.kind))
            && settings.difficulty.is_none_or(|difficulty| difficulty == candidate.difficulty)
            && question.is_none_or(|question| candidate.question == Some(question))
            && section.is_none_or(|section| {
                section.is_some_and(|section| {
                    candidate.section == Some(&section.id)
                        || candidate.question.is_some_and(|question| section.questions.contains(question))
                })
            });
        if !fits {
            continue;
        }
        let past = history.items.get(candidate.id.as_str()).filter(|past| past.attempts > 0);
        let in_pool = match settings.pool {
            Pool::All => true,
            Pool::Unseen => past.is_none(),
            Pool::Missed => past.is_some_and(ItemHistory::missed),
        };
        if in_pool {
            let lot = Random::named(seed, &candidate.id).number();
            weighed.push(Weighed { known: known(past), lot, candidate });
        }
    }
    weighed
}

/// How little an item is wanted for what is known of it: what is new or went badly comes first, what is known well last.
fn known(past: Option<&ItemHistory>) -> usize {
    match past {
        None => 0,
        Some(past) if past.last_score < 0.5 => 0,
        Some(past) if past.missed() => 2,
        Some(past) => 8 + usize::try_from(past.attempts.min(4)).unwrap_or(4),
    }
}

/// How often each thing came up among the items chosen so far.
#[derive(Default)]
struct Turns<'a> {
    items: usize,
    made: usize,
    without_competency: usize,
    competencies: BTreeMap<&'a Id, usize>,
    questions: BTreeMap<&'a Id, usize>,
    templates: BTreeMap<Template, usize>,
    kinds: BTreeMap<ItemKind, usize>,
}

impl<'a> Turns<'a> {
    fn add(&mut self, chosen: &Candidate<'a>) {
        self.items += 1;
        self.made += usize::from(chosen.template.is_some());
        self.without_competency += usize::from(chosen.competencies.is_empty());
        for id in &chosen.competencies {
            *self.competencies.entry(id).or_default() += 1;
        }
        if let Some(id) = chosen.question {
            *self.questions.entry(id).or_default() += 1;
        }
        if let Some(template) = chosen.template {
            *self.templates.entry(template).or_default() += 1;
        }
        *self.kinds.entry(chosen.kind).or_default() += 1;
    }

    /// How little an item is wanted next: competencies, questions, kinds, templates and sources take turns.
    fn cost(&self, weighed: &Weighed<'_>, source: Source) -> usize {
        let next = &weighed.candidate;
        let competency = match next.competencies.as_slice() {
            [] => self.without_competency,
            // An item counts for the competency of its own that had the fewest turns.
            some => some.iter().map(|id| turns(&self.competencies, id)).min().unwrap_or_default(),
        };
        let question = next.question.map_or(0, |id| turns(&self.questions, &id));
        let template = next.template.map_or(0, |template| {
            // What only asks where something belongs is easy: it comes after what asks for more.
            let easy =
                matches!(template, Template::Pitfall | Template::FollowUp | Template::Exercises | Template::Meaning);
            usize::from(easy) + turns(&self.templates, &template)
        });
        let same_source = if next.template.is_some() { self.made } else { self.items - self.made };
        let ahead = if source == Source::Both { (2 * same_source).saturating_sub(self.items) } else { 0 };
        weighed.known + 2 * (competency + question + template + ahead) + turns(&self.kinds, &next.kind)
    }
}

fn turns<K: Ord>(counts: &BTreeMap<K, usize>, key: &K) -> usize {
    counts.get(key).copied().unwrap_or_default()
}

/// Orders items so that no two of the same question follow each other, as far as that is possible.
fn apart(chosen: Vec<Candidate<'_>>) -> Vec<String> {
    let mut waiting = chosen;
    let mut order: Vec<String> = Vec::new();
    let mut last: Option<&Id> = None;
    while !waiting.is_empty() {
        let like = |question: Option<&Id>| waiting.iter().filter(|other| other.question == question).count();
        let free = |next: &Candidate<'_>| next.question.is_none() || next.question != last;
        // A question with more than half of what is left has to be taken now, or its items meet at the end.
        let pressing = waiting
            .iter()
            .position(|next| next.question.is_some() && free(next) && 2 * like(next.question) > waiting.len());
        let next = pressing.or_else(|| waiting.iter().position(free)).unwrap_or(0);
        let next = waiting.remove(next);
        last = next.question;
        order.push(next.id);
    }
    order
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::content::Difficulty;

    /// Whether some order keeps equal questions apart, by trying all.
    fn possible(left: &mut Vec<Option<&Id>>, last: Option<&Id>) -> bool {
        left.is_empty()
            || (0..left.len()).any(|n| {
                let next = left.remove(n);
                let found = (next.is_none() || next != last) && possible(left, next);
                left.insert(n, next);
                found
            })
    }

    #[test]
    fn items_of_one_question_are_apart_whenever_that_is_possible() {
        let ids: Vec<Id> = ["a", "b", "c"].map(|id| Id::new(id).unwrap()).to_vec();
        for code in 0..4_usize.pow(6) {
            let questions: Vec<Option<&Id>> = (0..6).map(|n| ids.get(code / 4_usize.pow(n) % 4)).collect();
            let candidate = |(n, question): (usize, &Option<&'_ Id>)| Candidate {
                id: alloc::format!("{n}"),
                template: None,
                kind: ItemKind::Single,
                competencies: vec![],
                question: question.and_then(|id| ids.iter().find(|known| *known == id)),
                section: None,
                difficulty: Difficulty::Easy,
            };
            let order = apart(questions.iter().enumerate().map(candidate).collect());
            let order: Vec<_> = order.iter().map(|n| questions[n.parse::<usize>().unwrap()]).collect();
            assert_eq!(order.len(), 6);
            let kept = order.windows(2).all(|two| two[0].is_none() || two[0] != two[1]);
            assert_eq!(kept, possible(&mut questions.clone(), None), "{questions:?} {order:?}");
        }
    }
}
