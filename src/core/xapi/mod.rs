//! xAPI 1.0.3: what happened, as statements that a learning record store takes.
//!
//! A statement is made of an event of the log and of what the pack and the state know about it. Its id is the UUIDv5 of the event's id, so
//! telling the same event again tells nothing new. Ids of activities are made of the pack's and the item's own ids and mean the
//! same wherever the pack is shown:
//!
//! - `BASE/packs/PACK`: the pack, a course;
//! - `BASE/packs/PACK/views/VIEW`: where sessions run (`quiz`, `review`, `mock`), an assessment;
//! - `BASE/packs/PACK/items/ITEM`: a quiz item, authored or made;
//! - `BASE/packs/PACK/questions/QUESTION`: a question for practice.
//!
//! Nobody is named: the actor is an account that stands for a progress store. What a learner typed is in no statement.
//!
//! This module knows no network, no queue and no storage.

mod activity;
mod statement;
mod uuid;

#[cfg(test)]
mod tests;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

pub use statement::{Activity, BASE, Context, Interaction, Outcome, PROGRESS, Statement, Verb};
pub use uuid::Uuid;

use crate::content::Pack;
use crate::messages::Language;
use crate::progress::{Answer, Attempt, End, Event, EventId, Kind, Name, Score, State};
use crate::quiz::ItemBank;

/// The namespace of our names: the UUIDv5 of [`BASE`] among URLs.
const NAMESPACE: Uuid =
    Uuid([0xb6, 0xfa, 0xc7, 0x38, 0x7e, 0x9c, 0x5a, 0xb6, 0xa2, 0x48, 0xad, 0x9d, 0xd2, 0x17, 0x14, 0x8b]);

/// From this score on a completed session is passed: the mastery from which a question counts as mastered.
pub const PASS_MARK: Score = Score::thousandths(800);

/// The most characters of a response.
const MAX_RESPONSE: usize = 4_000;

/// What statements need to know beside the event.
#[derive(Debug, Clone, Copy)]
pub struct Teller<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// The state after the event.
    pub state: &'a State,
    /// The interface's language.
    pub language: Language,
    /// The release of the program.
    pub version: &'a str,
    /// The name of the account that stands for the store, from [`account`].
    pub account: &'a str,
}

/// What the log does not say of an event.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Beside {
    /// For the end of a session, how many items it had; without it, the session counts as completed.
    pub items: Option<u32>,
    /// The share of the pack that had been seen before the event (see [`seen`]), in percent.
    pub seen: u32,
    /// For an answer, the seed by which its item was shown; without it, that of the session.
    pub seed: Option<u64>,
}

/// The name of the account that stands for a store, from randomness that the store keeps.
#[must_use]
pub fn account(random: &str) -> String {
    Uuid::named(NAMESPACE, &["account/", random].concat()).to_string()
}

/// How much of a pack has been seen, in whole percent: the authored items that were answered and the questions for practice that
/// were practised, among all of them.
#[must_use]
pub fn seen(pack: &Pack, state: &State) -> u32 {
    let (mut seen, mut all) = (0_u32, 0_u32);
    let mut count = |known: bool| {
        all += 1;
        seen += u32::from(known);
    };
    for item in &pack.items {
        count(state.items.contains_key(item.id.as_str()));
    }
    for question in pack.practice_questions() {
        count(state.questions.get(question.id.as_str()).is_some_and(|known| !known.attempts.is_empty()));
    }
    seen * 100 / all.max(1)
}

impl Teller<'_> {
    /// The statements that tell an event which has just been added to the log; none for an event that is nobody else's business.
    #[must_use]
    pub fn tell(&self, event: &Event, beside: Beside) -> Vec<Statement> {
        let mut statements = Vec::new();
        match &event.kind {
            Kind::Start(start) => {
                let object = activity::of_view(self.pack, &start.view, self.language);
                statements.push(self.statement(event, Verb::Launched, object, None, Some(event.id)));
            }
            Kind::Answer(answer) => statements.extend(self.answer(event, answer, beside.seed)),
            Kind::Attempt(attempt) => statements.extend(self.attempt(event, attempt)),
            Kind::End(end) => self.end(event, end, beside, &mut statements),
            _ => {}
        }
        let now = seen(self.pack, self.state);
        if now > beside.seen {
            let result = Outcome { extension: Some((PROGRESS.into(), now.into())), ..Outcome::default() };
            statements.push(self.statement(event, Verb::Progressed, activity::of_pack(self.pack), Some(result), None));
        }
        for (place, statement) in statements.iter_mut().enumerate() {
            let id = event.id.to_string();
            // The first has the event's own id; what else the event tells is named after it.
            let name = if place == 0 { id } else { [&id, "/", statement.verb.name()].concat() };
            statement.id = Uuid::named(NAMESPACE, &name);
        }
        statements
    }

    /// A statement whose id is still to be given.
    fn statement(
        &self,
        event: &Event,
        verb: Verb,
        object: Activity,
        result: Option<Outcome>,
        session: Option<EventId>,
    ) -> Statement {
        let pack = activity::id(self.pack, "", "");
        let registration =
            Uuid::named(NAMESPACE, &["registration/", self.account, "/", self.pack.id.as_str()].concat());
        let context = Context {
            registration,
            parent: (object.id != pack).then(|| pack.clone()),
            grouping: pack,
            other: None,
            session,
            platform: ["interview-practice ", self.version].concat(),
            language: self.language.tag(),
        };
        Statement { id: registration, account: self.account.into(), verb, object, result, context, at: event.now.at }
    }

    fn answer(&self, event: &Event, answer: &Answer, seed: Option<u64>) -> Option<Statement> {
        let session = answer.session.and_then(|id| self.state.session(id));
        let seed = seed.or_else(|| session.map(|session| session.start.seed)).unwrap_or(0);
        let item = ItemBank::new(self.pack).present(&answer.item, seed)?;
        let object = activity::of_item(self.pack, &item, self.language);
        let kind = object.interaction.as_ref().map_or("other", |interaction| interaction.kind);
        // Of gaps only their outcome is known, and that is no answer.
        let response = (kind != "fill-in").then(|| join(&answer.response)).map(|response| match kind {
            "matching" => response.replace('/', activity::WITH),
            _ => response,
        });
        let result = Outcome {
            score: Some(answer.score),
            success: Some(answer.score == Score::FULL),
            response: response.filter(|response| response.len() <= MAX_RESPONSE),
            seconds: Some(answer.seconds),
            ..Outcome::default()
        };
        let mut statement = self.answered(event, object, result, answer.session);
        statement.context.other =
            answer.question.as_ref().map(|question| activity::id(self.pack, "questions", question));
        Some(statement)
    }

    fn attempt(&self, event: &Event, attempt: &Attempt) -> Option<Statement> {
        let object = activity::of_question(self.pack, self.pack.question(&attempt.question)?);
        let steps = attempt.points.iter().map(|(point, verdict)| [point, activity::WITH, verdict.name()].concat());
        let response = steps.collect::<Vec<_>>().join(activity::AND);
        let score = Score::new(attempt.share().unwrap_or_default());
        let result = Outcome {
            score: Some(score),
            success: Some(score == Score::FULL),
            response: Some(response).filter(|response| response.len() <= MAX_RESPONSE),
            seconds: Some(attempt.seconds),
            ..Outcome::default()
        };
        Some(self.answered(event, object, result, attempt.session))
    }

    /// A statement on an answer, which is a part of its session's view.
    fn answered(&self, event: &Event, object: Activity, result: Outcome, session: Option<EventId>) -> Statement {
        let mut statement = self.statement(event, Verb::Answered, object, Some(result), session);
        if let Some(session) = session.and_then(|id| self.state.session(id)) {
            statement.context.parent = Some(activity::id(self.pack, "views", &session.start.view));
        }
        statement
    }

    fn end(&self, event: &Event, end: &End, beside: Beside, statements: &mut Vec<Statement>) {
        let view = self.state.session(end.session).map_or("quiz", |session| session.start.view.as_str());
        let done = beside.items.is_none_or(|items| end.answered >= items);
        let passed = end.score >= PASS_MARK;
        let result = Outcome {
            score: Some(end.score),
            success: done.then_some(passed),
            completion: Some(done),
            seconds: Some(end.seconds),
            extension: Some(([BASE, "answered"].concat(), end.answered.into())),
            ..Outcome::default()
        };
        let verdict = if passed { Verb::Passed } else { Verb::Failed };
        let verbs: &[Verb] = if done { &[Verb::Completed, verdict] } else { &[Verb::Terminated] };
        for verb in verbs {
            let object = activity::of_view(self.pack, view, self.language);
            statements.push(self.statement(event, *verb, object, Some(result.clone()), Some(end.session)));
        }
    }
}

fn join(names: &[Name]) -> String {
    names.iter().map(Name::as_str).collect::<Vec<_>>().join(activity::AND)
}
