//! Progress: where the learner stands, skill by skill and question by question, and what can be done with the data.

mod data;
mod texts;

use std::rc::Rc;

use interview_practice_core::messages::{progress, review};
use interview_practice_core::progress::Summary;

use super::parts::{actions, awaited, bar, button, figure, heading, percent, primary};
use crate::app::App;
use crate::dom::{El, el};
use crate::route::{Route, ViewName};

/// How a skill stands, for a row.
struct Standing {
    name: String,
    share: f64,
    about: String,
}

/// The progress view.
pub fn progress_view(app: App) -> El {
    let standing = el("div", "stack loose").live(move || {
        app.revision.track();
        awaited(app).map_or_else(|| standing(app), |coming| vec![coming])
    });
    el("div", "stack loose")
        .add(heading(1, "", app.say(progress::STAND)))
        .add(standing)
        .add(texts::texts(app))
        .add(data::data(app))
}

fn standing(app: App) -> Vec<El> {
    let totals = app.totals();
    let Some(summary) = app.summary().filter(|_| totals.answered > 0) else {
        let empty = el("p", "muted prose").add(app.say(progress::EMPTY));
        let quiz = primary(app.say(review::TAKE_QUIZ), move || app.go(Route::to(ViewName::Quiz)));
        let empty = el("div", "stack").attr("part", "empty").add(el("slot", "").attr("name", "empty").add(empty));
        return vec![empty.add(actions(quiz))];
    };
    let facts = [
        app.count(progress::ANSWERED, totals.answered as usize),
        app.count(progress::MASTERED, totals.mastered as usize),
        app.count(progress::DUE, totals.due as usize),
    ]
    .join(" · ");
    let section = |title, inner: El| el("section", "stack tight").add(heading(2, "", app.say(title))).add(inner);
    vec![
        el("p", "lead").add(facts),
        section(progress::BY_SKILL, skills(app, &summary)),
        section(progress::BY_QUESTION, questions(app, &summary)),
    ]
}

fn skills(app: App, summary: &Summary) -> El {
    let pack = app.pack();
    let language = app.language.peek();
    let rows: Vec<Standing> = summary
        .competencies
        .iter()
        .map(|skill| Standing {
            name: pack.competency(&skill.id).map_or_else(|| skill.id.clone(), |known| known.name.clone()),
            share: skill.mastery,
            about: progress::SEEN.fill(language, skill.seen as usize, &[("total", &skill.total.to_string())]),
        })
        .collect();
    let rows = Rc::new(rows);
    let drawn = Rc::clone(&rows);
    figure::figure(app, move || chart(app, &drawn), move || skill_table(app, &rows))
}

/// Bars as SVG: a name above each, the number at its end; it scales with the width it is given.
fn chart(app: App, rows: &[Standing]) -> El {
    let height = i32::try_from(rows.len()).unwrap_or(0) * 44;
    let mut chart =
        figure::drawing("skills", "chart", 320, height, app.say(progress::CHART), app.say(progress::CHART_ABOUT));
    for (top, row) in (0..).step_by(44).zip(rows) {
        chart = chart
            .add(figure::text(0, top + 15, "start", &shorten(&row.name, 44)))
            .add(figure::text(320, top + 31, "end", &app.percent(row.share)))
            .add(figure::rect("chart-track", 0, top + 22, 276, 9).attr("rx", "4"))
            .add(figure::rect("chart-bar", 0, top + 22, i32::from(percent(row.share)) * 276 / 100, 9).attr("rx", "4"));
    }
    chart
}

fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most { text.to_owned() } else { text.chars().take(most - 1).chain(['…']).collect() }
}

fn skill_table(app: App, rows: &[Standing]) -> El {
    let rows = rows.iter().map(|row| figure::row(&row.name, &[app.percent(row.share), row.about.clone()])).collect();
    figure::table(app, "", &[progress::SKILL, progress::MASTERY, progress::TRIED], rows)
}

fn questions(app: App, summary: &Summary) -> El {
    let pack = app.pack();
    let rows = pack
        .questions
        .iter()
        .filter_map(|question| {
            let known = summary.questions.iter().find(|known| question.id == known.id.as_str());
            let attempts = known.map_or(0, |known| known.attempts);
            // The mock interviews' prompts show once they were practised.
            if question.assessment.is_some() && attempts == 0 {
                return None;
            }
            let mastery = known.map_or(0.0, |known| known.mastery);
            let last = app.with_state(|state| {
                state.questions.get(question.id.as_str()).and_then(|known| known.attempts.last()?.attempt.share())
            });
            let last = last.map_or_else(|| app.say(progress::NEVER).to_owned(), |share| app.percent(share));
            let route = Route::practise(question.id.as_str());
            let prompt = el("span", "").attr("lang", &pack.language).add(question.prompt.as_str());
            let link = button("progress-link", prompt, move || app.go(route.clone()));
            Some(
                el("tr", "")
                    .add(el("th", "").attr("scope", "row").add(link))
                    .add(el("td", "").add(attempts.to_string()))
                    .add(el("td", "").add(last))
                    .add(el("td", "quiz-share").add(el("span", "").add(app.percent(mastery))).add(bar(mastery))),
            )
        })
        .collect();
    let columns = [progress::QUESTION, progress::ATTEMPTS, progress::LAST, progress::MASTERY];
    figure::table(app, "progress-questions", &columns, rows)
}
