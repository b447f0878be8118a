//! The guide: an article a section, its contents beside it, the place kept, questions in place.

use interview_practice_core::content::{Pack, Section};
use interview_practice_core::messages::{Message, guide};
use interview_practice_core::progress::{Kind, Name, Read, Score};

use super::parts::{Glyph, actions, blocks, button, heading, icon, inlines, link, secondary};
use crate::app::App;
use crate::dom::{El, Kids, el};
use crate::route::{Route, StartOptions, ViewName};

/// From this width on, in CSS pixels, the contents stand beside the article (`guide.css` says the same in `em`).
const BESIDE: i32 = 960;

/// The guide view, at the section asked for, or the one the learner read last.
pub fn guide_view(app: App, route: &Route) -> El {
    let pack = app.pack();
    let name = ViewName::Guide.name();
    let find = |id: &str| {
        let section = pack.section(id)?;
        pack.guide.iter().position(|other| other.id == section.id)
    };
    let asked = route.options.question.as_deref().and_then(find);
    let at = asked.or_else(|| find(&app.place(name)?)).unwrap_or_default();
    let Some(section) = pack.guide.get(at) else {
        let empty = el("p", "muted").add(app.say(guide::EMPTY));
        return el("div", "").attr("part", "empty").add(el("slot", "").attr("name", "empty").add(empty));
    };
    app.save_place(name, section.id.as_str());
    let shown = el("div", "guide-shown stack")
        .add(el("article", "stack").attr("part", "article").attr("lang", &pack.language).add(article(&pack, section)))
        .add(read_mark(app, section))
        .add(in_place(app, &pack, section))
        .add((at + 1 == pack.guide.len()).then(|| appendix(app, &pack, false)))
        .add(pager(app, &pack, at));
    // On paper the whole guide stands, whichever section is on the screen.
    let print = pack.guide.iter().fold(Kids::default(), |kids, section| kids.and(article(&pack, section)));
    let print = el("div", "guide-print").attr("lang", &pack.language).add(print).add(appendix(app, &pack, true));
    el("div", "guide").add(contents(app, &pack, at)).add(shown).add(print)
}

fn is_read(app: App, id: &str) -> bool {
    app.with_state(|state| state.sections.get(id).is_some_and(|known| known.through))
}

fn contents(app: App, pack: &Pack, at: usize) -> El {
    let sections: Vec<(String, String)> =
        pack.guide.iter().map(|section| (section.id.to_string(), section.title.clone())).collect();
    let language = pack.language.clone();
    let (ids, total) = (sections.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>(), sections.len().to_string());
    let list = el("ol", "").live(move || {
        app.revision.track();
        let rows: Vec<El> = sections
            .iter()
            .enumerate()
            .map(|(n, (id, title))| {
                let done = is_read(app, id);
                let said = done.then(|| el("span", "hidden-text").add([app.say(guide::READ), ": "].concat()));
                let label = el("span", "").add(said).add(el("span", "").attr("lang", &language).add(title.as_str()));
                // A number until the section is read, then a tick.
                let number = || el("span", "guide-number").attr("aria-hidden", "true").add((n + 1).to_string());
                let mark = if done { icon(Glyph::Tick) } else { number() };
                let id = id.clone();
                let entry = button("", Kids::from(mark).and(label), move || app.go(Route::section(&id)));
                el("li", "").add(entry.attr_if("aria-current", (n == at).then_some("true")))
            })
            .collect();
        rows
    });
    let through = el("p", "small muted").live(move || {
        app.revision.track();
        let read = ids.iter().filter(|id| is_read(app, id)).count();
        guide::SECTIONS_READ.fill(app.language.peek(), read, &[("total", &total)])
    });
    // Above the article, where there is no room beside it, the contents wait folded.
    let fold = el("details", "guide-fold")
        .flag("open", app.width() >= BESIDE)
        .add(el("summary", "").add(app.say(guide::CONTENTS)))
        .add(list);
    el("nav", "guide-contents stack tight")
        .attr("aria-label", app.say(guide::CONTENTS))
        .attr("part", "contents")
        .add(fold)
        .add(through)
}

fn article(pack: &Pack, section: &Section) -> Vec<El> {
    let mut parts =
        vec![heading(1, "guide-title", section.title.as_str()), el("div", "prose").add(blocks(&section.body, 2))];
    if let Some(level) = section.lists {
        for competency in pack.competencies.iter().filter(|competency| competency.level == level) {
            parts.push(
                el("section", "guide-skill prose")
                    .add(heading(2, "", competency.name.as_str()))
                    .add(el("p", "").add(competency.description.as_str()))
                    .add(blocks(&competency.body, 3)),
            );
        }
    }
    parts
}

/// The reader says when a section is read; nothing is guessed from scrolling.
fn read_mark(app: App, section: &Section) -> El {
    let id = section.id.to_string();
    el("div", "actions").attr("role", "status").live(move || {
        app.revision.track();
        if is_read(app, &id) {
            return el("p", "positive").add(icon(Glyph::Tick)).add(" ").add(app.say(guide::MARKED_READ));
        }
        let id = id.clone();
        secondary(app.say(guide::MARK_READ), move || {
            if let Ok(section) = Name::new(&id) {
                app.record(Kind::Read(Read { section, position: Score::FULL }));
            }
        })
    })
}

fn in_place(app: App, pack: &Pack, section: &Section) -> El {
    let questions: Vec<El> = section
        .questions
        .iter()
        .filter_map(|id| pack.question(id.as_str()))
        .map(|question| {
            let id = question.id.to_string();
            let label =
                vec![el("span", "").attr("lang", &pack.language).add(question.prompt.as_str()), icon(Glyph::Arrow)];
            el("li", "").add(button("guide-question", label, move || app.go(Route::practise(&id))))
        })
        .collect();
    let list = (!questions.is_empty()).then(|| el("ul", "guide-questions").add(questions));
    let id = section.id.to_string();
    let quiz = secondary(app.say(guide::QUIZ_HERE), move || {
        let options = StartOptions { length: Some(5), ..StartOptions::about(&id) };
        app.go(Route::begin(ViewName::Quiz, options));
    });
    el("section", "card stack tight").add(heading(2, "", app.say(guide::PRACTISE_HERE))).add(list).add(actions(quiz))
}

/// Glossary and references, after the last section; on paper nobody can unfold them.
fn appendix(app: App, pack: &Pack, open: bool) -> Vec<El> {
    let fold = |title: &str, inner: El| {
        el("details", "guide-appendix")
            .flag("open", open)
            .add(el("summary", "").add(title))
            .add(inner.attr("lang", &pack.language))
    };
    let mut parts = Vec::new();
    if !pack.glossary.is_empty() {
        let terms = pack.glossary.iter().fold(el("dl", ""), |list, term| {
            list.add(el("dt", "").add(term.term.as_str())).add(el("dd", "").add(inlines(&term.definition)))
        });
        parts.push(fold(app.say(guide::GLOSSARY), terms));
    }
    if !pack.references.is_empty() {
        let groups = pack.references.iter().fold(el("div", "prose"), |list, group| {
            let entries: Vec<El> = group
                .entries
                .iter()
                .map(|entry| {
                    let row = match &entry.url {
                        Some(url) => el("li", "").add(link(url, entry.title.as_str())),
                        None => el("li", "").add(entry.title.as_str()),
                    };
                    row.add((!entry.publisher.is_empty()).then(|| [" (", &entry.publisher, ")"].concat()))
                })
                .collect();
            list.add(heading(2, "prose-heading", group.title.as_str())).add(el("ul", "").add(entries))
        });
        parts.push(fold(app.say(guide::REFERENCES), groups));
    }
    parts
}

fn pager(app: App, pack: &Pack, at: usize) -> El {
    let step = |section: Option<&Section>, message: Message| {
        section.map(|section| {
            let id = section.id.to_string();
            secondary(app.fill(message, &[("title", &section.title)]), move || app.go(Route::section(&id)))
        })
    };
    let before = at.checked_sub(1).and_then(|before| pack.guide.get(before));
    el("div", "guide-pager")
        .add(step(before, guide::PREVIOUS_SECTION))
        .add(step(pack.guide.get(at + 1), guide::NEXT_SECTION))
}
