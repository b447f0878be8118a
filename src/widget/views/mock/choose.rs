//! Choosing an assessment and a length.

use interview_practice_core::messages::mock;

use super::super::parts::{actions, blocks, heading, options, primary, submit};
use super::{Interview, MINUTES, begin};
use crate::app::App;
use crate::dom::{El, Signal, el};
use crate::route::{Route, ViewName};

/// The form that starts an interview.
pub fn choose(app: App, interview: Signal<Option<Interview>>) -> El {
    let pack = app.pack();
    let Some(first) = pack.assessments.first() else {
        let practise = primary(app.view_name(ViewName::Practice), move || app.go(Route::to(ViewName::Practice)));
        return el("div", "stack").add(el("p", "muted").add(app.say(mock::EMPTY))).add(actions(practise));
    };
    let chosen = Signal::new(first.id.to_string());
    let minutes = Signal::new(MINUTES[0]);
    let rows: Vec<El> = pack
        .assessments
        .iter()
        .enumerate()
        .map(|(n, assessment)| {
            let id = assessment.id.to_string();
            let input = el("input", "")
                .attr("type", "radio")
                .attr("name", "assessment")
                .flag("checked", n == 0)
                .on("change", move |_| chosen.set(id.clone()));
            let title = el("strong", "").attr("lang", &pack.language).add(assessment.title.as_str());
            let judged = el("details", "")
                .add(el("summary", "small").add(app.say(mock::WHAT_IS_JUDGED)))
                .add(el("div", "prose").attr("lang", &pack.language).add(blocks(&assessment.body, 3)));
            el("div", "mock-choice").add(el("label", "item-choice").add(input).add(title)).add(judged)
        })
        .collect();
    let lengths: Vec<_> = MINUTES
        .iter()
        .enumerate()
        .map(|(n, length)| (app.count(mock::MINUTE_CHOICE, *length as usize), n == 0))
        .collect();
    let lengths = options("radio", "minutes", app.say(mock::MINUTES), &lengths, move |n, _| {
        if let Some(length) = MINUTES.get(n) {
            minutes.set(*length);
        }
    });
    let head = el("div", "stack tight")
        .add(heading(1, "", app.say(mock::CHOOSE)))
        .add(el("p", "muted prose").add(app.say(mock::ABOUT)));
    el("form", "stack loose")
        .attr("part", "form")
        .on("submit", move |event| {
            event.prevent_default();
            begin(app, interview, &chosen.peek(), minutes.peek(), None);
        })
        .add(head)
        .add(el("div", "stack tight").attr("role", "radiogroup").attr("aria-label", app.say(mock::CHOOSE)).add(rows))
        .add(lengths)
        .add(actions(submit(app.say(mock::START))))
}
