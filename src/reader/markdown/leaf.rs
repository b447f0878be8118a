//! A stretch of running text: the events of one paragraph, heading or first line of an entry.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event};

use crate::finding::Place;

/// The text of a paragraph or heading, not yet made into inlines: attributes are cut off and separators found here, where it is
/// still known which letters the author escaped.
#[derive(Debug, Clone)]
pub(crate) struct Leaf<'a> {
    /// Where it begins.
    pub place: Place,
    /// What it holds, each with its bytes in the file.
    pub events: Vec<(Event<'a>, Range<usize>)>,
    /// Whether HTML was reported in it.
    pub has_html: bool,
}

/// A letter of running text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Letter {
    /// The letter.
    pub letter: char,
    /// The byte that it begins at.
    pub at: usize,
    /// Whether the author wrote just this letter: not an escape, an entity or code. Only such letters can part things.
    pub plain: bool,
}

impl<'a> Leaf<'a> {
    pub fn new(place: Place) -> Self {
        Self { place, events: Vec::new(), has_html: false }
    }

    /// The byte after the last that belongs to the text.
    pub fn end(&self) -> usize {
        self.events.iter().map(|(_, range)| range.end).max().unwrap_or(self.place.at)
    }

    /// Where the first letter stands.
    pub fn first(&self) -> Place {
        let at = self.events.first().map_or(self.place.at, |(_, range)| range.start);
        Place { at, ..self.place }
    }

    /// Drops everything from byte `at` of the file on.
    pub fn cut(&mut self, at: usize, file: &str) {
        for (event, range) in &mut self.events {
            if range.end <= at {
                continue;
            }
            match event {
                // An end stays, so that what it closes is closed; so does a start, whose end stays.
                Event::Start(_) | Event::End(_) => {}
                Event::Text(words) => {
                    // Letter by letter: what stands for a control character is longer than the character.
                    let kept = file.get(range.start..at).map_or(0, |kept| kept.chars().count());
                    *words = words.chars().take(kept).collect::<String>().into();
                    range.end = at.max(range.start);
                }
                event => *event = Event::Text(CowStr::Borrowed("")),
            }
        }
    }

    /// The letters of the text, marks left out.
    pub fn letters(&self, file: &str) -> Vec<Letter> {
        let mut letters = Vec::new();
        for (index, (event, range)) in self.events.iter().enumerate() {
            match event {
                Event::Text(words) => {
                    let plain = is_plain(file, words, range);
                    let first_is_escaped = self.is_escaped(index, file);
                    for (n, (offset, letter)) in words.char_indices().enumerate() {
                        let escaped = n == 0 && first_is_escaped;
                        let at = if plain { range.start + offset } else { range.start };
                        letters.push(Letter { letter, at, plain: plain && !escaped });
                    }
                }
                Event::Code(words) => {
                    letters.extend(words.chars().map(|letter| Letter { letter, at: range.start, plain: false }));
                }
                Event::SoftBreak | Event::HardBreak => {
                    letters.push(Letter { letter: ' ', at: range.start, plain: true });
                }
                _ => {}
            }
        }
        letters
    }

    /// The two sides of the first separator that stands in plain text, outside of emphasis and links or at the very end of
    /// them. `None` when there is no such separator.
    pub fn split(&self, file: &str, separator: &str, accept: impl Fn(&str) -> bool) -> Option<(Self, Self)> {
        let mut depth = 0_usize;
        for (n, (event, range)) in self.events.iter().enumerate() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                Event::Text(words) if is_plain(file, words, range) => {
                    let mut from = 0;
                    while let Some(found) = words.get(from..).and_then(|rest| rest.find(separator)) {
                        let begin = from + found;
                        let end = begin + separator.len();
                        from = end;
                        let escaped = begin == 0 && self.is_escaped(n, file);
                        let (left, right) = (words.get(..begin)?, words.get(end..)?);
                        let ends =
                            self.events.iter().skip(n + 1).take_while(|(event, _)| matches!(event, Event::End(_)));
                        let at_the_end = depth == 0 || (right.trim().is_empty() && ends.take(depth).count() == depth);
                        if escaped || !at_the_end || !accept(right) {
                            continue;
                        }
                        return Some(self.split_at(n, depth, (left, right), begin, end));
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// Whether event `n` begins with a letter whose meaning a backslash takes away: one that belongs to no event itself.
    fn is_escaped(&self, n: usize, file: &str) -> bool {
        let start = self.events.get(n).map_or(0, |(_, range)| range.start);
        let before = n.checked_sub(1).and_then(|n| self.events.get(n));
        let free = before.is_none_or(|(event, range)| matches!(event, Event::Start(_)) || range.end < start);
        free && start > 0 && file.as_bytes().get(start - 1) == Some(&b'\\')
    }

    fn split_at(&self, n: usize, depth: usize, sides: (&str, &str), begin: usize, end: usize) -> (Self, Self) {
        let range = self.events.get(n).map(|(_, range)| range.clone()).unwrap_or_default();
        let mut left = Self { events: self.events.iter().take(n).cloned().collect(), ..self.clone() };
        left.events.push((Event::Text(sides.0.trim_end().to_owned().into()), range.start..range.start + begin));
        left.events.extend(self.events.iter().skip(n + 1).take(depth).cloned());
        let place = Place { at: range.start + end, ..self.place };
        let mut right = Self { events: Vec::new(), place, has_html: self.has_html };
        let blank = sides.1.len() - sides.1.trim_start().len();
        right.events.push((Event::Text(sides.1.trim_start().to_owned().into()), range.start + end + blank..range.end));
        right.events.extend(self.events.iter().skip(n + 1 + depth).cloned());
        (left, right)
    }
}

/// Whether the words stand in the file as they are.
fn is_plain(file: &str, words: &str, range: &Range<usize>) -> bool {
    file.get(range.clone()).is_some_and(|written| written == words)
}

/// Whether a backslash before this byte takes its meaning away. Walks back over a run of them: not for use on every letter.
pub(super) fn is_escaped(file: &str, at: usize) -> bool {
    let before = file.as_bytes().get(..at).unwrap_or_default();
    before.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}
