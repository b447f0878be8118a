//! Progress: where the learner stands, skill by skill and question by question, and what can be done with the data.

use interview_practice_core::messages::progress;
use leptos::prelude::*;

use super::parts::{bar, heading};
use crate::app::App;
use crate::route::{Route, ViewName};

/// How a skill or question stands, for a row.
struct Standing {
    name: String,
    /// The question's id, where there is one to practise.
    question: Option<String>,
    share: f64,
    about: String,
}

/// The progress view.
#[component]
pub fn ProgressView() -> impl IntoView {
    let app = App::current();
    let stand = move || {
        app.revision.track();
        standing(app)
    };
    view! { class="ip",
        <div class="stack loose">
            {heading(1, "", app.say(progress::STAND))}
            {stand}
        </div>
    }
}

fn standing(app: App) -> AnyView {
    let totals = app.totals();
    if totals.answered == 0 {
        return view! { class="ip",
            <div class="stack" part="empty">
                <slot name="empty"><p class="muted prose">{app.say(progress::EMPTY)}</p></slot>
                <div class="actions">
                    <button type="button" class="button primary" on:click=move |_| app.go(Route::to(ViewName::Quiz))>
                        {app.view_name(ViewName::Quiz)}
                    </button>
                </div>
            </div>
        }
        .into_any();
    }
    let facts = [
        app.count(progress::ANSWERED, totals.answered as usize),
        app.count(progress::MASTERED, totals.mastered as usize),
        app.count(progress::DUE, totals.due as usize),
    ]
    .join(" · ");
    view! { class="ip",
        <p class="lead">{facts}</p>
        <section class="stack tight">
            {heading(2, "", app.say(progress::BY_SKILL))}
            {skills(app)}
        </section>
        <section class="stack tight">
            {heading(2, "", app.say(progress::BY_QUESTION))}
            {questions(app)}
        </section>
    }
    .into_any()
}

fn skills(app: App) -> AnyView {
    let summary = app.summary();
    let rows: Vec<Standing> = summary
        .competencies
        .iter()
        .map(|skill| Standing {
            name: app.pack().competency(&skill.id).map_or_else(|| skill.id.clone(), |known| known.name.clone()),
            question: None,
            share: skill.mastery,
            about: app.count(progress::ITEM_COUNT, skill.answered as usize),
        })
        .collect();
    let as_table = RwSignal::new(false);
    let label = move || app.say(if as_table.get() { progress::SHOW_CHART } else { progress::SHOW_TABLE });
    let shown = move || if as_table.get() { table(app, &rows) } else { chart(app, &rows) };
    view! { class="ip",
        {shown}
        <div class="actions">
            <button type="button" class="button quiet" on:click=move |_| as_table.update(|shown| *shown = !*shown)>{label}</button>
        </div>
    }
    .into_any()
}

/// Bars as SVG: a name above each, the number beside it, readable at any width since it scales with the text.
fn chart(app: App, rows: &[Standing]) -> AnyView {
    let height = rows.len() * 44;
    let view_box = ["0 0 320 ", &height.to_string()].concat();
    let bars = rows
        .iter()
        .enumerate()
        .map(|(n, row)| {
            let top = n * 44;
            let width = (row.share.clamp(0.0, 1.0) * 320.0).round().to_string();
            let name = shorten(&row.name, 34);
            view! { class="ip",
                <text class="chart-name" x="0" y=(top + 15).to_string()>{name}</text>
                <text class="chart-name" x="320" y=(top + 15).to_string() text-anchor="end">{app.percent(row.share)}</text>
                <rect class="chart-track" x="0" y=(top + 22).to_string() width="320" height="9" rx="4"></rect>
                <rect class="chart-bar" x="0" y=(top + 22).to_string() width=width height="9" rx="4"></rect>
            }
        })
        .collect_view();
    view! { class="ip",
        <svg class="chart" part="chart" viewBox=view_box role="img" aria-labelledby="chart-title chart-about" direction="ltr">
            <title id="chart-title">{app.say(progress::CHART)}</title>
            <desc id="chart-about">{app.say(progress::CHART_ABOUT)}</desc>
            {bars}
        </svg>
    }
    .into_any()
}

fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most { text.to_owned() } else { text.chars().take(most - 1).chain(['…']).collect() }
}

fn table(app: App, rows: &[Standing]) -> AnyView {
    let rows = rows
        .iter()
        .map(|row| {
            view! { class="ip",
                <tr><th scope="row">{row.name.clone()}</th><td>{app.percent(row.share)}</td><td>{row.about.clone()}</td></tr>
            }
        })
        .collect_view();
    view! { class="ip",
        <table>
            <thead><tr>
                <th scope="col">{app.say(progress::SKILL)}</th>
                <th scope="col">{app.say(progress::MASTERY)}</th>
                <th scope="col">{app.say(progress::QUIZ_RESULT)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn questions(app: App) -> AnyView {
    let pack = app.pack();
    let summary = app.summary();
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
            let last = app
                .with_state(|state| {
                    state.questions.get(question.id.as_str()).and_then(|known| known.attempts.last()?.attempt.share())
                })
                .map_or_else(|| app.say(progress::NEVER).to_owned(), |share| app.percent(share));
            let id = question.id.to_string();
            Some(view! { class="ip",
                <tr>
                    <th scope="row">
                        <button type="button" class="progress-link" on:click=move |_| app.go(Route::practise(&id))>
                            <span lang=pack.language.clone()>{question.prompt.clone()}</span>
                        </button>
                    </th>
                    <td>{attempts.to_string()}</td>
                    <td>{last}</td>
                    <td class="quiz-share"><span>{app.percent(mastery)}</span>{bar(mastery)}</td>
                </tr>
            })
        })
        .collect_view();
    view! { class="ip",
        <table class="progress-questions">
            <thead><tr>
                <th scope="col">{app.say(progress::QUESTION)}</th>
                <th scope="col">{app.say(progress::ATTEMPTS)}</th>
                <th scope="col">{app.say(progress::LAST)}</th>
                <th scope="col">{app.say(progress::MASTERY)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
