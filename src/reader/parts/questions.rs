//! `## Questions`.

use interview_practice_core::content::{Concept, FollowUp, Pitfall, Point, Question, QuestionKind};

use super::{DIFFICULTIES, Head, former, heads, lines, nothing_more};
use crate::fields::{self, Fields, Named, split_at_colon, values};
use crate::finding::{Place, quoted};
use crate::ids;
use crate::markdown::{Node, blocks};
use crate::outline::Entry;
use crate::reading::Reading;

#[derive(Clone, Copy, PartialEq)]
enum Field {
    Kind,
    Competencies,
    Difficulty,
    Time,
    Assessment,
}

const FIELDS: [(&str, Field); 5] = [
    ("Kind", Field::Kind),
    ("Competencies", Field::Competencies),
    ("Difficulty", Field::Difficulty),
    ("Time", Field::Time),
    ("Assessment", Field::Assessment),
];

const KINDS: [(&str, QuestionKind); 6] = [
    ("behavioural", QuestionKind::Behavioural),
    ("system design", QuestionKind::SystemDesign),
    ("concept", QuestionKind::Concept),
    ("technical", QuestionKind::Technical),
    ("motivation", QuestionKind::Motivation),
    ("behavioral", QuestionKind::Behavioural),
];

#[derive(Clone, Copy, PartialEq)]
enum Name {
    Points,
    ModelAnswer,
    Pitfalls,
    FollowUps,
    Concepts,
}

const NAMES: [(&str, Name); 5] = [
    ("Points of assessment", Name::Points),
    ("Model answer", Name::ModelAnswer),
    ("Common pitfalls", Name::Pitfalls),
    ("Follow-up questions", Name::FollowUps),
    ("Key concepts", Name::Concepts),
];

/// How long an answer takes when the author does not say, in seconds.
const USUAL_SECONDS: u32 = 120;

/// Reads the part.
pub(crate) fn questions(reading: &mut Reading<'_>, entries: Vec<Entry<'_>>) -> Vec<Question> {
    let heads = heads(reading, entries, "the question", "questions");
    heads.into_iter().map(|head| question(reading, head)).collect()
}

fn question(reading: &mut Reading<'_>, mut head: Head<'_>) -> Question {
    let path = head.path;
    let prompt = head.heading.words(&mut reading.log);
    let mut fields = fields::take(reading, &mut head.nodes, &FIELDS, "a question");
    let original = reading.original_question(&head.id);
    let kind = fields.take(Field::Kind);
    if kind.is_none() && original.is_none() {
        let names: Vec<String> = QuestionKind::ALL.iter().map(|kind| name_of(*kind).to_owned()).collect();
        let mend = format!("write `- Kind: ...` below the heading: one of `{}`", names.join("`, `"));
        reading.log.error(head.place, "the question has no kind", mend);
    }
    // A question of unknown kind is read on as if it were this one: the error stands, and what refers to it still finds it.
    let kind = kind.and_then(|kind| kind.choice(reading, &KINDS)).or_else(|| original.map(|question| question.kind));
    let kind = kind.unwrap_or(QuestionKind::Technical);
    let competencies = fields.ids(reading, Field::Competencies);
    let competencies = reading.mark_ids(&format!("{path}.competencies"), competencies);
    let difficulty = fields.choice(reading, Field::Difficulty, &DIFFICULTIES).unwrap_or_default();
    let seconds = seconds(reading, &mut fields, &path);
    let assessment = fields.id(reading, Field::Assessment, &format!("{path}.assessment"));
    let mut question = Question {
        id: head.id,
        was: head.was,
        prompt,
        kind,
        competencies,
        difficulty,
        seconds,
        assessment,
        context: Vec::new(),
        points: Vec::new(),
        model_answer: Vec::new(),
        pitfalls: Vec::new(),
        follow_ups: Vec::new(),
        concepts: Vec::new(),
    };
    for Named { name, place, nodes } in fields::sections(reading, head.place, head.nodes, &NAMES) {
        let field = match name {
            None => "context",
            Some(Name::Points) => "points",
            Some(Name::ModelAnswer) => "model_answer",
            Some(Name::Pitfalls) => "pitfalls",
            Some(Name::FollowUps) => "follow_ups",
            Some(Name::Concepts) => "concepts",
        };
        let path = format!("{path}.{field}");
        reading.mark(&path, place);
        match name {
            None => question.context = blocks(&nodes, &mut reading.log),
            Some(Name::ModelAnswer) => question.model_answer = blocks(&nodes, &mut reading.log),
            Some(Name::Points) => question.points = points(reading, nodes, &path),
            Some(Name::Pitfalls) => question.pitfalls = pitfalls(reading, nodes, &path),
            Some(Name::FollowUps) => question.follow_ups = follow_ups(reading, nodes, &path),
            Some(Name::Concepts) => question.concepts = concepts(reading, nodes, &path),
        }
    }
    question
}

/// The name that the format gives a kind of question.
pub(crate) fn name_of(kind: QuestionKind) -> &'static str {
    KINDS.iter().find(|(_, other)| *other == kind).map_or("", |(name, _)| name)
}

fn seconds(reading: &mut Reading<'_>, fields: &mut Fields<Field>, path: &str) -> u32 {
    let Some((value, place)) = fields.take(Field::Time).and_then(|field| field.single(reading)) else {
        return USUAL_SECONDS;
    };
    reading.mark(&format!("{path}.seconds"), place);
    parse_time(&value).unwrap_or_else(|| {
        let message = format!("{} is no time", quoted(&value));
        reading.log.error(place, message, "write seconds or minutes: `90 s`, `8 min`");
        USUAL_SECONDS
    })
}

/// `90 s`, `8 min`, `1 min 30 s`, with the words spelt out or not.
fn parse_time(value: &str) -> Option<u32> {
    let mut total = 0_u32;
    let mut rest = value.trim();
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let number: u32 = rest.get(..digits)?.parse().ok()?;
        rest = rest.get(digits..)?.trim_start();
        let unit_end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let factor = match rest.get(..unit_end)?.to_lowercase().as_str() {
            "s" | "sec" | "secs" | "second" | "seconds" => 1,
            "m" | "min" | "mins" | "minute" | "minutes" => 60,
            _ => return None,
        };
        total = total.checked_add(number.checked_mul(factor)?)?;
        rest = rest.get(unit_end..)?.trim_start_matches('.').trim_start();
    }
    Some(total)
}

fn points(reading: &mut Reading<'_>, nodes: Vec<Node<'_>>, path: &str) -> Vec<Point> {
    let mut texts = texts(reading, nodes, "the list of points", "a point", path, &["was", "concepts"]);
    let ids = assign(reading, &texts, "the point", path);
    let mut points = Vec::with_capacity(texts.len());
    for (n, ((attributes, text), id)) in texts.drain(..).zip(ids).enumerate() {
        let mut attributes = attributes;
        let was = former(&mut attributes);
        let concepts = attributes.values("concepts").0;
        let concepts = reading.mark_ids(&format!("{path}[{n}].concepts"), concepts);
        points.push(Point { id, was, text, concepts });
    }
    points
}

fn pitfalls(reading: &mut Reading<'_>, nodes: Vec<Node<'_>>, path: &str) -> Vec<Pitfall> {
    let texts = texts(reading, nodes, "the list of pitfalls", "a pitfall", path, &["was"]);
    let ids = assign(reading, &texts, "the pitfall", path);
    let pitfalls = texts.into_iter().zip(ids);
    pitfalls.map(|((mut attributes, text), id)| Pitfall { id, was: former(&mut attributes), text }).collect()
}

fn follow_ups(reading: &mut Reading<'_>, nodes: Vec<Node<'_>>, path: &str) -> Vec<FollowUp> {
    let keys = ["was", "points", "pitfalls"];
    let texts = texts(reading, nodes, "the list of follow-up questions", "a follow-up question", path, &keys);
    let ids = assign(reading, &texts, "the follow-up question", path);
    let mut follow_ups = Vec::with_capacity(texts.len());
    for (n, ((mut attributes, text), id)) in texts.into_iter().zip(ids).enumerate() {
        let was = former(&mut attributes);
        let points = attributes.values("points").0;
        let points = reading.mark_ids(&format!("{path}[{n}].points"), points);
        let pitfalls = attributes.values("pitfalls").0;
        let pitfalls = reading.mark_ids(&format!("{path}[{n}].pitfalls"), pitfalls);
        follow_ups.push(FollowUp { id, was, text, points, pitfalls });
    }
    follow_ups
}

fn concepts(reading: &mut Reading<'_>, nodes: Vec<Node<'_>>, path: &str) -> Vec<Concept> {
    let mut found = Vec::new();
    for (n, line) in lines(reading, nodes, "the list of key concepts", &["was"]).into_iter().enumerate() {
        nothing_more(reading, &line.more, "a key concept");
        reading.mark(&format!("{path}[{n}]"), line.leaf.place);
        let text = reading.text(line.leaf.place);
        let (name, synonyms) = match split_at_colon(&line.leaf, text) {
            Some((name, rest)) => (name.words(&mut reading.log), values(&rest, text)),
            None => (line.leaf.words(&mut reading.log), Vec::new()),
        };
        let synonyms = synonyms.into_iter().map(|(value, _)| value).collect::<Vec<_>>();
        found.push((line.attributes, name, synonyms));
    }
    let siblings = found.iter().map(|(attributes, name, _)| (attributes, name.as_str()));
    let ids = ids::assign(reading, "the key concept", path, siblings);
    let named = found.into_iter().zip(ids);
    named.map(|((mut braces, name, synonyms), id)| Concept { id, was: former(&mut braces), name, synonyms }).collect()
}

type Text = (crate::markdown::Attributes, String);

/// The entries of a list that are one text each.
fn texts(
    reading: &mut Reading<'_>,
    nodes: Vec<Node<'_>>,
    list: &str,
    entry: &str,
    path: &str,
    keys: &[&str],
) -> Vec<Text> {
    let mut texts = Vec::new();
    for (n, line) in lines(reading, nodes, list, keys).into_iter().enumerate() {
        nothing_more(reading, &line.more, entry);
        let place: Place = line.leaf.place;
        reading.mark(&format!("{path}[{n}]"), place);
        let text = line.leaf.words(&mut reading.log);
        texts.push((line.attributes, text));
    }
    texts
}

fn assign(
    reading: &mut Reading<'_>,
    texts: &[Text],
    what: &str,
    path: &str,
) -> Vec<interview_practice_core::content::Id> {
    ids::assign(reading, what, path, texts.iter().map(|(attributes, text)| (attributes, text.as_str())))
}

#[cfg(test)]
mod tests {
    use super::parse_time;

    #[test]
    fn times_are_seconds_and_minutes() {
        for (written, seconds) in [("90 s", 90), ("8 min", 480), ("1 min 30 s", 90), ("2minutes", 120), ("45 sec.", 45)]
        {
            assert_eq!(parse_time(written), Some(seconds), "{written}");
        }
        for bad in ["", "8", "min", "8 h", "-1 s", "99999999999 s", "4294967295 min", "1.5 min"] {
            assert_eq!(parse_time(bad), None, "{bad}");
        }
    }
}
