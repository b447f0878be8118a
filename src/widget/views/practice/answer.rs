//! Answering: the question stays in sight, the clock runs when wanted, the text is kept as it is typed, the coach looks on.

use std::rc::Rc;

use interview_practice_core::content::Question;
use interview_practice_core::messages::{self, Message, coach, practice};
use interview_practice_core::progress::Mode;

use super::super::parts::{Glyph, actions, blocks, heading, icon, options, primary, quiet, secondary, ticker, value};
use super::{Draft, attempts, coaching, list};
use crate::app::App;
use crate::dom::{El, Signal, el, memo};
use crate::route::{Route, ViewName};

const MODES: [(Mode, Message, Message); 3] = [
    (Mode::Thought, practice::THINK, practice::THINK_ABOUT),
    (Mode::Written, practice::WRITE, practice::WRITE_ABOUT),
    (Mode::Spoken, practice::SPEAK, practice::SPEAK_ABOUT),
];

/// The question with the ways to answer it.
pub fn answer(app: App, question: &Question, draft: Signal<Draft>) -> El {
    let running = Signal::new(false);
    let restart = ticker(app, move |seconds| {
        if running.peek() {
            draft.update(|draft| draft.seconds = draft.seconds.saturating_add(seconds));
        }
    });
    let run: Rc<dyn Fn(bool)> = Rc::new(move |on| {
        restart();
        running.set(on);
    });
    let now = draft.peek_with(|draft| draft.mode);
    let labels: Vec<_> = MODES.iter().map(|(mode, label, _)| (app.say(*label).to_owned(), *mode == now)).collect();
    let modes = options("radio", "mode", app.say(practice::HOW), &labels, move |n, _| {
        if let Some((mode, ..)) = MODES.get(n) {
            draft.update(|draft| draft.mode = *mode);
        }
    });
    let mode = memo(move || draft.with(|draft| draft.mode));
    let about = el("p", "muted small").live(move || {
        let mode = mode.get();
        MODES.iter().find(|(known, ..)| *known == mode).map(|(_, _, about)| app.say(*about))
    });
    let starter = Rc::clone(&run);
    let id = question.id.to_string();
    let written = el("div", "").live(move || {
        let pack = app.pack();
        let question = pack.question(&id).filter(|_| mode.get() == Mode::Written)?;
        Some(
            el("div", "practice-write")
                .add(el("div", "stack tight").add(field(app, draft, running, Rc::clone(&starter))))
                .add(coaching::panel(app, question, draft)),
        )
    });
    let context = el("details", "")
        .add(el("summary", "").add(app.say(practice::ASSESSED)))
        .add(el("div", "prose").attr("lang", &app.pack().language).add(blocks(&question.context, 3)));
    el("div", "practice stack")
        .add(head(app, question))
        .add(follow_up(app, question, draft))
        .add(modes)
        .add(about)
        .add(clock(app, question.seconds, draft, running, run))
        .add(written)
        .add(actions(vec![
            primary(app.say(practice::DONE), move || draft.update(|draft| draft.checking = true)),
            quiet(app.say(practice::ALL_QUESTIONS), move || app.go(Route::to(ViewName::Practice))),
        ]))
        .add(context)
        .add(attempts::earlier(app, question, None))
}

/// The follow-up that the learner goes on with.
fn follow_up(app: App, question: &Question, draft: Signal<Draft>) -> Option<El> {
    let id = draft.peek_with(|draft| draft.follow_up.clone())?;
    let follow_up = question.follow_ups.iter().find(|follow_up| follow_up.id == *id)?;
    Some(
        el("section", "card stack tight")
            .add(heading(2, "coach-title", app.say(coach::FOLLOW_UP)))
            .add(el("p", "lead").attr("lang", &app.pack().language).add(follow_up.text.as_str()))
            .add(el("p", "muted small").add(app.say(coach::GO_ON_BELOW))),
    )
}

fn field(app: App, draft: Signal<Draft>, running: Signal<bool>, run: Rc<dyn Fn(bool)>) -> Vec<El> {
    let area = el("textarea", "practice-text")
        .attr("rows", "10")
        .attr("placeholder", app.say(practice::ANSWER_HINT))
        .add(draft.peek_with(|draft| draft.text.clone()))
        .on("input", move |event| {
            // The clock starts with the first word.
            if !running.peek() && draft.peek_with(|draft| draft.seconds == 0) {
                run(true);
            }
            draft.update(|draft| draft.text = value(&event));
        });
    let words = el("p", "small muted")
        .live(move || draft.with(|draft| app.count(practice::WORDS, draft.text.split_whitespace().count())));
    let label = el("label", "stack tight").add(el("span", "quiz-legend").add(app.say(practice::YOUR_ANSWER))).add(area);
    vec![label, words]
}

fn clock(app: App, total: u32, draft: Signal<Draft>, running: Signal<bool>, run: Rc<dyn Fn(bool)>) -> Vec<El> {
    let seconds = memo(move || draft.with(|draft| draft.seconds));
    let shown = Signal::new(true);
    let time = el("span", "practice-time").attr("part", "timer").attr("role", "timer").live(move || {
        shown.get().then(|| {
            let spent = messages::clock(seconds.get());
            let text = app.fill(practice::TIME, &[("spent", &spent), ("total", &messages::clock(total))]);
            vec![icon(Glyph::Clock), el("span", "").add([" ", &text].concat())]
        })
    });
    let start = secondary((), move || run(!running.peek())).live(move || {
        app.say(match (running.get(), seconds.get()) {
            (true, _) => practice::PAUSE_CLOCK,
            (false, 0) => practice::START_CLOCK,
            (false, _) => practice::RESUME_CLOCK,
        })
    });
    let hide = quiet((), move || shown.update(|shown| *shown = !*shown))
        .live(move || app.say(if shown.get() { practice::HIDE_CLOCK } else { practice::SHOW_CLOCK }));
    let over = memo(move || seconds.get() >= total);
    let said = el("p", "small").attr("role", "status").live(move || over.get().then(|| app.say(practice::TIME_UP)));
    vec![el("div", "practice-clock").add(vec![time, start, hide]), said]
}

/// The question, the loudest thing on screen.
pub fn head(app: App, question: &Question) -> El {
    let tags: Vec<El> = list::facts(app, question).into_iter().map(|fact| el("li", "tag").add(fact)).collect();
    let prompt = el("span", "").attr("lang", &app.pack().language).add(question.prompt.as_str());
    el("div", "practice-head stack tight")
        .add(heading(1, "practice-prompt", prompt).attr("part", "question"))
        .add(el("ul", "tags").add(tags))
}
