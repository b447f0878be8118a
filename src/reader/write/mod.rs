//! From a pack back to the Markdown that an author would write: what [`crate::read`] reads is written, and what is written reads
//! the same.

mod text;

use interview_practice_core::content::{
    Assessment, Block, Choice, ClozePart, Competency, Difficulty, Id, Item, ItemBody, Level, Pack, Question,
    ReferenceGroup, Section, Term,
};

use crate::parts::{name_of_item_kind, name_of_question_kind};
use text::{Headings, blocks, escaped, inlines, inlines_escaping, link};

/// Writes a pack as one Markdown file.
///
/// Reading the text gives the same pack, for any pack that was read from Markdown. A pack from elsewhere may hold what
/// Markdown has no way to say; of that the words are kept: white space at the ends of a text goes, and so does emphasis whose marks would
/// touch others.
#[must_use]
pub fn write(pack: &Pack) -> String {
    let mut page = Page::default();
    page.front_matter(pack);
    page.line(&format!("# {}", escaped(&pack.role, "#")));
    page.body(&pack.summary, Headings::Four);
    page.part("Competencies", &pack.competencies, Page::competency);
    page.part("Guide", &pack.guide, Page::section);
    page.part("Questions", &pack.questions, Page::question);
    page.part("Quiz", &pack.items, Page::item);
    page.part("Mock interview", &pack.assessments, Page::assessment);
    page.references(&pack.references);
    if !pack.glossary.is_empty() {
        page.block("## Glossary");
        page.list(pack.glossary.iter().map(|term| ("-".to_owned(), glossary_entry(term))));
    }
    page.text
}

#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A line with an empty one above it.
    fn block(&mut self, line: &str) {
        self.text.push('\n');
        self.line(line);
    }

    fn front_matter(&mut self, pack: &Pack) {
        self.line("---");
        for (name, value) in [
            ("id", pack.id.as_str()),
            ("role", &pack.role),
            ("language", &pack.language),
            ("version", &pack.version),
            ("licence", &pack.licence),
            ("updated", &pack.updated),
        ] {
            if !value.is_empty() {
                self.line(&format!("{name}: {}", yaml(value)));
            }
        }
        if !pack.credits.is_empty() {
            self.line("credits:");
            for credit in &pack.credits {
                self.line(&format!("  - {}", yaml(credit)));
            }
        }
        self.line("---");
        self.line("");
    }

    fn part<T>(&mut self, name: &str, entries: &[T], write: impl Fn(&mut Self, &T)) {
        if !entries.is_empty() {
            self.block(&format!("## {name}"));
        }
        for entry in entries {
            write(self, entry);
        }
    }

    /// Blocks with empty lines around them. A list that comes first is kept from being taken for fields.
    fn body(&mut self, body: &[Block], headings: Headings) {
        if matches!(body.first(), Some(Block::List { .. })) {
            self.block("<!-- -->");
        }
        for line in blocks(body, headings) {
            if line.starts_of_block {
                self.text.push('\n');
            }
            self.line(&line.text);
        }
    }

    fn fields(&mut self, fields: &[(&str, String)]) {
        let mut first = true;
        for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
            if std::mem::take(&mut first) {
                self.text.push('\n');
            }
            self.line(&format!("- {name}: {value}"));
        }
    }

    fn list(&mut self, entries: impl Iterator<Item = (String, String)>) {
        self.text.push('\n');
        for (mark, entry) in entries {
            self.line(&format!("{mark} {entry}"));
        }
    }

    fn named_list<T>(&mut self, name: &str, entries: &[T], write: impl Fn(&T) -> String) {
        if !entries.is_empty() {
            self.block(&format!("#### {name}"));
            self.list(entries.iter().map(|entry| ("-".to_owned(), write(entry))));
        }
    }

    fn heading(&mut self, words: &str, id: &Id, was: &[Id]) {
        let line = format!("### {} {}", escaped(words, ""), braces(id, was, &[]));
        self.block(&line);
    }

    fn competency(&mut self, competency: &Competency) {
        self.heading(&competency.name, &competency.id, &competency.was);
        self.fields(&[("Level", level(competency.level).to_owned())]);
        self.block(&escaped(&competency.description, ""));
        for line in blocks(&competency.body, Headings::Four) {
            if line.starts_of_block {
                self.text.push('\n');
            }
            self.line(&line.text);
        }
    }

    fn section(&mut self, section: &Section) {
        self.heading(&section.title, &section.id, &section.was);
        self.fields(&[
            ("Competencies", ids(&section.competencies)),
            ("Questions", ids(&section.questions)),
            ("Lists", section.lists.map(level).unwrap_or_default().to_owned()),
        ]);
        self.body(&section.body, Headings::Four);
    }

    fn question(&mut self, question: &Question) {
        self.heading(&question.prompt, &question.id, &question.was);
        let seconds = question.seconds;
        let time = if seconds.is_multiple_of(60) { format!("{} min", seconds / 60) } else { format!("{seconds} s") };
        self.fields(&[
            ("Kind", name_of_question_kind(question.kind).to_owned()),
            ("Competencies", ids(&question.competencies)),
            ("Difficulty", difficulty(question.difficulty).to_owned()),
            ("Time", time),
            ("Assessment", question.assessment.as_ref().map(Id::to_string).unwrap_or_default()),
        ]);
        self.body(&question.context, Headings::Five);
        self.named_list("Points of assessment", &question.points, |point| {
            let keys = [("concepts", point.concepts.as_slice())];
            format!("{} {}", escaped(&point.text, ""), braces(&point.id, &point.was, &keys))
        });
        if !question.model_answer.is_empty() {
            self.block("#### Model answer");
            self.body(&question.model_answer, Headings::Five);
        }
        self.named_list("Common pitfalls", &question.pitfalls, |pitfall| {
            format!("{} {}", escaped(&pitfall.text, ""), braces(&pitfall.id, &pitfall.was, &[]))
        });
        self.named_list("Follow-up questions", &question.follow_ups, |follow_up| {
            let keys = [("points", follow_up.points.as_slice()), ("pitfalls", follow_up.pitfalls.as_slice())];
            format!("{} {}", escaped(&follow_up.text, ""), braces(&follow_up.id, &follow_up.was, &keys))
        });
        self.named_list("Key concepts", &question.concepts, |concept| {
            let synonyms: Vec<String> = concept.synonyms.iter().map(|synonym| escaped(synonym, ",:")).collect();
            let colon = if synonyms.is_empty() { "" } else { ": " };
            let name = escaped(&concept.name, ",:");
            format!("{name}{colon}{} {}", synonyms.join(", "), braces(&concept.id, &concept.was, &[]))
        });
    }

    fn item(&mut self, item: &Item) {
        let (heading, rest) = match item.stem.as_slice() {
            [Block::Paragraph(heading), rest @ ..] => (inlines(heading), rest),
            rest => (String::new(), rest),
        };
        let space = if heading.is_empty() { "" } else { " " };
        self.block(&format!("### {heading}{space}{}", braces(&item.id, &item.was, &[])));
        let answer = match item.body {
            ItemBody::TrueFalse { answer } => answer.to_string(),
            _ => String::new(),
        };
        self.fields(&[
            ("Kind", name_of_item_kind(item.body.kind()).to_owned()),
            ("Competencies", ids(&item.competencies)),
            ("Section", item.section.as_ref().map(Id::to_string).unwrap_or_default()),
            ("Question", item.question.as_ref().map(Id::to_string).unwrap_or_default()),
            ("Difficulty", difficulty(item.difficulty).to_owned()),
            ("Answer", answer),
        ]);
        self.body(rest, Headings::Five);
        match &item.body {
            ItemBody::Single { choices } | ItemBody::Multiple { choices } => self.choices(choices),
            ItemBody::TrueFalse { .. } => {}
            ItemBody::Matching { pairs } => self.named_list("Pairs", pairs, |pair| {
                let (left, right) = (inlines_escaping(&pair.left, "="), inlines(&pair.right));
                format!("{left} => {right} {}", braces(&pair.id, &pair.was, &[]))
            }),
            ItemBody::Ordering { steps } => {
                self.block("#### Steps");
                self.list(steps.iter().enumerate().map(|(n, step)| {
                    (format!("{}.", n + 1), format!("{} {}", inlines(&step.text), braces(&step.id, &step.was, &[])))
                }));
            }
            ItemBody::Cloze { parts } => {
                self.block("#### Text");
                self.block(&cloze(parts));
            }
        }
        if !item.explanation.is_empty() {
            self.block("#### Explanation");
            self.body(&item.explanation, Headings::Five);
        }
    }

    fn choices(&mut self, choices: &[Choice]) {
        self.block("#### Choices");
        self.text.push('\n');
        for choice in choices {
            let mark = if choice.correct { "[x]" } else { "[ ]" };
            self.line(&format!("- {mark} {} {}", inlines(&choice.text), braces(&choice.id, &choice.was, &[])));
            if !choice.explanation.is_empty() {
                self.block(&format!("  {}", inlines(&choice.explanation)));
            }
        }
    }

    fn assessment(&mut self, assessment: &Assessment) {
        self.heading(&assessment.title, &assessment.id, &assessment.was);
        self.fields(&[("Competencies", ids(&assessment.competencies))]);
        self.body(&assessment.body, Headings::Five);
        if !assessment.rubric.is_empty() {
            self.block("#### Rubric");
            let levels = assessment.rubric.iter();
            self.list(levels.map(|level| (format!("{}.", level.level), escaped(&level.text, ""))));
        }
    }

    fn references(&mut self, groups: &[ReferenceGroup]) {
        let mut part_begun = false;
        for group in groups {
            // A group without a title can only stand right below the part's heading, which may come again.
            if !part_begun || group.title.is_empty() {
                self.block("## References");
                part_begun = true;
            }
            if !group.title.is_empty() {
                self.block(&format!("### {}", escaped(&group.title, "#")));
            }
            if group.entries.is_empty() {
                continue;
            }
            self.list(group.entries.iter().map(|entry| {
                let title = escaped(&entry.title, "()");
                let title = match &entry.url {
                    Some(url) => link(&title, url),
                    None => title,
                };
                let publisher = match entry.publisher.as_str() {
                    "" => String::new(),
                    publisher => format!(" ({})", escaped(publisher, "()")),
                };
                ("-".to_owned(), format!("{title}{publisher}"))
            }));
        }
    }
}

fn glossary_entry(term: &Term) -> String {
    format!("{}: {} {}", escaped(&term.term, ":"), inlines(&term.definition), braces(&term.id, &term.was, &[]))
}

fn cloze(parts: &[ClozePart]) -> String {
    let mut text = String::new();
    for part in parts {
        match part {
            ClozePart::Text(words) => text.push_str(&text::escaped_within(words, "")),
            ClozePart::Gap { id, answers } => {
                let answers: Vec<String> = answers.iter().map(|answer| text::escaped_within(answer, "|:")).collect();
                text.push_str(&format!("[[{id}: {}]]", answers.join("|")));
            }
        }
    }
    text::guard_start(&text)
}

fn braces(id: &Id, was: &[Id], keys: &[(&str, &[Id])]) -> String {
    let mut braces = format!("{{#{id}");
    for (name, values) in [("was", was)].iter().chain(keys).filter(|(_, values)| !values.is_empty()) {
        let values: Vec<&str> = values.iter().map(Id::as_str).collect();
        braces.push_str(&format!(" {name}={}", values.join(",")));
    }
    braces.push('}');
    braces
}

fn ids(ids: &[Id]) -> String {
    ids.iter().map(Id::as_str).collect::<Vec<_>>().join(", ")
}

fn level(level: Level) -> &'static str {
    match level {
        Level::MustHave => "must-have",
        Level::Preferred => "preferred",
    }
}

fn difficulty(difficulty: Difficulty) -> &'static str {
    match difficulty {
        Difficulty::Easy => "easy",
        Difficulty::Medium => "medium",
        Difficulty::Hard => "hard",
    }
}

/// A text as a YAML value: plain where nobody could take it for anything else, else between double quotes.
fn yaml(value: &str) -> String {
    let plain = value.starts_with(|c: char| c.is_ascii_alphanumeric())
        && !value.ends_with(' ')
        && value.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | ',' | '-' | '(' | ')' | '/' | '+'));
    if plain {
        return value.to_owned();
    }
    let mut quoted = String::from('"');
    for letter in value.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted.push_str("\\n"),
            letter if letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                quoted.push_str(&format!("\\u{:04X}", u32::from(letter)));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests;
