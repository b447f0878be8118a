//! What is written reads the same: for packs of every shape that Markdown can say.

use interview_practice_core::content::{
    Assessment, Block, Choice, ClozePart, Competency, Concept, Difficulty, FORMAT, FORMAT_VERSION, FollowUp, Id,
    Inline, Item, ItemBody, Level, Pack, Pair, Pitfall, Point, Question, QuestionKind, Reference, ReferenceGroup,
    RubricLevel, Section, Step, Term, Url, plain_text,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::{text, write};
use crate::read::read_regardless;

/// One line of words with every mark that means something somewhere, without white space at its ends.
fn words() -> impl Strategy<Value = String> {
    let letter = prop_oneof![
        8 => proptest::char::range('a', 'z').boxed(),
        2 => Just(' ').boxed(),
        3 => proptest::sample::select("\\`*_{}[]()<>#+-.!|~:;,=&'\"/?%@^$0123456789：，。é你好ñß🎓\u{a0}".chars().collect::<Vec<_>>()).boxed(),
        1 => any::<char>().prop_map(|c| if c.is_control() || c == '\u{feff}' { 'x' } else { c }).boxed(),
    ];
    vec(letter, 1..14).prop_map(|letters| {
        let words: String = letters.into_iter().collect();
        if words.trim().is_empty() { "word".to_owned() } else { words.trim().to_owned() }
    })
}

fn plain() -> impl Strategy<Value = String> {
    "[a-z]{1,6}( [a-z]{1,6}){0,2}"
}

fn id() -> impl Strategy<Value = Id> {
    "[a-z0-9]{1,5}(-[a-z0-9]{1,5})?".prop_map(|id| Id::new(&id).unwrap())
}

fn ids() -> impl Strategy<Value = Vec<Id>> {
    proptest::collection::btree_set(id(), 0..3).prop_map(|ids| ids.into_iter().collect())
}

fn url() -> impl Strategy<Value = Url> {
    prop_oneof![
        Just("https://a.example/x?y=1&amp=2&b_c*d#e"),
        Just("../x(1)/y"),
        Just("mailto:a@b.example"),
        Just("a\\b<c>"),
        Just("#part"),
        Just("https://a.example/`x`/ü"),
    ]
    .prop_map(|url| Url::new(url).unwrap())
}

/// Inlines as a reader of Markdown may give them: no two texts in a row, emphasis around words that begin and end with letters.
fn inlines() -> impl Strategy<Value = Vec<Inline>> {
    let code = prop_oneof!["[a-z`*\\\\&<]{1,6}", "[a-z]{1,3} [`a-z]{1,3}", "  ", " a", "a "].prop_map(Inline::Code);
    let simple = plain().prop_map(|text| vec![Inline::Text(text)]).boxed();
    let marked = prop_oneof![
        code,
        simple.clone().prop_map(Inline::Strong),
        simple.clone().prop_map(Inline::Emphasis),
        simple.prop_map(|inner| Inline::Strong(vec![Inline::Emphasis(inner)])),
        (plain(), plain()).prop_map(|(before, inner)| {
            Inline::Emphasis(vec![Inline::Text(before + " "), Inline::Emphasis(vec![Inline::Text(inner)])])
        }),
        (url(), words()).prop_map(|(url, text)| Inline::Link { url, text: vec![Inline::Text(text)] }),
    ];
    (words(), vec((marked, words(), any::<bool>()), 0..3)).prop_map(|(first, rest)| {
        let mut inlines = vec![Inline::Text(first)];
        let last = rest.len();
        for (n, (marked, after, spaced)) in rest.into_iter().enumerate() {
            if let (true, Some(Inline::Text(text))) = (spaced, inlines.last_mut()) {
                text.push(' ');
            }
            inlines.push(marked);
            let after = if spaced { format!(" {after}") } else { after };
            if n + 1 < last || spaced {
                inlines.push(Inline::Text(after));
            } else {
                break;
            }
        }
        inlines
    })
}

fn blocks() -> impl Strategy<Value = Vec<Block>> {
    let code = ("[a-z+#&\\\\]{0,5}", vec("[ a-z`~#*&\\\\-]{0,9}", 0..4))
        .prop_map(|(language, lines)| Block::Code { language, text: lines.join("\n") });
    let leaf = prop_oneof![
        3 => inlines().prop_map(Block::Paragraph),
        1 => inlines().prop_map(Block::Heading),
        1 => code,
    ];
    let block = leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            (any::<bool>(), vec(vec(inner.clone(), 1..3), 1..4))
                .prop_map(|(ordered, entries)| Block::List { ordered, entries }),
            vec(inner, 1..3).prop_map(Block::Quote),
        ]
    });
    vec(block, 0..4)
}

fn difficulty() -> impl Strategy<Value = Difficulty> {
    prop_oneof![Just(Difficulty::Easy), Just(Difficulty::Medium), Just(Difficulty::Hard)]
}

fn level() -> impl Strategy<Value = Level> {
    prop_oneof![Just(Level::MustHave), Just(Level::Preferred)]
}

fn competency() -> impl Strategy<Value = Competency> {
    (id(), ids(), words(), level(), words(), blocks())
        .prop_map(|(id, was, name, level, description, body)| Competency { id, was, name, level, description, body })
}

fn section() -> impl Strategy<Value = Section> {
    (id(), ids(), words(), ids(), option::of(level()), ids(), blocks()).prop_map(
        |(id, was, title, competencies, lists, questions, body)| Section {
            id,
            was,
            title,
            competencies,
            lists,
            questions,
            body,
        },
    )
}

fn question() -> impl Strategy<Value = Question> {
    let head = (id(), ids(), words(), ids(), difficulty(), 1..9000_u32, option::of(id()));
    let point = (id(), ids(), words(), ids()).prop_map(|(id, was, text, concepts)| Point { id, was, text, concepts });
    let pitfall = (id(), ids(), words()).prop_map(|(id, was, text)| Pitfall { id, was, text });
    let follow_up = (id(), ids(), words(), ids(), ids()).prop_map(|(id, was, text, points, pitfalls)| FollowUp {
        id,
        was,
        text,
        points,
        pitfalls,
    });
    let concept = (id(), ids(), words(), vec(words(), 0..3)).prop_map(|(id, was, name, synonyms)| Concept {
        id,
        was,
        name,
        synonyms,
    });
    let kind = proptest::sample::select(QuestionKind::ALL.to_vec());
    let lists = (vec(point, 0..3), vec(pitfall, 0..3), vec(follow_up, 0..3), vec(concept, 0..3));
    (head, kind, blocks(), blocks(), lists).prop_map(|(head, kind, context, model_answer, lists)| {
        let (id, was, prompt, competencies, difficulty, seconds, assessment) = head;
        let (points, pitfalls, follow_ups, concepts) = lists;
        Question {
            id,
            was,
            prompt,
            kind,
            competencies,
            difficulty,
            seconds,
            assessment,
            context,
            points,
            model_answer,
            pitfalls,
            follow_ups,
            concepts,
        }
    })
}

fn body() -> impl Strategy<Value = ItemBody> {
    let choice = (id(), ids(), inlines(), any::<bool>(), prop_oneof![Just(Vec::new()).boxed(), inlines().boxed()])
        .prop_map(|(id, was, text, correct, explanation)| Choice { id, was, text, correct, explanation })
        .boxed();
    let pair = (id(), ids(), inlines(), inlines()).prop_map(|(id, was, left, right)| Pair { id, was, left, right });
    let step = (id(), ids(), inlines()).prop_map(|(id, was, text)| Step { id, was, text });
    let gap = (id(), vec(words(), 1..3)).prop_map(|(id, answers)| ClozePart::Gap { id, answers });
    let parts = (words(), vec((gap, words(), any::<bool>()), 0..3)).prop_map(|(first, rest)| {
        let mut parts = vec![ClozePart::Text(first + " ")];
        for (gap, after, joined) in rest {
            parts.push(gap);
            if !joined {
                parts.push(ClozePart::Text(format!(" {after} ")));
            }
        }
        if let Some(ClozePart::Text(text)) = parts.last_mut() {
            *text = text.trim_end().to_owned();
        }
        parts
    });
    prop_oneof![
        vec(choice.clone(), 1..5).prop_map(|choices| ItemBody::Single { choices }),
        vec(choice, 1..5).prop_map(|choices| ItemBody::Multiple { choices }),
        any::<bool>().prop_map(|answer| ItemBody::TrueFalse { answer }),
        vec(pair, 1..4).prop_map(|pairs| ItemBody::Matching { pairs }),
        vec(step, 1..4).prop_map(|steps| ItemBody::Ordering { steps }),
        parts.prop_map(|parts| ItemBody::Cloze { parts }),
    ]
}

fn item() -> impl Strategy<Value = Item> {
    let head = (id(), ids(), ids(), option::of(id()), option::of(id()), difficulty());
    (head, blocks(), body(), blocks()).prop_map(|(head, stem, body, explanation)| {
        let (id, was, competencies, section, question, difficulty) = head;
        Item { id, was, competencies, section, question, difficulty, stem, body, explanation }
    })
}

fn assessment() -> impl Strategy<Value = Assessment> {
    let rubric = vec((1_u8..=255, words()), 0..3);
    (id(), ids(), words(), ids(), blocks(), rubric).prop_map(|(id, was, title, competencies, body, rubric)| {
        let rubric = rubric.into_iter().map(|(level, text)| RubricLevel { level, text }).collect();
        Assessment { id, was, title, competencies, body, rubric }
    })
}

fn group() -> impl Strategy<Value = ReferenceGroup> {
    let publisher = prop_oneof![Just(String::new()), words()];
    let entry =
        (words(), publisher, option::of(url())).prop_map(|(title, publisher, url)| Reference { title, publisher, url });
    let title = prop_oneof![Just(String::new()), words()];
    (title, vec(entry, 1..3)).prop_map(|(title, entries)| ReferenceGroup { title, entries })
}

fn pack() -> impl Strategy<Value = Pack> {
    let term =
        (id(), ids(), words(), inlines()).prop_map(|(id, was, term, definition)| Term { id, was, term, definition });
    let head = (id(), words(), words(), words(), words(), vec(words(), 0..3), blocks());
    let parts = (vec(competency(), 0..3), vec(section(), 0..3), vec(question(), 0..3), vec(item(), 0..4));
    (head, parts, vec(assessment(), 0..3), vec(group(), 0..3), vec(term, 0..3)).prop_map(
        |(head, parts, assessments, references, glossary)| {
            let (id, version, role, licence, updated, credits, summary) = head;
            let (competencies, guide, questions, items) = parts;
            Pack {
                format: FORMAT.to_owned(),
                format_version: FORMAT_VERSION,
                id,
                version,
                role,
                language: "en".to_owned(),
                licence,
                updated,
                credits,
                summary,
                competencies,
                guide,
                questions,
                items,
                assessments,
                references,
                glossary,
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_the_same(pack in pack()) {
        let written = write(&pack);
        let (read, outcome, _) = read_regardless(&[("pack.md", &written)], None);
        let read = read.unwrap();
        prop_assert!(read == pack, "\n{written}\nread back:\n{}", write(&read));
        prop_assert!(outcome.unwritten_ids.is_empty());
    }

    #[test]
    fn text_that_markdown_cannot_say_keeps_its_words(
        inlines in vec(prop_oneof![
            words().prop_map(Inline::Text),
            words().prop_map(|words| Inline::Strong(vec![Inline::Text(words)])),
            words().prop_map(|words| Inline::Emphasis(vec![Inline::Text(words)])),
        ], 1..6),
    ) {
        let written = text::inlines(&inlines);
        let page = format!("---\nid: a\nrole: b\nlanguage: en\nversion: 1\n---\n\n{written}\n");
        let (read, ..) = read_regardless(&[("pack.md", &page)], None);
        let read = read.unwrap().summary;
        let [Block::Paragraph(read)] = read.as_slice() else { panic!("{read:?}") };
        let wanted = plain_text(&inlines);
        prop_assert_eq!(plain_text(read), wanted.trim());
    }
}
