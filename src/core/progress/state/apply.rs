//! The step of the fold: what one event changes in the state.

use alloc::collections::BTreeSet;

use super::{AttemptState, Card, DayState, ItemState, Review, SectionState, Session, State};
use crate::progress::clock::Now;
use crate::progress::event::{Answer, Attempt, Event, EventId, Kind, Read, Score, Target};
use crate::progress::value::Value;
use crate::review::fsrs::Rating;
use crate::review::implied;

#[cfg(test)]
thread_local! {
    /// How many attempts were looked at for texts to forget.
    pub static LOOKED_AT: core::cell::Cell<usize> = const { core::cell::Cell::new(0) };
}

impl State {
    /// Takes in the event that comes next in order. `rating` gives the rating that the learner put in place of the implied
    /// one, if any.
    pub(in crate::progress) fn apply(&mut self, event: &Event, rating: impl Fn(&Target) -> Option<Rating>) {
        let now = event.now;
        match &event.kind {
            Kind::Answer(answer) => self.apply_answer(event, answer, &rating),
            Kind::Attempt(attempt) => self.apply_attempt(event, attempt, &rating),
            Kind::Rate(rate) => {
                if rate.of.is_none() {
                    let target = self.aliases.target(&rate.target);
                    let rating = rating(&target).unwrap_or(rate.rating);
                    self.review(target, event.id, now, rating);
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
            Kind::Interview(report) => self.interviews.push((event.id, now, report.clone())),
            // These speak of other events or their texts, which the fold knows.
            Kind::Undo(_) | Kind::DeleteText(_) | Kind::Reset(_) | Kind::Restore(_) | Kind::Other { .. } => {}
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

    /// Takes away the names of those texts that are `gone`, which is asked of the event that speaks of a text, and the text's name.
    pub(in crate::progress) fn forget_texts(&mut self, gone: &dyn Fn(EventId, &str) -> bool) {
        for AttemptState { event, attempt, .. } in
            self.questions.values_mut().flat_map(|question| &mut question.attempts)
        {
            #[cfg(test)]
            LOOKED_AT.set(LOOKED_AT.get() + 1);
            if attempt.text.as_deref().is_some_and(|name| gone(*event, name)) {
                attempt.text = None;
            }
        }
        for (event, _, report) in &mut self.interviews {
            let gone = report.field("text").and_then(Value::as_text).is_some_and(|name| gone(*event, name));
            if let (true, Value::Map(fields)) = (gone, report) {
                fields.remove("text");
            }
        }
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
    pub(in crate::progress) fn rerate(&mut self, target: &Target, event: EventId, rating: Rating) -> bool {
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
