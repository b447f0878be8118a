//! One thing that is due, on the screen: a quiz item, a question, a single point of one.

use std::rc::Rc;

use interview_practice_core::content::Question;
use interview_practice_core::messages::{Message, practice, quiz, review};
use interview_practice_core::progress::{Answer, Attempt, EventId, Kind, Mode, Name, Rate, Score, Target, Verdict};
use interview_practice_core::quiz::{Grade, ItemBank, PresentedItem, Response, grade};
use interview_practice_core::review::fsrs::Rating;
use interview_practice_core::review::{implied, outcomes};
use interview_practice_core::xapi::Beside;

use super::super::parts::{actions, blocks, checked, heading, icon, item, primary, secondary, submit};
use super::rate;
use super::run::{Deed, Review, Step};
use crate::app::App;
use crate::dom::{El, Signal, el, soon};
use crate::route::Route;
use crate::session::Told;

/// What pressing one of the four keys does, once there is something to rate.
pub type Rated = Signal<Option<Box<dyn Fn(Rating)>>>;

/// The thing with the way to answer it. `None` when the pack no longer has it.
pub fn ask(app: App, review: Review, target: &Target, rated: Rated) -> Option<El> {
    let pack = app.pack();
    match target {
        Target::Item(name) => {
            let seed = app.seed(None);
            let presented = ItemBank::new(&pack).present(name.as_str(), seed)?;
            Some(ask_item(app, review, Rc::new(presented), seed, rated))
        }
        Target::Question(name) => Some(ask_question(app, review, pack.question(name.as_str())?, target, rated)),
        Target::Point(name) => {
            let (question, point) = name.as_str().split_once('/')?;
            let question = pack.question(question)?;
            Some(ask_point(app, review, question, &question.point(point)?.text, target, rated))
        }
    }
}

/// An answer that was graded and recorded.
#[derive(Clone)]
struct Graded {
    response: Response,
    grade: Grade,
    event: Option<EventId>,
    implied: Rating,
    seconds: u32,
}

fn ask_item(app: App, review: Review, presented: Rc<PresentedItem>, seed: u64, rated: Rated) -> El {
    let draft: item::Draft = Signal::new(None);
    let graded: Signal<Option<Graded>> = Signal::new(None);
    let problem: Signal<Option<Message>> = Signal::new(None);
    let shown_at = app.now().at;
    let next = submit(()).live(move || app.say(if graded.with(Option::is_some) { quiz::NEXT } else { quiz::CHECK }));
    let next_button = next.clone();
    let target = Name::new(&presented.id).ok().map(Target::Item);
    let finish = move |rating: Rating| {
        let Some(done) = graded.peek() else { return };
        let mut events: Vec<EventId> = done.event.into_iter().collect();
        if rating != done.implied
            && let Some(target) = review.asked.peek_with(|asked| asked.as_ref().map(|(target, _)| target.clone()))
        {
            events.extend(app.record(Kind::Rate(Rate { target, rating, of: done.event })));
        }
        review.done(events, Deed::Rated(rating, done.event), Some((Score::new(done.grade.score), done.seconds)));
    };
    let asked_item = Rc::clone(&presented);
    let answer = move || {
        if let Some(done) = graded.peek() {
            return finish(done.implied);
        }
        let response = draft.peek();
        if let Some(message) = item::missing(&asked_item, response.as_ref()) {
            return problem.set(Some(message));
        }
        let Some(response) = response else { return };
        problem.set(None);
        let seconds = app.seconds_since(shown_at);
        let grade = grade(&asked_item, &response);
        let event = record_answer(app, review, (&asked_item, seed), &response, &grade, seconds);
        let implied = implied::of_answer(Score::new(grade.score));
        if let Some((target, _)) = review.asked.peek() {
            let share = Some((Score::new(grade.score), seconds));
            let deed = Deed::Rated(implied, event);
            review.answered.set(Some(Step { target, events: event.into_iter().collect(), deed, share }));
        }
        graded.set(Some(Graded { response, grade, event, implied, seconds }));
        rated.set(Some(Box::new(finish)));
        let button = next_button.clone();
        soon(move || button.focus());
    };
    let body_item = Rc::clone(&presented);
    let body = el("div", "").live(move || {
        graded.with(|graded| match graded {
            None => item::asked(app, &body_item, draft),
            Some(done) => item::graded(app, &body_item, &done.response, &done.grade),
        })
    });
    let verdict = el("div", "").attr("role", "status").live(move || {
        graded.with(|graded| {
            graded.as_ref().map(|done| {
                let (glyph, tone, words) = item::verdict(app, &done.grade);
                el("p", &["quiz-verdict ", tone].concat()).add(icon(glyph)).add(" ").add(el("span", "").add(words))
            })
        })
    });
    let ratings = el("div", "").live(move || {
        let implied = graded.with(|graded| graded.as_ref().map(|done| done.implied))?;
        let outcomes = rate::instead(app, target.as_ref()?)?;
        Some(rate::buttons(app, outcomes, move || Some(implied), finish))
    });
    let alert = el("p", "negative").attr("role", "alert").live(move || problem.get().map(|message| app.say(message)));
    el("form", "quiz-run stack")
        .attr("part", "form")
        .flag("novalidate", true)
        .on("submit", move |event| {
            event.prevent_default();
            answer();
        })
        .add(body)
        .add(verdict)
        .add(alert)
        .add(ratings)
        .add(actions(next))
}

fn record_answer(
    app: App,
    review: Review,
    (item, seed): (&PresentedItem, u64),
    response: &Response,
    grade: &Grade,
    seconds: u32,
) -> Option<EventId> {
    let answer = Kind::Answer(Answer {
        session: review.session(),
        item: Name::new(&item.id).ok()?,
        question: item.question.as_ref().map(Name::from),
        score: Score::new(grade.score),
        seconds,
        response: item::names(response, grade),
    });
    let event = app.record_of(answer, Beside { seed: Some(seed), ..Beside::default() });
    let question = item.question.as_ref().map(|id| id.as_str());
    let Grade { score, correct, .. } = *grade;
    let told = Told { item: &item.id, question, kind: item.kind.name(), score, correct, seconds };
    app.tell_answer(review.session(), &told);
    event
}

/// The question, the loudest thing on screen, with what to do about it until the answer is shown.
fn head(app: App, question: &Question, about: Message) -> El {
    let prompt = el("span", "").attr("lang", &app.pack().language).add(question.prompt.as_str());
    el("div", "stack tight")
        .add(heading(1, "practice-prompt", prompt).attr("tabindex", "-1"))
        .add(el("p", "muted").add(app.say(about)))
}

fn reveal(app: App, label: Message, question: &Question, shown: Signal<bool>) -> El {
    let route = Route::practise(question.id.as_str());
    actions(vec![
        primary(app.say(label), move || shown.set(true)),
        secondary(app.say(review::IN_FULL), move || app.go(route.clone())),
    ])
}

fn model_answer(app: App, question: &Question) -> El {
    el("details", "")
        .add(el("summary", "").add(app.say(practice::SHOW_MODEL)))
        .add(el("div", "prose").attr("lang", &app.pack().language).add(blocks(&question.model_answer, 3)))
}

/// The share of ticked points.
fn share(said: &[bool]) -> f64 {
    let count = |ticked: usize| f64::from(u32::try_from(ticked).unwrap_or(u32::MAX));
    count(said.iter().filter(|said| **said).count()) / count(said.len().max(1))
}

fn ask_question(app: App, review: Review, question: &Question, target: &Target, rated: Rated) -> El {
    let shown = Signal::new(false);
    let said = Signal::new(vec![false; question.points.len()]);
    let shown_at = app.now().at;
    let id = Name::from(&question.id);
    let asked = question.id.to_string();
    // Behind signals, so that what is handed to each button copies freely.
    let ids: Signal<(Name, Vec<Name>)> =
        Signal::new((id, question.points.iter().map(|point| Name::from(&point.id)).collect()));
    let target = Signal::new(target.clone());
    let suggested = move || said.with(|said| implied::of_attempt(share(said), false));
    let finish = move |rating: Rating| {
        let said = said.peek();
        let seconds = app.seconds_since(shown_at);
        let (question, points) = ids.peek();
        let verdicts = points.into_iter().zip(&said);
        let verdict = |said: bool| if said { Verdict::Covered } else { Verdict::Missing };
        let attempt = Attempt {
            session: review.session(),
            question: question.clone(),
            mode: Mode::Thought,
            seconds,
            points: verdicts.map(|(point, said)| (point, verdict(*said))).collect(),
            pitfalls: Vec::new(),
            text: None,
        };
        let score = share(&said);
        let event = app.record(Kind::Attempt(attempt));
        let item = question.as_str();
        let told = Told { item, question: Some(item), kind: "practice", score, correct: score >= 1.0, seconds };
        app.tell_answer(review.session(), &told);
        let mut events: Vec<EventId> = event.into_iter().collect();
        if rating != implied::of_attempt(score, false) {
            events.extend(app.record(Kind::Rate(Rate { target: target.peek(), rating, of: event })));
        }
        review.done(events, Deed::Rated(rating, event), Some((Score::new(score), seconds)));
    };
    let answer = el("div", "stack").live(move || {
        let pack = app.pack();
        let question = pack.question(&asked)?;
        if !shown.get() {
            return Some(vec![reveal(app, review::SHOW_POINTS, question, shown)]);
        }
        rated.set(Some(Box::new(finish)));
        let points: Vec<El> = question
            .points
            .iter()
            .enumerate()
            .map(|(n, point)| {
                let input = el("input", "").attr("type", "checkbox").on("change", move |event| {
                    said.update(|said| {
                        if let Some(said) = said.get_mut(n) {
                            *said = checked(&event);
                        }
                    });
                });
                let text = el("span", "").attr("lang", &pack.language).add(point.text.as_str());
                el("label", "practice-pitfall").add(input).add(text)
            })
            .collect();
        let list = el("fieldset", "stack tight")
            .attr("tabindex", "-1")
            .add(el("legend", "review-legend").add(app.say(review::TICK_SAID)))
            .add(el("div", "").add(points));
        let first = list.clone();
        soon(move || first.focus());
        let now = app.now();
        let outcomes = target.with(|target| app.memory(|memory| outcomes(memory.state(), target, now)))?;
        Some(vec![
            list,
            model_answer(app, question),
            rate::buttons(app, outcomes, move || Some(suggested()), finish),
            actions(primary(app.say(quiz::NEXT), move || finish(suggested()))),
        ])
    });
    el("div", "practice stack").add(head(app, question, review::THINK_FIRST)).add(answer)
}

fn ask_point(app: App, review: Review, question: &Question, point: &str, target: &Target, rated: Rated) -> El {
    let shown = Signal::new(false);
    let shown_at = app.now().at;
    let (asked, point) = (question.id.to_string(), point.to_owned());
    let target = Signal::new(target.clone());
    let finish = move |rating: Rating| {
        let score = if rating == Rating::Again { Score::NONE } else { Score::FULL };
        let (event, of) = (app.record(Kind::Rate(Rate { target: target.peek(), rating, of: None })), target.peek());
        let seconds = app.seconds_since(shown_at);
        let (item, question, score_told) = (of.name().as_str(), of.question(), score.share());
        let correct = score == Score::FULL;
        let told = Told { item, question, kind: "practice", score: score_told, correct, seconds };
        app.tell_answer(review.session(), &told);
        review.done(event.into_iter().collect(), Deed::Rated(rating, None), Some((score, seconds)));
    };
    let answer = el("div", "stack").live(move || {
        let pack = app.pack();
        let question = pack.question(&asked)?;
        if !shown.get() {
            return Some(vec![reveal(app, review::SHOW_POINT, question, shown)]);
        }
        rated.set(Some(Box::new(finish)));
        let text = el("p", "card").attr("tabindex", "-1").attr("lang", &pack.language).add(point.as_str());
        let first = text.clone();
        soon(move || first.focus());
        let now = app.now();
        let outcomes = target.with(|target| app.memory(|memory| outcomes(memory.state(), target, now)))?;
        Some(vec![text, model_answer(app, question), rate::buttons(app, outcomes, || None, finish)])
    });
    el("div", "practice stack").add(head(app, question, review::ONE_POINT)).add(answer)
}
