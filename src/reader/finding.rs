//! What is wrong with a file: the place, an excerpt, the cause and the mend; collected while reading, placed at the end.

use std::fmt;

pub use interview_practice_core::content::Severity;

/// How many findings of one severity are listed; a file with more is broken as a whole.
const MOST: usize = 5_000;

/// How many letters of a line an excerpt shows before and after the place.
const AROUND: usize = 56;

/// One thing that is wrong in a file that an author wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Whether the pack can be used all the same.
    pub severity: Severity,
    /// The file, as it was named to the reader.
    pub file: String,
    /// The line, from 1; 0 when the finding is about the file as a whole.
    pub line: usize,
    /// The column in characters, from 1; 0 when the finding is about the file as a whole.
    pub column: usize,
    /// The line as it stands in the file, or the part of a long one around the place.
    pub excerpt: String,
    /// How many characters of the excerpt stand before the place.
    pub caret: usize,
    /// What is wrong.
    pub message: String,
    /// What to do about it; empty where the message says it.
    pub mend: String,
}

impl Finding {
    /// A finding about a file as a whole, which cannot be opened or is no text.
    #[must_use]
    pub fn about_file(file: &str, message: String, mend: String) -> Self {
        Self {
            severity: Severity::Error,
            file: shown(file),
            line: 0,
            column: 0,
            excerpt: String::new(),
            caret: 0,
            message,
            mend,
        }
    }

    /// A finding at a byte of a text. An offset past the end means the end.
    #[must_use]
    pub fn at(severity: Severity, file: &str, text: &str, at: usize, message: String, mend: String) -> Self {
        let mut finding = Self { severity, ..Self::about_file(file, message, mend) };
        Cursor::new(text).place(&mut finding, at);
        finding
    }

    /// The excerpt and, below it, a caret under the place; empty for a finding about a file as a whole.
    #[must_use]
    pub fn excerpt_with_caret(&self) -> String {
        if self.line == 0 {
            return String::new();
        }
        format!("{}\n{}^", self.excerpt, " ".repeat(self.caret))
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        if self.line == 0 {
            write!(f, "{}: {severity}: {}", self.file, self.message)?;
        } else {
            write!(f, "{}:{}:{}: {severity}: {}", self.file, self.line, self.column, self.message)?;
            let number = self.line.to_string();
            let margin = " ".repeat(number.len());
            write!(f, "\n  {number} | {}\n  {margin} | {}^", self.excerpt, " ".repeat(self.caret))?;
        }
        if self.mend.is_empty() { Ok(()) } else { write!(f, "\n  mend: {}", self.mend) }
    }
}

/// A place in one of the files that are read together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// The file's index.
    pub file: usize,
    /// The byte in it.
    pub at: usize,
}

/// Findings while they are collected.
#[derive(Debug, Default)]
pub(crate) struct Log {
    found: Vec<(Place, Severity, String, String)>,
    warnings: usize,
    errors: usize,
}

impl Log {
    /// Notes that the pack must not be used.
    pub fn error(&mut self, place: Place, message: impl Into<String>, mend: impl Into<String>) {
        self.errors += 1;
        self.add(Severity::Error, self.errors, place, message.into(), mend.into());
    }

    /// Notes that something should be better.
    pub fn warning(&mut self, place: Place, message: impl Into<String>, mend: impl Into<String>) {
        self.warnings += 1;
        self.add(Severity::Warning, self.warnings, place, message.into(), mend.into());
    }

    /// Notes a problem of either severity.
    pub fn problem(&mut self, severity: Severity, place: Place, message: String, mend: String) {
        match severity {
            Severity::Error => self.error(place, message, mend),
            Severity::Warning => self.warning(place, message, mend),
        }
    }

    fn add(&mut self, severity: Severity, count: usize, place: Place, message: String, mend: String) {
        if count <= MOST {
            self.found.push((place, severity, message, mend));
        }
    }

    /// Whether anything noted forbids the use of the pack.
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// The findings in the order of their places, with line, column and excerpt. One pass over each file, however many there are.
    pub fn into_findings(mut self, files: &[(&str, &str)]) -> Vec<Finding> {
        self.found.sort_by_key(|(place, ..)| *place);
        let mut cursors: Vec<Cursor<'_>> = files.iter().map(|(_, text)| Cursor::new(text)).collect();
        let mut findings = Vec::with_capacity(self.found.len());
        for (place, severity, message, mend) in self.found {
            let name = files.get(place.file).map_or("", |(name, _)| name);
            let mut finding = Finding { severity, ..Finding::about_file(name, message, mend) };
            if let Some(cursor) = cursors.get_mut(place.file) {
                cursor.place(&mut finding, place.at);
            }
            findings.push(finding);
        }
        let name = files.first().map_or("", |(name, _)| name);
        for (severity, count, what) in
            [(Severity::Error, self.errors, "errors"), (Severity::Warning, self.warnings, "warnings")]
        {
            if count > MOST {
                let message = format!("{} more {what} are not listed", count - MOST);
                let mend = "mend those above, then check again".to_owned();
                findings.push(Finding { severity, ..Finding::about_file(name, message, mend) });
            }
        }
        findings
    }
}

/// Walks through a text once, turning byte offsets (in rising order) into lines and columns.
struct Cursor<'a> {
    text: &'a str,
    /// Where the walk stands.
    at: usize,
    line: usize,
    line_start: usize,
    column: usize,
}

impl<'a> Cursor<'a> {
    fn new(text: &'a str) -> Self {
        let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
        Self { text, at: start, line: 1, line_start: start, column: 1 }
    }

    fn place(&mut self, finding: &mut Finding, at: usize) {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        if at < self.at {
            *self = Self::new(self.text);
        }
        let walked = self.text.get(self.at..at).unwrap_or_default();
        let letters = walked.char_indices();
        for (offset, letter) in letters {
            let ends = match letter {
                '\n' => true,
                '\r' => self.text.get(self.at + offset + 1..).is_some_and(|rest| !rest.starts_with('\n')),
                _ => false,
            };
            if ends {
                self.line += 1;
                self.column = 1;
                self.line_start = self.at + offset + 1;
            } else {
                self.column += 1;
            }
        }
        self.at = self.at.max(at);
        finding.line = self.line;
        finding.column = self.column;
        (finding.excerpt, finding.caret) = self.excerpt(at);
    }

    fn excerpt(&self, at: usize) -> (String, usize) {
        let before = self.text.get(self.line_start..at).unwrap_or_default();
        let after = self.text.get(at..).unwrap_or_default();
        let mut head: Vec<char> = before.chars().rev().take(AROUND + 1).collect();
        let cut = head.len() > AROUND;
        head.truncate(AROUND);
        head.reverse();
        let mut excerpt = String::new();
        if cut {
            excerpt.push('…');
        }
        excerpt.extend(head);
        let caret = excerpt.chars().count();
        // Only as much of a line is looked at as is shown: it may be long, and have many findings.
        let mut letters = after.chars().take_while(|letter| !matches!(letter, '\n' | '\r'));
        excerpt.extend(letters.by_ref().take(AROUND));
        if letters.next().is_some() {
            excerpt.push('…');
        }
        (shown(&excerpt), caret)
    }
}

/// A text that is safe to print: control and direction characters, which a terminal might obey, become visible.
pub(crate) fn shown(text: &str) -> String {
    let hidden =
        |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    text.chars()
        .map(|c| match c {
            '\t' => ' ',
            c if c.is_control() || hidden(c) => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// A word of the author's for a message: short, printable, in backticks.
pub(crate) fn quoted(word: &str) -> String {
    let mut letters = word.trim().chars();
    let head: String = letters.by_ref().take(60).collect();
    let more = if letters.next().is_some() { "…" } else { "" };
    format!("`{}{more}`", shown(&head).replace('`', "'"))
}
