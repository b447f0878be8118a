//! The derived state: everything that views show, made from the events by [`fold`](super::fold).

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

use super::aliases::Aliases;
use super::clock::Now;
use super::event::{Answer, Attempt, End, Event, EventId, Kind, Read, Score, Start, Target, Verdict};
use super::name::Name;
use super::value::Value;
use crate::review::fsrs::{DEFAULT_RETENTION, Memory, Phase, Rating, Wait};
use crate::review::implied;

/// The setting that holds the retention aimed at, in thousandths (700 to 970).
pub const RETENTION: &str = "retention";
/// The setting that holds the reviews a day.
pub const REVIEWS_A_DAY: &str = "reviews-a-day";
/// The reviews a day unless the learner chooses otherwise.
pub const DEFAULT_REVIEWS_A_DAY: u32 = 100;
/// From this mastery on a question counts as mastered.
pub const MASTERED: f64 = 0.8;
/// Days of stability from which a memory counts in full towards mastery.
const STEADY_DAYS: f64 = 7.0;

/// Everything that is derived from the events. Views read it; nobody writes it but the fold.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    /// Each quiz item that was answered.
    pub items: BTreeMap<Name, ItemState>,
    /// Each question that was practised or had an item of its own answered.
    pub questions: BTreeMap<Name, QuestionState>,
    /// The memory of each question, point and item.
    pub cards: BTreeMap<Target, Card>,
    /// Targets that are not to be asked until they are resumed.
    pub suspended: BTreeSet<Target>,
    /// Targets that are not to be asked again on the day given (see [`Now::day`]).
    pub buried: BTreeMap<Target, i32>,
    /// Each section of the guide that was opened.
    pub sections: BTreeMap<Name, SectionState>,
    /// The sessions in the order in which they began.
    pub sessions: Vec<Session>,
    /// What the learner chose, by name.
    pub settings: BTreeMap<Name, String>,
    /// What was done on each day (see [`Now::day`]).
    pub days: BTreeMap<i32, DayState>,
    /// The reports of mock interviews, in order.
    pub interviews: Vec<(EventId, Now, Value)>,
    /// Answers and attempts so far.
    pub answered: u32,
    /// The last event that counted in [`DayState::asked`].
    last_asked: Option<EventId>,
    /// Where each session is in `sessions`.
    places: BTreeMap<EventId, usize>,
    pub(super) aliases: Aliases,
}

/// What is known of a quiz item.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemState {
    /// How often it was answered.
    pub attempts: u32,
    /// How often all of it was right.
    pub right: u32,
    /// How often in a row, up to the last time, all of it was right.
    pub streak: u32,
    /// The last score.
    pub last: Score,
    /// When it was last answered.
    pub last_at: Now,
    /// The question it prepares for.
    pub question: Option<Name>,
}

impl ItemState {
    /// Whether it was not fully right when it was last answered.
    #[must_use]
    pub fn missed(&self) -> bool {
        self.last != Score::FULL
    }
}

/// What is known of a question.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QuestionState {
    /// The attempts in order.
    pub attempts: Vec<AttemptState>,
    /// How many more came before those: a checkpoint keeps the last one and the number of the others.
    pub earlier: u32,
    /// The last verdict on each point.
    pub points: BTreeMap<Name, Verdict>,
    /// The items that were answered and prepare for it.
    pub items: BTreeSet<Name>,
}

impl QuestionState {
    /// How often it was practised.
    #[must_use]
    pub fn known(&self) -> u32 {
        u32::try_from(self.attempts.len()).unwrap_or(u32::MAX).saturating_add(self.earlier)
    }
}

/// One attempt at a question.
#[derive(Debug, Clone, PartialEq)]
pub struct AttemptState {
    /// The event.
    pub event: EventId,
    /// When.
    pub now: Now,
    /// What happened. Its `text` is gone once the text was deleted.
    pub attempt: Attempt,
}

impl Attempt {
    /// The share of the points that was said, 0 to 1; `None` when no point was judged.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        let points = u32::try_from(self.points.len()).ok().filter(|&count| count > 0)?;
        Some(self.points.iter().map(|(_, verdict)| verdict.share()).sum::<f64>() / f64::from(points))
    }
}

/// One memory and how it came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// The memory after the last review.
    pub memory: Memory,
    /// The last review.
    pub last: Review,
    /// How many reviews there were.
    pub reviews: u32,
    /// How often it was forgotten after it had been known.
    pub lapses: u32,
}

/// A review and what it started from.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// The event that made it.
    pub event: EventId,
    /// When.
    pub now: Now,
    /// The rating.
    pub rating: Rating,
    /// The memory before it; `None` for the first review.
    pub before: Option<Memory>,
    /// The retention that was aimed at.
    pub retention: f64,
}

impl Review {
    fn memory(&self) -> Memory {
        match &self.before {
            None => Memory::first(self.rating, self.now.at, self.retention),
            Some(before) => before.next(self.rating, self.now.at, self.retention),
        }
    }

    /// Whether it put a known memory to the test.
    #[must_use]
    pub fn tested(&self) -> bool {
        self.before.is_some_and(|before| before.phase == Phase::Review)
    }

    /// Whether a known memory was forgotten.
    fn lapsed(&self) -> bool {
        self.tested() && self.rating == Rating::Again
    }
}

impl Card {
    /// The local day on which it is due, when it waits days; `None` when it waits minutes.
    #[must_use]
    pub fn due_day(&self) -> Option<i32> {
        match self.memory.wait {
            Wait::Days(days) => Some(self.last.now.day().saturating_add(days)),
            Wait::Within(_) => None,
        }
    }
}

/// What is known of a section of the guide.
#[derive(Debug, Clone, PartialEq)]
pub struct SectionState {
    /// How far the reader was last.
    pub position: Score,
    /// Whether it was ever read through.
    pub through: bool,
    /// When it was last read.
    pub last_at: Now,
}

/// One session.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// Its id: that of the event that started it.
    pub id: EventId,
    /// When it began.
    pub now: Now,
    /// How it began.
    pub start: Start,
    /// How many answers and attempts belong to it.
    pub answered: u32,
    /// How it ended, and when.
    pub end: Option<(Now, End)>,
}

/// What was done on one day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayState {
    /// Answers and attempts.
    pub answered: u32,
    /// Memories reviewed.
    pub reviews: u32,
    /// How often known memories were asked for: what counts towards the limit a day. An attempt counts once, however many
    /// points it has; what was new or waits minutes does not count.
    pub asked: u32,
    /// Reviews of known memories.
    pub tested: u32,
    /// Those that were recalled.
    pub kept: u32,
    /// Seconds spent on answers and attempts.
    pub seconds: u32,
}

/// Where the learner stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Answers and attempts so far.
    pub answered: u32,
    /// Questions mastered.
    pub mastered: u32,
    /// Memories due now.
    pub due: u32,
}

impl State {
    /// An empty state that knows the same former ids as another one.
    pub(super) fn named_as(other: &Self) -> Self {
        Self { aliases: other.aliases.clone(), ..Self::default() }
    }

    /// The same state, under the names of things as another one knows them.
    pub(super) fn with_names_of(self, other: &Self) -> Self {
        Self { aliases: other.aliases.clone(), ..self }
    }

    /// The retention aimed at, 0 to 1.
    #[must_use]
    pub fn retention(&self) -> f64 {
        match self.settings.get(RETENTION).and_then(|text| text.parse::<u16>().ok()) {
            Some(thousandths @ 700..=970) => f64::from(thousandths) / 1000.0,
            _ => DEFAULT_RETENTION,
        }
    }

    /// The most reviews a day.
    #[must_use]
    pub fn reviews_a_day(&self) -> u32 {
        let chosen = self.settings.get(REVIEWS_A_DAY).and_then(|text| text.parse().ok());
        chosen.unwrap_or(DEFAULT_REVIEWS_A_DAY)
    }

    /// The session with this id.
    #[must_use]
    pub fn session(&self, id: EventId) -> Option<&Session> {
        self.sessions.get(*self.places.get(&id)?)
    }

    /// How well a question is mastered at `now`, 0 to 1.
    ///
    /// Each point of assessment that was ever judged counts for its last verdict (said 1, in part ½, missing 0), times how
    /// likely it is to be recalled now, times how steady the memory is: one half when new, rising to one at a stability of
    /// seven days. So one good attempt is worth at most two thirds, and mastery (0.8) takes a second good one on another day.
    /// The mean over the points is the mastery. Quiz items that prepare for the question count likewise by their last score,
    /// but for at most one half: recognising is less than saying. The higher of the two is taken.
    #[must_use]
    pub fn mastery(&self, question: &str, now: Now) -> f64 {
        let Some(known) = self.questions.get(question) else { return 0.0 };
        let held = |target: Target| {
            self.cards.get(&target).map_or(0.0, |card| {
                let steady = (card.memory.stability / STEADY_DAYS).min(1.0);
                card.memory.recall(now.at) * f64::midpoint(steady, 1.0)
            })
        };
        let name = Name::new(question).ok();
        let said = mean(
            known
                .points
                .iter()
                .filter_map(|(point, verdict)| Some(verdict.share() * held(Target::point(name.as_ref()?, point)))),
        );
        let chosen = mean(
            known
                .items
                .iter()
                .filter_map(|item| Some(self.items.get(item)?.last.share() * held(Target::Item(item.clone())))),
        );
        said.max(chosen / 2.0)
    }

    /// Where the learner stands at `now`.
    #[must_use]
    pub fn totals(&self, now: Now) -> Totals {
        let mastered = self.questions.keys().filter(|question| self.mastery(question, now) >= MASTERED).count();
        let limits = crate::review::Limits { a_day: self.reviews_a_day(), days_ahead: 0 };
        let due = crate::review::waiting(self, now, limits, &|_| true).len();
        Totals {
            answered: self.answered,
            mastered: u32::try_from(mastered).unwrap_or(u32::MAX),
            due: u32::try_from(due).unwrap_or(u32::MAX),
        }
    }

    /// The target under its present name.
    pub(super) fn present(&self, target: &Target) -> Target {
        self.aliases.target(target)
    }

    /// Takes in the event that comes next in order. `rating` gives the rating that the learner put in place of the implied
    /// one, if any.
    pub(super) fn apply(&mut self, event: &Event, rating: impl Fn(&Target) -> Option<Rating>) {
        let now = event.now;
        match &event.kind {
            Kind::Answer(answer) => self.apply_answer(event, answer, &rating),
            Kind::Attempt(attempt) => self.apply_attempt(event, attempt, &rating),
            Kind::Rate(rate) => {
                if rate.of.is_none() {
                    self.review(self.aliases.target(&rate.target), event.id, now, rate.rating);
                }
            }
            Kind::Read(read) => self.apply_read(now, read),
            Kind::Start(start) => {
                self.add_session(Session { id: event.id, now, start: start.clone(), answered: 0, end: None });
            }
            Kind::End(end) => {
                if let Some(session) = self.session_mut(Some(end.session)) {
                    session.end = Some((now, end.clone()));
                }
            }
            Kind::Bury(target) => {
                self.buried.insert(self.aliases.target(target), now.day());
            }
            Kind::Suspend(target) => {
                self.suspended.insert(self.aliases.target(target));
            }
            Kind::Resume(target) => {
                let target = self.aliases.target(target);
                self.suspended.remove(&target);
                self.buried.remove(&target);
            }
            Kind::Setting { name, value } => {
                self.settings.insert(name.clone(), value.clone());
            }
            Kind::DeleteText(text) => {
                let attempts = self.questions.values_mut().flat_map(|question| &mut question.attempts);
                for AttemptState { attempt, .. } in attempts {
                    if text.is_none() || attempt.text == *text {
                        attempt.text = None;
                    }
                }
                for (_, _, report) in &mut self.interviews {
                    let named = report.field("text").and_then(Value::as_text);
                    let meant = text.is_none() || named == text.as_ref().map(Name::as_str);
                    if let (true, Value::Map(fields)) = (meant, report) {
                        fields.remove("text");
                    }
                }
            }
            Kind::Interview(report) => self.interviews.push((event.id, now, report.clone())),
            Kind::Undo(_) | Kind::Reset(_) | Kind::Restore(_) | Kind::Other { .. } => {}
        }
    }

    fn apply_answer(&mut self, event: &Event, answer: &Answer, rating: &impl Fn(&Target) -> Option<Rating>) {
        let full = answer.score == Score::FULL;
        let name = self.aliases.item(&answer.item);
        let item = self.items.entry(name.clone()).or_insert_with(|| ItemState {
            attempts: 0,
            right: 0,
            streak: 0,
            last: answer.score,
            last_at: event.now,
            question: None,
        });
        item.attempts = item.attempts.saturating_add(1);
        item.right = item.right.saturating_add(u32::from(full));
        item.streak = if full { item.streak.saturating_add(1) } else { 0 };
        item.last = answer.score;
        item.last_at = event.now;
        if let Some(question) = &answer.question {
            let question = self.aliases.question(question);
            item.question = Some(question.clone());
            self.questions.entry(question).or_default().items.insert(name.clone());
        }
        self.count(event.now, answer.seconds, answer.session);
        let target = Target::Item(name);
        let rating = rating(&target).unwrap_or_else(|| implied::of_answer(answer.score));
        self.review(target, event.id, event.now, rating);
    }

    fn apply_attempt(&mut self, event: &Event, attempt: &Attempt, rating: &impl Fn(&Target) -> Option<Rating>) {
        let attempt = &self.aliases.attempt(attempt);
        self.count(event.now, attempt.seconds, attempt.session);
        let question = self.questions.entry(attempt.question.clone()).or_default();
        question.points.extend(attempt.points.iter().cloned());
        question.attempts.push(AttemptState { event: event.id, now: event.now, attempt: attempt.clone() });
        let mut reviewed = BTreeSet::new();
        for (point, verdict) in &attempt.points {
            // A point named twice is reviewed once, by what is said of it first.
            if reviewed.insert(point) {
                let target = Target::point(&attempt.question, point);
                let rating = rating(&target).unwrap_or_else(|| implied::of_verdict(*verdict));
                self.review(target, event.id, event.now, rating);
            }
        }
        let target = Target::Question(attempt.question.clone());
        let implied = || attempt.share().map(|share| implied::of_attempt(share, !attempt.pitfalls.is_empty()));
        if let Some(rating) = rating(&target).or_else(implied) {
            self.review(target, event.id, event.now, rating);
        }
    }

    fn apply_read(&mut self, now: Now, read: &Read) {
        let through = read.position == Score::FULL;
        let section = self.sections.entry(self.aliases.section(&read.section)).or_insert(SectionState {
            position: read.position,
            through: false,
            last_at: now,
        });
        section.position = read.position;
        section.through |= through;
        section.last_at = now;
    }

    pub(super) fn add_session(&mut self, session: Session) {
        self.places.insert(session.id, self.sessions.len());
        self.sessions.push(session);
    }

    fn session_mut(&mut self, id: Option<EventId>) -> Option<&mut Session> {
        self.sessions.get_mut(*self.places.get(&id?)?)
    }

    /// Counts an answer or attempt.
    fn count(&mut self, now: Now, seconds: u32, session: Option<EventId>) {
        self.answered = self.answered.saturating_add(1);
        let day = self.days.entry(now.day()).or_default();
        day.answered = day.answered.saturating_add(1);
        day.seconds = day.seconds.saturating_add(seconds);
        if let Some(session) = self.session_mut(session) {
            session.answered = session.answered.saturating_add(1);
        }
    }

    fn review(&mut self, target: Target, event: EventId, now: Now, rating: Rating) {
        let retention = self.retention();
        let before = self.cards.get(&target).map(|card| card.memory);
        let last = Review { event, now, rating, before, retention };
        let day = self.days.entry(now.day()).or_default();
        day.reviews = day.reviews.saturating_add(1);
        if last.tested() && self.last_asked != Some(event) {
            day.asked = day.asked.saturating_add(1);
            self.last_asked = Some(event);
        }
        tally(day, &last, true);
        let lapsed = u32::from(last.lapsed());
        let memory = last.memory();
        match self.cards.get_mut(&target) {
            Some(card) => {
                card.memory = memory;
                card.last = last;
                card.reviews = card.reviews.saturating_add(1);
                card.lapses = card.lapses.saturating_add(lapsed);
            }
            None => {
                self.cards.insert(target, Card { memory, last, reviews: 1, lapses: 0 });
            }
        }
    }

    /// Gives the last review of `target` another rating, when `event` made that review. `false` when it did not: then only a
    /// new fold can tell.
    pub(super) fn rerate(&mut self, target: &Target, event: EventId, rating: Rating) -> bool {
        let target = self.aliases.target(target);
        let Some(card) = self.cards.get_mut(&target).filter(|card| card.last.event == event) else { return false };
        let day = self.days.entry(card.last.now.day()).or_default();
        tally(day, &card.last, false);
        card.lapses = card.lapses.saturating_sub(u32::from(card.last.lapsed()));
        card.last.rating = rating;
        card.memory = card.last.memory();
        card.lapses = card.lapses.saturating_add(u32::from(card.last.lapsed()));
        tally(day, &card.last, true);
        true
    }
}

/// Adds a review to its day's tests of known memories, or takes it out again.
fn tally(day: &mut DayState, review: &Review, add: bool) {
    if review.tested() {
        let kept = u32::from(review.rating != Rating::Again);
        if add {
            day.tested = day.tested.saturating_add(1);
            day.kept = day.kept.saturating_add(kept);
        } else {
            day.tested = day.tested.saturating_sub(1);
            day.kept = day.kept.saturating_sub(kept);
        }
    }
}

/// The mean, 0 of nothing.
fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    if count > 0.0 { sum / count } else { 0.0 }
}
