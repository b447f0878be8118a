//! From events to the typed text of the content model.

use interview_practice_core::content::{Block, Inline, Url};
use pulldown_cmark::{Event, LinkType, Tag};

use super::{Kind, Leaf, Node};
use crate::finding::{Log, Place, quoted};

impl Leaf<'_> {
    /// The text as inlines, without white space at its ends.
    pub fn inlines(&self, log: &mut Log) -> Vec<Inline> {
        let mut stack: Vec<(Option<Wrap>, Vec<Inline>)> = vec![(None, Vec::new())];
        for (n, (event, range)) in self.events.iter().enumerate() {
            let Some((_, out)) = stack.last_mut() else { break };
            match event {
                Event::Text(words) => push_text(out, words),
                Event::Code(words) => out.push(Inline::Code(words.to_string())),
                Event::SoftBreak if self.joins_without_space(n) => {}
                Event::SoftBreak => push_text(out, " "),
                Event::HardBreak => {
                    let place = Place { at: range.start, ..self.place };
                    log.warning(place, "a forced line break is shown as a space", "begin a new paragraph instead");
                    push_text(out, " ");
                }
                // A comment: it parts what would otherwise be one text.
                Event::InlineHtml(_) => {}
                Event::Start(tag) => {
                    let place = Place { at: range.start, ..self.place };
                    stack.push((Wrap::of(tag, place, log), Vec::new()));
                }
                Event::End(_) => {
                    if let Some((wrap, inner)) = stack.pop()
                        && let Some((_, out)) = stack.last_mut()
                    {
                        match wrap {
                            Some(wrap) => out.push(wrap.around(inner)),
                            None => inner.into_iter().for_each(|inline| push(out, inline)),
                        }
                    }
                }
                _ => {}
            }
        }
        let mut inlines = stack.into_iter().next().map(|(_, inlines)| inlines).unwrap_or_default();
        trim(&mut inlines);
        inlines
    }

    /// The words alone, where the model keeps no marks: a link's address is reported, emphasis goes quietly.
    pub fn words(&self, log: &mut Log) -> String {
        for (event, range) in &self.events {
            if let Event::Start(Tag::Link { .. }) = event {
                let place = Place { at: range.start, ..self.place };
                log.warning(place, "the address of a link is not kept here", "move the link to a text that is read");
            }
        }
        let mut words = String::new();
        for (n, (event, _)) in self.events.iter().enumerate() {
            match event {
                Event::Text(text) | Event::Code(text) => words.push_str(text),
                Event::SoftBreak if self.joins_without_space(n) => {}
                Event::SoftBreak | Event::HardBreak => words.push(' '),
                _ => {}
            }
        }
        words.trim().to_owned()
    }

    /// Chinese and Japanese have no spaces between words, so a line's end is none there.
    fn joins_without_space(&self, n: usize) -> bool {
        let text = |event: &(Event<'_>, _)| match event {
            (Event::Text(words), _) => Some(words.to_string()),
            _ => None,
        };
        let before = n.checked_sub(1).and_then(|n| self.events.get(n)).and_then(text);
        let after = self.events.get(n + 1).and_then(text);
        before.and_then(|words| words.chars().next_back()).is_some_and(is_wide)
            && after.and_then(|words| words.chars().next()).is_some_and(is_wide)
    }
}

fn is_wide(letter: char) -> bool {
    matches!(letter, '\u{2e80}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

enum Wrap {
    Strong,
    Emphasis,
    Link(Url),
}

impl Wrap {
    fn of(tag: &Tag<'_>, place: Place, log: &mut Log) -> Option<Self> {
        match tag {
            Tag::Strong => Some(Self::Strong),
            Tag::Emphasis => Some(Self::Emphasis),
            Tag::Link { link_type, dest_url, .. } => {
                let address = match link_type {
                    LinkType::Email if !dest_url.starts_with("mailto:") => format!("mailto:{dest_url}"),
                    _ => dest_url.to_string(),
                };
                let url = Url::new(&address);
                if url.is_err() {
                    let message = format!("{} cannot be linked: only its words are shown", quoted(&address));
                    log.warning(place, message, "use an address with https:, http:, mailto: or a relative one");
                }
                url.ok().map(Self::Link)
            }
            _ => None,
        }
    }

    fn around(self, text: Vec<Inline>) -> Inline {
        match self {
            Self::Strong => Inline::Strong(text),
            Self::Emphasis => Inline::Emphasis(text),
            Self::Link(url) => Inline::Link { url, text },
        }
    }
}

fn push(out: &mut Vec<Inline>, inline: Inline) {
    match inline {
        Inline::Text(words) => push_text(out, &words),
        inline => out.push(inline),
    }
}

fn push_text(out: &mut Vec<Inline>, words: &str) {
    match out.last_mut() {
        _ if words.is_empty() => {}
        Some(Inline::Text(text)) => text.push_str(words),
        _ => out.push(Inline::Text(words.to_owned())),
    }
}

fn trim(inlines: &mut Vec<Inline>) {
    if let Some(Inline::Text(text)) = inlines.first_mut() {
        text.drain(..text.len() - text.trim_start().len());
    }
    if let Some(Inline::Text(text)) = inlines.last_mut() {
        text.truncate(text.trim_end().len());
    }
    inlines.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
}

/// Nodes as blocks, without those that hold nothing. The tree's depth is bounded, so this may recurse.
pub(crate) fn blocks(nodes: &[Node<'_>], log: &mut Log) -> Vec<Block> {
    nodes.iter().filter_map(|node| block(node, log)).collect()
}

fn block(node: &Node<'_>, log: &mut Log) -> Option<Block> {
    Some(match &node.kind {
        Kind::Heading(_, leaf) => Block::Heading(leaf.inlines(log)),
        Kind::Paragraph(leaf) => {
            let inlines = leaf.inlines(log);
            if inlines.is_empty() {
                return None;
            }
            Block::Paragraph(inlines)
        }
        Kind::List { ordered, entries } => {
            let entries = entries.iter().map(|entry| {
                let mut inner = blocks(&entry.nodes, log);
                if let Some(ticked) = entry.ticked {
                    put_box_back(&mut inner, ticked);
                }
                inner
            });
            let entries: Vec<Vec<Block>> = entries.filter(|entry| !entry.is_empty()).collect();
            if entries.is_empty() {
                return None;
            }
            Block::List { ordered: *ordered, entries }
        }
        Kind::Code(language, text) => Block::Code { language: language.clone(), text: text.clone() },
        Kind::Quote(nodes) => {
            let inner = blocks(nodes, log);
            if inner.is_empty() {
                return None;
            }
            Block::Quote(inner)
        }
        Kind::Comment => return None,
    })
}

/// A check box means something among choices only; elsewhere it stays the letters that it is.
fn put_box_back(blocks: &mut Vec<Block>, ticked: bool) {
    let mark = if ticked { "[x] " } else { "[ ] " };
    match blocks.first_mut() {
        Some(Block::Paragraph(inlines)) => match inlines.first_mut() {
            Some(Inline::Text(text)) => text.insert_str(0, mark),
            _ => inlines.insert(0, Inline::Text(mark.to_owned())),
        },
        _ => blocks.insert(0, Block::Paragraph(vec![Inline::Text(mark.trim_end().to_owned())])),
    }
}
