//! Progress: where the learner stands, skill by skill and question by question, and what can be done with the data.

mod data;

use interview_practice_core::messages::{Message, progress};
use interview_practice_core::progress::Summary;

use super::parts::{actions, bar, button, heading, percent, primary, quiet};
use crate::app::App;
use crate::dom::{El, Signal, el, svg};
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
        standing(app)
    });
    el("div", "stack loose").add(heading(1, "", app.say(progress::STAND))).add(standing).add(data::data(app))
}

fn standing(app: App) -> Vec<El> {
    let totals = app.totals();
    let Some(summary) = app.summary().filter(|_| totals.answered > 0) else {
        let empty = el("p", "muted prose").add(app.say(progress::EMPTY));
        let quiz = primary(app.view_name(ViewName::Quiz), move || app.go(Route::to(ViewName::Quiz)));
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
    let as_table = Signal::new(false);
    let change = quiet((), move || as_table.update(|shown| *shown = !*shown))
        .live(move || app.say(if as_table.get() { progress::SHOW_CHART } else { progress::SHOW_TABLE }));
    let shown = el("div", "").live(move || if as_table.get() { skill_table(app, &rows) } else { chart(app, &rows) });
    el("div", "stack tight").add(shown).add(actions(change))
}

/// Bars as SVG: a name above each, the number beside it; it scales with the width it is given.
fn chart(app: App, rows: &[Standing]) -> El {
    let number = |n: usize| n.to_string();
    let mut chart = svg("svg", "chart")
        .attr("part", "chart")
        .attr("viewBox", &["0 0 320 ", &number(rows.len() * 44)].concat())
        .attr("role", "img")
        .attr("aria-labelledby", "chart-title chart-about")
        .add(svg("title", "").attr("id", "chart-title").add(app.say(progress::CHART)))
        .add(svg("desc", "").attr("id", "chart-about").add(app.say(progress::CHART_ABOUT)));
    for (n, row) in rows.iter().enumerate() {
        let top = n * 44;
        let text = |x: &str, anchor: &str, text: &str| {
            svg("text", "chart-name").attr("x", x).attr("y", &number(top + 15)).attr("text-anchor", anchor).add(text)
        };
        let rect = |class: &str, width: usize| {
            svg("rect", class)
                .attr("x", "0")
                .attr("y", &number(top + 22))
                .attr("width", &number(width))
                .attr("height", "9")
                .attr("rx", "4")
        };
        chart = chart
            .add(text("0", "start", &shorten(&row.name, 34)))
            .add(text("320", "end", &app.percent(row.share)))
            .add(rect("chart-track", 320))
            .add(rect("chart-bar", usize::from(percent(row.share)) * 320 / 100));
    }
    chart
}

fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most { text.to_owned() } else { text.chars().take(most - 1).chain(['…']).collect() }
}

fn table(app: App, class: &str, columns: &[Message], rows: Vec<El>) -> El {
    let columns: Vec<El> =
        columns.iter().map(|message| el("th", "").attr("scope", "col").add(app.say(*message))).collect();
    el("table", class).add(el("thead", "").add(el("tr", "").add(columns))).add(el("tbody", "").add(rows))
}

fn skill_table(app: App, rows: &[Standing]) -> El {
    let rows = rows
        .iter()
        .map(|row| {
            el("tr", "")
                .add(el("th", "").attr("scope", "row").add(row.name.as_str()))
                .add(el("td", "").add(app.percent(row.share)))
                .add(el("td", "").add(row.about.as_str()))
        })
        .collect();
    table(app, "", &[progress::SKILL, progress::MASTERY, progress::TRIED], rows)
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
    table(app, "progress-questions", &columns, rows)
}
