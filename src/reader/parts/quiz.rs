//! `## Quiz`.

use interview_practice_core::content::{Block, Choice, Inline, Item, ItemBody, ItemKind, Pair, Step};

use super::{DIFFICULTIES, Head, Line, cloze, former, heads, lines, lines_with_boxes, nothing_more};
use crate::fields::{self, Field, Named};
use crate::finding::Place;
use crate::ids;
use crate::markdown::{Kind, Leaf, Node, blocks};
use crate::outline::Entry;
use crate::reading::Reading;

#[derive(Clone, Copy, PartialEq)]
enum Column {
    Kind,
    Competencies,
    Section,
    Question,
    Difficulty,
    Answer,
}

const FIELDS: [(&str, Column); 6] = [
    ("Kind", Column::Kind),
    ("Competencies", Column::Competencies),
    ("Section", Column::Section),
    ("Question", Column::Question),
    ("Difficulty", Column::Difficulty),
    ("Answer", Column::Answer),
];

const KINDS: [(&str, ItemKind); 6] = [
    ("single choice", ItemKind::Single),
    ("multiple choice", ItemKind::Multiple),
    ("true or false", ItemKind::TrueFalse),
    ("matching", ItemKind::Matching),
    ("ordering", ItemKind::Ordering),
    ("cloze", ItemKind::Cloze),
];

const ANSWERS: [(&str, bool); 2] = [("true", true), ("false", false)];

#[derive(Clone, Copy, PartialEq)]
enum Name {
    Choices,
    Pairs,
    Steps,
    Text,
    Explanation,
}

const NAMES: [(&str, Name); 5] = [
    ("Choices", Name::Choices),
    ("Pairs", Name::Pairs),
    ("Steps", Name::Steps),
    ("Text", Name::Text),
    ("Explanation", Name::Explanation),
];

/// Reads the part.
pub(crate) fn quiz(reading: &mut Reading<'_>, entries: Vec<Entry<'_>>) -> Vec<Item> {
    let heads = heads(reading, entries, "the item", "items");
    let mut items = Vec::with_capacity(heads.len());
    for mut head in heads {
        // An item that cannot be made is left out, so the ones after it move up.
        head.path = format!("items[{}]", items.len());
        reading.mark(&head.path, head.place);
        reading.mark(&format!("{}.id", head.path), head.id_place);
        items.extend(item(reading, head));
    }
    items
}

fn item(reading: &mut Reading<'_>, mut head: Head<'_>) -> Option<Item> {
    let path = head.path.clone();
    let mut fields = fields::take(reading, &mut head.nodes, &FIELDS, "a quiz item");
    let original = reading.original_item(&head.id);
    let kind = fields.take(Column::Kind);
    if kind.is_none() && original.is_none() {
        let mend = format!("write `- Kind: ...` below the heading: one of {}", crate::names::list(&KINDS));
        reading.log.error(head.place, "the item has no kind", mend);
    }
    let kind = kind.and_then(|kind| kind.choice(reading, &KINDS)).or_else(|| original.map(|item| item.body.kind()));
    let competencies = fields.ids(reading, Column::Competencies);
    let competencies = reading.mark_ids(&format!("{path}.competencies"), competencies);
    let section = fields.id(reading, Column::Section, &format!("{path}.section"));
    let question = fields.id(reading, Column::Question, &format!("{path}.question"));
    let difficulty = fields.choice(reading, Column::Difficulty, &DIFFICULTIES).unwrap_or_default();
    let answer = fields.take(Column::Answer);
    let mut stem = Vec::new();
    let heading = head.heading.inlines(&mut reading.log);
    if !heading.is_empty() {
        stem.push(Block::Paragraph(heading));
    }
    reading.mark(&format!("{path}.stem"), head.place);
    let mut explanation = Vec::new();
    let mut task = None;
    let place = head.place;
    for Named { name, place, nodes } in fields::sections(reading, place, head.nodes, &NAMES) {
        match name {
            None => stem.extend(blocks(&nodes, &mut reading.log)),
            Some(Name::Explanation) => {
                reading.mark(&format!("{path}.explanation"), place);
                explanation = blocks(&nodes, &mut reading.log);
            }
            Some(name) => {
                if task.is_some() {
                    let mend = "an item has one of choices, pairs, steps and text: keep the one that fits its kind";
                    reading.log.error(place, "a second task in one item", mend);
                } else {
                    task = Some((name, place, nodes));
                }
            }
        }
    }
    let original = original.map(|item| &item.body);
    let body = body(reading, kind?, answer, task, place, &format!("{path}.body"), original)?;
    Some(Item { id: head.id, was: head.was, competencies, section, question, difficulty, stem, body, explanation })
}

/// The name that the format gives a kind of item.
pub(crate) fn name_of(kind: ItemKind) -> &'static str {
    KINDS.iter().find(|(_, other)| *other == kind).map_or("", |(name, _)| name)
}

type Task<'a> = (Name, Place, Vec<Node<'a>>);

fn body(
    reading: &mut Reading<'_>,
    kind: ItemKind,
    answer: Option<Field>,
    task: Option<Task<'_>>,
    place: Place,
    path: &str,
    original: Option<&ItemBody>,
) -> Option<ItemBody> {
    reading.mark(path, task.as_ref().map_or(place, |(_, place, _)| *place));
    if let (Some(answer), false) = (&answer, kind == ItemKind::TrueFalse) {
        let message = "the field `Answer` belongs to true or false only: it is left out";
        reading.log.warning(answer.place, message, "take it out");
    }
    let wanted = match kind {
        ItemKind::Single | ItemKind::Multiple => Name::Choices,
        ItemKind::Matching => Name::Pairs,
        ItemKind::Ordering => Name::Steps,
        ItemKind::Cloze => Name::Text,
        ItemKind::TrueFalse => {
            if let Some((_, place, _)) = task {
                let message = "an item of kind `true or false` has no such section: it is left out";
                reading.log.warning(place, message, "say in `#### Explanation` why the answer is right");
            }
            let Some(answer) = answer else {
                if let Some(original @ ItemBody::TrueFalse { .. }) = original {
                    return Some(original.clone());
                }
                let mend = "write `- Answer: true` or `- Answer: false` below the heading";
                reading.log.error(place, "the item has no answer", mend);
                return None;
            };
            return Some(ItemBody::TrueFalse { answer: answer.choice(reading, &ANSWERS)? });
        }
    };
    let section = NAMES.iter().find(|(_, name)| *name == wanted).map_or("", |(name, _)| name);
    let nodes = match task {
        Some((name, _, nodes)) if name == wanted => nodes,
        Some((_, place, _)) => {
            let message = format!("an item of kind `{}` has no such section", name_of(kind));
            reading.log.error(place, message, format!("write `#### {section}`, or change the kind"));
            return None;
        }
        // Not translated yet.
        None if original.is_some_and(|original| original.kind() == kind) => return original.cloned(),
        None => {
            let message = format!("an item of kind `{}` without its {}", name_of(kind), section.to_lowercase());
            reading.log.error(place, message, format!("write them below `#### {section}`"));
            return None;
        }
    };
    Some(match kind {
        ItemKind::Single => ItemBody::Single { choices: choices(reading, nodes, path, "single", original) },
        ItemKind::Multiple => ItemBody::Multiple { choices: choices(reading, nodes, path, "multiple", original) },
        ItemKind::Matching => ItemBody::Matching { pairs: pairs(reading, nodes, path) },
        ItemKind::Ordering => ItemBody::Ordering { steps: steps(reading, nodes, path) },
        ItemKind::Cloze | ItemKind::TrueFalse => ItemBody::Cloze { parts: cloze::parts(reading, nodes, path) },
    })
}

fn choices(
    reading: &mut Reading<'_>,
    nodes: Vec<Node<'_>>,
    path: &str,
    kind: &str,
    original: Option<&ItemBody>,
) -> Vec<Choice> {
    let original = match original {
        Some(ItemBody::Single { choices } | ItemBody::Multiple { choices }) => choices.as_slice(),
        _ => &[],
    };
    let path = format!("{path}.{kind}.choices");
    let lines = lines_with_boxes(reading, nodes, "the list of choices", &["was"]);
    let ids = assign(reading, &lines, "the choice", &path);
    let mut choices = Vec::with_capacity(lines.len());
    for (n, (mut line, id)) in lines.into_iter().zip(ids).enumerate() {
        reading.mark(&format!("{path}[{n}]"), line.place);
        let was = former(&mut line.attributes);
        let translated = original.iter().find(|choice| choice.id == id);
        let correct = line.ticked.or_else(|| translated.map(|choice| choice.correct));
        if correct.is_none() {
            let mend = "begin it with `[x]` when it is right, with `[ ]` when it is wrong, and a space behind the box";
            reading.log.error(line.leaf.place, "a choice that does not say whether it is right", mend);
        }
        let text = line.leaf.inlines(&mut reading.log);
        let explanation = explanation(reading, line.more, &format!("{path}[{n}]"));
        choices.push(Choice { id, was, text, correct: correct.unwrap_or_default(), explanation });
    }
    choices
}

/// The paragraphs below a choice, as one text.
fn explanation(reading: &mut Reading<'_>, nodes: Vec<Node<'_>>, path: &str) -> Vec<Inline> {
    let mut text: Vec<Inline> = Vec::new();
    for node in nodes {
        match node.kind {
            Kind::Paragraph(leaf) => {
                if text.is_empty() {
                    reading.mark(&format!("{path}.explanation"), leaf.place);
                } else {
                    text.push(Inline::Text(" ".to_owned()));
                }
                text.extend(leaf.inlines(&mut reading.log));
            }
            Kind::Comment => {}
            _ => {
                let message = "the explanation of a choice is plain paragraphs: this is left out";
                reading.log.warning(node.place, message, "say it in a paragraph, or in `#### Explanation`");
            }
        }
    }
    join(text)
}

/// Puts texts that follow each other together.
fn join(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut joined: Vec<Inline> = Vec::new();
    for inline in inlines {
        match (joined.last_mut(), inline) {
            (Some(Inline::Text(text)), Inline::Text(more)) => text.push_str(&more),
            (_, inline) => joined.push(inline),
        }
    }
    joined
}

fn pairs(reading: &mut Reading<'_>, nodes: Vec<Node<'_>>, path: &str) -> Vec<Pair> {
    let path = format!("{path}.matching.pairs");
    let lines: Vec<(Line<'_>, Leaf<'_>, Leaf<'_>)> = lines(reading, nodes, "the list of pairs", &["was"])
        .into_iter()
        .filter_map(|line| {
            let sides = line.leaf.split(reading.text(line.leaf.place), "=>", |_| true);
            if sides.is_none() {
                reading.log.error(line.place, "a pair without its two sides", "write `- left => right {#id}`");
            }
            sides.map(|(left, right)| (line, left, right))
        })
        .collect();
    let words: Vec<String> = lines.iter().map(|(line, ..)| line.words()).collect();
    let siblings = lines.iter().zip(&words).map(|((line, ..), words)| (&line.attributes, words.as_str()));
    let ids = ids::assign(reading, "the pair", &path, siblings);
    let mut pairs = Vec::with_capacity(lines.len());
    for (n, ((mut line, left, right), id)) in lines.into_iter().zip(ids).enumerate() {
        reading.mark(&format!("{path}[{n}]"), line.place);
        nothing_more(reading, &line.more, "a pair");
        let (left, right) = (left.inlines(&mut reading.log), right.inlines(&mut reading.log));
        pairs.push(Pair { id, was: former(&mut line.attributes), left, right });
    }
    pairs
}

fn steps(reading: &mut Reading<'_>, nodes: Vec<Node<'_>>, path: &str) -> Vec<Step> {
    let path = format!("{path}.ordering.steps");
    let lines = lines(reading, nodes, "the list of steps", &["was"]);
    if let Some(line) = lines.iter().find(|line| line.number.is_none()) {
        let message = "steps without numbers: their right order is taken to be the one they stand in";
        reading.log.warning(line.place, message, "write `1. ...`, `2. ...`");
    }
    let ids = assign(reading, &lines, "the step", &path);
    let mut steps = Vec::with_capacity(lines.len());
    for (n, (mut line, id)) in lines.into_iter().zip(ids).enumerate() {
        reading.mark(&format!("{path}[{n}]"), line.place);
        nothing_more(reading, &line.more, "a step");
        let was = former(&mut line.attributes);
        steps.push(Step { id, was, text: line.leaf.inlines(&mut reading.log) });
    }
    steps
}

fn assign(
    reading: &mut Reading<'_>,
    lines: &[Line<'_>],
    what: &str,
    path: &str,
) -> Vec<interview_practice_core::content::Id> {
    let words: Vec<String> = lines.iter().map(Line::words).collect();
    ids::assign(reading, what, path, lines.iter().zip(&words).map(|(line, words)| (&line.attributes, words.as_str())))
}
