//! Judging: points of assessment as a checklist beside one's own answer, pitfalls, the model answer, what may be asked next.

use std::collections::BTreeMap;

use interview_practice_core::content::Question;
use interview_practice_core::messages::{self, Message, practice};
use interview_practice_core::progress::{Attempt, Kind, Mode, Name, Verdict};
use serde::Serialize;

use super::super::parts::{Glyph, actions, blocks, checked, heading, icon, primary, quiet, secondary};
use super::Draft;
use super::answer::head;
use crate::app::App;
use crate::dom::{El, Signal, el};
use crate::route::{Route, StartOptions, ViewName};

/// The detail of `ip-answer` for a question that was practised.
#[derive(Serialize)]
struct Practised<'a> {
    v: u8,
    item: &'a str,
    question: &'a str,
    kind: &'static str,
    score: f64,
    correct: bool,
    seconds: u32,
}

/// What the learner says of the answer.
#[derive(Clone, Copy)]
struct Judgement {
    verdicts: Signal<BTreeMap<String, Verdict>>,
    pitfalls: Signal<Vec<String>>,
    problem: Signal<Option<Message>>,
    /// The share of points covered, once the attempt is saved.
    saved: Signal<Option<f64>>,
}

/// The checklist for a question.
pub fn check(app: App, question: &Question, draft: Signal<Draft>) -> El {
    let language = &app.pack().language;
    let judgement = Judgement {
        verdicts: Signal::new(BTreeMap::new()),
        pitfalls: Signal::new(Vec::new()),
        problem: Signal::new(None),
        saved: Signal::new(None),
    };
    let text = draft.peek_with(|draft| draft.text.clone());
    let own = (!text.trim().is_empty()).then(|| {
        el("section", "card stack tight")
            .add(heading(2, "", app.say(practice::YOUR_ANSWER)))
            .add(el("p", "practice-own").add(text))
    });
    let points: Vec<El> =
        question.points.iter().map(|point| point_row(app, point.id.as_str(), &point.text, judgement)).collect();
    let checklist = el("section", "stack tight")
        .add(heading(2, "", app.say(practice::CHECKLIST)))
        .add(el("p", "muted small").add(app.say(practice::CHECKLIST_ABOUT)))
        .add(el("div", "practice-points").add(points));
    let model = el("details", "")
        .add(el("summary", "").add(app.say(practice::SHOW_MODEL)))
        .add(el("div", "prose").attr("lang", language).add(blocks(&question.model_answer, 3)));
    let follow_ups: Vec<El> =
        question.follow_ups.iter().map(|follow_up| el("li", "").add(follow_up.text.as_str())).collect();
    let concepts: Vec<El> =
        question.concepts.iter().map(|concept| el("li", "tag").add(concept.name.as_str())).collect();
    let id = question.id.to_string();
    let end = el("div", "").live(move || match judgement.saved.get() {
        None => unsaved(app, &id, draft, judgement),
        Some(share) => saved(app, &id, draft, share),
    });
    let section = |title, list: El| {
        el("section", "stack tight").add(heading(2, "", app.say(title))).add(list.attr("lang", language))
    };
    el("div", "practice stack loose")
        .add(head(app, question))
        .add(el("div", "practice-sides").add(own).add(checklist))
        .add(pitfalls(app, question, judgement))
        .add(model)
        .add(end)
        .add(section(practice::FOLLOW_UPS, el("ul", "prose").add(follow_ups)))
        .add(section(practice::CONCEPTS, el("ul", "tags").add(concepts)))
        .add(earlier(app, question.id.as_str()))
}

fn point_row(app: App, id: &str, text: &str, judgement: Judgement) -> El {
    let options: Vec<El> = [
        (Verdict::Covered, practice::COVERED, Glyph::Tick),
        (Verdict::Partly, practice::PARTLY, Glyph::Half),
        (Verdict::Missing, practice::MISSING, Glyph::Circle),
    ]
    .into_iter()
    .map(|(verdict, label, glyph)| {
        let point = id.to_owned();
        let input =
            el("input", "").attr("type", "radio").attr("name", &["point-", id].concat()).on("change", move |_| {
                judgement.verdicts.update(|verdicts| {
                    verdicts.insert(point.clone(), verdict);
                });
            });
        el("label", "practice-verdict")
            .add(input)
            .add(el("span", "").add(icon(glyph)).add([" ", app.say(label)].concat()))
    })
    .collect();
    el("fieldset", "practice-point")
        .add(el("legend", "").attr("lang", &app.pack().language).add(text))
        .add(el("div", "practice-verdicts").add(options))
}

fn pitfalls(app: App, question: &Question, judgement: Judgement) -> Option<El> {
    let rows: Vec<El> = question
        .pitfalls
        .iter()
        .map(|pitfall| {
            let id = pitfall.id.to_string();
            let input = el("input", "").attr("type", "checkbox").on("change", move |event| {
                judgement.pitfalls.update(|ids| {
                    ids.retain(|known| *known != id);
                    if checked(&event) {
                        ids.push(id.clone());
                    }
                });
            });
            let text = el("span", "").attr("lang", &app.pack().language).add(pitfall.text.as_str());
            el("label", "practice-pitfall").add(input).add(text)
        })
        .collect();
    (!rows.is_empty()).then(|| {
        el("fieldset", "stack tight")
            .add(el("legend", "practice-legend").add(app.say(practice::PITFALLS)))
            .add(el("p", "muted small").add(app.say(practice::PITFALLS_ABOUT)))
            .add(el("div", "").add(rows))
    })
}

fn unsaved(app: App, id: &str, draft: Signal<Draft>, judgement: Judgement) -> El {
    let id = id.to_owned();
    let alert =
        el("p", "negative").attr("role", "alert").live(move || judgement.problem.get().map(|message| app.say(message)));
    el("div", "stack tight").add(alert).add(actions(vec![
        primary(app.say(practice::SAVE), move || save(app, &id, draft, judgement)),
        quiet(app.say(practice::NOT_THIS_ANSWER), move || draft.update(|draft| draft.checking = false)),
    ]))
}

/// Records the attempt and tells the host; the text stays on this device.
fn save(app: App, id: &str, draft: Signal<Draft>, judgement: Judgement) {
    let judged = judgement.verdicts.peek();
    if judged.is_empty() {
        return judgement.problem.set(Some(practice::JUDGE_FIRST));
    }
    judgement.problem.set(None);
    let now = draft.peek();
    let Ok(name) = Name::new(id) else { return };
    let keeps = now.mode == Mode::Written && !now.text.trim().is_empty();
    let attempt = Attempt {
        session: None,
        question: name,
        mode: now.mode,
        seconds: now.seconds,
        points: judged.iter().filter_map(|(id, verdict)| Some((Name::new(id).ok()?, *verdict))).collect(),
        pitfalls: judgement.pitfalls.peek().iter().filter_map(|id| Name::new(id).ok()).collect(),
        text: keeps.then(|| app.keep_text(&now.text)).flatten(),
    };
    let share = attempt.share().unwrap_or_default();
    app.record(Kind::Attempt(attempt));
    app.emit(
        "ip-answer",
        &Practised {
            v: 1,
            item: id,
            question: id,
            kind: "practice",
            score: share,
            correct: share >= 1.0,
            seconds: now.seconds,
        },
    );
    app.forget_place(&super::place(id));
    judgement.saved.set(Some(share));
}

fn saved(app: App, id: &str, draft: Signal<Draft>, share: f64) -> El {
    let words = app.fill(practice::SAVED, &[("share", &app.percent(share))]);
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

/// What became of this question before.
fn earlier(app: App, id: &str) -> Option<El> {
    let attempts =
        app.with_state(|state| state.questions.get(id).map(|known| known.attempts.clone()).unwrap_or_default());
    let rows: Vec<El> = attempts
        .iter()
        .rev()
        .take(5)
        .map(|known| {
            let mode = app.say(match known.attempt.mode {
                Mode::Thought => practice::MODE_THOUGHT,
                Mode::Written => practice::MODE_WRITTEN,
                Mode::Spoken => practice::MODE_SPOKEN,
            });
            let values = [
                ("date", &*app.date(known.now)),
                ("share", &app.percent(known.attempt.share().unwrap_or_default())),
                ("mode", mode),
                ("time", &messages::clock(known.attempt.seconds)),
            ];
            el("li", "").add(app.fill(practice::ATTEMPT_OF, &values))
        })
        .collect();
    (!rows.is_empty()).then(|| {
        el("section", "stack tight").add(heading(2, "", app.say(practice::EARLIER))).add(el("ul", "").add(rows))
    })
}
