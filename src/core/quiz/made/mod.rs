//! Items made from the pack's content.
//!
//! An item's id is its template and the ids of what it is made from; with the seed it decides everything. Wrong choices come from the
//! pack as well: from the same question where the author's own links say what is right, else from questions of another kind, and
//! only when their words show that they belong there and not here. Where good wrong choices are lacking there is no item, whatever
//! the seed.

mod choices;
mod gap;
mod lexicon;
mod parts;
mod question;
mod skill;
mod term;

use alloc::string::String;
use alloc::vec::Vec;

use super::bank::Candidate;
use super::{Body, ItemBank, PresentedItem, Side, Stem, Template};
use crate::content::{Difficulty, Id, Inline, Level, Pack, Question};
use crate::random::Random;

pub(super) use lexicon::Lexicon;
pub(super) use parts::Parts;
pub(super) use term::Compared;

/// The longest id of an item, in bytes: what progress can keep.
const MAX_ID: usize = 240;

/// The most questions from which a bank looks for wrong choices, so that the work for an item does not grow with the pack.
const MAX_SOURCES: usize = 200;

/// A template's problem and body, before they become an item.
struct Made {
    subject: String,
    quoted: Vec<Inline>,
    body: Body,
}

impl Made {
    /// A problem about something that has a name or a prompt.
    fn about(subject: &str, body: Body) -> Self {
        Self { subject: subject.into(), quoted: Vec::new(), body }
    }

    /// The same with words to be quoted.
    fn quoting(self, words: &str) -> Self {
        Self { quoted: plain(words), ..self }
    }
}

/// The item with this id, when the pack has its parts and good wrong choices for it.
pub(super) fn make(bank: &ItemBank<'_>, id: &str, seed: u64) -> Option<PresentedItem> {
    let parts = Parts::find(bank.pack, id)?;
    let id = parts.id()?;
    let mut random = Random::named(seed, &id);
    let made = match parts.template {
        Template::Skill | Template::MatchSkills | Template::Levels => skill::make(bank, &parts, &mut random)?,
        Template::Term | Template::MatchTerms | Template::Meaning => term::make(bank, &parts, &mut random)?,
        Template::Gap => gap::make(bank, &parts)?,
        _ => question::make(bank, &parts, &mut random)?,
    };
    let meta = Meta::of(bank.pack, &parts);
    Some(PresentedItem {
        id,
        kind: parts.template.kind(),
        competencies: meta.competencies.into_iter().cloned().collect(),
        question: parts.question.map(|question| question.id.clone()),
        section: meta.section.cloned(),
        difficulty: meta.difficulty,
        stem: Stem::Made { template: parts.template, subject: made.subject, quoted: made.quoted },
        body: made.body,
        explanation: Vec::new(),
    })
}

/// What an item tests, known before it is made.
struct Meta<'a> {
    competencies: Vec<&'a Id>,
    section: Option<&'a Id>,
    difficulty: Difficulty,
}

impl<'a> Meta<'a> {
    fn of(pack: &'a Pack, parts: &Parts<'a>) -> Self {
        let competencies = match (parts.question, parts.assessment) {
            (Some(_), _) if parts.template == Template::Exercises => parts.competencies.iter().map(|c| &c.id).collect(),
            (Some(question), _) => question.competencies.iter().collect(),
            (None, Some(assessment)) => assessment.competencies.iter().collect(),
            (None, None) => parts.competencies.iter().map(|competency| &competency.id).collect(),
        };
        let level = parts.competencies.first().filter(|_| parts.question.is_none()).map(|competency| competency.level);
        let section = level.and_then(|level| pack.guide.iter().find(|section| section.lists == Some(level)));
        let difficulty = match (parts.template, parts.question) {
            // What belongs where is easily told; what an answer needs is as hard as its question.
            (Template::Pitfall | Template::FollowUp | Template::Exercises, _) => Difficulty::Easy,
            (_, Some(question)) => question.difficulty,
            (Template::MatchTerms | Template::Levels, None) => Difficulty::Medium,
            (_, None) => Difficulty::Easy,
        };
        Self { competencies, section: section.map(|section| &section.id), difficulty }
    }
}

/// Every item that might be made from these questions and from the rest of the pack.
pub(super) fn candidates<'a>(bank: &ItemBank<'a>, questions: &[&'a Question]) -> Vec<Candidate<'a>> {
    let pack = bank.pack;
    let mut all: Vec<Parts<'a>> = Vec::new();
    let terms = gap::term_words(pack);
    for question in questions {
        question::parts(pack, question, &mut all);
        gap::parts(question, &terms, &mut all);
    }
    skill::parts(pack, &mut all);
    term::parts(bank, &mut all);
    all.iter()
        .filter_map(|parts| {
            let meta = Meta::of(pack, parts);
            Some(Candidate {
                id: parts.id()?,
                template: Some(parts.template),
                kind: parts.template.kind(),
                competencies: meta.competencies,
                question: parts.question.map(|question| &question.id),
                section: meta.section,
                difficulty: meta.difficulty,
            })
        })
        .collect()
}

/// Lists cut into groups of three to five, as evenly as it goes; empty when there are fewer than three.
fn groups<T>(list: &[T]) -> impl Iterator<Item = &[T]> {
    let count = if list.len() < 3 { 0 } else { list.len().div_ceil(5) };
    (0..count).filter_map(move |n| list.get(list.len() * n / count..list.len() * (n + 1) / count))
}

fn plain(text: &str) -> Vec<Inline> {
    alloc::vec![Inline::Text(text.into())]
}

fn side(id: &str, text: Vec<Inline>) -> Side {
    Side { id: id.into(), text }
}

/// The competencies of one level.
fn of_level(pack: &Pack, level: Level) -> Vec<&crate::content::Competency> {
    pack.competencies.iter().filter(|competency| competency.level == level).collect()
}
