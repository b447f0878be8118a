//! The guide: an article a section, its contents beside it, the place kept, questions in place.

use interview_practice_core::content::{Pack, Section};
use interview_practice_core::messages::{Message, guide};
use interview_practice_core::progress::{Kind, Name, Read, Score};
use leptos::prelude::*;

use super::parts::{Glyph, Icon, blocks, heading, inlines};
use crate::app::App;
use crate::route::{Route, StartOptions, ViewName};

/// The guide view, at the section asked for, or the one the learner read last.
#[component]
pub fn GuideView(
    /// Which section, if one was asked for.
    route: Route,
) -> impl IntoView {
    let app = App::current();
    let pack = app.pack();
    let name = ViewName::Guide.name();
    let find =
        |id: &str| pack.section(id).and_then(|section| pack.guide.iter().position(|other| other.id == section.id));
    let asked = route.options.question.as_deref().and_then(find);
    let at = asked.or_else(|| find(&app.place(name)?)).unwrap_or_default();
    let Some(section) = pack.guide.get(at) else {
        return view! { class="ip",
            <div part="empty"><slot name="empty"><p class="muted">{app.say(guide::EMPTY)}</p></slot></div>
        }
        .into_any();
    };
    app.save_place(name, section.id.as_str());
    view! { class="ip",
        <div class="guide">
            {contents(app, &pack, at)}
            <div class="guide-shown stack">
                <article class="stack" part="article" lang=pack.language.clone()>{article(&pack, section)}</article>
                {read_mark(app, section)}
                {in_place(app, &pack, section)}
                {(at + 1 == pack.guide.len()).then(|| appendix(app, &pack))}
                {pager(app, &pack, at)}
            </div>
            // On paper the whole guide stands, whichever section is on the screen.
            <div class="guide-print" lang=pack.language.clone() aria-hidden="true">
                {pack.guide.iter().map(|section| article(&pack, section)).collect_view()}
                {appendix(app, &pack)}
            </div>
        </div>
    }
    .into_any()
}

fn is_read(app: App, id: &str) -> bool {
    app.with_state(|state| state.sections.get(id).is_some_and(|known| known.through))
}

fn contents(app: App, pack: &Pack, at: usize) -> AnyView {
    let sections: Vec<(String, String)> =
        pack.guide.iter().map(|section| (section.id.to_string(), section.title.clone())).collect();
    let language = pack.language.clone();
    let total = sections.len();
    let list = move || {
        app.revision.track();
        let read = sections.iter().filter(|(id, _)| is_read(app, id)).count();
        let rows = sections.iter().enumerate().map(|(n, (id, title))| {
            let done = is_read(app, id);
            let id = id.clone();
            let mark = done.then(|| view! { class="ip", <span class="hidden-text">{app.say(guide::READ)}": "</span> });
            view! { class="ip",
                <li>
                    <button type="button" aria-current=(n == at).then_some("true") on:click=move |_| app.go(Route::section(&id))>
                        <Icon glyph=if done { Glyph::Tick } else { Glyph::Circle }/>
                        <span>{mark}<span lang=language.clone()>{title.clone()}</span></span>
                    </button>
                </li>
            }
        });
        let total = total.to_string();
        let said = guide::SECTIONS_READ.fill(app.language.get_untracked(), read, &[("total", &total)]);
        view! { class="ip", <ol>{rows.collect_view()}</ol><p class="small muted">{said}</p> }
    };
    view! { class="ip",
        <nav class="guide-contents" aria-label=app.say(guide::CONTENTS) part="contents">
            <details class="guide-fold" open=true><summary>{app.say(guide::CONTENTS)}</summary>{list}</details>
        </nav>
    }
    .into_any()
}

fn article(pack: &Pack, section: &Section) -> AnyView {
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
    view! { class="ip",
        {heading(1, "guide-title", section.title.clone())}
        <div class="prose">{blocks(&section.body, 2)}</div>
        {skills}
    }
    .into_any()
}

/// The reader says when a section is read; nothing is guessed from scrolling.
fn read_mark(app: App, section: &Section) -> AnyView {
    let id = section.id.to_string();
    let known = id.clone();
    let mark = move |_| {
        if let Ok(section) = Name::new(&id) {
            app.record(Kind::Read(Read { section, position: Score::FULL }));
        }
    };
    let shown = move || {
        app.revision.track();
        if is_read(app, &known) {
            view! { class="ip", <p class="positive" role="status"><Icon glyph=Glyph::Tick/>" "{app.say(guide::MARKED_READ)}</p> }.into_any()
        } else {
            let mark = mark.clone();
            view! { class="ip", <button type="button" class="button" part="button" on:click=mark>{app.say(guide::MARK_READ)}</button> }
                .into_any()
        }
    };
    view! { class="ip", <div class="actions">{shown}</div> }.into_any()
}

fn in_place(app: App, pack: &Pack, section: &Section) -> AnyView {
    let questions = section
        .questions
        .iter()
        .filter_map(|id| pack.question(id.as_str()))
        .map(|question| {
            let id = question.id.to_string();
            view! { class="ip",
                <li>
                    <button type="button" class="guide-question" on:click=move |_| app.go(Route::practise(&id))>
                        <span lang=pack.language.clone()>{question.prompt.clone()}</span>
                        <Icon glyph=Glyph::Arrow/>
                    </button>
                </li>
            }
        })
        .collect_view();
    let list =
        (!section.questions.is_empty()).then(|| view! { class="ip", <ul class="guide-questions">{questions}</ul> });
    let id = section.id.to_string();
    let quiz = move |_| {
        let options = StartOptions { length: Some(5), ..StartOptions::about(&id) };
        app.go(Route::begin(ViewName::Quiz, options));
    };
    view! { class="ip",
        <section class="card stack tight" part="card">
            {heading(2, "", app.say(guide::PRACTISE_HERE))}
            {list}
            <div class="actions"><button type="button" class="button" on:click=quiz>{app.say(guide::QUIZ_HERE)}</button></div>
        </section>
    }
    .into_any()
}

/// Glossary and references, after the last section.
fn appendix(app: App, pack: &Pack) -> AnyView {
    let terms = pack
        .glossary
        .iter()
        .map(|term| view! { class="ip", <dt>{term.term.clone()}</dt><dd>{inlines(&term.definition)}</dd> })
        .collect_view();
    let groups = pack
        .references
        .iter()
        .map(|group| {
            let entries = group
                .entries
                .iter()
                .map(|entry| {
                    let title = entry.title.clone();
                    let title = match &entry.url {
                        Some(url) => {
                            let url = url.as_str().to_owned();
                            view! { class="ip", <a href=url target="_blank" rel="noopener noreferrer">{title}</a> }
                                .into_any()
                        }
                        None => title.into_any(),
                    };
                    let publisher = (!entry.publisher.is_empty()).then(|| [" (", &entry.publisher, ")"].concat());
                    view! { class="ip", <li>{title}{publisher}</li> }
                })
                .collect_view();
            view! { class="ip", {heading(3, "", group.title.clone())}<ul>{entries}</ul> }
        })
        .collect_view();
    let glossary = (!pack.glossary.is_empty()).then(|| {
        view! { class="ip", <details class="guide-appendix"><summary>{app.say(guide::GLOSSARY)}</summary><dl lang=pack.language.clone()>{terms}</dl></details> }
    });
    let references = (!pack.references.is_empty()).then(|| {
        view! { class="ip",
            <details class="guide-appendix"><summary>{app.say(guide::REFERENCES)}</summary><div class="prose" lang=pack.language.clone()>{groups}</div></details>
        }
    });
    view! { class="ip", {glossary}{references} }.into_any()
}

fn pager(app: App, pack: &Pack, at: usize) -> AnyView {
    let step = |section: Option<&Section>, message: Message| {
        section.map(|section| {
            let id = section.id.to_string();
            let label = app.fill(message, &[("title", &section.title)]);
            view! { class="ip",
                <button type="button" class="button" on:click=move |_| app.go(Route::section(&id))>{label}</button>
            }
        })
    };
    let before = at.checked_sub(1).and_then(|before| pack.guide.get(before));
    view! { class="ip",
        <div class="guide-pager">
            {step(before, guide::PREVIOUS_SECTION)}
            {step(pack.guide.get(at + 1), guide::NEXT_SECTION)}
        </div>
    }
    .into_any()
}
