//! Compiled packs as JSON: read with all that is wrong, each thing with its path and its place.

use std::collections::{BTreeMap, BTreeSet};

use interview_practice_core::content::{Pack, nearest};
use serde::Deserialize;

use crate::finding::{Log, Place, Severity, quoted};
use crate::{Finding, Outcome, problems};

/// Every field name of the compiled form, for suggestions.
const NAMES: [&str; 63] = [
    "answer",
    "answers",
    "assessment",
    "assessments",
    "body",
    "choices",
    "cloze",
    "code",
    "competencies",
    "concepts",
    "context",
    "correct",
    "credits",
    "definition",
    "description",
    "difficulty",
    "emphasis",
    "entries",
    "explanation",
    "follow_ups",
    "format",
    "format_version",
    "gap",
    "glossary",
    "guide",
    "heading",
    "id",
    "items",
    "kind",
    "language",
    "left",
    "level",
    "licence",
    "link",
    "lists",
    "model_answer",
    "name",
    "ordered",
    "pairs",
    "parts",
    "pitfalls",
    "points",
    "prompt",
    "publisher",
    "question",
    "questions",
    "references",
    "right",
    "role",
    "rubric",
    "seconds",
    "section",
    "stem",
    "steps",
    "summary",
    "synonyms",
    "term",
    "text",
    "title",
    "updated",
    "url",
    "version",
    "was",
];

/// How many unknown fields are listed.
const MOST_UNKNOWN: usize = 200;

/// Reads a compiled pack. `name` stands for the file in findings; each message begins with the path in the JSON.
///
/// ```
/// let text = r#"{"format": "interview-practice-pack", "format_version": 1, "id": "no id"}"#;
/// let outcome = interview_practice_reader::read_json("pack.json", text);
/// assert!(outcome.findings[0].message.starts_with("`id`: `no id` is no id"));
/// ```
#[must_use]
pub fn read_json(name: &str, text: &str) -> Outcome {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let base = text.len() - body.len();
    let mut unknown = Vec::new();
    let mut track = serde_path_to_error::Track::new();
    let mut parser = serde_json::Deserializer::from_str(body);
    let result = {
        let tracked = serde_path_to_error::Deserializer::new(&mut parser, &mut track);
        let mut note = |path: serde_ignored::Path<'_>| {
            if unknown.len() < MOST_UNKNOWN {
                unknown.push(with_brackets(&path.to_string()));
            }
        };
        Pack::deserialize(serde_ignored::Deserializer::new(tracked, &mut note))
    };
    let pack = match result.and_then(|pack| parser.end().map(|()| pack)) {
        Ok(pack) => pack,
        Err(error) => return refuse(name, text, base, &error, &track.path().to_string()),
    };
    let mut found = Vec::new();
    for path in unknown {
        let written = path.rsplit(['.', ']']).next().unwrap_or_default();
        let (message, mend) = match nearest(written, NAMES.into_iter()) {
            Some(near) => (format!("unknown field: did you mean `{near}`?"), format!("write `{near}`")),
            None => ("unknown field: it is left out".to_owned(), "take it out".to_owned()),
        };
        found.push((Severity::Warning, path, message, mend));
    }
    for problem in pack.problems() {
        let (message, mend) = problems::words(&problem.kind);
        found.push((problem.severity(), problem.path, message, mend));
    }
    let wanted = found.iter().flat_map(|(_, path, ..)| prefixes(path)).collect();
    let places = places(body, &wanted);
    let mut log = Log::default();
    for (severity, path, message, mend) in &found {
        let at = base + prefixes(path).iter().find_map(|path| places.get(*path)).copied().unwrap_or_default();
        let message = if path.is_empty() { message.clone() } else { format!("{}: {message}", quoted(path)) };
        match severity {
            Severity::Error => log.error(Place { file: 0, at }, message, mend.clone()),
            Severity::Warning => log.warning(Place { file: 0, at }, message, mend.clone()),
        }
    }
    let usable = !log.has_errors();
    let findings = log.into_findings(&[(name, text)]);
    Outcome { pack: usable.then_some(pack), findings, unwritten_ids: Vec::new() }
}

fn refuse(name: &str, text: &str, base: usize, error: &serde_json::Error, path: &str) -> Outcome {
    let body = text.get(base..).unwrap_or_default();
    let line: usize = body.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let mut at = line + error.column().saturating_sub(1);
    let of_content = error.is_data() && path != ".";
    if of_content {
        let wanted = prefixes(path).into_iter().collect();
        let places = places(body, &wanted);
        at = prefixes(path).iter().find_map(|path| places.get(*path)).copied().unwrap_or(at);
    }
    let cause = error.to_string();
    let cause = cause.rsplit_once(" at line ").map_or(cause.as_str(), |(cause, _)| cause);
    let message = if of_content { format!("{}: {cause}", quoted(path)) } else { cause.to_owned() };
    let mend = if error.is_data() {
        "`content/pack.schema.json` says what may stand here"
    } else {
        "the file is no JSON: write it with `interview-practice build`"
    };
    let finding = Finding::at(Severity::Error, name, text, base + at, message, mend.to_owned());
    Outcome { findings: vec![finding], ..Outcome::default() }
}

/// `questions.0.text` as `questions[0].text`.
fn with_brackets(path: &str) -> String {
    let mut out = String::new();
    for part in path.split('.').filter(|part| *part != "?") {
        if !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()) {
            out.push_str(&format!("[{part}]"));
        } else {
            if !out.is_empty() {
                out.push('.');
            }
            out.push_str(part);
        }
    }
    out
}

/// The path itself and what it is in, innermost first.
fn prefixes(path: &str) -> Vec<&str> {
    let mut prefixes = vec![path];
    let mut rest = path;
    while let Some(end) = rest.rfind(['.', '[']) {
        rest = rest.get(..end).unwrap_or_default();
        prefixes.push(rest);
    }
    prefixes
}

/// Where the wanted paths stand in a JSON text: the byte of the key, or of the entry of an array. One pass, no recursion; text that is no
/// JSON gives as much as could be followed.
fn places<'a>(text: &str, wanted: &BTreeSet<&'a str>) -> BTreeMap<&'a str, usize> {
    /// An array or object that is open.
    struct Open {
        /// The path's length without what stands inside.
        length: usize,
        /// The index of the next entry of an array.
        index: Option<usize>,
        /// Whether a key comes next.
        key_next: bool,
    }
    let mut found = BTreeMap::new();
    let mut path = String::new();
    let mut stack: Vec<Open> = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut note = |path: &str, at: usize| {
        if let Some(path) = wanted.get(path) {
            found.entry(*path).or_insert(at);
        }
    };
    while let Some(byte) = bytes.get(at) {
        let begins_value = !matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b',' | b':' | b']' | b'}');
        if begins_value
            && let Some(open) = stack.last_mut()
            && let Some(index) = &mut open.index
        {
            path.truncate(open.length);
            path.push_str(&format!("[{index}]"));
            *index += 1;
            note(&path, at);
        }
        match byte {
            b'"' => {
                let begin = at + 1;
                at = end_of_string(bytes, begin);
                if let Some(open) = stack.last_mut()
                    && open.key_next
                {
                    open.key_next = false;
                    path.truncate(open.length);
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(text.get(begin..at).unwrap_or_default());
                    note(&path, begin - 1);
                }
                at += 1;
            }
            b'{' | b'[' => {
                let is_array = *byte == b'[';
                stack.push(Open { length: path.len(), index: is_array.then_some(0), key_next: !is_array });
                at += 1;
            }
            b'}' | b']' => {
                if let Some(open) = stack.pop() {
                    path.truncate(open.length);
                }
                at += 1;
            }
            b',' => {
                if let Some(open) = stack.last_mut() {
                    open.key_next = open.index.is_none();
                }
                at += 1;
            }
            byte if begins_value => {
                // A number or a word.
                let _ = byte;
                while bytes
                    .get(at)
                    .is_some_and(|byte| !matches!(byte, b',' | b']' | b'}' | b' ' | b'\n' | b'\r' | b'\t'))
                {
                    at += 1;
                }
            }
            _ => at += 1,
        }
    }
    found
}

/// The byte of the closing quotation mark.
fn end_of_string(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pack(change: impl Fn(&str) -> String) -> Outcome {
        let text = r#"{
  "format": "interview-practice-pack", "format_version": 1, "id": "tiny", "version": "1",
  "role": "Tester", "language": "en",
  "questions": [
    {"id": "why", "prompt": "Why?", "kind": "motivation", "seconds": 60, "points": [
      {"id": "reason", "text": "Gives a \"reason\""},
      {"id": "other", "text": "Gives another"}
    ]}
  ]
}
"#;
        read_json("pack.json", &change(text))
    }

    fn shown(outcome: &Outcome) -> Vec<String> {
        outcome.findings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_good_pack_is_read() {
        let outcome = pack(str::to_owned);
        assert_eq!(shown(&outcome), [""; 0]);
        assert_eq!(outcome.pack.unwrap().questions[0].points[0].text, "Gives a \"reason\"");
        assert!(pack(|text| format!("\u{feff}{text}")).pack.is_some());
    }

    #[test]
    fn a_wrong_value_is_shown_at_its_key() {
        let outcome = pack(|text| text.replace("motivation", "riddle"));
        let [finding] = outcome.findings.as_slice() else { panic!("{outcome:?}") };
        assert_eq!((finding.line, finding.column), (5, 37));
        assert!(finding.message.starts_with("`questions[0].kind`: unknown variant `riddle`"), "{}", finding.message);
    }

    #[test]
    fn what_breaks_off_is_shown_where_it_breaks_off() {
        let outcome = pack(|text| text.split_at(text.find("\"other\"").unwrap()).0.to_owned() + "?");
        let [finding] = outcome.findings.as_slice() else { panic!("{outcome:?}") };
        assert_eq!((finding.line, finding.column, finding.message.as_str()), (7, 14, "expected value"));
        assert!(read_json("x", "").findings[0].message.contains("EOF"));
        assert!(read_json("x", &"[".repeat(100_000)).pack.is_none());
        assert!(read_json("x", "{} trailing").pack.is_none());
    }

    #[test]
    fn problems_and_unknown_fields_are_all_listed_at_their_places() {
        let outcome = pack(|text| {
            text.replace("\"other\", \"text\"", "\"reason\", \"txt\": 1, \"text\"")
                .replace("\"role\": \"Tester\"", "\"role\": \"\"")
        });
        assert_eq!(
            shown(&outcome),
            [
                "pack.json:3:3: error: `role`: this field is empty\n  3 |   \"role\": \"\", \"language\": \"en\",\n    |   ^\n  mend: write it",
                "pack.json:7:8: error: `questions[0].points[1].id`: the id `reason` stands here a second time\n  7 |       {\"id\": \"reason\", \"txt\": 1, \"text\": \"Gives another\"}\n    |        ^\n  mend: choose another; a former id (`was=...`) counts as well",
                "pack.json:7:24: warning: `questions[0].points[1].txt`: unknown field: did you mean `text`?\n  7 |       {\"id\": \"reason\", \"txt\": 1, \"text\": \"Gives another\"}\n    |                        ^\n  mend: write `text`",
            ]
        );
    }
}
