//! What a pack gets wrong beyond its form: ids that clash or lead nowhere, items that cannot be answered, text nested too deep.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use super::{Block, Choice, ClozePart, FORMAT, FORMAT_VERSION, Id, Inline, ItemBody, MAX_DEPTH, Pack, plain_text};

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The pack works, but its readers would be better off.
    Warning,
    /// The pack must not be used.
    Error,
}

/// Something wrong in a pack, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where, as a path into the compiled JSON (`questions[3].points[0].id`).
    pub path: String,
    /// What.
    pub kind: ProblemKind,
}

/// What can be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// The `format` is another one.
    OtherFormat(String),
    /// The `format_version` is higher than this build reads.
    NewerVersion(u32),
    /// A text that must be there is empty.
    Empty(&'static str),
    /// Two things share an id (or a former id).
    DuplicateId(Id),
    /// A reference leads nowhere; the nearest existing id, if one is near.
    UnknownId {
        /// What sort of thing it should name.
        what: &'static str,
        /// The id as written.
        id: Id,
        /// Perhaps this was meant.
        nearest: Option<Id>,
    },
    /// Blocks or inlines nest deeper than [`MAX_DEPTH`].
    TooDeep,
    /// A count is out of bounds.
    Count {
        /// Of what.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How few there may be.
        least: usize,
        /// How many there may be.
        most: usize,
    },
    /// The levels of a rubric do not rise.
    RubricOrder,
    /// Two choices, right sides or steps read the same.
    SameText(String),
    /// Nothing to learn from: a choice without an explanation.
    Unexplained,
    /// The pack has nothing to read or to ask.
    NothingInside,
}

impl Problem {
    /// How bad it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self.kind {
            ProblemKind::Unexplained | ProblemKind::NothingInside => Severity::Warning,
            _ => Severity::Error,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        f.write_str(": ")?;
        self.kind.fmt(f)
    }
}

impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherFormat(found) => write!(f, "the format is `{found}`, not `{FORMAT}`"),
            Self::NewerVersion(found) => {
                write!(f, "the format's version is {found}, this build reads up to {FORMAT_VERSION}: update it")
            }
            Self::Empty(what) => write!(f, "{what} is empty: write it"),
            Self::DuplicateId(id) => write!(f, "the id `{id}` stands here a second time: choose another"),
            Self::UnknownId { what, id, nearest: None } => write!(f, "there is no {what} `{id}`"),
            Self::UnknownId { what, id, nearest: Some(near) } => {
                write!(f, "there is no {what} `{id}`: did you mean `{near}`?")
            }
            Self::TooDeep => write!(f, "the text nests deeper than {MAX_DEPTH} levels: make it flatter"),
            Self::Count { what, found, least, most } => {
                write!(f, "{found} {what}, where there must be {least}")?;
                if most > least { write!(f, " to {most}") } else { Ok(()) }
            }
            Self::RubricOrder => {
                f.write_str("the levels of the rubric do not rise: number them from the lowest to the highest")
            }
            Self::SameText(text) => write!(f, "`{text}` stands here twice: make the two differ"),
            Self::Unexplained => f.write_str("no explanation: say why this choice is right or wrong"),
            Self::NothingInside => f.write_str("the pack has no guide section, no question and no item"),
        }
    }
}

impl Pack {
    /// Everything that is wrong with the pack, in the order of its parts.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let mut found = Findings::default();
        found.pack(self);
        found.problems
    }
}

/// For how many wrong references the nearest right one is looked for.
const MOST_SUGGESTIONS: usize = 100;

#[derive(Default)]
struct Findings {
    problems: Vec<Problem>,
    suggested: usize,
}

/// The ids of one kind of thing.
struct Known<'a> {
    what: &'static str,
    ids: BTreeSet<&'a Id>,
}

impl<'a> Known<'a> {
    fn new(what: &'static str, ids: impl Iterator<Item = &'a Id>) -> Self {
        Self { what, ids: ids.collect() }
    }
}

impl Findings {
    fn add(&mut self, path: String, kind: ProblemKind) {
        self.problems.push(Problem { path, kind });
    }

    fn pack(&mut self, pack: &Pack) {
        if pack.format != FORMAT {
            self.add("format".to_owned(), ProblemKind::OtherFormat(pack.format.chars().take(80).collect()));
        }
        if pack.format_version > FORMAT_VERSION {
            self.add("format_version".to_owned(), ProblemKind::NewerVersion(pack.format_version));
        }
        for (path, text) in [("role", &pack.role), ("version", &pack.version), ("language", &pack.language)] {
            self.text(path, "", text, "this field");
        }
        if pack.guide.is_empty() && pack.questions.is_empty() && pack.items.is_empty() {
            self.add(String::new(), ProblemKind::NothingInside);
        }
        self.blocks("summary", &pack.summary, 0);

        let competencies = Known::new("competency", pack.competencies.iter().map(|c| &c.id));
        let sections = Known::new("guide section", pack.guide.iter().map(|s| &s.id));
        let questions = Known::new("question", pack.questions.iter().map(|q| &q.id));
        let assessments = Known::new("assessment", pack.assessments.iter().map(|a| &a.id));

        self.unique("competencies", pack.competencies.iter().map(|c| (&c.id, c.was.as_slice())));
        for (n, competency) in pack.competencies.iter().enumerate() {
            let path = at("competencies", n);
            self.text(&path, ".name", &competency.name, "the name");
            self.text(&path, ".description", &competency.description, "the description");
            self.blocks(&dot(&path, "body"), &competency.body, 0);
        }
        self.unique("guide", pack.guide.iter().map(|s| (&s.id, s.was.as_slice())));
        for (n, section) in pack.guide.iter().enumerate() {
            let path = at("guide", n);
            self.text(&path, ".title", &section.title, "the title");
            self.known(&dot(&path, "competencies"), &section.competencies, &competencies);
            self.known(&dot(&path, "questions"), &section.questions, &questions);
            self.blocks(&dot(&path, "body"), &section.body, 0);
        }
        self.unique("questions", pack.questions.iter().map(|q| (&q.id, q.was.as_slice())));
        for (n, question) in pack.questions.iter().enumerate() {
            self.question(&at("questions", n), question, &competencies, &assessments);
        }
        self.unique("items", pack.items.iter().map(|i| (&i.id, i.was.as_slice())));
        for (n, item) in pack.items.iter().enumerate() {
            let path = at("items", n);
            self.known(&dot(&path, "competencies"), &item.competencies, &competencies);
            self.known(&dot(&path, "section"), item.section.as_slice(), &sections);
            self.known(&dot(&path, "question"), item.question.as_slice(), &questions);
            if item.stem.is_empty() && !matches!(item.body, ItemBody::Cloze { .. }) {
                self.add(dot(&path, "stem"), ProblemKind::Empty("the stem"));
            }
            self.blocks(&dot(&path, "stem"), &item.stem, 0);
            self.blocks(&dot(&path, "explanation"), &item.explanation, 0);
            self.item_body(&dot(&path, "body"), &item.body);
        }
        self.unique("assessments", pack.assessments.iter().map(|a| (&a.id, a.was.as_slice())));
        for (n, assessment) in pack.assessments.iter().enumerate() {
            let path = at("assessments", n);
            self.text(&path, ".title", &assessment.title, "the title");
            self.known(&dot(&path, "competencies"), &assessment.competencies, &competencies);
            self.blocks(&dot(&path, "body"), &assessment.body, 0);
            if assessment.rubric.windows(2).any(|two| matches!(two, [low, high] if low.level >= high.level)) {
                self.add(dot(&path, "rubric"), ProblemKind::RubricOrder);
            }
        }
        self.unique("glossary", pack.glossary.iter().map(|t| (&t.id, t.was.as_slice())));
        for (n, term) in pack.glossary.iter().enumerate() {
            self.text(&at("glossary", n), ".term", &term.term, "the term");
            self.inlines(&dot(&at("glossary", n), "definition"), &term.definition, 0);
        }
    }

    fn question(&mut self, path: &str, question: &super::Question, competencies: &Known<'_>, assessments: &Known<'_>) {
        self.text(path, ".prompt", &question.prompt, "the prompt");
        self.known(&dot(path, "competencies"), &question.competencies, competencies);
        self.known(&dot(path, "assessment"), question.assessment.as_slice(), assessments);
        if question.points.is_empty() {
            self.add(dot(path, "points"), ProblemKind::Empty("the list of points of assessment"));
        }
        if !(10..=7200).contains(&question.seconds) {
            let found = usize::try_from(question.seconds).unwrap_or(usize::MAX);
            let what = "seconds of suggested time";
            self.add(dot(path, "seconds"), ProblemKind::Count { what, found, least: 10, most: 7200 });
        }
        self.blocks(&dot(path, "context"), &question.context, 0);
        self.blocks(&dot(path, "model_answer"), &question.model_answer, 0);
        let points = Known::new("point of assessment", question.points.iter().map(|p| &p.id));
        let pitfalls = Known::new("pitfall", question.pitfalls.iter().map(|p| &p.id));
        let concepts = Known::new("concept", question.concepts.iter().map(|c| &c.id));
        self.unique(&dot(path, "points"), question.points.iter().map(|p| (&p.id, p.was.as_slice())));
        self.unique(&dot(path, "pitfalls"), question.pitfalls.iter().map(|p| (&p.id, p.was.as_slice())));
        self.unique(&dot(path, "follow_ups"), question.follow_ups.iter().map(|f| (&f.id, f.was.as_slice())));
        self.unique(&dot(path, "concepts"), question.concepts.iter().map(|c| (&c.id, c.was.as_slice())));
        for (n, point) in question.points.iter().enumerate() {
            let place = at(&dot(path, "points"), n);
            self.text(&place, ".text", &point.text, "the point");
            self.known(&dot(&place, "concepts"), &point.concepts, &concepts);
        }
        for (n, pitfall) in question.pitfalls.iter().enumerate() {
            self.text(&at(&dot(path, "pitfalls"), n), ".text", &pitfall.text, "the pitfall");
        }
        for (n, follow_up) in question.follow_ups.iter().enumerate() {
            let place = at(&dot(path, "follow_ups"), n);
            self.text(&place, ".text", &follow_up.text, "the follow-up question");
            self.known(&dot(&place, "points"), &follow_up.points, &points);
            self.known(&dot(&place, "pitfalls"), &follow_up.pitfalls, &pitfalls);
        }
        for (n, concept) in question.concepts.iter().enumerate() {
            self.text(&at(&dot(path, "concepts"), n), ".name", &concept.name, "the concept");
        }
    }

    fn item_body(&mut self, path: &str, body: &ItemBody) {
        match body {
            ItemBody::Single { choices } => {
                self.choices(&dot(path, "single.choices"), choices, 6);
                let found = choices.iter().filter(|choice| choice.correct).count();
                self.count(path, "correct choices", found, 1, 1);
            }
            ItemBody::Multiple { choices } => {
                self.choices(&dot(path, "multiple.choices"), choices, 8);
                let found = choices.iter().filter(|choice| choice.correct).count();
                self.count(path, "correct choices", found, 1, choices.len().saturating_sub(1));
            }
            ItemBody::TrueFalse { .. } => {}
            ItemBody::Matching { pairs } => {
                let path = &dot(path, "matching.pairs");
                self.count(path, "pairs", pairs.len(), 3, 8);
                self.unique(path, pairs.iter().map(|pair| (&pair.id, pair.was.as_slice())));
                self.differ(path, ".left", pairs.iter().map(|pair| pair.left.as_slice()));
                self.differ(path, ".right", pairs.iter().map(|pair| pair.right.as_slice()));
            }
            ItemBody::Ordering { steps } => {
                let path = &dot(path, "ordering.steps");
                self.count(path, "steps", steps.len(), 3, 8);
                self.unique(path, steps.iter().map(|step| (&step.id, step.was.as_slice())));
                self.differ(path, ".text", steps.iter().map(|step| step.text.as_slice()));
            }
            ItemBody::Cloze { parts } => {
                let path = &dot(path, "cloze.parts");
                let mut ids = BTreeSet::new();
                for (n, part) in parts.iter().enumerate() {
                    let ClozePart::Gap { id, answers } = part else { continue };
                    if !ids.insert(id) {
                        self.add(dot(&at(path, n), "gap.id"), ProblemKind::DuplicateId(id.clone()));
                    }
                    if answers.iter().all(|answer| answer.trim().is_empty()) {
                        self.add(dot(&at(path, n), "gap.answers"), ProblemKind::Empty("the answer of a gap"));
                    }
                }
                let gaps = parts.iter().filter(|part| matches!(part, ClozePart::Gap { .. })).count();
                self.count(path, "gaps", gaps, 1, 8);
            }
        }
    }

    fn choices(&mut self, path: &str, choices: &[Choice], most: usize) {
        self.count(path, "choices", choices.len(), 2, most);
        self.unique(path, choices.iter().map(|choice| (&choice.id, choice.was.as_slice())));
        self.differ(path, ".text", choices.iter().map(|choice| choice.text.as_slice()));
        for (n, choice) in choices.iter().enumerate() {
            let place = at(path, n);
            self.inlines(&dot(&place, "explanation"), &choice.explanation, 0);
            if choice.explanation.is_empty() && !choice.correct {
                self.add(place, ProblemKind::Unexplained);
            }
        }
    }

    fn text(&mut self, path: &str, field: &str, text: &str, what: &'static str) {
        if text.trim().is_empty() {
            let mut path = path.to_owned();
            path.push_str(field);
            self.add(path, ProblemKind::Empty(what));
        }
    }

    fn count(&mut self, path: &str, what: &'static str, found: usize, least: usize, most: usize) {
        if found < least || found > most {
            self.add(path.to_owned(), ProblemKind::Count { what, found, least, most });
        }
    }

    fn unique<'a>(&mut self, path: &str, ids: impl Iterator<Item = (&'a Id, &'a [Id])>) {
        let mut seen = BTreeSet::new();
        for (n, (id, was)) in ids.enumerate() {
            for id in core::iter::once(id).chain(was) {
                if !seen.insert(id) {
                    self.add(dot(&at(path, n), "id"), ProblemKind::DuplicateId(id.clone()));
                }
            }
        }
    }

    fn known(&mut self, path: &str, ids: &[Id], known: &Known<'_>) {
        for id in ids.iter().filter(|id| !known.ids.contains(id)) {
            // Looking for the nearest goes through all ids, so a pack with countless wrong ones gets only some suggestions.
            self.suggested += 1;
            let candidates = if self.suggested <= MOST_SUGGESTIONS { usize::MAX } else { 0 };
            let candidates = known.ids.iter().map(|id| id.as_str()).take(candidates);
            let nearest = nearest(id.as_str(), candidates).and_then(|id| Id::new(id).ok());
            self.add(path.to_owned(), ProblemKind::UnknownId { what: known.what, id: id.clone(), nearest });
        }
    }

    fn differ<'a>(&mut self, path: &str, field: &str, texts: impl Iterator<Item = &'a [Inline]>) {
        let mut seen = BTreeSet::new();
        for (n, text) in texts.enumerate() {
            let mut path = at(path, n);
            path.push_str(field);
            self.inlines(&path, text, 0);
            let words = plain_text(text).trim().to_lowercase();
            if words.is_empty() {
                self.add(path, ProblemKind::Empty("one of the texts"));
            } else if !seen.insert(words) {
                self.add(path, ProblemKind::SameText(plain_text(text)));
            }
        }
    }

    /// Reports text that nests too deep and stops descending there, so that hostile packs cannot exhaust the stack here.
    fn blocks(&mut self, path: &str, blocks: &[Block], depth: usize) {
        if depth > MAX_DEPTH {
            return self.add(path.to_owned(), ProblemKind::TooDeep);
        }
        for block in blocks {
            match block {
                Block::Paragraph(inlines) | Block::Heading(inlines) => self.inlines(path, inlines, depth),
                Block::List { entries, .. } => entries.iter().for_each(|entry| self.blocks(path, entry, depth + 1)),
                Block::Quote(inner) => self.blocks(path, inner, depth + 1),
                Block::Code { .. } => {}
            }
        }
    }

    fn inlines(&mut self, path: &str, inlines: &[Inline], depth: usize) {
        if depth > MAX_DEPTH {
            return self.add(path.to_owned(), ProblemKind::TooDeep);
        }
        for inline in inlines {
            match inline {
                Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { text: inner, .. } => {
                    self.inlines(path, inner, depth + 1);
                }
                Inline::Text(_) | Inline::Code(_) => {}
            }
        }
    }
}

fn at(list: &str, n: usize) -> String {
    let mut path = list.to_owned();
    path.push('[');
    path.push_str(&n.to_string());
    path.push(']');
    path
}

fn dot(path: &str, field: &str) -> String {
    let mut path = path.to_owned();
    path.push('.');
    path.push_str(field);
    path
}

/// The candidate nearest to a word that was probably misspelt, if one is near: at most a third of its letters differ.
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).max(1);
    candidates
        .map(|candidate| (edits(word, candidate), candidate))
        .filter(|(edits, _)| *edits <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Levenshtein distance: how many letters to insert, delete or change.
fn edits(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (n, letter) in from.chars().enumerate() {
        let mut left = n + 1;
        let mut diagonal = n;
        for (cell, other) in row.iter_mut().skip(1).zip(&to) {
            let up = *cell;
            left = (diagonal + usize::from(letter != *other)).min(up + 1).min(left + 1);
            diagonal = up;
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = n + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests;
