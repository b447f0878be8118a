//! Items about a question: its points, pitfalls, follow-ups and skills.

use alloc::string::String;
use alloc::vec::Vec;

use super::super::{Body, ItemBank, Note, PresentedChoice, Template};
use super::choices::{Likeness, Offer, choose};
use super::lexicon::{Topic, full_text};
use super::{MAX_SOURCES, Made, Parts, plain, skill};
use crate::content::{Competency, Concept, FollowUp, Id, Inline, Pack, Pitfall, Point, Question, QuestionKind};
use crate::random::Random;

/// Words by which a pitfall shows that it is one, whatever it is about, in English and Spanish.
const TELLING: &str = "forgets leaves ignores fails lacks skips cannot no never always omits neglects misses overlooks without nothing claims believes assumes calls olvida omite ignora nunca siempre carece sin nada cree";

/// What may be asked about a question.
pub(super) fn parts<'a>(pack: &'a Pack, question: &'a Question, all: &mut Vec<Parts<'a>>) {
    let of = |template| Parts { question: Some(question), ..Parts::of(template) };
    for pitfall in &question.pitfalls {
        all.push(Parts { pitfall: Some(pitfall), ..of(Template::Pitfall) });
        all.push(Parts { pitfall: Some(pitfall), ..of(Template::Weaken) });
        for follow_up in question.follow_ups.iter().filter(|follow_up| follow_up.pitfalls.contains(&pitfall.id)) {
            all.push(Parts { pitfall: Some(pitfall), follow_up: Some(follow_up), ..of(Template::Challenge) });
        }
    }
    for point in &question.points {
        all.push(Parts { point: Some(point), ..of(Template::Strength) });
        for follow_up in question.follow_ups.iter().filter(|follow_up| follow_up.points.contains(&point.id)) {
            all.push(Parts { point: Some(point), follow_up: Some(follow_up), ..of(Template::Digs) });
        }
        for concept in question.concepts.iter().filter(|concept| point.concepts.contains(&concept.id)) {
            all.push(Parts { point: Some(point), concept: Some(concept), ..of(Template::Listen) });
        }
    }
    for follow_up in &question.follow_ups {
        all.push(Parts { follow_up: Some(follow_up), ..of(Template::FollowUp) });
    }
    all.push(of(Template::Strengthen));
    for competency in question.competencies.iter().filter_map(|id| pack.competency(id.as_str())) {
        all.push(Parts { competencies: alloc::vec![competency], ..of(Template::Exercises) });
    }
}

pub(super) fn make(bank: &ItemBank<'_>, parts: &Parts<'_>, random: &mut Random) -> Option<Made> {
    let question = parts.question?;
    let about = About { bank, question, prompt: bank.lexicon().topic(&question.prompt) };
    match parts.template {
        Template::Pitfall => about.pitfall(parts.pitfall?, random),
        Template::FollowUp => about.follow_up(parts.follow_up?, random),
        Template::Strength => {
            let point = parts.point?;
            let right = offer(point.id.as_str(), &point.text, Note::None);
            let wrong = question.pitfalls.iter().filter(|pitfall| !telling(&pitfall.text));
            about.sentences(
                right,
                wrong.map(|pitfall| offer(pitfall.id.as_str(), &pitfall.text, Note::Weakens)),
                random,
            )
        }
        Template::Weaken => {
            let pitfall = parts.pitfall.filter(|pitfall| !telling(&pitfall.text))?;
            let right = offer(pitfall.id.as_str(), &pitfall.text, Note::None);
            let wrong = question.points.iter().map(|point| offer(point.id.as_str(), &point.text, Note::Strengthens));
            about.sentences(right, wrong, random)
        }
        Template::Strengthen => about.strengthen(random),
        Template::Digs => about.digs(parts.follow_up?, parts.point?, random),
        Template::Challenge => about.challenge(parts.pitfall?, parts.follow_up?, random),
        Template::Listen => about.listen(parts.point?, parts.concept?, random),
        Template::Exercises => about.exercises(parts.competencies.first()?, random),
        _ => None,
    }
}

/// A question, with the telling words of its prompt.
struct About<'a> {
    bank: &'a ItemBank<'a>,
    question: &'a Question,
    prompt: Topic,
}

impl About<'_> {
    fn sentences(&self, right: Offer, wrong: impl Iterator<Item = Offer>, random: &mut Random) -> Option<Made> {
        let choices = choose(self.bank.lexicon(), right, wrong.collect(), Likeness::Sentence, random)?;
        Some(Made::about(&self.question.prompt, Body::Single(choices)))
    }

    /// The pitfall does not echo the prompt; the others belong to questions of another kind.
    fn pitfall(&self, pitfall: &Pitfall, random: &mut Random) -> Option<Made> {
        let wrong = self.foreign(|other| {
            other.pitfalls.iter().map(|pitfall| (pitfall.id.as_str(), pitfall.text.as_str())).collect()
        });
        let right = offer(&within(self.question, pitfall.id.as_str()), &pitfall.text, Note::None);
        let unechoed = self.bank.lexicon().topic(&pitfall.text).apart(&self.prompt);
        self.sentences(right, wrong.into_iter(), random).filter(|_| unechoed)
    }

    /// The follow-up that goes on from a point, by the author's link, among the question's other follow-ups: those that dig into other
    /// points and share no telling word with this one or with the words by which it is recognised. Where they are too few, follow-ups of
    /// other questions fill up.
    fn follow_up(&self, follow_up: &FollowUp, random: &mut Random) -> Option<Made> {
        let point = self.question.point(follow_up.points.first()?.as_str())?;
        let said = self.bank.lexicon().topic(&point.text);
        let own = || {
            let near = self.question.follow_ups.iter().filter(|other| {
                other.id != follow_up.id
                    && !other.points.iter().any(|point| follow_up.points.contains(point))
                    && !self.echoes(&other.text, &said)
                    && !self.bears(point, &self.bank.lexicon().topic(&other.text))
            });
            near.map(|other| {
                let point = other.points.first().and_then(|id| self.question.point(id.as_str()));
                let note = point.map_or(Note::None, |point| Note::Concerns(point.text.clone()));
                offer(&within(self.question, other.id.as_str()), &other.text, note)
            })
        };
        let right = || offer(&within(self.question, follow_up.id.as_str()), &follow_up.text, Note::None);
        let made = self.sentences(right(), own(), random).or_else(|| {
            let foreign = self
                .foreign(|other| other.follow_ups.iter().map(|next| (next.id.as_str(), next.text.as_str())).collect());
            self.sentences(right(), own().chain(foreign), random)
        })?;
        (!self.echoes(&follow_up.text, &said)).then(|| made.quoting(&point.text))
    }

    /// Texts of other questions that cannot well apply to this one: the question is of another kind, though not so far off that
    /// the choice would be obvious, and at least half of the text's telling words, two or more, do not occur in anything that the
    /// pack says about this question.
    fn foreign<'q>(&'q self, texts: impl Fn(&'q Question) -> Vec<(&'q str, &'q str)>) -> Vec<Offer> {
        let lexicon = self.bank.lexicon();
        let here = lexicon.topic(&full_text(self.question));
        let all = &self.bank.pack.questions;
        let start = all.iter().position(|other| other.id == self.question.id).unwrap_or_default();
        let others = all.iter().cycle().skip(start + 1).take(all.len().saturating_sub(1).min(MAX_SOURCES));
        let mut found = Vec::new();
        for other in others {
            let near = personal(other.kind) == personal(self.question.kind) && other.kind != self.question.kind;
            // What belongs to a question first of all about a skill that this one exercises, too, could well belong here.
            let akin = other.competencies.first().is_none_or(|first| self.question.competencies.contains(first));
            if !near || akin || other.assessment.is_some() {
                continue;
            }
            for (id, text) in texts(other) {
                let topic = lexicon.topic(text);
                let strange = topic.len() - topic.shared(&here);
                if strange >= 2 && 2 * strange >= topic.len() && topic.apart(&self.prompt) {
                    found.push(offer(&within(other, id), text, Note::Elsewhere(other.prompt.clone())));
                }
            }
        }
        found
    }

    /// Two or three points among pitfalls, five choices where there are enough.
    fn strengthen(&self, random: &mut Random) -> Option<Made> {
        let choice = |id: &str, text: &str, correct| PresentedChoice {
            id: id.into(),
            text: plain(text),
            correct,
            note: if correct { Note::None } else { Note::Weakens },
        };
        let points = self.question.points.iter().map(|point| choice(point.id.as_str(), &point.text, true));
        // An id may name a point and a pitfall: the two could not be told apart in a response.
        let pitfalls = self.question.pitfalls.iter().filter(|pitfall| {
            !telling(&pitfall.text) && self.question.points.iter().all(|point| point.id != pitfall.id)
        });
        let pitfalls = pitfalls.map(|pitfall| choice(pitfall.id.as_str(), &pitfall.text, false));
        let (mut points, mut pitfalls): (Vec<_>, Vec<_>) = (points.collect(), pitfalls.collect());
        if points.len() < 2 || pitfalls.len() < 2 {
            return None;
        }
        random.shuffle(&mut points);
        random.shuffle(&mut pitfalls);
        let right = if pitfalls.len() == 2 { 3 } else { 2 + random.below(2) }.min(points.len());
        points.truncate(right);
        pitfalls.truncate(5 - right);
        points.append(&mut pitfalls);
        random.shuffle(&mut points);
        Some(Made::about(&self.question.prompt, Body::Multiple(points)))
    }

    /// One of the question's skills among others that nothing said about the question touches, and that no question or item exercises
    /// together with one of its skills.
    fn exercises(&self, competency: &Competency, random: &mut Random) -> Option<Made> {
        let (lexicon, pack) = (self.bank.lexicon(), self.bank.pack);
        let own = &self.question.competencies;
        if !own.contains(&competency.id) {
            return None;
        }
        let here = lexicon.topic(&full_text(self.question));
        let together = |ids: &[Id], other: &Id| ids.contains(other) && ids.iter().any(|id| own.contains(id));
        let wrong = pack.competencies.iter().filter(|other| {
            lexicon.topic(&other.name).apart(&here)
                && !pack.questions.iter().any(|question| together(&question.competencies, &other.id))
                && !pack.items.iter().any(|item| {
                    item.question.as_ref() == Some(&self.question.id) && item.competencies.contains(&other.id)
                })
        });
        let wrong = wrong.map(skill::offer).collect();
        let choices = choose(lexicon, skill::offer(competency), wrong, Likeness::Name, random)?;
        (!self.echoes(&competency.name, &self.prompt))
            .then(|| Made::about(&self.question.prompt, Body::Single(choices)))
    }

    /// What the follow-up digs into, by the author's link. The choices do not echo the follow-up; the words by which an answer is
    /// recognised bear the link out for the right point, and for no other.
    fn digs(&self, follow_up: &FollowUp, point: &Point, random: &mut Random) -> Option<Made> {
        let asked = self.bank.lexicon().topic(&follow_up.text);
        // An item that was asked before the author took the link away has no right answer any more; so below.
        let linked = follow_up.points.contains(&point.id);
        if !linked || self.echoes(&point.text, &asked) || !self.bears(point, &asked) {
            return None;
        }
        let wrong = self.question.points.iter().filter(|other| {
            !follow_up.points.contains(&other.id) && !self.echoes(&other.text, &asked) && !self.bears(other, &asked)
        });
        let wrong = wrong.map(|other| {
            let by = self.question.follow_ups.iter().find(|follow_up| follow_up.points.contains(&other.id));
            let note = by.map_or(Note::None, |by| Note::AskedBy(by.text.clone()));
            offer(other.id.as_str(), &other.text, note)
        });
        let right = offer(point.id.as_str(), &point.text, Note::None);
        Some(self.sentences(right, wrong, random)?.quoting(&follow_up.text))
    }

    /// The point's first concept among concepts of other points, each with two of the words by which it is recognised; none echoes
    /// the point.
    fn listen(&self, point: &Point, concept: &Concept, random: &mut Random) -> Option<Made> {
        let said = self.bank.lexicon().topic(&point.text);
        let right = offer(concept.id.as_str(), &heard(concept), Note::None);
        if point.concepts.first() != Some(&concept.id) || self.echoes(&heard(concept), &said) {
            return None;
        }
        let wrong = self.question.concepts.iter().filter_map(|other| {
            let words = heard(other);
            let owner = self.question.points.iter().find(|owner| owner.concepts.contains(&other.id))?;
            let named = !Topic::of_all(&other.name).apart(&Topic::of_all(&point.text));
            let fits = !point.concepts.contains(&other.id) && !named && !self.echoes(&words, &said);
            fits.then(|| offer(other.id.as_str(), &words, Note::Concerns(owner.text.clone())))
        });
        let choices = choose(self.bank.lexicon(), right, wrong.collect(), Likeness::Name, random)?;
        Some(Made::about(&self.question.prompt, Body::Single(choices)).quoting(&point.text))
    }

    /// Whether a text repeats telling words.
    fn echoes(&self, text: &str, words: &Topic) -> bool {
        !self.bank.lexicon().topic(text).apart(words)
    }

    /// Whether the concepts by which a point is recognised repeat telling words.
    fn bears(&self, point: &Point, words: &Topic) -> bool {
        let concepts = self.question.concepts.iter().filter(|concept| point.concepts.contains(&concept.id));
        concepts
            .flat_map(|concept| core::iter::once(&concept.name).chain(&concept.synonyms))
            .any(|text| self.echoes(text, words))
    }

    /// The follow-up that brings a flaw to light, by the author's link: the others challenge other pitfalls and dig into other points. None
    /// repeats words of the flaw; the words by which an answer is recognised bear the link out, and no other.
    fn challenge(&self, pitfall: &Pitfall, follow_up: &FollowUp, random: &mut Random) -> Option<Made> {
        let flaw = self.bank.lexicon().topic(&pitfall.text);
        let borne = |by: &FollowUp| {
            self.question.points.iter().any(|point| by.points.contains(&point.id) && self.bears(point, &flaw))
        };
        let linked = follow_up.pitfalls.contains(&pitfall.id);
        if !linked || self.echoes(&follow_up.text, &flaw) || !borne(follow_up) {
            return None;
        }
        let wrong = self.question.follow_ups.iter().filter(|other| {
            !other.pitfalls.contains(&pitfall.id)
                && !other.points.iter().any(|point| follow_up.points.contains(point))
                && !self.echoes(&other.text, &flaw)
                && !borne(other)
        });
        let wrong = wrong.map(|other| {
            let point = other.points.first().and_then(|id| self.question.point(id.as_str()));
            let note = point.map_or(Note::None, |point| Note::Concerns(point.text.clone()));
            offer(other.id.as_str(), &other.text, note)
        });
        let right = offer(follow_up.id.as_str(), &follow_up.text, Note::None);
        Some(self.sentences(right, wrong, random)?.quoting(&pitfall.text))
    }
}

/// Whether an answer tells of oneself rather than of a subject.
fn personal(kind: QuestionKind) -> bool {
    matches!(kind, QuestionKind::Behavioural | QuestionKind::Motivation)
}

/// Whether a pitfall betrays itself by its words.
fn telling(text: &str) -> bool {
    super::super::spelling::words(text).iter().any(|word| TELLING.split(' ').any(|telling| telling == word))
}

/// A concept with two of the words by which it is recognised, those that say more than the name does.
fn heard(concept: &Concept) -> String {
    let mut heard: Vec<&str> = alloc::vec![&concept.name];
    for synonym in &concept.synonyms {
        let said = synonym.to_lowercase();
        let new = |other: &&str| {
            let other = other.to_lowercase();
            !said.starts_with(other.get(..4).unwrap_or(&other)) && !other.contains(said.as_str())
        };
        if heard.len() < 3 && heard.iter().all(new) {
            heard.push(synonym);
        }
    }
    heard.join(", ")
}

fn within(question: &Question, id: &str) -> String {
    [question.id.as_str(), id].join("/")
}

fn offer(id: &str, text: &str, note: Note) -> Offer {
    Offer { id: id.into(), text: Vec::from([Inline::Text(text.into())]), note }
}
