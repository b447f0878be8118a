//! The quiz on the bundled pack: what must hold for every item that can be asked, over many seeds.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use interview_practice_core::content::{Pack, plain_text};
use interview_practice_core::quiz::{
    Body, Feedback, History, ItemBank, Outcome, PresentedChoice, PresentedItem, Response, Session, Settings, Source,
    Stem, Template, gaps, grade,
};
use interview_practice_core::random::Random;

/// How many seeds each item is shown with: many more in a release build.
const SEEDS: u64 = if cfg!(debug_assertions) { 16 } else { 1000 };

static PACK: LazyLock<Pack> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/senior-software-engineer");
    interview_practice_reader::read_path(&path).pack.unwrap()
});

fn each(mut look: impl FnMut(&ItemBank<'_>, &PresentedItem, u64)) {
    let bank = ItemBank::new(&PACK);
    let ids = bank.ids();
    for seed in 0..SEEDS {
        for id in &ids {
            let item = bank.present(id, seed).unwrap_or_else(|| panic!("{id} came about with seed 0, not with {seed}"));
            look(&bank, &item, seed);
        }
    }
}

fn is_made(item: &PresentedItem) -> bool {
    matches!(item.stem, Stem::Made { .. })
}

fn choices(item: &PresentedItem) -> Option<&[PresentedChoice]> {
    match &item.body {
        Body::Single(choices) => Some(choices),
        _ => None,
    }
}

#[test]
fn the_pack_offers_each_kind_of_item_from_both_sources() {
    let bank = ItemBank::new(&PACK);
    let mut kinds = BTreeSet::new();
    let mut templates = BTreeSet::new();
    for id in bank.ids() {
        let item = bank.present(&id, 0).unwrap();
        kinds.insert((is_made(&item), item.kind));
        if let Stem::Made { template, .. } = item.stem {
            templates.insert(template);
        }
    }
    assert_eq!(kinds.len(), 12, "{kinds:?}");
    assert_eq!(templates.into_iter().collect::<Vec<_>>(), Template::ALL);
}

#[test]
fn an_item_goes_with_the_link_that_it_asks_for() {
    let bank = ItemBank::new(&PACK);
    for template in [Template::Digs, Template::Challenge, Template::Exercises] {
        let made = |id: &String| id.starts_with(&[template.name(), ":"].concat());
        let id = bank.ids().into_iter().find(made).unwrap();
        let mut pack = PACK.clone();
        for question in &mut pack.questions {
            question.competencies.clear();
            for follow_up in &mut question.follow_ups {
                follow_up.points.clear();
                follow_up.pitfalls.clear();
            }
        }
        assert!(ItemBank::new(&pack).present(&id, 0).is_none(), "{id}");
    }
}

#[test]
fn each_item_is_whole_and_its_right_response_is_right() {
    each(|bank, item, seed| {
        assert_eq!(bank.present(&item.id, seed).as_ref(), Some(item), "the same seed shows the same item");
        assert!(item.id.len() <= 240 && item.id.bytes().all(|byte| byte.is_ascii_graphic()));
        for id in &item.competencies {
            assert!(PACK.competency(id.as_str()).is_some());
        }
        assert!(item.question.as_ref().is_none_or(|id| PACK.question(id.as_str()).is_some()));
        assert!(item.section.as_ref().is_none_or(|id| PACK.section(id.as_str()).is_some()));
        let right = item.right_response();
        assert_eq!(right.fitted(item).as_ref(), Some(&right));
        let graded = grade(item, &right);
        assert!(graded.correct && graded.score == 1.0, "{item:?}");
        let (mut ids, texts): (Vec<&str>, Vec<String>) = match &item.body {
            Body::Single(choices) | Body::Multiple(choices) => {
                choices.iter().map(|choice| (choice.id.as_str(), plain_text(&choice.text).to_lowercase())).unzip()
            }
            Body::Matching { right: sides, .. } | Body::Ordering { steps: sides, .. } => {
                sides.iter().map(|side| (side.id.as_str(), plain_text(&side.text).to_lowercase())).unzip()
            }
            Body::Cloze(parts) => gaps(parts).map(|gap| (gap.id.as_str(), gap.id.clone())).unzip(),
            Body::TrueFalse { .. } => (Vec::new(), Vec::new()),
        };
        let shown = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), shown, "{} names two parts alike", item.id);
        assert_eq!(texts.iter().collect::<BTreeSet<_>>().len(), shown, "{} says the same twice", item.id);
    });
}

#[test]
fn a_single_choice_has_one_right_choice_and_three_or_four_in_all() {
    each(|_, item, _| {
        let Some(choices) = choices(item) else { return };
        assert_eq!(choices.iter().filter(|choice| choice.correct).count(), 1, "{}", item.id);
        assert!(!is_made(item) || (3..=4).contains(&choices.len()), "{}", item.id);
        for choice in choices {
            let graded = grade(item, &Response::Choice(choice.id.clone()));
            assert_eq!(graded.correct, choice.correct);
        }
    });
}

/// The chance to see `hits` or more of what should happen with these probabilities is below one in a million when this is above 4.75.
fn deviations(hits: f64, probabilities: &[f64]) -> f64 {
    let mean: f64 = probabilities.iter().sum();
    let variance: f64 = probabilities.iter().map(|p| p * (1.0 - p)).sum();
    (hits - mean) / variance.sqrt().max(1e-9)
}

#[test]
fn the_right_choice_of_a_made_item_is_the_longest_or_the_shortest_no_more_often_than_chance() {
    let mut seen: BTreeMap<&str, (f64, f64, Vec<f64>)> = BTreeMap::new();
    each(|_, item, _| {
        let (Some(choices), Stem::Made { template, .. }) = (choices(item), &item.stem) else { return };
        let length = |choice: &PresentedChoice| plain_text(&choice.text).chars().count();
        let right = choices.iter().find(|choice| choice.correct).map(length).unwrap();
        let wrong = || choices.iter().filter(|choice| !choice.correct).map(length);
        for name in [template.name(), "all"] {
            let (longest, shortest, chance) = seen.entry(name).or_default();
            *longest += f64::from(u8::from(wrong().all(|other| other < right)));
            *shortest += f64::from(u8::from(wrong().all(|other| other > right)));
            chance.push(1.0 / f64::from(u32::try_from(choices.len()).unwrap()));
        }
    });
    for (name, (longest, shortest, chance)) in &seen {
        let count = f64::from(u32::try_from(chance.len()).unwrap());
        println!("{name}: longest {:.3}, shortest {:.3} of {count}", longest / count, shortest / count);
        assert!(deviations(*longest, chance) < 4.75, "{name}: the right choice is the longest in {longest} of {count}");
        assert!(
            deviations(*shortest, chance) < 4.75,
            "{name}: the right choice is the shortest in {shortest} of {count}"
        );
    }
}

#[test]
fn the_right_choice_stands_in_every_place_equally_often() {
    let mut places: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    let mut totals: BTreeMap<usize, u32> = BTreeMap::new();
    each(|_, item, _| {
        let Some(choices) = choices(item) else { return };
        let place = choices.iter().position(|choice| choice.correct).unwrap();
        *places.entry((choices.len(), place)).or_default() += 1;
        *totals.entry(choices.len()).or_default() += 1;
    });
    for ((length, place), count) in places {
        let total = totals[&length];
        let chance = vec![1.0 / f64::from(u32::try_from(length).unwrap()); usize::try_from(total).unwrap()];
        let off = deviations(f64::from(count), &chance).abs();
        assert!(off < 4.75, "of {length} choices the right one is at {place} in {count} of {total}");
    }
}

#[test]
fn made_choices_have_one_form_and_wrong_ones_are_wrong_by_the_authors_links() {
    each(|_, item, _| {
        let (Some(choices), Stem::Made { template, .. }) = (choices(item), &item.stem) else { return };
        let question = item.question.as_ref().and_then(|id| PACK.question(id.as_str()));
        let texts: Vec<String> = choices.iter().map(|choice| plain_text(&choice.text)).collect();
        if !matches!(template, Template::Skill | Template::Term | Template::Exercises | Template::Listen) {
            let ends: BTreeSet<_> =
                texts.iter().map(|text| text.chars().last().filter(|c| !c.is_alphanumeric())).collect();
            let begins: BTreeSet<_> = texts.iter().map(|text| text.starts_with(char::is_uppercase)).collect();
            assert!(ends.len() == 1 && begins.len() == 1, "{}: {texts:?}", item.id);
            let lengths = || texts.iter().map(|text| text.chars().count());
            assert!(lengths().max() <= lengths().min().map(|least| 4 * least), "{}: {texts:?}", item.id);
        }
        for choice in choices.iter().filter(|choice| !choice.correct) {
            let id = choice.id.as_str();
            let wrong = match (template, question) {
                (Template::Pitfall, Some(question)) => !id.starts_with(question.id.as_str()),
                (Template::FollowUp, Some(question)) => {
                    let named = |id: &str| question.follow_ups.iter().find(|other| other.id == *id);
                    let asked = named(item.id.split('/').nth(1).unwrap()).unwrap();
                    match id.split_once('/') {
                        // Of the same question: it digs into other points.
                        Some((own, other)) if question.id == *own => {
                            named(other).unwrap().points.iter().all(|point| !asked.points.contains(point))
                        }
                        _ => true,
                    }
                }
                (Template::Strength, Some(question)) => question.pitfalls.iter().any(|pitfall| pitfall.id == id),
                (Template::Weaken, Some(question)) => question.points.iter().any(|point| point.id == id),
                (Template::Exercises, Some(question)) => question.competencies.iter().all(|own| *own != id),
                (Template::Digs | Template::Challenge | Template::Listen, Some(question)) => {
                    let mut parts = item.id.split([':', '/']).skip(2);
                    let (first, second) = (parts.next().unwrap(), parts.next().unwrap());
                    match template {
                        Template::Digs => question
                            .follow_ups
                            .iter()
                            .any(|other| other.id == first && other.points.iter().all(|point| *point != id)),
                        Template::Challenge => question
                            .follow_ups
                            .iter()
                            .any(|other| other.id == id && other.pitfalls.iter().all(|pitfall| *pitfall != first)),
                        _ => id != second && question.point(first).unwrap().concepts.iter().all(|own| *own != id),
                    }
                }
                (Template::Skill | Template::Term, None) => item.id.split(':').nth(1) != Some(id),
                _ => false,
            };
            assert!(wrong, "{}: {id}", item.id);
        }
    });
}

#[test]
fn a_gap_is_not_given_away_and_its_answers_are_accepted() {
    each(|_, item, seed| {
        let Body::Cloze(parts) = &item.body else { return };
        for gap in gaps(parts).filter(|_| seed == 0) {
            for answer in &gap.answers {
                for typed in [answer.clone(), answer.to_uppercase(), format!("  {answer} ")] {
                    let responses =
                        gaps(parts).map(|other| if other.id == gap.id { typed.clone() } else { String::new() });
                    let graded = grade(item, &Response::Gaps(responses.collect()));
                    let part = graded.parts.iter().find(|part| part.id == gap.id).unwrap();
                    assert_eq!(part.outcome, Outcome::Right, "{}: {typed}", item.id);
                }
            }
            if is_made(item) {
                let shown = gap.answers[0].to_lowercase();
                let around = parts.iter().filter(|part| !format!("{part:?}").starts_with("Gap"));
                assert!(
                    around.into_iter().all(|part| !format!("{part:?}").to_lowercase().contains(&shown)),
                    "{}",
                    item.id
                );
                assert!(!gap.hint.is_empty());
            }
        }
    });
}

#[test]
fn hostile_responses_never_grade_outside_the_scale() {
    let bank = ItemBank::new(&PACK);
    let ids = bank.ids();
    let mut random = Random::new(1);
    let mut known: Vec<String> = ["", "1", "\u{0}", "no-such-id", "../x"].map(String::from).to_vec();
    known.push("y".repeat(100_000));
    for id in &ids {
        match bank.present(id, 3).unwrap().right_response() {
            Response::Choices(ids) | Response::Order(ids) | Response::Gaps(ids) => known.extend(ids),
            Response::Choice(id) => known.push(id),
            Response::Pairs(pairs) => known.extend(pairs.into_keys()),
            Response::Truth(_) => {}
        }
    }
    for id in &ids {
        let item = bank.present(id, 3).unwrap();
        for _ in 0..20 {
            let mut some = |most: usize| -> Vec<String> {
                (0..random.below(most)).map(|_| known[random.below(known.len())].clone()).collect()
            };
            let (keys, values) = (some(9), some(9));
            let mixed = [
                Response::Choice(some(3).pop().unwrap_or_default()),
                Response::Choices(some(30)),
                Response::Pairs(keys.into_iter().zip(values).collect()),
                Response::Order(some(30)),
                Response::Gaps(some(5)),
                Response::Truth(true),
            ];
            for response in mixed {
                let graded = grade(&item, &response);
                assert!((0.0..=1.0).contains(&graded.score));
                assert_eq!(graded.correct, graded.score == 1.0);
                if let Some(fitted) = response.fitted(&item) {
                    assert_eq!(grade(&item, &fitted), graded);
                }
            }
        }
    }
}

#[test]
fn hostile_ids_name_no_item() {
    let bank = ItemBank::new(&PACK);
    let terms: Vec<&str> = PACK.glossary.iter().map(|term| term.id.as_str()).collect();
    for id in [
        String::new(),
        ":".into(),
        "pitfall".into(),
        "pitfall:".into(),
        "pitfall:url-shortener".into(),
        "pitfall:url-shortener/no-questions/no-scale".into(),
        "pitfall:/no-questions".into(),
        "digs:url-shortener/no-questions/keys".into(),
        "unknown:url-shortener".into(),
        "match-terms:latency/throughput".into(),
        format!("match-terms:{}", terms.join("/")),
        "levels:".repeat(100_000),
    ] {
        assert_eq!(bank.present(&id, 1), None, "{id}");
    }
}

#[test]
fn a_session_weaves_sources_competencies_and_kinds_and_keeps_questions_apart() {
    let bank = ItemBank::new(&PACK);
    let mut asked: BTreeMap<String, u32> = BTreeMap::new();
    for seed in 0..SEEDS.min(200) {
        for length in Settings::LENGTHS {
            let settings = Settings { length, feedback: Feedback::AtOnce, ..Settings::default() };
            let session = Session::plan(&bank, &settings, &History::default(), seed);
            assert_eq!(session.len(), usize::from(length));
            let items: Vec<PresentedItem> = session.answers().map(|(id, _)| bank.present(id, seed).unwrap()).collect();
            assert_eq!(items.iter().map(|item| &item.id).collect::<BTreeSet<_>>().len(), items.len());
            assert!(items.windows(2).all(|two| two[0].question.is_none() || two[0].question != two[1].question));
            let made = items.iter().filter(|item| is_made(item)).count();
            assert!(made.abs_diff(items.len() / 2) <= 1, "{made} of {length} made");
            if length == 20 {
                let competencies: BTreeSet<_> = items.iter().flat_map(|item| &item.competencies).collect();
                let kinds: BTreeSet<_> = items.iter().map(|item| item.kind).collect();
                assert!(competencies.len() >= 10 && kinds.len() >= 5, "{competencies:?} {kinds:?}");
                for id in items {
                    *asked.entry(id.id).or_default() += 1;
                }
            }
        }
    }
    let most = asked.values().max().copied().unwrap_or_default();
    println!("{} items came up in sessions of 20; the most frequent {most} times", asked.len());
    assert!(asked.len() > 100);
}

#[test]
fn every_combination_of_settings_plans_what_it_promises() {
    let bank = ItemBank::new(&PACK);
    for source in [Source::Both, Source::Authored, Source::Made] {
        for competency in &PACK.competencies {
            let competencies = vec![competency.id.clone()];
            let settings = Settings { length: 20, source, competencies: competencies.clone(), ..Settings::default() };
            let session = Session::plan(&bank, &settings, &History::default(), 5);
            assert_eq!(session.len(), Session::available(&bank, &settings, &History::default(), 20));
            for (id, _) in session.answers() {
                let item = bank.present(id, 5).unwrap();
                assert!(item.competencies.contains(&competency.id));
                assert!(source == Source::Both || is_made(&item) == (source == Source::Made));
            }
        }
        for question in PACK.practice_questions() {
            let settings = Settings { length: 20, source, question: Some(question.id.clone()), ..Settings::default() };
            let session = Session::plan(&bank, &settings, &History::default(), 5);
            assert_eq!(session.len(), Session::available(&bank, &settings, &History::default(), 20));
            for (id, _) in session.answers() {
                assert_eq!(bank.present(id, 5).unwrap().question.as_ref(), Some(&question.id));
            }
        }
        for section in &PACK.guide {
            let settings = Settings { length: 20, source, section: Some(section.id.clone()), ..Settings::default() };
            let session = Session::plan(&bank, &settings, &History::default(), 5);
            println!("{source:?} {}: {}", section.id, session.len());
            assert_eq!(session.len(), Session::available(&bank, &settings, &History::default(), 20));
        }
    }
}
