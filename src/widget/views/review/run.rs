//! The way through what is due: what comes next, what was done, and taking it back.

use interview_practice_core::messages::{quiz, review};
use interview_practice_core::progress::{EventId, Kind, Rate, Score, Target};
use interview_practice_core::review::fsrs::Rating;
use interview_practice_core::review::{Limits, queue, waiting};
use wasm_bindgen::JsCast;

use super::super::parts::{actions, quiet, segments};
use super::{ask, look, rate};
use crate::app::App;
use crate::dom::{El, Signal, el};
use crate::route::ViewName;

/// A review on its way.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// The event that started it.
    id: EventId,
    /// How many days ahead it reaches.
    days_ahead: i32,
    /// How many more than the learner's limit it asks.
    extra: u32,
    /// How many things were reviewed.
    answered: u32,
    /// The sum of their scores, in thousandths.
    score: u32,
    /// Seconds spent on them.
    seconds: u32,
}

/// What was done with one thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The thing.
    pub target: Target,
    /// What was recorded, in order.
    pub events: Vec<EventId>,
    /// What became of it.
    pub deed: Deed,
    /// What it adds to the run: its score and seconds.
    pub share: Option<(Score, u32)>,
}

/// What became of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// It was rated. The event, if any, is the answer that implied a rating.
    Rated(Rating, Option<EventId>),
    /// It is put off until tomorrow.
    Buried,
    /// It is not asked any more.
    Suspended,
}

/// The review view's state.
#[derive(Clone, Copy)]
pub struct Review {
    app: App,
    run: Signal<Option<Run>>,
    /// What is asked now, and how many things are left with it.
    pub asked: Signal<Option<(Target, usize)>>,
    /// The answer to what is asked, once it is recorded but not rated yet.
    pub answered: Signal<Option<Step>>,
    /// What was done, latest last.
    pub steps: Signal<Vec<Step>>,
    /// Goes up whenever something else is to be shown.
    pub turn: Signal<u32>,
    /// Whether a run has just ended.
    pub ended: Signal<bool>,
}

impl Run {
    fn keep(&self, app: App) {
        let numbers = [self.answered, self.score, self.seconds, self.extra].map(|number| number.to_string());
        let text = [self.id.to_string(), self.days_ahead.to_string(), numbers.join(" ")].join(" ");
        app.save_place(ViewName::Review.name(), &text);
    }

    fn read(app: App) -> Option<Self> {
        let text = app.place(ViewName::Review.name())?;
        let mut parts = text.split(' ');
        let id = parts.next()?.parse().ok()?;
        let days_ahead = parts.next()?.parse().ok()?;
        let mut number = || parts.next()?.parse::<u32>().ok();
        let (answered, score, seconds, extra) = (number()?, number()?, number()?, number()?);
        Some(Self { id, days_ahead, extra, answered, score, seconds })
    }
}

/// What to ask within a run's limits.
pub fn due(app: App, days_ahead: i32, extra: u32) -> Vec<Target> {
    let list = look(app, |state, now, known| {
        let a_day = state.reviews_a_day().saturating_add(extra);
        queue(state, now, Limits { a_day, days_ahead }, known)
    });
    list.into_iter().map(|due| due.target).collect()
}

/// How much is due now, within the learner's limit.
pub fn due_now(app: App) -> usize {
    look(app, |state, now, known| {
        waiting(state, now, Limits { a_day: state.reviews_a_day(), days_ahead: 0 }, known).len()
    })
}

impl Review {
    /// The review that the learner left, if any.
    pub fn open(app: App) -> Self {
        let review = Self {
            app,
            run: Signal::new(Run::read(app)),
            asked: Signal::new(None),
            answered: Signal::new(None),
            steps: Signal::new(Vec::new()),
            turn: Signal::new(0),
            ended: Signal::new(false),
        };
        review.advance();
        if !review.is_running() {
            // What another form of this view may have left is of no use.
            app.forget_place(ViewName::Review.name());
        }
        review
    }

    /// Whether something is asked.
    pub fn is_running(self) -> bool {
        self.asked.peek_with(Option::is_some)
    }

    /// Begins a review that reaches so many days ahead and goes so much beyond the limit.
    pub fn begin(self, days_ahead: i32, extra: u32) {
        let items = due(self.app, days_ahead, extra).len();
        if items == 0 {
            return;
        }
        let seed = self.app.seed(None);
        let Some(id) = self.app.begin_session(ViewName::Review, String::new(), seed, items) else { return };
        self.ended.set(false);
        self.steps.set(Vec::new());
        self.run.set(Some(Run { id, days_ahead, extra, answered: 0, score: 0, seconds: 0 }));
        self.advance();
    }

    /// The session that answers belong to.
    pub fn session(self) -> Option<EventId> {
        self.run.peek_with(|run| run.as_ref().map(|run| run.id))
    }

    /// How many things were reviewed.
    fn count_so_far(self) -> usize {
        self.run.peek_with(|run| run.as_ref().map_or(0, |run| run.answered as usize))
    }

    /// Goes on to what is due next, or ends.
    fn advance(self) {
        let Some(run) = self.run.peek() else { return };
        run.keep(self.app);
        let due = due(self.app, run.days_ahead, run.extra);
        let left = due.len();
        let last = self.steps.peek_with(|steps| steps.last().map(|step| step.target.clone()));
        // What was just answered comes again only when nothing else is left.
        let other = due.iter().find(|target| Some(*target) != last.as_ref());
        match other.or(due.first()).cloned() {
            Some(target) => self.show(Some((target, left))),
            None => self.end(),
        }
    }

    fn show(self, asked: Option<(Target, usize)>) {
        self.answered.set(None);
        self.asked.set(asked);
        self.turn.update(|turn| *turn += 1);
    }

    /// Takes note of what became of the thing that is asked, and goes on.
    pub fn done(self, events: Vec<EventId>, deed: Deed, share: Option<(Score, u32)>) {
        let Some((target, _)) = self.asked.peek() else { return };
        self.answered.set(None);
        self.count(share, u32::saturating_add);
        self.steps.update(|steps| steps.push(Step { target, events, deed, share }));
        self.advance();
    }

    fn count(self, share: Option<(Score, u32)>, change: fn(u32, u32) -> u32) {
        let Some((score, seconds)) = share else { return };
        self.run.update(|run| {
            if let Some(run) = run {
                run.answered = change(run.answered, 1);
                run.score = change(run.score, score.in_thousandths().into());
                run.seconds = change(run.seconds, seconds);
            }
        });
    }

    /// Whether there is anything to take back.
    fn can_undo(self) -> bool {
        self.answered.peek_with(Option::is_some) || self.steps.peek_with(|steps| !steps.is_empty())
    }

    /// Takes back the answer that is not rated yet, else the last step, and asks the thing anew.
    pub fn undo(self) {
        let step = match self.answered.peek() {
            Some(step) => step,
            None => {
                let Some(step) = self.steps.peek_with(|steps| steps.last().cloned()) else { return };
                self.count(step.share, |sum, less| sum.saturating_sub(less));
                self.steps.update(|steps| {
                    steps.pop();
                });
                step
            }
        };
        for event in step.events.iter().rev() {
            self.app.record(Kind::Undo(*event));
        }
        if let Some(run) = self.run.peek() {
            run.keep(self.app);
            let left = due(self.app, run.days_ahead, run.extra).len();
            self.show(Some((step.target, left.max(1))));
        }
    }

    /// Gives what was rated last another rating.
    pub fn rerate(self, rating: Rating) {
        let Some(mut step) = self.steps.peek_with(|steps| steps.last().cloned()) else { return };
        let Deed::Rated(before, of) = step.deed else { return };
        if before == rating {
            return;
        }
        if of.is_none() {
            // The rating is a review of its own: the former one is taken back.
            for event in step.events.drain(..) {
                self.app.record(Kind::Undo(event));
            }
        }
        let rate = Rate { target: step.target.clone(), rating, of };
        step.events.extend(self.app.record(Kind::Rate(rate)));
        step.deed = Deed::Rated(rating, of);
        self.steps.update(|steps| {
            steps.pop();
            steps.push(step);
        });
    }

    /// Puts the thing that is asked off until tomorrow, or for good.
    fn put_aside(self, deed: Deed) {
        let Some((target, _)) = self.asked.peek() else { return };
        let kind = if deed == Deed::Buried { Kind::Bury(target) } else { Kind::Suspend(target) };
        // An answer that was given counts, rated or not.
        let (mut events, share) = self.answered.peek().map(|step| (step.events, step.share)).unwrap_or_default();
        events.extend(self.app.record(kind));
        self.done(events, deed, share);
    }

    /// Ends the run.
    fn end(self) {
        self.app.forget_place(ViewName::Review.name());
        let share = self.answered.peek_with(|step| step.as_ref().and_then(|step| step.share));
        self.count(share, u32::saturating_add);
        if let Some(run) = self.run.peek() {
            let share = f64::from(run.score) / 1000.0 / f64::from(run.answered.max(1));
            let answered = run.answered as usize;
            self.app.end_session(ViewName::Review, run.id, share, answered, run.seconds, Some(run.answered));
            self.ended.set(true);
        }
        self.run.set(None);
        self.show(None);
    }
}

/// The thing that is asked, with what can be done beside answering it.
pub fn running(app: App, review: Review) -> El {
    let Some((target, left)) = review.asked.peek() else { return el("div", "") };
    let answered = review.count_so_far();
    let label = [app.count(review::REVIEWED, answered), app.count(review::REMAINING, left)].join(" · ");
    let aside = actions(vec![
        quiet(app.say(review::BURY), move || review.put_aside(Deed::Buried)),
        quiet(app.say(review::SUSPEND), move || review.put_aside(Deed::Suspended)),
        quiet(app.say(review::STOP), move || review.end()),
    ]);
    let rated: ask::Rated = Signal::new(None);
    let asked = ask::ask(app, review, &target, rated).unwrap_or_else(|| {
        // The pack lost it since it was found: nothing is asked, and the learner goes on.
        actions(quiet(app.say(quiz::NEXT), move || review.put_aside(Deed::Buried)))
    });
    el("div", "review stack")
        // Single keys count only while the focus is in here, and never where something is typed.
        .on("keydown", move |event| {
            let Some(event) = event.dyn_ref::<web_sys::KeyboardEvent>() else { return };
            if event.ctrl_key() || event.meta_key() || event.alt_key() || is_typing(event) {
                return;
            }
            match event.key().as_str() {
                "u" | "U" if review.can_undo() => review.undo(),
                key => {
                    let place = ["1", "2", "3", "4"].iter().position(|known| *known == key);
                    let Some(rating) = place.and_then(|place| Rating::ALL.get(place)) else { return };
                    if rated.peek_with(Option::is_none) {
                        return;
                    }
                    rated.peek_with(|act| act.as_ref().map(|act| act(*rating)));
                }
            }
            event.prevent_default();
        })
        .add(segments(&label, answered, answered + left))
        .add(rate::last(app, review))
        .add(asked)
        .add(aside)
        .add(el("p", "muted small").add(app.say(review::KEYS)))
}

/// Whether a key goes into a field.
fn is_typing(event: &web_sys::KeyboardEvent) -> bool {
    let Some(path) = event.composed_path().get(0).dyn_into::<web_sys::Element>().ok() else { return false };
    match path.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => !matches!(path.get_attribute("type").as_deref(), Some("radio" | "checkbox")),
        _ => false,
    }
}
