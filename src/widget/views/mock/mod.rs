//! The mock interview in its simplest honest form: one assessment against the clock, its questions one after another, and the
//! learner's own verdict on the rubric's levels.

mod choose;
mod report;
mod run;

use std::cell::Cell;

use interview_practice_core::content::{Assessment, Pack, Question};
use interview_practice_core::messages::mock;
use interview_practice_core::random::Random;
use serde::{Deserialize, Serialize};

use super::parts::{actions, primary};
use crate::app::{App, Prompts};
use crate::dom::{El, Signal, effect, el, memo};
use crate::hex;
use crate::route::{Route, ViewName};

/// The lengths that are offered, in minutes.
const MINUTES: [u32; 3] = [15, 30, 45];

/// An interview on its way: what a reload must not lose.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Interview {
    assessment: String,
    /// The opening questions, by id.
    openings: Vec<String>,
    /// Which opening question is asked, and which of its follow-ups (0: the opening itself).
    at: (usize, usize),
    minutes: u32,
    /// Seconds gone by, pauses left out.
    used: u32,
    /// Whether the clock is stopped.
    paused: bool,
    /// How many questions were put so far.
    asked: u32,
    /// What the learner noted for each question, in order.
    notes: Vec<String>,
    /// Whether it has ended and is graded.
    ended: bool,
}

impl Interview {
    fn read(app: App) -> Option<Self> {
        let text = app.place(ViewName::Mock.name())?;
        let (_, session) = text.split_once(' ')?;
        let interview: Self = postcard::from_bytes(&hex::decode(session)?).ok()?;
        let pack = app.pack();
        let known = pack.assessment(&interview.assessment).is_some()
            && !interview.openings.is_empty()
            && interview.openings.iter().all(|id| pack.question(id).is_some());
        known.then_some(interview)
    }

    fn keep(&self, app: App) {
        let mark = if self.ended { "ended" } else { OPEN };
        let session = hex::encode(&postcard::to_allocvec(self).unwrap_or_default());
        app.save_place(ViewName::Mock.name(), &[mark, &session].join(" "));
    }

    fn begin(pack: &Pack, assessment: &Assessment, minutes: u32, seed: u64) -> Self {
        let mut openings: Vec<&Question> = pack.opening_prompts(&assessment.id).collect();
        if openings.is_empty() {
            openings = pack
                .practice_questions()
                .filter(|question| question.competencies.iter().any(|id| assessment.competencies.contains(id)))
                .collect();
        }
        let mut random = Random::new(seed);
        random.shuffle(&mut openings);
        Self {
            assessment: assessment.id.to_string(),
            openings: openings.iter().map(|question| question.id.to_string()).collect(),
            at: (0, 0),
            minutes,
            used: 0,
            paused: false,
            asked: 1,
            notes: vec![String::new()],
            ended: false,
        }
    }

    /// What is asked now, and the opening question it belongs to.
    fn question<'a>(&self, pack: &'a Pack) -> Option<(&'a Question, &'a str)> {
        let question = pack.question(self.openings.get(self.at.0)?)?;
        let text = match self.at.1.checked_sub(1) {
            None => &question.prompt,
            Some(n) => &question.follow_ups.get(n)?.text,
        };
        Some((question, text))
    }

    /// Whether there is another question.
    fn has_next(&self, pack: &Pack) -> bool {
        let follow_ups =
            self.openings.get(self.at.0).and_then(|id| pack.question(id)).map_or(0, |known| known.follow_ups.len());
        self.at.1 < follow_ups || self.at.0 + 1 < self.openings.len()
    }

    /// Goes on to the next follow-up, or the next opening question.
    fn advance(&mut self, pack: &Pack) {
        let follow_ups =
            self.openings.get(self.at.0).and_then(|id| pack.question(id)).map_or(0, |known| known.follow_ups.len());
        self.at = if self.at.1 < follow_ups { (self.at.0, self.at.1 + 1) } else { (self.at.0 + 1, 0) };
        self.asked += 1;
        self.notes.push(String::new());
    }
}

/// The mark of an interview that has not ended.
const OPEN: &str = "open";

/// Whether an interview is on its way. Home asks, so this reads the mark alone.
pub fn is_open(app: App) -> bool {
    app.place(ViewName::Mock.name()).is_some_and(|text| text.split(' ').next() == Some(OPEN))
}

/// The mock interview view.
pub fn mock_view(app: App, route: &Route) -> El {
    let interview: Signal<Option<Interview>> = Signal::new(None);
    let asked = route.options.assessment.clone().filter(|_| route.begin);
    let (minutes, seed) = (route.options.minutes.unwrap_or(15).clamp(1, 180), route.options.seed);
    let begun = Cell::new(false);
    let stage = memo(move || interview.with(|interview| interview.as_ref().map(|interview| interview.ended)));
    effect(move || {
        interview.with(|interview| {
            if let Some(interview) = interview {
                interview.keep(app);
            }
        });
    });
    el("div", "").live(move || match app.want_prompts() {
        Prompts::Away | Prompts::Coming => el("p", "muted").attr("role", "status").add(app.say(mock::LOADING)),
        Prompts::Failed => el("div", "stack")
            .add(el("p", "").attr("role", "status").add(app.say(mock::NOT_LOADED)))
            .add(actions(primary(app.say(mock::RETRY), move || app.retry_prompts()))),
        Prompts::Here => {
            if !begun.replace(true) {
                interview.set(Interview::read(app));
                if let Some(assessment) = &asked {
                    begin(app, interview, assessment, minutes, seed);
                }
            }
            el("div", "").live(move || match stage.get() {
                None => Some(choose::choose(app, interview)),
                Some(false) => Some(run::run(app, interview)),
                Some(true) => report::report(app, interview),
            })
        }
    })
}

/// Begins an interview on an assessment, where the pack has questions for it.
fn begin(app: App, interview: Signal<Option<Interview>>, assessment: &str, minutes: u32, seed: Option<f64>) {
    let pack = app.pack();
    if let Some(assessment) = pack.assessment(assessment) {
        let begun = Interview::begin(&pack, assessment, minutes, app.seed(seed));
        if !begun.openings.is_empty() {
            interview.set(Some(begun));
        }
    }
}
