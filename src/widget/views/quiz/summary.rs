//! What came of a quiz: per skill, what was missed, what to do next.

use interview_practice_core::messages::{quiz, shell};
use interview_practice_core::quiz::{Advice, Feedback, ItemBank};

use super::super::parts::{actions, bar, heading, icon, item, primary, quiet, secondary};
use super::{Run, Runs, repeat};
use crate::app::App;
use crate::dom::{El, el};
use crate::route::{Route, ViewName};

/// The summary of the run that has ended.
pub fn summary(app: App, runs: Runs) -> El {
    let Some(run) = runs.run.peek() else { return el("div", "") };
    let pack = app.pack();
    let result = run.session.summary(&ItemBank::new(&pack));
    let mut next: Vec<El> = result
        .next
        .iter()
        .enumerate()
        .map(|(n, advice)| {
            let (label, act) = follow(app, runs, advice, &result.missed);
            if n == 0 { primary(label, act) } else { secondary(label, act) }
        })
        .collect();
    if !result.next.contains(&Advice::Another) {
        next.push(quiet(app.say(quiz::DO_ANOTHER), move || runs.clear()));
    }
    let rows: Vec<El> = result
        .competencies
        .iter()
        .map(|skill| {
            let name = el("th", "").attr("scope", "row").attr("lang", &pack.language);
            el("tr", "")
                .add(name.add(app.competency_name(&skill.competency)))
                .add(el("td", "").add(skill.answered.to_string()))
                .add(el("td", "quiz-share").add(el("span", "").add(app.percent(skill.score))).add(bar(skill.score)))
        })
        .collect();
    let columns: Vec<El> = [quiz::SKILL, quiz::ITEMS, quiz::RESULT]
        .into_iter()
        .map(|message| el("th", "").attr("scope", "col").add(app.say(message)))
        .collect();
    let table = el("table", "").add(el("thead", "").add(el("tr", "").add(columns))).add(el("tbody", "").add(rows));
    let gone = (run.session.gone() > 0).then(|| el("p", "muted small").add(app.say(quiz::VANISHED)));
    let score = app.fill(quiz::SCORE, &[("share", &app.percent(result.score))]);
    let head = el("div", "stack tight")
        .add(heading(1, "", app.say(quiz::SUMMARY)).attr("tabindex", "-1"))
        .add(el("p", "quiz-score").attr("role", "status").add(score))
        .add(el("p", "muted").add(app.count(quiz::ANSWERED, result.answered)))
        .add(gone);
    let section = |title, inner: El| el("section", "stack tight").add(heading(2, "", app.say(title))).add(inner);
    el("div", "quiz-summary stack loose")
        .add(head)
        .add(section(quiz::WHAT_NEXT, actions(next)))
        .add(section(quiz::PER_SKILL, table))
        .add(again(app, &run))
        .add(actions(quiet(app.say(shell::HOME), move || app.go(Route::to(ViewName::Home)))))
}

/// A piece of advice as a button's words and deed.
fn follow(app: App, runs: Runs, advice: &Advice, missed: &[String]) -> (String, Box<dyn Fn()>) {
    let pack = app.pack();
    match advice {
        Advice::RepeatMissed { .. } => {
            let missed = missed.to_vec();
            (app.say(quiz::DO_REPEAT_MISSED).to_owned(), Box::new(move || repeat(app, runs, &missed)))
        }
        Advice::Practise { question } => {
            let prompt = pack.question(question.as_str()).map_or("", |known| &known.prompt);
            let route = Route::practise(question.as_str());
            (app.fill(quiz::DO_PRACTISE, &[("question", prompt)]), Box::new(move || app.go(route.clone())))
        }
        Advice::Read { section } => {
            let title = pack.section(section.as_str()).map_or("", |known| &known.title);
            let route = Route::section(section.as_str());
            (app.fill(quiz::DO_READ, &[("section", title)]), Box::new(move || app.go(route.clone())))
        }
        Advice::Another => (app.say(quiz::DO_ANOTHER).to_owned(), Box::new(move || runs.clear())),
    }
}

/// What was missed, to be looked at again; everything, where nothing was shown on the way.
fn again(app: App, run: &Run) -> Option<El> {
    let pack = app.pack();
    let bank = ItemBank::new(&pack);
    let at_end = run.session.settings().feedback == Feedback::AtEnd;
    let mut rows = Vec::new();
    for (current, given) in run.session.review(&bank) {
        let Some((given, grade)) = given.filter(|(_, grade)| at_end || !grade.correct) else { continue };
        let Some(response) = &given.response else { continue };
        let (glyph, tone, words) = item::verdict(app, &grade);
        let mark = el("span", &["item-mark ", tone].concat()).add(icon(glyph)).add(el("span", "").add(words));
        let title = el("span", "").attr("lang", &pack.language).add(item::stem_text(app, &current));
        rows.push(
            el("details", "quiz-again")
                .add(el("summary", "").add(mark).add(" ").add(title))
                .add(item::graded(app, &current, response, &grade)),
        );
    }
    let title = app.say(if at_end { quiz::ALL_ITEMS } else { quiz::MISSED_ITEMS });
    (!rows.is_empty()).then(|| el("section", "stack tight").add(heading(2, "", title)).add(rows))
}
