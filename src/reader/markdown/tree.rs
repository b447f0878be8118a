//! From the parser's events to a tree of blocks. Depth is bounded here; everything after may recurse.

use std::ops::Range;

use interview_practice_core::content::MAX_DEPTH;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::Leaf;
use crate::finding::{Log, Place};

/// A block with its place.
#[derive(Debug)]
pub(crate) struct Node<'a> {
    /// Where it begins.
    pub place: Place,
    /// What it is.
    pub kind: Kind<'a>,
}

/// The kinds of block.
#[derive(Debug)]
pub(crate) enum Kind<'a> {
    /// A heading of level 1 to 6.
    Heading(u8, Leaf<'a>),
    /// A paragraph.
    Paragraph(Leaf<'a>),
    /// A list.
    List {
        /// Whether it is numbered.
        ordered: bool,
        /// Its entries.
        entries: Vec<Entry<'a>>,
    },
    /// Code, with the language's name or an empty text.
    Code(String, String),
    /// A quotation.
    Quote(Vec<Node<'a>>),
    /// A note to other authors, which no reader sees; it still parts what stands on its two sides.
    Comment,
}

/// An entry of a list.
#[derive(Debug)]
pub(crate) struct Entry<'a> {
    /// Where it begins.
    pub place: Place,
    /// The number that the author wrote.
    pub number: Option<u64>,
    /// Its check box, ticked or not.
    pub ticked: Option<bool>,
    /// What it holds.
    pub nodes: Vec<Node<'a>>,
}

/// Reads a file's text from byte `base` on.
pub(crate) fn parse<'a>(file: usize, text: &'a str, base: usize, log: &mut Log, work: &mut u64) -> Vec<Node<'a>> {
    let body = text.get(base..).unwrap_or_default();
    let mut builder = Builder {
        file,
        text,
        log,
        open: Vec::new(),
        root: Vec::new(),
        leaf: None,
        skipped: 0,
        inline: Vec::new(),
        kept: 0,
    };
    let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS;
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        *work += 1;
        builder.event(event, range.start + base..range.end + base);
    }
    builder.close_leaf();
    builder.root
}

/// A container that has begun and not ended.
enum Open<'a> {
    List { place: Place, ordered: bool, entries: Vec<Entry<'a>> },
    Entry(Entry<'a>),
    Quote { place: Place, nodes: Vec<Node<'a>> },
    Code { place: Place, language: String, text: String },
    Html { range: Range<usize>, text: String },
    Table { place: Place, rows: Vec<Entry<'a>> },
}

/// What becomes of an inline container.
#[derive(Clone, Copy, PartialEq)]
enum Inline {
    Kept,
    Dropped,
}

struct Builder<'a, 'log> {
    file: usize,
    text: &'a str,
    log: &'log mut Log,
    open: Vec<Open<'a>>,
    root: Vec<Node<'a>>,
    /// The text block that is being filled and its level when it is a heading.
    leaf: Option<(Leaf<'a>, Option<u8>)>,
    /// How many containers deep we are in one that is left out because it nests too deep.
    skipped: usize,
    inline: Vec<Inline>,
    /// How many of `inline` are kept.
    kept: usize,
}

impl<'a> Builder<'a, '_> {
    fn place(&self, at: usize) -> Place {
        Place { file: self.file, at }
    }

    fn depth(&self) -> usize {
        let blocks = self.open.iter().filter(|open| matches!(open, Open::List { .. } | Open::Quote { .. })).count();
        blocks + self.kept
    }

    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        if self.skipped > 0 {
            match event {
                Event::Start(_) => self.skipped += 1,
                Event::End(_) => self.skipped -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(words) if matches!(self.open.last(), Some(Open::Code { .. })) => {
                let words = self.visible(words, range.start, true);
                if let Some(Open::Code { text, .. }) = self.open.last_mut() {
                    text.push_str(&words);
                }
            }
            Event::Html(words) => {
                if let Some(Open::Html { text, .. }) = self.open.last_mut() {
                    text.push_str(&words);
                }
            }
            Event::InlineHtml(words) => self.inline_html(words, range),
            Event::TaskListMarker(ticked) => {
                if let Some(Open::Entry(entry)) = self.open.iter_mut().rev().find(|open| matches!(open, Open::Entry(_)))
                {
                    entry.ticked = Some(ticked);
                }
            }
            Event::Rule => {
                self.close_leaf();
                let place = self.place(range.start);
                self.log.warning(place, "a rule between paragraphs is not shown", "take the line out");
            }
            event => self.push_inline(event, range),
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        let place = self.place(range.start);
        match tag {
            Tag::Paragraph => {
                self.close_leaf();
                self.leaf = Some((Leaf::new(place), None));
            }
            Tag::Heading { level, .. } => {
                self.close_leaf();
                self.leaf = Some((Leaf::new(place), Some(level as u8)));
            }
            Tag::List(first) => {
                self.close_leaf();
                if self.refuse_depth(place) {
                    return;
                }
                self.open.push(Open::List { place, ordered: first.is_some(), entries: Vec::new() });
            }
            Tag::Item => {
                self.close_leaf();
                let written = self.text.get(range).unwrap_or_default();
                let digits: String = written.chars().take_while(char::is_ascii_digit).collect();
                let entry = Entry { place, number: digits.parse().ok(), ticked: None, nodes: Vec::new() };
                self.open.push(Open::Entry(entry));
            }
            Tag::BlockQuote(_) => {
                self.close_leaf();
                if self.refuse_depth(place) {
                    return;
                }
                self.open.push(Open::Quote { place, nodes: Vec::new() });
            }
            Tag::CodeBlock(kind) => {
                self.close_leaf();
                let language = match kind {
                    CodeBlockKind::Fenced(info) => {
                        let info = self.visible(info, range.start, false);
                        info.split_whitespace().collect::<Vec<_>>().join(" ")
                    }
                    CodeBlockKind::Indented => String::new(),
                };
                self.open.push(Open::Code { place, language, text: String::new() });
            }
            Tag::HtmlBlock => {
                self.close_leaf();
                self.open.push(Open::Html { range, text: String::new() });
            }
            Tag::Table(_) => {
                self.close_leaf();
                let message = "a table is not shown as a table: each row becomes an entry of a list";
                self.log.warning(place, message, "write a list instead");
                self.open.push(Open::Table { place, rows: Vec::new() });
            }
            Tag::TableHead | Tag::TableRow => self.leaf = Some((Leaf::new(place), None)),
            Tag::TableCell => {
                if let Some((leaf, _)) = &mut self.leaf
                    && !leaf.events.is_empty()
                {
                    leaf.events.push((Event::Text(" | ".into()), range.start..range.start));
                }
            }
            Tag::Image { dest_url, .. } => {
                let message = format!("a picture is not shown: {} is left out", crate::finding::quoted(&dest_url));
                let mend = "say in words what it shows; the words in its square brackets stay";
                self.log.warning(place, message, mend);
                self.inline.push(Inline::Dropped);
            }
            tag => {
                if let Tag::Link { title, link_type, .. } = &tag
                    && !title.is_empty()
                    && *link_type != LinkType::Autolink
                {
                    self.log.warning(place, "a link's title is not kept", "say it in the text");
                }
                let deep = self.depth() >= MAX_DEPTH;
                if deep {
                    self.too_deep(place);
                    self.inline.push(Inline::Dropped);
                } else {
                    self.push_inline(Event::Start(tag), range);
                    self.inline.push(Inline::Kept);
                    self.kept += 1;
                }
            }
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) => self.close_leaf(),
            TagEnd::Item => {
                self.close_leaf();
                let Some(Open::Entry(entry)) = self.open.pop() else { return };
                if let Some(Open::List { entries, .. }) = self.open.last_mut() {
                    entries.push(entry);
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                let place = self.place(range.start);
                let Some((leaf, _)) = self.leaf.take() else { return };
                let nodes = vec![Node { place, kind: Kind::Paragraph(leaf) }];
                if let Some(Open::Table { rows, .. }) = self.open.last_mut() {
                    rows.push(Entry { place, number: None, ticked: None, nodes });
                }
            }
            TagEnd::TableCell => {}
            TagEnd::List(_) | TagEnd::BlockQuote(_) | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Table => {
                self.close_leaf();
                self.close_container();
            }
            tag => {
                if self.inline.pop() == Some(Inline::Kept) {
                    self.kept = self.kept.saturating_sub(1);
                    self.push_inline(Event::End(tag), range);
                }
            }
        }
    }

    fn close_container(&mut self) {
        match self.open.pop() {
            Some(Open::List { place, ordered, entries }) => self.add(place, Kind::List { ordered, entries }),
            Some(Open::Quote { place, nodes }) => self.add(place, Kind::Quote(nodes)),
            Some(Open::Code { place, language, text }) => {
                // A file with carriage returns means the same as one without.
                let text = text.replace("\r\n", "\n").replace('\r', "\n");
                let text = text.strip_suffix('\n').unwrap_or(&text).to_owned();
                self.add(place, Kind::Code(language, text));
            }
            Some(Open::Html { range, text }) => self.html_block(range, &text),
            Some(Open::Table { place, rows }) => self.add(place, Kind::List { ordered: false, entries: rows }),
            Some(Open::Entry(_)) | None => {}
        }
    }

    fn html_block(&mut self, range: Range<usize>, html: &str) {
        let place = self.place(range.start);
        let left = match without_comments(html) {
            Ok(left) => left,
            Err(()) => {
                let mend = "end it with `-->`";
                return self.log.error(place, "a comment begins with `<!--` and never ends", mend);
            }
        };
        let words = left.split_whitespace().collect::<Vec<_>>().join(" ");
        let words = self.visible(words.into(), range.start, false);
        if words.is_empty() {
            return self.add(place, Kind::Comment);
        }
        let message = "HTML is not read: it is shown letter by letter";
        self.log.warning(place, message, "write it in Markdown; give a comment lines of its own");
        let mut leaf = Leaf::new(place);
        leaf.events.push((Event::Text(words), range));
        self.add(place, Kind::Paragraph(leaf));
    }

    fn inline_html(&mut self, words: CowStr<'a>, range: Range<usize>) {
        if words.starts_with("<!--") {
            // An empty stretch keeps what stands on both sides apart without being seen.
            return self.push_inline(Event::InlineHtml("".into()), range);
        }
        let first = !self.leaf.as_ref().is_some_and(|(leaf, _)| leaf.has_html);
        if first {
            let place = self.place(range.start);
            let message = format!("HTML is not read: {} is shown letter by letter", crate::finding::quoted(&words));
            self.log.warning(place, message, "write it in Markdown, or as code between backticks");
        }
        self.push_inline(Event::Text(words), range);
        if let Some((leaf, _)) = &mut self.leaf {
            leaf.has_html = true;
        }
    }

    /// Words without control characters, which no reader can see: white space among them becomes a space.
    fn visible(&mut self, words: CowStr<'a>, at: usize, of_code: bool) -> CowStr<'a> {
        let kept = |c: char| !c.is_control() || c == '\t' || (of_code && matches!(c, '\n' | '\r'));
        if words.chars().all(kept) {
            return words;
        }
        let is_blank = |c: char| matches!(c, '\n' | '\r');
        if let Some(control) = words.chars().find(|c| !kept(*c) && !is_blank(*c)) {
            let message = format!("a control character (U+{:04X}) is shown as `\u{fffd}`", u32::from(control));
            self.log.warning(self.place(at), message, "take it out");
        }
        let visible = |c| match c {
            c if kept(c) => c,
            c if is_blank(c) => ' ',
            _ => '\u{fffd}',
        };
        words.chars().map(visible).collect::<String>().into()
    }

    fn push_inline(&mut self, event: Event<'a>, range: Range<usize>) {
        let event = match event {
            Event::Text(words) => Event::Text(self.visible(words, range.start, false)),
            Event::Code(words) => Event::Code(self.visible(words, range.start, false)),
            event => event,
        };
        let place = self.place(range.start);
        let (leaf, _) = self.leaf.get_or_insert_with(|| (Leaf::new(place), None));
        leaf.events.push((event, range));
    }

    fn close_leaf(&mut self) {
        self.inline.clear();
        self.kept = 0;
        if let Some((leaf, level)) = self.leaf.take() {
            let place = leaf.place;
            match level {
                Some(level) => self.add(place, Kind::Heading(level, leaf)),
                None => self.add(place, Kind::Paragraph(leaf)),
            }
        }
    }

    fn add(&mut self, place: Place, kind: Kind<'a>) {
        let node = Node { place, kind };
        match self.open.last_mut() {
            Some(Open::Entry(entry)) => entry.nodes.push(node),
            Some(Open::Quote { nodes, .. }) => nodes.push(node),
            _ => self.root.push(node),
        }
    }

    fn refuse_depth(&mut self, place: Place) -> bool {
        let deep = self.depth() >= MAX_DEPTH;
        if deep {
            self.too_deep(place);
            self.skipped = 1;
        }
        deep
    }

    fn too_deep(&mut self, place: Place) {
        self.log.error(place, format!("the text nests deeper than {MAX_DEPTH} levels"), "make it flatter");
    }
}

/// What is left of HTML without its comments; an error when one never ends.
fn without_comments(html: &str) -> Result<String, ()> {
    let mut left = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<!--") {
        left.push_str(before);
        // `<!-->` and `<!--->` are whole comments as well.
        let after = after
            .strip_prefix('>')
            .or_else(|| after.strip_prefix("->"))
            .map(Ok)
            .unwrap_or_else(|| after.split_once("-->").map(|(_, after)| after).ok_or(()))?;
        rest = after;
    }
    left.push_str(rest);
    Ok(left)
}
