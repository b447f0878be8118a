//! All questions, with what became of each so far.

use interview_practice_core::content::{Pack, Question};
use interview_practice_core::messages::practice;

use super::super::parts::{button, heading};
use crate::app::App;
use crate::dom::{El, el};
use crate::route::Route;

/// The list of questions.
pub fn list(app: App) -> El {
    let pack = app.pack();
    if pack.questions.is_empty() {
        return el("p", "muted").add(app.say(practice::EMPTY));
    }
    let own: Vec<El> = pack.practice_questions().map(|question| entry(app, &pack, question)).collect();
    let more = el("div", "").live(move || {
        app.want_prompts();
        prompts(app)
    });
    let own =
        el("section", "stack").add(heading(1, "", app.say(practice::CHOOSE))).add(el("ul", "practice-list").add(own));
    el("div", "stack loose").add(own).add(more)
}

/// The mock interviews' questions, folded away by assessment.
fn prompts(app: App) -> Option<El> {
    let pack = app.pack();
    let groups: Vec<El> = pack
        .assessments
        .iter()
        .filter_map(|assessment| {
            let rows: Vec<El> =
                pack.opening_prompts(&assessment.id).map(|question| entry(app, &pack, question)).collect();
            let title = el("summary", "").attr("lang", &pack.language).add(assessment.title.as_str());
            (!rows.is_empty()).then(|| el("details", "").add(title).add(el("ul", "practice-list").add(rows)))
        })
        .collect();
    let title = app.say(practice::MOCK_QUESTIONS);
    (!groups.is_empty()).then(|| el("section", "stack tight").add(heading(2, "", title)).add(groups))
}

fn entry(app: App, pack: &Pack, question: &Question) -> El {
    let last = app.with_state(|state| {
        state.questions.get(question.id.as_str()).and_then(|known| known.attempts.last()?.attempt.share())
    });
    let stand = match last {
        Some(share) => app.fill(practice::LAST_RESULT, &[("share", &app.percent(share))]),
        None => app.say(practice::NOT_PRACTISED).to_owned(),
    };
    let facts = facts(app, question).join(" · ");
    let label = vec![
        el("strong", "").attr("lang", &pack.language).add(question.prompt.as_str()),
        el("span", "muted small").add(facts),
        el("span", "small practice-stand").add(stand),
    ];
    let route = Route::practise(question.id.as_str());
    el("li", "").add(button("practice-entry", label, move || app.go(route.clone())).attr("part", "card"))
}

/// Kind, difficulty and suggested time.
pub fn facts(app: App, question: &Question) -> [String; 3] {
    [
        app.kind_name(question.kind).to_owned(),
        app.difficulty_name(question.difficulty).to_owned(),
        app.duration(question.seconds),
    ]
}
