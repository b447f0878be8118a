//! Sentences of a model answer with a key concept left out.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use super::super::authored::confusable_words;
use super::super::spelling::{inflected, spans, words};
use super::super::{Body, Gap, ItemBank, PresentedPart, Template};
use super::{Made, Parts};
use crate::content::{Block, Concept, Pack, Question, QuestionKind, Term, plain_text};

/// How many words a sentence has: fewer leave nothing to go by, more are a chore.
const WORDS: Range<usize> = 9..36;

/// The length of sentence that is preferred.
const BEST: usize = 18;

/// A sentence of a model answer.
struct Sentence {
    text: String,
    /// Its words with their places.
    spans: Vec<(Range<usize>, String)>,
    /// The sentence before it in its paragraph, or empty.
    before: String,
}

/// The glossary's terms by their words, cut once for all questions.
pub(super) fn term_words(pack: &Pack) -> Vec<(&Term, Vec<String>)> {
    pack.glossary.iter().map(|term| (term, words(&term.term))).collect()
}

/// What may be asked: the question's key concepts and the glossary's terms, where they occur.
pub(super) fn parts<'a>(question: &'a Question, terms: &[(&'a Term, Vec<String>)], all: &mut Vec<Parts<'a>>) {
    let sentences = sentences(question);
    let of = || Parts { question: Some(question), ..Parts::of(Template::Gap) };
    let mut named: Vec<Vec<String>> = Vec::new();
    let personal = matches!(question.kind, QuestionKind::Behavioural | QuestionKind::Motivation);
    for concept in &question.concepts {
        let name = words(&concept.name);
        // In a story of one's own a single word could be many others: what is left open there is a term of several.
        if (name.len() > 1 || !personal) && place(&sentences, &name).is_some() {
            all.push(Parts { concept: Some(concept), ..of() });
        }
        named.push(name);
    }
    // Most terms of a large glossary do not occur in this answer: their first letters tell.
    let beginnings: BTreeSet<&str> =
        sentences.iter().flat_map(|sentence| &sentence.spans).map(|(_, word)| beginning(word)).collect();
    for (term, name) in terms {
        let occurs = name.first().is_some_and(|first| beginnings.contains(beginning(first)));
        let known = || named.contains(name) || question.concepts.iter().any(|concept| concept.id == term.id);
        if occurs && !known() && place(&sentences, name).is_some() {
            all.push(Parts { terms: alloc::vec![*term], ..of() });
        }
    }
}

/// The first three letters: those that a word has in common with its inflections.
fn beginning(word: &str) -> &str {
    word.char_indices().nth(3).and_then(|(at, _)| word.get(..at)).unwrap_or(word)
}

pub(super) fn make(bank: &ItemBank<'_>, parts: &Parts<'_>) -> Option<Made> {
    let question = parts.question?;
    let (name, id) = match (parts.concept, parts.terms.first()) {
        (Some(concept), _) => (&concept.name, &concept.id),
        (None, Some(term)) => (&term.term, &term.id),
        (None, None) => return None,
    };
    let lexicon = bank.lexicon();
    let topic = lexicon.topic(name);
    // A word that every question uses could stand for many others, and one that the prompt names is given away.
    if topic.len() < words(name).len() || !topic.apart(&lexicon.topic(&question.prompt)) {
        return None;
    }
    let sentences = sentences(question);
    let (sentence, gap) = place(&sentences, &words(name))?;
    let shown = sentence.text.get(gap.clone())?;
    let mut answers: Vec<String> = alloc::vec![shown.into()];
    let known = question.concepts.iter().filter(|concept| concept.id == *id || concept.name == *name);
    // What a coach listens for is not always a synonym: another form of the same words is.
    let forms = known.flat_map(|concept: &Concept| &concept.synonyms).filter(|other| same_words(other, shown));
    for form in core::iter::once(name).chain(forms) {
        if !answers.iter().any(|answer| words(answer) == words(form)) {
            answers.push(form.clone());
        }
    }
    let others = confusable_words(bank.pack, &answers);
    let mut before = String::new();
    // The sentence before helps, unless it names what is asked for.
    if !spans(&sentence.before).iter().any(|(_, word)| words(name).iter().any(|part| related(word, part))) {
        before.push_str(&sentence.before);
        before.push(' ');
    }
    before.push_str(sentence.text.get(..gap.start).unwrap_or_default());
    let after = sentence.text.get(gap.end..).unwrap_or_default();
    let gap = Gap { id: id.as_str().into(), hint: initials(shown), answers, others };
    let body = alloc::vec![
        PresentedPart::Text(before.trim_start().into()),
        PresentedPart::Gap(gap),
        PresentedPart::Text(after.into())
    ];
    Some(Made::about(&question.prompt, Body::Cloze(body)))
}

/// Whether a name is made of the same words as the one shown, with other endings; a capital of its own makes it something else.
fn same_words(one: &str, other: &str) -> bool {
    if one.starts_with(char::is_uppercase) && !other.starts_with(char::is_uppercase) {
        return false;
    }
    let (one, other) = (words(one), words(other));
    one.len() == other.len() && one.iter().zip(&other).all(|(one, other)| related(one, other))
}

/// Each word's first letter, with an ellipsis between: the view adds the last one.
fn initials(text: &str) -> String {
    let letters: Vec<String> = words(text).iter().filter_map(|word| word.chars().next()).map(String::from).collect();
    letters.join("… ")
}

/// The sentences of the model answer's paragraphs.
fn sentences(question: &Question) -> Vec<Sentence> {
    let mut found = Vec::new();
    for block in &question.model_answer {
        let Block::Paragraph(inlines) = block else { continue };
        let text = plain_text(inlines);
        let mut start = 0;
        let mut before = "";
        let ends = text.match_indices(['.', '?', '!']).map(|(at, _)| at + 1);
        for end in ends.chain([text.len()]) {
            let after = text.get(end..).unwrap_or_default();
            // A point within a number or an abbreviation is followed by something else than a new sentence.
            let new = after.trim_start();
            if !new.is_empty() && (new.len() == after.len() || new.starts_with(char::is_lowercase)) {
                continue;
            }
            let sentence = text.get(start..end).unwrap_or_default().trim();
            start = end;
            let spans = spans(sentence);
            if WORDS.contains(&spans.len()) {
                found.push(Sentence { text: sentence.into(), spans, before: before.into() });
            }
            before = sentence;
        }
    }
    found
}

/// The sentence in which a name is best left out, and where it stands there: it occurs once, none of its words a second time, and it is
/// no part of a compound.
fn place<'s>(sentences: &'s [Sentence], name: &[String]) -> Option<(&'s Sentence, Range<usize>)> {
    if name.iter().map(String::len).sum::<usize>() < 4 {
        return None;
    }
    let mut best: Option<(usize, &'s Sentence, Range<usize>)> = None;
    for sentence in sentences {
        let is_name =
            |window: &[(Range<usize>, String)]| window.iter().zip(name).all(|((_, word), part)| inflected(word, part));
        let Some(window) = sentence.spans.windows(name.len()).find(|window| is_name(window)) else { continue };
        let hits = sentence.spans.iter().filter(|(_, word)| name.iter().any(|part| related(word, part))).count();
        let (Some((first, _)), Some((last, _))) = (window.first(), window.last()) else { continue };
        let range = first.start..last.end;
        let joined = |c: Option<char>| c.is_some_and(|c| matches!(c, '-' | '/' | '\u{2010}' | '\u{2011}'));
        let compound = joined(sentence.text.get(..range.start).unwrap_or_default().chars().next_back())
            || joined(sentence.text.get(range.end..).unwrap_or_default().chars().next());
        let distance = sentence.spans.len().abs_diff(BEST);
        if hits == name.len() && !compound && best.as_ref().is_none_or(|(least, ..)| distance < *least) {
            best = Some((distance, sentence, range));
        }
    }
    best.map(|(_, sentence, range)| (sentence, range))
}

/// Whether a word gives a part of a name away: it has the same beginning.
fn related(word: &str, part: &str) -> bool {
    let common = word.chars().zip(part.chars()).take_while(|(one, other)| one == other).count();
    common >= 5.min(part.chars().count()) && (common >= 4 || word == part)
}
