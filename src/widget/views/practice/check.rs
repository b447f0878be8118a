//! Judging: one's own answer with what the coach found in it, the points as a checklist, the model answer, what may be asked next.

use std::rc::Rc;

use interview_practice_core::coach::Feedback;
use interview_practice_core::content::Question;
use interview_practice_core::messages::{Message, coach, practice};
use interview_practice_core::progress::{Attempt, Kind, Name};

use super::super::parts::{Glyph, actions, blocks, heading, icon, primary, quiet, secondary};
use super::answer::head;
use super::attempts::{self, Current};
use super::points::{Findings, Judgement, checklist, pitfalls};
use super::{Draft, coaching, judged, observations, own, second};
use crate::app::App;
use crate::dom::{El, Signal, el};
use crate::route::{Route, StartOptions, ViewName};
use crate::session::Told;

/// An answer that is being judged.
#[derive(Clone)]
struct Judging {
    draft: Signal<Draft>,
    judgement: Judgement,
    /// What the coach found; nothing for an answer that was not written.
    feedback: Option<Rc<Feedback>>,
    /// The host's second opinion, where it has one.
    second: Option<El>,
    problem: Signal<Option<Message>>,
    /// The share of points covered, once the attempt is saved.
    saved: Signal<Option<f64>>,
}

/// The answer and its checklist.
pub fn check(app: App, question: &Question, draft: Signal<Draft>) -> El {
    let text = draft.peek_with(|draft| if draft.is_written() { draft.text.clone() } else { String::new() });
    let kept = app.place(&judged(question.id.as_str()));
    let judgement = Judgement::new(kept.as_deref());
    let (problem, saved) = (Signal::new(None), Signal::new(None));
    keep(app, question.id.as_str(), judgement, saved);
    // Asked once, whatever is built anew below.
    let second = (!text.is_empty())
        .then(|| second::second_opinion(app, question, &text, || app.coach_as_it_is(question).assess(&text)));
    let second = second.flatten();
    let id = question.id.to_string();
    // Built anew when the word neighbours arrive: what the learner said stands outside.
    el("div", "").live(move || {
        let pack = app.pack();
        let question = pack.question(&id)?;
        let feedback = (!text.is_empty()).then(|| Rc::new(app.coach(question).assess(&text)));
        let judging = Judging { draft, judgement, feedback, second: second.clone(), problem, saved };
        Some(judged_answer(app, question, &text, &judging))
    })
}

/// Keeps what the learner says over a reload, until the attempt is saved.
fn keep(app: App, id: &str, judgement: Judgement, saved: Signal<Option<f64>>) {
    let place = judged(id);
    crate::dom::effect(move || {
        let now = judgement.to_text();
        if !now.is_empty() && saved.peek().is_none() {
            app.save_place(&place, &now);
        }
    });
}

fn judged_answer(app: App, question: &Question, text: &str, judging: &Judging) -> El {
    let pack = app.pack();
    let language = &pack.language;
    let references = own::References::default();
    let feedback = judging.feedback.as_deref();
    // The answer comes first: its places are what the findings lead to.
    let own = feedback.map(|feedback| own::own_answer(app, question, text, feedback, &references));
    let findings = feedback.map(|feedback| Findings { feedback, answer: text, references: &references });
    let checklist = checklist(app, question, findings, judging.judgement);
    let model = el("details", "")
        .add(el("summary", "").add(app.say(practice::SHOW_MODEL)))
        .add(el("div", "prose").attr("lang", language).add(blocks(&question.model_answer, 3)));
    let follow_ups: Vec<El> =
        question.follow_ups.iter().map(|follow_up| el("li", "").add(follow_up.text.as_str())).collect();
    let concepts: Vec<El> =
        question.concepts.iter().map(|concept| el("li", "tag").add(concept.name.as_str())).collect();
    let section = |title, list: El| {
        el("section", "stack tight").add(heading(2, "", app.say(title))).add(list.attr("lang", language))
    };
    let id = question.id.to_string();
    let ending = judging.clone();
    let end = el("div", "").live(move || match ending.saved.get() {
        None => unsaved(app, &id, ending.clone()),
        Some(share) => saved(app, &id, ending.draft, share),
    });
    let (id, at) = (question.id.to_string(), judging.clone());
    let text_then = text.to_owned();
    let earlier = el("div", "").live(move || {
        let pack = app.pack();
        let now = at.clone();
        let verdicts = Rc::new(move || now.judgement.counting(now.feedback.as_deref()));
        // Once saved, the answer is one of the attempts.
        let current = at.saved.get().is_none().then(|| Current { verdicts, text: text_then.clone() });
        attempts::earlier(app, pack.question(&id)?, current)
    });
    el("div", "practice stack loose")
        .add(head(app, question))
        .add(feedback.map(|feedback| summary(app, question, feedback, judging.draft)))
        .add(el("div", "practice-sides").add(own).add(checklist))
        .add(pitfalls(app, question, findings, judging.judgement))
        .add(feedback.map(|feedback| observations::observations(app, feedback, text)))
        .add(feedback.map(|_| observations::limits(app)))
        .add(judging.second.clone())
        .add(model)
        .add(end)
        .add(section(practice::FOLLOW_UPS, el("ul", "prose").add(follow_ups)))
        .add(section(practice::CONCEPTS, el("ul", "tags").add(concepts)))
        .add(earlier)
}

/// Where the answer stands, the one thing to add, and the follow-up that asks for it.
fn summary(app: App, question: &Question, feedback: &Feedback, draft: Signal<Draft>) -> El {
    let pack = app.pack();
    let stands = el("p", "lead").attr("role", "status").add(coaching::stands(app, feedback));
    let own_words = |text: &str| el("span", "").attr("lang", &pack.language).add(text);
    let next = match coaching::next_point(question, feedback) {
        Some(text) => {
            let title = el("strong", "").add(app.say(coach::ADD_NEXT));
            Some(el("p", "coach-next").add(title).add(": ").add(own_words(text)))
        }
        None => (!question.points.is_empty()).then(|| el("p", "").add(app.say(coach::ALL_COVERED))),
    };
    let follow_up = feedback.next.as_ref().and_then(|next| next.follow_up.as_deref());
    let follow_up = question.follow_ups.iter().find(|known| Some(known.id.as_str()) == follow_up).map(|follow_up| {
        let title = el("span", "muted").add([app.say(coach::ASKED_NEXT), ": "].concat());
        let id = follow_up.id.to_string();
        let go_on = secondary(app.say(coach::ANSWER_THIS), move || {
            draft.update(|draft| {
                draft.follow_up = Some(id.clone());
                draft.checking = false;
            });
        });
        el("div", "stack tight").add(el("p", "").add(title).add(own_words(&follow_up.text))).add(actions(go_on))
    });
    el("section", "card stack tight")
        .attr("aria-label", app.say(coach::TITLE))
        .add(stands)
        .add(observations::doubts(app, feedback))
        .add(next)
        .add(follow_up)
}

fn unsaved(app: App, id: &str, judging: Judging) -> El {
    let id = id.to_owned();
    let (draft, problem) = (judging.draft, judging.problem);
    let alert = el("p", "negative").attr("role", "alert").live(move || problem.get().map(|message| app.say(message)));
    el("div", "stack tight").add(alert).add(actions(vec![
        primary(app.say(practice::SAVE), move || save(app, &id, &judging)),
        quiet(app.say(practice::NOT_THIS_ANSWER), move || draft.update(|draft| draft.checking = false)),
    ]))
}

/// Records the attempt and tells the host; the text stays on this device.
fn save(app: App, id: &str, judging: &Judging) {
    let feedback = judging.feedback.as_deref();
    let verdicts = judging.judgement.counting(feedback);
    if verdicts.is_empty() {
        return judging.problem.set(Some(practice::JUDGE_FIRST));
    }
    judging.problem.set(None);
    let now = judging.draft.peek();
    let Ok(name) = Name::new(id) else { return };
    let attempt = Attempt {
        session: None,
        question: name,
        mode: now.mode,
        seconds: now.seconds,
        points: verdicts.iter().filter_map(|(id, verdict)| Some((Name::new(id).ok()?, *verdict))).collect(),
        pitfalls: judging.judgement.admitted(feedback).iter().filter_map(|id| Name::new(id).ok()).collect(),
        text: now.is_written().then(|| app.keep_text(&now.text)).flatten(),
    };
    let share = attempt.share().unwrap_or_default();
    app.record(Kind::Attempt(attempt));
    let (correct, seconds) = (share >= 1.0, now.seconds);
    app.tell_answer(None, &Told { item: id, question: Some(id), kind: "practice", score: share, correct, seconds });
    app.forget_place(&super::place(id));
    app.forget_place(&judged(id));
    app.forget_place(&second::place(id));
    judging.saved.set(Some(share));
}

fn saved(app: App, id: &str, draft: Signal<Draft>, share: f64) -> El {
    let words = app.fill(practice::COUNTS, &[("share", &app.percent(share))]);
    let mut buttons = Vec::new();
    if let Some(next) = next_question(app, id) {
        buttons.push(primary(app.say(practice::NEXT_QUESTION), move || app.go(Route::practise(&next))));
    }
    let again = id.to_owned();
    buttons.push(secondary(app.say(practice::AGAIN), move || {
        draft.set(Draft { mode: draft.peek_with(|draft| draft.mode), ..Draft::new(&again) });
    }));
    let quiz = id.to_owned();
    buttons.push(secondary(app.say(practice::QUIZ_ON_THIS), move || {
        app.go(Route::begin(ViewName::Quiz, StartOptions::about(&quiz)));
    }));
    buttons.push(quiet(app.say(practice::ALL_QUESTIONS), move || app.go(Route::to(ViewName::Practice))));
    el("div", "card stack tight")
        .add(el("p", "lead").attr("role", "status").add(icon(Glyph::Tick)).add([" ", &words].concat()))
        .add(actions(buttons))
}

/// The question after this one in the same list.
fn next_question(app: App, id: &str) -> Option<String> {
    let pack = app.pack();
    let assessment = pack.question(id)?.assessment.clone();
    let mut same = pack.questions.iter().filter(|question| question.assessment == assessment);
    same.find(|question| question.id == id)?;
    same.next().map(|question| question.id.to_string())
}
