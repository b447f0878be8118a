//! The guide: an article a section, its contents beside it, questions in place.

use interview_practice_core::content::{Pack, Section};
use interview_practice_core::messages::guide;
use leptos::prelude::*;

use super::parts::{Glyph, Icon, blocks, heading};
use crate::app::App;
use crate::route::Route;

/// The guide view, at the section asked for, or the one the learner read last.
#[component]
pub fn GuideView(
    /// Which section, if one was asked for.
    route: Route,
) -> impl IntoView {
    let app = App::current();
    let pack = app.pack();
    let asked = route.options.question.as_deref().and_then(|id| pack.guide.iter().position(|section| section.id == id));
    let at = asked.unwrap_or_default();
    match pack.guide.get(at) {
        None => view! { class="ip", <p class="muted">{app.say(guide::EMPTY)}</p> }.into_any(),
        Some(section) => view! { class="ip",
            <div class="guide">
                {contents(app, &pack, at)}
                <article class="stack guide-shown" part="article" lang=pack.language.clone()>
                    {article(app, &pack, section)}
                    {in_place(app, &pack, section)}
                    {pager(app, &pack, at)}
                </article>
                <div class="guide-print" lang=pack.language.clone()>
                    {pack.guide.iter().map(|section| article(app, &pack, section)).collect_view()}
                </div>
            </div>
        }
        .into_any(),
    }
}

fn contents(app: App, pack: &Pack, at: usize) -> impl IntoView + use<> {
    let entries = pack.guide.iter().enumerate().map(|(n, section)| {
        let id = section.id.to_string();
        view! { class="ip",
            <li>
                <button type="button" aria-current=(n == at).then_some("true") on:click=move |_| app.go(Route::section(&id))>
                    <span lang=pack.language.clone()>{section.title.clone()}</span>
                </button>
            </li>
        }
    });
    view! { class="ip",
        <nav class="guide-contents" aria-label=app.say(guide::CONTENTS) part="contents"><ol>{entries.collect_view()}</ol></nav>
    }
}

fn article(app: App, pack: &Pack, section: &Section) -> impl IntoView + use<> {
    let skills = section.lists.map(|level| {
        pack.competencies
            .iter()
            .filter(|competency| competency.level == level)
            .map(|competency| {
                view! { class="ip",
                    <section class="guide-skill prose">
                        {heading(2, "", competency.name.clone())}
                        <p>{competency.description.clone()}</p>
                        {blocks(&competency.body, 3)}
                    </section>
                }
            })
            .collect_view()
    });
    let _ = app;
    view! { class="ip",
        {heading(1, "guide-title", section.title.clone())}
        <div class="prose">{blocks(&section.body, 2)}</div>
        {skills}
    }
}

fn in_place(app: App, pack: &Pack, section: &Section) -> impl IntoView + use<> {
    let questions = section
        .questions
        .iter()
        .filter_map(|id| pack.question(id.as_str()))
        .map(|question| {
            let id = question.id.to_string();
            view! { class="ip",
                <li>
                    <button type="button" class="button quiet" on:click=move |_| app.go(Route::practise(&id))>
                        <span>{question.prompt.clone()}</span>
                        <Icon glyph=Glyph::Arrow/>
                    </button>
                </li>
            }
        })
        .collect_view();
    (!section.questions.is_empty()).then(|| {
        view! { class="ip",
            <section class="card stack tight" part="card">
                {heading(2, "", app.say(guide::PRACTISE_HERE))}
                <ul class="guide-questions">{questions}</ul>
            </section>
        }
    })
}

fn pager(app: App, pack: &Pack, at: usize) -> impl IntoView + use<> {
    let step = |section: Option<&Section>, message: interview_practice_core::messages::Message| {
        section.map(|section| {
            let id = section.id.to_string();
            let label = app.fill(message, &[("title", &section.title)]);
            view! { class="ip", <button type="button" class="button" on:click=move |_| app.go(Route::section(&id))>{label}</button> }
        })
    };
    view! { class="ip",
        <div class="guide-pager">
            {at.checked_sub(1).map(|before| step(pack.guide.get(before), guide::PREVIOUS_SECTION))}
            {step(pack.guide.get(at + 1), guide::NEXT_SECTION)}
        </div>
    }
}
