//! Choosing what the interview is about and how long it takes; the earlier ones.

use interview_practice_core::content::Assessment;
use interview_practice_core::interview::{MINUTES, Report};
use interview_practice_core::messages::{self, debrief, mock};
use interview_practice_core::progress::{EventId, Now};

use super::super::parts::{actions, blocks, button, heading, options, primary, submit};
use super::{Desk, options as wishes};
use crate::dom::{El, Signal, el};
use crate::route::{Route, ViewName};

/// The form that starts an interview, and the reports of earlier ones.
pub fn choose(desk: Desk) -> El {
    let app = desk.app;
    let pack = app.pack();
    if pack.assessments.is_empty() {
        let practise = primary(app.view_name(ViewName::Practice), move || app.go(Route::to(ViewName::Practice)));
        return el("div", "stack").add(el("p", "muted").add(app.say(mock::EMPTY))).add(actions(practise));
    }
    let chosen: Signal<Option<String>> = Signal::new(None);
    let minutes = Signal::new(MINUTES.get(1).copied().unwrap_or(30));
    let mixed = (pack.assessments.len() > 1).then(|| {
        let label = el("span", "").add(el("strong", "").add(app.say(mock::ALL_PARTS)));
        el("div", "mock-choice")
            .add(choice(true, label, move || chosen.set(None)))
            .add(el("p", "mock-about small muted").add(app.say(mock::ALL_PARTS_ABOUT)))
    });
    let alone = mixed.is_none();
    let rows: Vec<El> =
        pack.assessments.iter().map(|assessment| assessment_row(desk, assessment, alone, chosen)).collect();
    if alone {
        chosen.set(pack.assessments.first().map(|only| only.id.to_string()));
    }
    let lengths: Vec<_> = MINUTES
        .iter()
        .map(|length| (app.count(mock::MINUTE_CHOICE, (*length).into()), *length == minutes.peek()))
        .collect();
    let lengths = options("radio", "minutes", app.say(mock::MINUTES), &lengths, move |n, _| {
        if let Some(length) = MINUTES.get(n) {
            minutes.set(*length);
        }
    });
    let head = el("div", "stack tight")
        .add(heading(1, "", app.say(mock::CHOOSE)).attr("tabindex", "-1"))
        .add(el("p", "muted prose").add(app.say(mock::ABOUT)));
    let form = el("form", "stack loose")
        .attr("part", "form")
        .on("submit", move |event| {
            event.prevent_default();
            desk.begin(chosen.peek().as_deref(), minutes.peek(), None);
        })
        .add(head)
        .add(
            el("div", "stack tight")
                .attr("role", "radiogroup")
                .attr("aria-label", app.say(mock::CHOOSE))
                .add(mixed)
                .add(rows),
        )
        .add(lengths)
        .add(wishes::options(app))
        .add(actions(submit(app.say(mock::START))));
    el("div", "stack loose").add(form).add(el("div", "").live(move || {
        app.revision.track();
        earlier(desk)
    }))
}

fn choice(on: bool, label: El, choose: impl Fn() + 'static) -> El {
    let input = el("input", "").attr("type", "radio").attr("name", "assessment").flag("checked", on);
    el("label", "item-choice").add(input.on("change", move |_| choose())).add(label)
}

fn assessment_row(desk: Desk, assessment: &Assessment, on: bool, chosen: Signal<Option<String>>) -> El {
    let (app, pack) = (desk.app, desk.app.pack());
    let id = assessment.id.to_string();
    let title = el("strong", "").attr("lang", &pack.language).add(assessment.title.as_str());
    let judged = el("details", "")
        .add(el("summary", "small").add(app.say(mock::WHAT_IS_JUDGED)))
        .add(el("div", "prose").attr("lang", &pack.language).add(blocks(&assessment.body, 3)));
    el("div", "mock-choice").add(choice(on, title, move || chosen.set(Some(id.clone())))).add(judged)
}

/// The reports that are kept, latest first.
pub fn kept_reports(desk: Desk) -> Vec<(EventId, Now, Report)> {
    desk.app.with_state(|state| {
        let kept = state.interviews.iter().rev();
        kept.filter_map(|(id, now, value)| Some((*id, *now, Report::from_value(value)?))).collect()
    })
}

fn earlier(desk: Desk) -> Option<El> {
    let (app, pack) = (desk.app, desk.app.pack());
    let language = app.language.peek();
    let rows: Vec<El> = kept_reports(desk)
        .into_iter()
        .map(|(id, now, report)| {
            let date = app.date(now);
            let levels: Vec<String> = report
                .parts
                .iter()
                .filter_map(|part| {
                    let title =
                        pack.assessment(&part.assessment).map_or(part.assessment.as_str(), |known| &known.title);
                    let level = debrief::LEVEL.fill(language, &[("n", &part.verdict()?.to_string())]);
                    Some([title, ": ", &level].concat())
                })
                .collect();
            let facts = [messages::clock(report.used / 1000), levels.join(" · ")].join(" · ");
            let label = app.fill(debrief::OPEN, &[("date", &date)]);
            let open = button("practice-entry", el("strong", "").add(date), move || desk.show(id, None))
                .attr("aria-label", &[label, facts.clone()].join(". "))
                .add(el("span", "muted small").add(facts));
            el("li", "").add(open)
        })
        .collect();
    (!rows.is_empty()).then(|| {
        el("section", "stack tight")
            .add(heading(2, "", app.say(debrief::EARLIER)))
            .add(el("ul", "practice-list").add(rows))
    })
}
