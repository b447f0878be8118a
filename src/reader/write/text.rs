//! Typed text as Markdown: what has a meaning is escaped, and what was written is read back before it is trusted.

use interview_practice_core::content::{Block, Inline, Url, plain_text};

use crate::finding::Log;
use crate::markdown::{Kind, parse};

/// Which headings stand within a text: the fifth level where the fourth has names of its own.
#[derive(Clone, Copy)]
pub(super) enum Headings {
    Four,
    Five,
}

/// A line of a block.
pub(super) struct Line {
    /// Whether an empty line belongs above it.
    pub starts_of_block: bool,
    /// The line.
    pub text: String,
}

/// Words that are a whole paragraph, heading or entry. `more` are letters that part things where these words will stand.
pub(super) fn escaped(words: &str, more: &str) -> String {
    guard_start(&escaped_within(words.trim(), more))
}

/// Words within a line.
pub(super) fn escaped_within(words: &str, more: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut letters = words.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let edge = at == 0 || letters.peek().is_none();
        match letter {
            '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '&' | '{' => out.extend(['\\', letter]),
            letter if more.contains(letter) => out.extend(['\\', letter]),
            // The full-width marks part things as their ASCII sisters do, and cannot be escaped by a backslash.
            '：' if more.contains(':') => out.push_str("&#xFF1A;"),
            '，' if more.contains(',') => out.push_str("&#xFF0C;"),
            letter if letter.is_control() || (edge && letter.is_whitespace() && letter != ' ') => {
                out.push_str(&format!("&#{};", u32::from(letter)));
            }
            letter => out.push(letter),
        }
    }
    out
}

/// Keeps the first letters of a block from making it a heading, list, quotation or fence.
pub(super) fn guard_start(text: &str) -> String {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = text.get(digits..).unwrap_or_default();
    match text.chars().next() {
        Some('#' | '>' | '-' | '+' | '~' | '=' | '|' | ':') => format!("\\{text}"),
        Some(' ' | '\t') => format!("&#32;{}", text.get(1..).unwrap_or_default()),
        Some(_) if digits > 0 && after.starts_with(['.', ')']) => {
            format!("{}\\{after}", text.get(..digits).unwrap_or_default())
        }
        _ => text.to_owned(),
    }
}

/// A link around words that are escaped already.
pub(super) fn link(words: &str, url: &Url) -> String {
    let mut address = String::new();
    for letter in url.as_str().chars() {
        if matches!(letter, '<' | '>' | '\\' | '&' | '*' | '_' | '`') {
            address.push('\\');
        }
        address.push(letter);
    }
    let bare = address.chars().all(|c| c.is_ascii_alphanumeric() || "-./:?#=%~+@,;".contains(c));
    if bare && !address.is_empty() { format!("[{words}]({address})") } else { format!("[{words}](<{address}>)") }
}

/// Inlines as one line.
pub(super) fn inlines(inlines: &[Inline]) -> String {
    inlines_escaping(inlines, "")
}

/// Inlines as one line in which `more` letters part things. The simplest way that reads back the same is taken.
pub(super) fn inlines_escaping(inlines: &[Inline], more: &str) -> String {
    for marks in [Marks::Bare, Marks::Alternating, Marks::Parted] {
        let mut out = String::new();
        push(&mut out, inlines, more, marks, 0);
        let line = guard_start(&out);
        if reads_as(&line, inlines) {
            return line;
        }
    }
    escaped(&plain_text(inlines), more)
}

#[derive(Clone, Copy, PartialEq)]
enum Marks {
    /// As an author writes them.
    Bare,
    /// Asterisks around underscores around asterisks.
    Alternating,
    /// With empty comments around them, so that they touch nothing.
    Parted,
}

fn push(out: &mut String, inlines: &[Inline], more: &str, marks: Marks, depth: usize) {
    let part = |out: &mut String| {
        if marks == Marks::Parted {
            out.push_str("<!-- -->");
        }
    };
    for inline in inlines {
        match inline {
            Inline::Text(words) => out.push_str(&escaped_within(words, more)),
            Inline::Code(code) => out.push_str(&code_span(code)),
            Inline::Strong(inner) | Inline::Emphasis(inner) => {
                let underscores = marks == Marks::Alternating && depth % 2 == 1;
                let mark = match (inline, underscores) {
                    (Inline::Strong(_), false) => "**",
                    (Inline::Strong(_), true) => "__",
                    (_, false) => "*",
                    (_, true) => "_",
                };
                part(out);
                out.push_str(mark);
                push(out, inner, more, marks, depth + 1);
                out.push_str(mark);
                part(out);
            }
            Inline::Link { url, text } => {
                let mut words = String::new();
                push(&mut words, text, more, marks, depth);
                // An exclamation mark in front of a link would make it a picture.
                if out.ends_with('!') {
                    out.insert(out.len() - 1, '\\');
                }
                out.push_str(&link(&words, url));
            }
        }
    }
}

fn code_span(code: &str) -> String {
    let code = code.replace(['\n', '\r'], " ");
    let fence = "`".repeat(longest_run(&code, '`') + 1);
    let blank = code.chars().all(|c| c == ' ');
    let pad = if !blank && (code.starts_with(['`', ' ']) || code.ends_with(['`', ' '])) { " " } else { "" };
    format!("{fence}{pad}{code}{pad}{fence}")
}

fn longest_run(text: &str, letter: char) -> usize {
    let (mut longest, mut run) = (0, 0);
    for other in text.chars() {
        run = if other == letter { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

fn reads_as(line: &str, inlines: &[Inline]) -> bool {
    let mut log = Log::default();
    match parse(0, line, 0, &mut log, &mut 0).as_slice() {
        [node] => matches!(&node.kind, Kind::Paragraph(leaf) if leaf.inlines(&mut log) == inlines),
        [] => inlines.is_empty(),
        _ => false,
    }
}

/// Blocks as lines.
pub(super) fn blocks(blocks: &[Block], headings: Headings) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut before: Option<&Block> = None;
    for block in blocks {
        if let (Some(Block::List { ordered: one, .. }), Block::List { ordered: other, .. }) = (before, block)
            && one == other
        {
            // Two lists that follow each other would be read as one.
            lines.push(Line { starts_of_block: true, text: "<!-- -->".to_owned() });
        }
        let mut first = true;
        for text in block_lines(block, headings) {
            lines.push(Line { starts_of_block: std::mem::take(&mut first), text });
        }
        before = Some(block);
    }
    lines
}

fn block_lines(block: &Block, headings: Headings) -> Vec<String> {
    match block {
        Block::Paragraph(text) => vec![inlines(text)],
        Block::Heading(text) => {
            let marks = match headings {
                Headings::Four => "####",
                Headings::Five => "#####",
            };
            let words = inlines_escaping(text, "#");
            vec![format!("{marks} {words}").trim_end().to_owned()]
        }
        Block::Code { language, text } => {
            let mark = if language.contains('`') { '~' } else { '`' };
            let fence = mark.to_string().repeat(longest_run(text, mark).max(2) + 1);
            let language: String = language.chars().filter(|c| !c.is_control()).collect();
            let language = language.replace('\\', "\\\\").replace('&', "\\&");
            let mut lines = vec![format!("{fence}{language}")];
            if !text.is_empty() {
                lines.extend(text.split('\n').map(str::to_owned));
            }
            lines.push(fence);
            lines
        }
        Block::Quote(inner) => {
            let lines = joined(blocks(inner, headings));
            lines.into_iter().map(|line| if line.is_empty() { ">".to_owned() } else { format!("> {line}") }).collect()
        }
        Block::List { ordered, entries } => {
            let loose = entries.iter().any(|entry| entry.len() > 1);
            let mut lines = Vec::new();
            for (n, entry) in entries.iter().enumerate() {
                let mark = if *ordered { format!("{}. ", n + 1) } else { "- ".to_owned() };
                if loose && n > 0 {
                    lines.push(String::new());
                }
                let inner = joined(blocks(entry, headings));
                for (n, line) in inner.into_iter().enumerate() {
                    lines.push(match (n, line.is_empty()) {
                        (0, _) => format!("{mark}{line}"),
                        (_, true) => line,
                        (_, false) => format!("{}{line}", " ".repeat(mark.len())),
                    });
                }
            }
            lines
        }
    }
}

fn joined(lines: Vec<Line>) -> Vec<String> {
    let mut joined = Vec::new();
    for line in lines {
        if line.starts_of_block && !joined.is_empty() {
            joined.push(String::new());
        }
        joined.push(line.text);
    }
    joined
}
