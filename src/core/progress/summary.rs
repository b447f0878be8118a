//! The summary: where the learner stands, as plain data for the page that embeds the element.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::Serialize;

use super::clock::{Now, rfc3339};
use super::event::Target;
use super::name::Name;
use super::state::{QuestionState, State};
use crate::content::{Id, Pack, Question};

/// Where the learner stands in a pack. Moments are RFC 3339 in UTC; nothing in it is free text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// The pack's id.
    pub pack: String,
    /// Each competency of the pack.
    pub competencies: Vec<CompetencySummary>,
    /// Each question for practice, and each prompt of the mock interviews that was answered.
    pub questions: Vec<QuestionSummary>,
    /// Each quiz item that was answered, generated ones too.
    pub items: Vec<ItemSummary>,
    /// Each session, in order.
    pub sessions: Vec<SessionSummary>,
}

/// Where the learner stands in a competency.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CompetencySummary {
    /// Its id.
    pub id: String,
    /// 0 to 1: the mean over its questions (their mastery) and its authored items (their last score, 0 before any).
    pub mastery: f64,
    /// How many questions and authored items exercise it; of the mock interviews' prompts, those that were answered.
    pub total: u32,
    /// How many of those were practised or answered.
    pub seen: u32,
}

/// Where the learner stands with a question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuestionSummary {
    /// Its id.
    pub id: String,
    /// How often it was practised.
    pub attempts: u32,
    /// When it is to be asked again; `null` before it was practised.
    pub due: Option<String>,
    /// 0 to 1, see [`State::mastery`].
    pub mastery: f64,
}

/// Where the learner stands with a quiz item.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ItemSummary {
    /// Its id.
    pub id: String,
    /// How often it was answered.
    pub attempts: u32,
    /// The last score, 0 to 1.
    pub score: f64,
    /// When it is to be asked again.
    pub due: Option<String>,
}

/// One session.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SessionSummary {
    /// Its id.
    pub id: String,
    /// The view it ran in.
    pub view: String,
    /// When it began.
    pub at: String,
    /// How many items or questions were answered.
    pub answered: u32,
    /// The result, 0 to 1; `null` while it has not ended.
    pub score: Option<f64>,
    /// How long it took, in seconds; `null` while it has not ended.
    pub seconds: Option<u32>,
}

/// Where the learner stands in `pack` at `now`.
#[must_use]
pub fn summary(pack: &Pack, state: &State, now: Now) -> Summary {
    let due = |target: Target| state.cards.get(&target).map(|card| rfc3339(card.memory.due()));
    Summary {
        pack: pack.id.to_string(),
        competencies: pack.competencies.iter().map(|competency| competent(pack, state, &competency.id, now)).collect(),
        questions: counted(pack, state)
            .map(|question| QuestionSummary {
                id: question.id.to_string(),
                attempts: state.questions.get(question.id.as_str()).map_or(0, QuestionState::known),
                due: due(Target::Question(Name::from(&question.id))),
                mastery: state.mastery(question.id.as_str(), now),
            })
            .collect(),
        items: state
            .items
            .iter()
            .map(|(name, item)| ItemSummary {
                id: name.to_string(),
                attempts: item.attempts,
                score: item.last.share(),
                due: due(Target::Item(name.clone())),
            })
            .collect(),
        sessions: state
            .sessions
            .iter()
            .map(|session| SessionSummary {
                id: session.id.to_string(),
                view: session.start.view.to_string(),
                at: rfc3339(session.now.at),
                answered: session.end.as_ref().map_or(session.answered, |(_, end)| end.answered),
                score: session.end.as_ref().map(|(_, end)| end.score.share()),
                seconds: session.end.as_ref().map(|(_, end)| end.seconds),
            })
            .collect(),
    }
}

/// The questions that count. A mock interview asks few of its many prompts, which may not even be here: they count once answered.
fn counted<'p>(pack: &'p Pack, state: &'p State) -> impl Iterator<Item = &'p Question> {
    let answered = |question: &Question| state.questions.contains_key(question.id.as_str());
    pack.questions.iter().filter(move |question| question.assessment.is_none() || answered(question))
}

fn competent(pack: &Pack, state: &State, competency: &Id, now: Now) -> CompetencySummary {
    let (mut sum, mut total, mut seen) = (0.0, 0_u32, 0_u32);
    for question in counted(pack, state).filter(|question| question.competencies.contains(competency)) {
        sum += state.mastery(question.id.as_str(), now);
        total = total.saturating_add(1);
        seen = seen.saturating_add(u32::from(state.questions.contains_key(question.id.as_str())));
    }
    for item in pack.items.iter().filter(|item| item.competencies.contains(competency)) {
        let known = state.items.get(item.id.as_str());
        sum += known.map_or(0.0, |known| known.last.share());
        total = total.saturating_add(1);
        seen = seen.saturating_add(u32::from(known.is_some()));
    }
    let mastery = if total > 0 { sum / f64::from(total) } else { 0.0 };
    CompetencySummary { id: competency.to_string(), mastery, total, seen }
}
