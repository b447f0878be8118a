//! Packs that nobody would write: items made from them must still hold together, and nothing may panic.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::content::{
    Assessment, Block, Choice, ClozePart, Competency, Concept, Difficulty, FollowUp, Id, Inline, Item, ItemBody, Level,
    Pair, Pitfall, Point, Question, QuestionKind, RubricLevel, Section, Step, Term, plain_text,
};
use crate::random::Random;

/// Words that meet, nest, differ by an ending, have no letters, or are not of this alphabet.
const WORDS: [&str; 24] = [
    "cache",
    "caches",
    "cache-aside",
    "",
    " ",
    "a",
    "Σ",
    "ß",
    "e\u{301}",
    "…",
    "?",
    "without",
    "Never",
    "缓存",
    "naïve",
    "x.y.z",
    "queue.",
    "The queue! Is",
    "index",
    "Indexes",
    "\u{202e}",
    "partition tolerance",
    "to",
    "of",
];

/// A pack of random parts: ids clash and lead nowhere, texts are empty or alike.
fn pack(seed: u64) -> Pack {
    let mut random = Random::new(seed);
    let r = &mut random;
    let mut pack = small();
    pack.competencies = some(r, |r| Competency {
        id: id(r),
        was: ids(r),
        name: text(r),
        level: if r.below(2) == 0 { Level::MustHave } else { Level::Preferred },
        description: text(r),
        body: vec![],
    });
    pack.guide = some(r, |r| Section {
        id: id(r),
        was: ids(r),
        title: text(r),
        competencies: ids(r),
        lists: Some(Level::MustHave),
        questions: ids(r),
        body: vec![],
    });
    pack.questions = some(r, |r| Question {
        id: id(r),
        was: ids(r),
        prompt: text(r),
        kind: QuestionKind::ALL[r.below(5)],
        competencies: ids(r),
        difficulty: Difficulty::Hard,
        seconds: 0,
        assessment: None,
        context: vec![],
        points: some(r, |r| Point { id: id(r), was: ids(r), text: text(r), concepts: ids(r) }),
        model_answer: vec![Block::Paragraph(inlines(&[text(r), text(r), text(r)].concat()))],
        pitfalls: some(r, |r| Pitfall { id: id(r), was: ids(r), text: text(r) }),
        follow_ups: some(r, |r| FollowUp { id: id(r), was: ids(r), text: text(r), points: ids(r), pitfalls: ids(r) }),
        concepts: some(r, |r| Concept { id: id(r), was: ids(r), name: text(r), synonyms: vec![text(r)] }),
    });
    pack.glossary = some(r, |r| Term { id: id(r), was: ids(r), term: text(r), definition: inlines(&text(r)) });
    pack.assessments = some(r, |r| Assessment {
        id: id(r),
        was: vec![],
        title: text(r),
        competencies: ids(r),
        body: vec![],
        rubric: some(r, |r| RubricLevel { level: 1, text: text(r) }),
    });
    pack.items = some(r, |r| Item {
        id: id(r),
        was: ids(r),
        competencies: ids(r),
        section: Some(id(r)),
        question: Some(id(r)),
        difficulty: Difficulty::Easy,
        stem: vec![],
        body: match r.below(5) {
            0 => ItemBody::Single { choices: choices(r) },
            1 => ItemBody::Multiple { choices: choices(r) },
            2 => ItemBody::Matching {
                pairs: some(r, |r| Pair { id: id(r), was: ids(r), left: inlines(&text(r)), right: inlines(&text(r)) }),
            },
            3 => ItemBody::Ordering { steps: some(r, |r| Step { id: id(r), was: ids(r), text: inlines(&text(r)) }) },
            _ => ItemBody::Cloze { parts: some(r, |r| ClozePart::Gap { id: id(r), answers: some(r, text) }) },
        },
        explanation: vec![],
    });
    pack
}

/// The pack with each id named once, as validation demands.
fn sound(mut pack: Pack) -> Pack {
    unique(&mut pack.competencies, |part| (&part.id, &part.was));
    unique(&mut pack.guide, |part| (&part.id, &part.was));
    unique(&mut pack.questions, |part| (&part.id, &part.was));
    unique(&mut pack.glossary, |part| (&part.id, &part.was));
    unique(&mut pack.assessments, |part| (&part.id, &part.was));
    unique(&mut pack.items, |part| (&part.id, &part.was));
    for question in &mut pack.questions {
        unique(&mut question.points, |part| (&part.id, &part.was));
        unique(&mut question.pitfalls, |part| (&part.id, &part.was));
        unique(&mut question.follow_ups, |part| (&part.id, &part.was));
        unique(&mut question.concepts, |part| (&part.id, &part.was));
    }
    pack
}

fn unique<T>(list: &mut Vec<T>, ids: impl Fn(&T) -> (&Id, &[Id])) {
    let mut seen = BTreeSet::new();
    list.retain(|part| {
        let (id, was) = ids(part);
        let all: Vec<Id> = core::iter::once(id).chain(was).cloned().collect();
        let fresh = all.iter().all(|id| !seen.contains(id));
        seen.extend(all);
        fresh
    });
}

fn some<T>(random: &mut Random, mut one: impl FnMut(&mut Random) -> T) -> Vec<T> {
    (0..random.below(8)).map(|_| one(random)).collect()
}

fn id(random: &mut Random) -> Id {
    Id::new(["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"][random.below(12)]).unwrap()
}

fn ids(random: &mut Random) -> Vec<Id> {
    some(random, id).into_iter().take(3).collect()
}

fn text(random: &mut Random) -> String {
    let words: Vec<&str> = (0..random.below(14)).map(|_| WORDS[random.below(WORDS.len())]).collect();
    words.join(" ")
}

fn inlines(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.into())]
}

fn choices(random: &mut Random) -> Vec<Choice> {
    some(random, |random| Choice {
        id: id(random),
        was: ids(random),
        text: inlines(&text(random)),
        correct: random.below(2) == 0,
        explanation: vec![],
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn what_is_made_of_any_pack_is_whole(pack_seed in any::<u64>(), seed in any::<u64>()) {
        let pack = sound(pack(pack_seed));
        let bank = ItemBank::new(&pack);
        for id in bank.ids() {
            let item = bank.present(&id, seed).unwrap();
            prop_assert_eq!(bank.present(&item.id, seed), Some(item.clone()));
            let graded = grade(&item, &item.right_response());
            prop_assert!((0.0..=1.0).contains(&graded.score));
            if let Stem::Made { template, .. } = &item.stem {
                prop_assert!(graded.correct, "{:?}", &item);
                if let Body::Single(choices) = &item.body {
                    let texts: BTreeSet<_> = choices.iter().map(|choice| plain_text(&choice.text)).collect();
                    let ids: BTreeSet<_> = choices.iter().map(|choice| &choice.id).collect();
                    let right = choices.iter().filter(|choice| choice.correct).count();
                    prop_assert_eq!((right, texts.len(), ids.len()), (1, choices.len(), choices.len()), "{:?}", template);
                }
            }
        }
        let settings = Settings { length: 20, ..Settings::default() };
        let mut session = Session::plan(&bank, &settings, &History::default(), seed);
        prop_assert!(session.answers().all(|(id, _)| bank.present(id, seed).is_some()));
        while let Some(item) = session.current(&bank) {
            prop_assert!(session.answer(&bank, &item.right_response()).is_ok());
            session.advance();
        }
        prop_assert!(session.is_over());
        prop_assert!((0.0..=1.0).contains(&session.summary(&bank).score));
    }
    #[test]
    fn a_pack_whose_ids_clash_breaks_nothing(pack_seed in any::<u64>(), seed in any::<u64>()) {
        let pack = pack(pack_seed);
        let bank = ItemBank::new(&pack);
        let mut session = Session::plan(&bank, &Settings { length: 100, ..Settings::default() }, &History::default(), seed);
        while let Some(item) = session.current(&bank) {
            let graded = session.answer(&bank, &item.right_response()).unwrap();
            prop_assert!((0.0..=1.0).contains(&graded.score));
            session.advance();
        }
        prop_assert!(session.is_over());
    }
}
