//! The coach beside the text field: while the learner types, or when asked.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use interview_practice_core::coach::{Band, Coach, Feedback, PointFinding};
use interview_practice_core::content::Question;
use interview_practice_core::messages::{Message, coach, practice};

use super::super::parts::{Glyph, actions, checked, heading, icon, options, secondary};
use super::Draft;
use crate::app::App;
use crate::dom::{El, Signal, effect, el, memo};

/// The coach looks once the learner has paused for so long, in milliseconds.
const PAUSE: u32 = 250;
/// What it found is read out once the learner has paused for longer.
const LONG_PAUSE: u32 = 1_500;

/// A band's mark and word.
pub fn band(band: Band) -> (Glyph, Message) {
    match band {
        Band::Covered => (Glyph::Tick, practice::COVERED),
        Band::Partly => (Glyph::Half, practice::PARTLY),
        Band::Missing => (Glyph::Circle, practice::MISSING),
    }
}

/// What the coach says of a point: a mark, a word and, for those who want it, the share.
pub fn verdict(app: App, finding: &PointFinding) -> El {
    let (glyph, word) = band(finding.band);
    let share = app.percent(finding.share.value());
    let values = [("band", app.say(word)), ("share", share.as_str())];
    let message = if app.shows_shares() { coach::FINDING_SHARE } else { coach::FINDING };
    el("span", "coach-band").add(icon(glyph)).add([" ", &app.fill(message, &values)].concat())
}

/// Where the answer stands, in a sentence.
pub fn stands(app: App, feedback: &Feedback) -> String {
    let count = |band| feedback.points.iter().filter(|point| point.band == band).count();
    let (covered, partly) = (count(Band::Covered), count(Band::Partly));
    let values = [
        ("covered", &*covered.to_string()),
        ("partly", &partly.to_string()),
        ("total", &feedback.points.len().to_string()),
    ];
    app.fill(if partly > 0 { coach::STANDS_PARTLY } else { coach::STANDS }, &values)
}

/// The text of the point to add next.
pub fn next_point<'a>(question: &'a Question, feedback: &Feedback) -> Option<&'a str> {
    let next = feedback.next.as_ref()?;
    question.point(&next.point).map(|point| point.text.as_str())
}

/// A quotation of the learner's own words.
pub fn quoted(app: App, words: &str) -> El {
    el("span", "coach-quote").attr("dir", "auto").add(app.fill(coach::QUOTED, &[("text", words)]))
}

/// The learner's choices about the coach.
pub fn settings(app: App, live: Signal<bool>) -> El {
    let labels =
        [(app.say(coach::WHEN_ASKED).to_owned(), !live.peek()), (app.say(coach::WHILE_TYPING).to_owned(), live.peek())];
    let when = options("radio", "coach", app.say(coach::WHEN), &labels, move |n, _| {
        app.set_coach_live(n == 1);
        live.set(n == 1);
    });
    let shares =
        el("input", "").attr("type", "checkbox").flag("checked", app.shows_shares()).on("change", move |event| {
            app.set_shows_shares(checked(&event));
        });
    let shares = el("label", "quiz-option").add(shares).add(el("span", "").add(app.say(coach::SHOW_SHARES)));
    el("details", "")
        .add(el("summary", "").add(app.say(coach::SETTINGS)))
        .add(el("div", "stack tight").add(when).add(shares))
}

/// A text with what the coach found in it.
struct Found {
    text: String,
    feedback: Feedback,
}

/// What the coach finds in the text as it stands.
pub fn panel(app: App, question: &Question, draft: Signal<Draft>) -> El {
    let live = Signal::new(app.coach_is_live());
    let found: Signal<Option<Rc<Found>>> = Signal::new(None);
    let said = Signal::new(String::new());
    let made: Signal<Option<Rc<Coach>>> = Signal::new(None);
    let id = question.id.to_string();
    effect(move || made.set(app.pack().question(&id).map(|question| Rc::new(app.coach(question)))));

    let id = question.id.to_string();
    let look = Rc::new(move || {
        let Some(coach) = made.peek() else { return };
        let text = draft.peek_with(|draft| draft.text.clone());
        found.set((!text.trim().is_empty()).then(|| Rc::new(Found { feedback: coach.assess(&text), text })));
    });
    let tell = Rc::new(move || {
        let pack = app.pack();
        let now = found.peek().zip(pack.question(&id)).map(|(found, question)| summary(app, question, &found.feedback));
        let now = now.unwrap_or_default();
        if said.peek() != now {
            said.set(now);
        }
    });

    let waiting: RefCell<Vec<Timeout>> = RefCell::default();
    let text = memo(move || draft.with(|draft| draft.text.clone()));
    let (see, say) = (Rc::clone(&look), Rc::clone(&tell));
    effect(move || {
        text.track();
        made.track();
        // What was on its way about an older text is dropped with its timer.
        waiting.borrow_mut().clear();
        if live.get() {
            let (see, say) = (Rc::clone(&see), Rc::clone(&say));
            waiting.replace(vec![Timeout::new(PAUSE, move || see()), Timeout::new(LONG_PAUSE, move || say())]);
        }
    });

    let ask = el("div", "").live(move || {
        let (look, tell) = (Rc::clone(&look), Rc::clone(&tell));
        (!live.get()).then(|| {
            actions(secondary(app.say(coach::ASK), move || {
                look();
                tell();
            }))
        })
    });
    let id = question.id.to_string();
    let shown = el("div", "stack tight").live(move || {
        // A setting may have changed what is shown.
        app.revision.track();
        let pack = app.pack();
        let question = pack.question(&id)?;
        Some(match found.get() {
            Some(found) => findings(app, question, &found.feedback, &found.text),
            None => el("p", "small muted").add(app.say(coach::NOTHING_YET)),
        })
    });
    let status = el("p", "hidden-text").attr("role", "status").live(move || said.get());
    el("section", "coach-panel stack tight")
        .attr("aria-label", app.say(coach::TITLE))
        .add(heading(2, "coach-title", app.say(coach::TITLE)))
        .add(ask)
        .add(shown)
        .add(status)
        .add(settings(app, live))
}

/// Where the answer stands and what to add next, as it is read out.
fn summary(app: App, question: &Question, feedback: &Feedback) -> String {
    let stands = stands(app, feedback);
    match next_point(question, feedback) {
        Some(text) => [&stands, " ", &app.fill(coach::ADD_NEXT_IS, &[("text", text)])].concat(),
        None => stands,
    }
}

fn findings(app: App, question: &Question, feedback: &Feedback, answer: &str) -> El {
    let language = &app.pack().language;
    let points: Vec<El> = question
        .points
        .iter()
        .zip(&feedback.points)
        .map(|(point, finding)| {
            let evidence = match finding.evidence.first().filter(|_| finding.band != Band::Missing) {
                Some(span) => quoted(app, span.of(answer)),
                None => el("span", "muted").add(app.say(missing(finding))),
            };
            el("li", "coach-point")
                .add(el("span", "").attr("lang", language).add(point.text.as_str()))
                .add(el("span", "small").add(verdict(app, finding)))
                .add(el("span", "small").add(evidence))
        })
        .collect();
    let next = next_point(question, feedback).map(|text| {
        el("p", "coach-next")
            .add(el("strong", "").add(app.say(coach::ADD_NEXT)))
            .add(": ")
            .add(el("span", "").attr("lang", language).add(text))
    });
    el("div", "stack tight")
        .add(el("p", "").add(stands(app, feedback)))
        .add(next)
        .add(super::observations::doubts(app, feedback))
        .add(el("ol", "coach-points").add(points))
}

/// Why a point counts as missing.
pub fn missing(finding: &PointFinding) -> Message {
    if finding.denied { coach::SAYS_CONTRARY } else { coach::NOT_FOUND }
}
