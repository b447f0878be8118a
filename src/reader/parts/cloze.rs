//! The text of a cloze item: words and gaps, `[[answer|synonym]]` or `[[id: answer|synonym]]`.

use std::collections::{BTreeMap, BTreeSet};

use interview_practice_core::content::{ClozePart, Id};

use crate::UnwrittenId;
use crate::finding::Place;
use crate::ids;
use crate::markdown::{Kind, Letter, Node};
use crate::reading::Reading;

/// A gap as it was written.
struct Gap {
    id: Option<Id>,
    /// Where an id would be put.
    at: usize,
    answers: Vec<String>,
}

enum Piece {
    Text(String),
    Gap(Gap),
}

/// Reads the section. `path` is that of the item's body.
pub(super) fn parts(reading: &mut Reading<'_>, nodes: Vec<Node<'_>>, path: &str) -> Vec<ClozePart> {
    let path = format!("{path}.cloze.parts");
    let mut pieces: Vec<Piece> = Vec::new();
    let mut place = None;
    for node in nodes {
        match node.kind {
            Kind::Paragraph(leaf) if place.is_none() => {
                place = Some(leaf.place);
                let letters = leaf.letters(reading.text(leaf.place));
                pieces = split(reading, &letters, leaf.place);
            }
            Kind::Comment => {}
            _ => {
                let message = "the text of a cloze item is one paragraph: this is left out";
                reading.log.warning(node.place, message, "put it into the paragraph, or into the item's stem");
            }
        }
    }
    let Some(place) = place else { return Vec::new() };
    reading.mark(&path, place);
    with_ids(reading, pieces, place, &path)
}

fn split(reading: &mut Reading<'_>, letters: &[Letter], place: Place) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut rest = letters;
    // Where the next closing marks are; looked for once, however many opening marks stand before them.
    let mut closing: Option<usize> = None;
    while let Some((letter, after)) = rest.split_first() {
        let at = letters.len() - rest.len();
        if !opens(rest) {
            text.push(letter.letter);
            rest = after;
            continue;
        }
        if closing.is_none_or(|close| close < at + 2) {
            closing = (at + 2..letters.len()).find(|n| letters.get(*n..).is_some_and(closes));
        }
        let Some(close) = closing else {
            let place = Place { at: letter.at, ..place };
            reading.log.error(place, "a gap begins with `[[` and never ends", "end it with `]]`");
            text.extend(rest.iter().map(|letter| letter.letter));
            break;
        };
        if !text.is_empty() {
            pieces.push(Piece::Text(std::mem::take(&mut text)));
        }
        let inside = letters.get(at + 2..close).unwrap_or_default();
        pieces.push(Piece::Gap(gap(inside, letter.at + 2)));
        rest = letters.get(close + 2..).unwrap_or_default();
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
    trim(&mut pieces);
    pieces
}

fn opens(letters: &[Letter]) -> bool {
    matches!(letters, [a, b, ..] if a.plain && b.plain && a.letter == '[' && b.letter == '[')
}

fn closes(letters: &[Letter]) -> bool {
    matches!(letters, [a, b, ..] if a.plain && b.plain && a.letter == ']' && b.letter == ']')
}

fn gap(inside: &[Letter], at: usize) -> Gap {
    // As everywhere, a colon parts only where a space follows; `std::sort` and `localhost:80` are answers.
    let colon = inside.windows(2).position(
        |pair| matches!(pair, [colon, behind] if colon.plain && colon.letter == ':' && behind.letter.is_whitespace()),
    );
    let id = colon.and_then(|colon| {
        let name: String = inside.iter().take(colon).map(|letter| letter.letter).collect();
        Some((Id::new(name.trim()).ok()?, colon))
    });
    let (id, answers) = match id {
        Some((id, colon)) => (Some(id), inside.get(colon + 1..).unwrap_or_default()),
        None => (None, inside),
    };
    let answers = answers.split(|letter| letter.plain && letter.letter == '|');
    let answers = answers.map(|answer| answer.iter().map(|letter| letter.letter).collect::<String>());
    let answers = answers.map(|answer| answer.trim().to_owned()).filter(|answer| !answer.is_empty());
    Gap { id, at, answers: answers.collect() }
}

fn trim(pieces: &mut Vec<Piece>) {
    if let Some(Piece::Text(text)) = pieces.first_mut() {
        *text = text.trim_start().to_owned();
    }
    if let Some(Piece::Text(text)) = pieces.last_mut() {
        text.truncate(text.trim_end().len());
    }
    pieces.retain(|piece| !matches!(piece, Piece::Text(text) if text.is_empty()));
}

fn with_ids(reading: &mut Reading<'_>, pieces: Vec<Piece>, place: Place, path: &str) -> Vec<ClozePart> {
    let written = pieces.iter().filter_map(|piece| match piece {
        Piece::Gap(gap) => gap.id.clone(),
        Piece::Text(_) => None,
    });
    let mut taken: BTreeSet<Id> = written.collect();
    let mut counts = BTreeMap::new();
    let mut parts = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let gap = match piece {
            Piece::Text(text) => {
                parts.push(ClozePart::Text(text));
                continue;
            }
            Piece::Gap(gap) => gap,
        };
        let place = Place { at: gap.at, ..place };
        reading.mark(&format!("{path}[{}]", parts.len()), place);
        let id = match gap.id {
            Some(id) => id,
            None => {
                let words = gap.answers.first().map_or("gap", String::as_str);
                let Some(id) = ids::derive(words, &mut taken, &mut counts) else { continue };
                let mend = format!("write `[[{id}: ...]]`, or run `check --write-ids`");
                let message = "the gap has no id: changing its answer would lose progress";
                reading.log.warning(place, message, mend);
                let file = reading.files.get(place.file).map_or("", |(name, _)| name).to_owned();
                reading.unwritten.push(UnwrittenId { file, at: gap.at, text: format!("{id}: ") });
                id
            }
        };
        parts.push(ClozePart::Gap { id, answers: gap.answers });
    }
    parts
}
