//! What came of a quiz: per skill, what was missed, what to do next.

use std::sync::Arc;

use interview_practice_core::messages::{quiz, shell};
use interview_practice_core::quiz::{Advice, Feedback, ItemBank};
use leptos::prelude::*;

use super::super::parts::{bar, heading, item};
use super::{Runs, repeat};
use crate::app::App;
use crate::route::{Route, ViewName};

/// The summary of the run that has ended.
pub fn summary(app: App, runs: Runs) -> AnyView {
    let Some(run) = runs.run.get_untracked() else { return ().into_any() };
    let pack = app.pack();
    let bank = ItemBank::new(&pack);
    let result = run.session.summary(&bank);
    let at_end = run.session.settings().feedback == Feedback::AtEnd;

    let rows = result.competencies.iter().map(|skill| {
        let name = app.competency_name(&skill.competency);
        view! { class="ip",
            <tr>
                <th scope="row" lang=pack.language.clone()>{name}</th>
                <td>{skill.answered.to_string()}</td>
                <td class="quiz-share"><span>{app.percent(skill.score)}</span>{bar(skill.score)}</td>
            </tr>
        }
    });
    // What was right needs no second look, unless nothing was shown on the way.
    let looked = run.session.review(&bank).filter_map(|(current, given)| {
        let (given, grade) = given?;
        if grade.correct && !at_end {
            return None;
        }
        let response = given.response.as_ref()?;
        let title = item::stem_text(app, &current);
        let (glyph, tone, words) = item::verdict(app, &grade);
        let class = ["item-mark ", tone].concat();
        Some(view! { class="ip",
            <details class="quiz-again">
                <summary>
                    <span class=class><super::super::parts::Icon glyph=glyph/><span>{words}</span></span>" "<span lang=pack.language.clone()>{title}</span>
                </summary>
                {item::graded(app, &Arc::new(current), response, &grade)}
            </details>
        })
    });
    let looked: Vec<_> = looked.collect();
    let again = (!looked.is_empty()).then(|| {
        let title = app.say(if at_end { quiz::ALL_ITEMS } else { quiz::MISSED_ITEMS });
        view! { class="ip", <section class="stack tight">{heading(2, "", title)}{looked}</section> }
    });
    let advice = result.next.iter().enumerate().map(|(n, advice)| {
        let missed = result.missed.clone();
        let pack = app.pack();
        let (label, act): (String, Box<dyn Fn()>) = match advice {
            Advice::RepeatMissed { .. } => {
                (app.say(quiz::DO_REPEAT_MISSED).to_owned(), Box::new(move || repeat(app, runs, &missed)))
            }
            Advice::Practise { question } => {
                let prompt = pack.question(question.as_str()).map_or_else(String::new, |known| known.prompt.clone());
                let id = question.to_string();
                (app.fill(quiz::DO_PRACTISE, &[("question", &prompt)]), Box::new(move || app.go(Route::practise(&id))))
            }
            Advice::Read { section } => {
                let title = pack.section(section.as_str()).map_or_else(String::new, |known| known.title.clone());
                let id = section.to_string();
                (app.fill(quiz::DO_READ, &[("section", &title)]), Box::new(move || app.go(Route::section(&id))))
            }
            Advice::Another => (app.say(quiz::DO_ANOTHER).to_owned(), Box::new(move || runs.clear())),
        };
        let class = if n == 0 { "button primary" } else { "button" };
        view! { class="ip", <button type="button" class=class part=class on:click=move |_| act()>{label}</button> }
    });
    let has_another = result.next.contains(&Advice::Another);
    let another = (!has_another).then(|| {
        view! { class="ip", <button type="button" class="button quiet" on:click=move |_| runs.clear()>{app.say(quiz::DO_ANOTHER)}</button> }
    });
    let gone =
        (run.session.gone() > 0).then(|| view! { class="ip", <p class="muted small">{app.say(quiz::VANISHED)}</p> });
    view! { class="ip",
        <div class="stack loose">
            <div class="stack tight">
                {heading(1, "", app.say(quiz::SUMMARY))}
                <p class="lead" role="status">{app.fill(quiz::SCORE, &[("share", &app.percent(result.score))])}</p>
                <p class="muted">{app.count(quiz::ANSWERED, result.answered)}</p>
                {gone}
            </div>
            <section class="stack tight">
                {heading(2, "", app.say(quiz::WHAT_NEXT))}
                <div class="actions">{advice.collect_view()}{another}</div>
            </section>
            <section class="stack tight">
                {heading(2, "", app.say(quiz::PER_SKILL))}
                <table>
                    <thead><tr>
                        <th scope="col">{app.say(quiz::SKILL)}</th><th scope="col">{app.say(quiz::ITEMS)}</th><th scope="col">{app.say(quiz::RESULT)}</th>
                    </tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </section>
            {again}
            <div class="actions">
                <button type="button" class="button quiet" on:click=move |_| app.go(Route::to(ViewName::Home))>{app.say(shell::HOME)}</button>
            </div>
        </div>
    }
    .into_any()
}
