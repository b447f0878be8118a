//! The report: a document worth keeping, on the screen, on paper, as Markdown.

use std::rc::Rc;

use interview_practice_core::coach::Band;
use interview_practice_core::interview::{
    Asked, Change, NextStep, Part, Remark, Report, compare, facts, markdown, next_steps, pitfall, point,
};
use interview_practice_core::messages::{self, Message, debrief};
use interview_practice_core::progress::Name;

use super::super::parts::{button, download, heading, primary, secondary};
use super::{Desk, Shown, choose, print, radar, transcript, voices};
use crate::app::App;
use crate::dom::{El, Signal, el};
use crate::route::{Route, StartOptions, ViewName};

/// How many places in the answers show a level.
const EVIDENCE: usize = 3;

/// The report that is shown.
pub fn report(desk: Desk) -> Option<El> {
    let app = desk.app;
    let shown = desk.shown.peek()?;
    let words: Signal<Option<Option<String>>> = match (&shown.words, &shown.report.text) {
        (Some(words), _) => Signal::new(Some(Some(words.clone()))),
        (None, Some(name)) => match Name::new(name) {
            Ok(name) => app.kept_text(&name),
            Err(_) => Signal::new(Some(None)),
        },
        (None, None) => Signal::new(Some(None)),
    };
    Some(el("div", "").live(move || {
        let words = words.get()?;
        Some(document(desk, &shown, words))
    }))
}

fn document(desk: Desk, shown: &Rc<Shown>, words: Option<String>) -> El {
    let app = desk.app;
    let pack = app.pack();
    let report = &shown.report;
    let gone = words.is_none();
    let words: Rc<str> = Rc::from(words.unwrap_or_default());
    let mut earlier: Vec<Report> = choose::kept_reports(desk)
        .into_iter()
        .filter(|(id, now, _)| *id != shown.event && now.at <= shown.now.at)
        .map(|(_, _, report)| report)
        .collect();
    earlier.reverse();
    let change = compare(report, &earlier, &pack);
    let steps = next_steps(report, &pack);
    let date = app.date(shown.now);
    let title = app.fill(debrief::OF_DATE, &[("date", &date)]);
    let head = el("header", "stack tight")
        .add(heading(1, "", title.as_str()).attr("tabindex", "-1"))
        .add(el("p", "muted").attr("lang", &pack.language).add(pack.role.as_str()))
        .add(el("p", "").add([&facts(report, app.language.peek()), ". ", app.say(report.ending.message())].concat()));
    let parts: Vec<El> =
        report.parts.iter().enumerate().map(|(place, part)| part_section(app, report, place, part, &words)).collect();
    let voices = Rc::new(voices::ask(app, report, &words));
    let heard = Rc::clone(&voices);
    let about = el("p", "muted small prose").add(app.say(debrief::COACH_ABOUT));
    let missing = gone.then(|| el("p", "muted small").add(app.say(debrief::TEXT_GONE)));
    let paper = el("article", "mock-report stack loose")
        .add(head)
        .add(parts)
        .add(about)
        .add(radar::skills(app, report, earlier.last()))
        .add(comparison(app, &change))
        .add(next(app, &steps))
        .add(missing)
        .add(transcript::transcript(app, report, &words))
        .add(voices.iter().map(|voice| voice.show(app)).collect::<Vec<_>>());
    let sheet = paper.clone();
    let name = ["interview-", &shown.event.to_string(), ".md"].concat();
    let exported = Rc::clone(shown);
    let export = secondary(app.say(debrief::EXPORT), move || {
        let pack = app.pack();
        let remarks: Vec<Remark> = heard.iter().flat_map(|voice| voice.remarks.peek()).collect();
        let page = markdown(&exported.report, &words, (&change, &steps), &remarks, &pack, &date, app.language.peek());
        download(&name, "text/markdown", &page);
    });
    let buttons = el("div", "actions screen-only")
        .add(primary(app.say(debrief::ANOTHER), move || desk.clear()))
        .add(secondary(app.say(debrief::PRINT), move || print::print(&sheet, &title)))
        .add(export);
    el("div", "stack loose").add(paper).add(buttons)
}

/// A section with its title.
pub fn section(app: App, title: Message, inner: impl Into<crate::dom::Kids>) -> El {
    el("section", "stack tight").add(heading(2, "", app.say(title))).add(inner)
}

fn part_section(app: App, report: &Report, place: usize, part: &Part, words: &str) -> El {
    let pack = app.pack();
    let title = pack.assessment(&part.assessment).map_or(part.assessment.as_str(), |known| &known.title);
    let out = el("section", "stack").add(heading(2, "", el("span", "").attr("lang", &pack.language).add(title)));
    if report.questions_of(place).next().is_none() {
        return out.add(el("p", "muted").add(app.say(debrief::SELF_NOT_ASKED)));
    }
    let verdicts = el("div", "mock-verdicts").add(verdict(app, part, debrief::YOU_SAY, part.own, None)).add(verdict(
        app,
        part,
        debrief::COACH_SAYS,
        part.level,
        Some(part.share),
    ));
    let asked: Vec<&Asked> = report.questions_of(place).filter(|asked| asked.judged).collect();
    let strengths = points(app, &asked, true, words);
    let gaps = points(app, &asked, false, words);
    let list = |title: Message, rows: Vec<El>, none: Message| {
        let inner = if rows.is_empty() {
            el("p", "muted").add(app.say(none))
        } else {
            el("ul", "mock-points").attr("lang", &pack.language).add(rows)
        };
        el("div", "stack tight").add(heading(3, "", app.say(title))).add(inner)
    };
    let judged = (!asked.is_empty()).then(|| {
        el("div", "mock-sides").add(list(debrief::STRENGTHS, strengths, debrief::NO_STRENGTHS)).add(list(
            debrief::GAPS,
            gaps,
            debrief::NO_GAPS,
        ))
    });
    let evidence = evidence(app, &asked, words);
    let traps = pitfalls(app, report, place, words);
    let traps = (!traps.is_empty()).then(|| list(debrief::PITFALLS, traps, debrief::PITFALLS));
    let time = app.fill(debrief::TIME, &[("time", &messages::clock(part.spent / 1000))]);
    out.add(verdicts).add(el("p", "muted small").add(time)).add(evidence).add(judged).add(traps)
}

fn verdict(app: App, part: &Part, who: Message, level: Option<u8>, share: Option<u16>) -> El {
    let pack = app.pack();
    let card = el("div", "card stack tight").add(el("p", "muted small").add(app.say(who)));
    let Some(level) = level else { return card.add(el("p", "").add(app.say(debrief::COACH_NONE))) };
    let anchor = part.anchor(&pack, level).map(|step| step.text.as_str());
    let share = share.map(|share| {
        let share = app.percent(f64::from(share) / 1000.0);
        el("p", "muted small").add(app.fill(debrief::SHARE, &[("share", &share)]))
    });
    card.add(el("p", "lead").add(app.fill(debrief::LEVEL, &[("n", &level.to_string())])))
        .add(el("p", "").attr("lang", &pack.language).add(anchor))
        .add(share)
}

/// The answers' own sentences that speak most for a level: those of points that needed no follow-up first.
fn evidence(app: App, asked: &[&Asked], words: &str) -> Option<El> {
    let shown = |prompted: bool| {
        asked
            .iter()
            .flat_map(|asked| &asked.points)
            .filter(move |point| point.band != Band::Missing && point.prompted == prompted)
            .filter_map(|point| point.evidence)
    };
    let mut places: Vec<(u32, u32)> = Vec::new();
    for place in shown(false).chain(shown(true)) {
        if places.len() < EVIDENCE && !places.contains(&place) {
            places.push(place);
        }
    }
    let quotes: Vec<El> = places
        .into_iter()
        .map(|place| Report::quote(words, place).trim())
        .filter(|quote| !quote.is_empty())
        .map(|quote| el("blockquote", "").attr("dir", "auto").add(quote))
        .collect();
    (!quotes.is_empty()).then(|| el("div", "stack tight").add(heading(3, "", app.say(debrief::EVIDENCE))).add(quotes))
}

fn points(app: App, asked: &[&Asked], covered: bool, words: &str) -> Vec<El> {
    let pack = app.pack();
    let mut rows = Vec::new();
    for asked in asked {
        let Some(question) = pack.question(&asked.question) else { continue };
        for known in asked.points.iter().filter(|known| (known.band == Band::Covered) == covered) {
            let note = match (known.band, known.prompted) {
                (Band::Partly, _) => Some(debrief::PARTLY),
                (Band::Covered, true) => Some(debrief::PROMPTED),
                _ => None,
            };
            let note = note.map(|note| {
                let language = app.language.peek().tag();
                el("span", "muted small").attr("lang", language).add([" (", app.say(note), ")"].concat())
            });
            // What came nearest to a point that was not said shows nothing.
            let shown = known.evidence.filter(|_| known.band != Band::Missing);
            let quote = shown.map_or("", |place| Report::quote(words, place).trim());
            let quote = (!quote.is_empty()).then(|| el("q", "mock-quote small").attr("dir", "auto").add(quote));
            let text = point(question, &known.point).unwrap_or(&known.point);
            rows.push(el("li", "").add(el("span", "").add(text)).add(note).add(quote));
        }
    }
    rows
}

fn pitfalls(app: App, report: &Report, place: usize, words: &str) -> Vec<El> {
    let pack = app.pack();
    let mut rows = Vec::new();
    for asked in report.questions_of(place) {
        let Some(question) = pack.question(&asked.question) else { continue };
        for known in &asked.pitfalls {
            let note = known.challenged.then(|| {
                let language = app.language.peek().tag();
                let words = [" (", app.say(debrief::CHALLENGED), ")"].concat();
                el("span", "muted small").attr("lang", language).add(words)
            });
            let quote = known.evidence.map_or("", |place| Report::quote(words, place).trim());
            let quote = (!quote.is_empty()).then(|| el("q", "mock-quote small").attr("dir", "auto").add(quote));
            let text = pitfall(question, &known.pitfall).unwrap_or(&known.pitfall);
            rows.push(el("li", "").add(el("span", "").add(text)).add(note).add(quote));
        }
    }
    rows
}

fn comparison(app: App, change: &Change) -> Option<El> {
    let pack = app.pack();
    (change.earlier > 0).then(|| {
        let lines: Vec<El> =
            change.sentences(&pack, app.language.peek()).iter().map(|line| el("li", "").add(line.as_str())).collect();
        section(app, debrief::COMPARED, el("ul", "prose").add(lines))
    })
}

/// What to do next, each one click away.
fn next(app: App, steps: &[NextStep]) -> Option<El> {
    let pack = app.pack();
    let language = app.language.peek();
    let rows: Vec<El> = steps
        .iter()
        .map(|step| {
            let route = match step {
                NextStep::Practise { question, .. } => Route::practise(question),
                NextStep::Quiz(competency) => {
                    let options = StartOptions { competencies: vec![competency.clone()], ..StartOptions::default() };
                    Route::begin(ViewName::Quiz, options)
                }
                NextStep::Read { section, .. } => Route::section(section),
                NextStep::Interview(assessment) => {
                    let options = StartOptions { assessment: Some(assessment.clone()), ..StartOptions::default() };
                    Route::begin(ViewName::Mock, options)
                }
            };
            let label = el("span", "").add(step.sentence(&pack, language));
            el("li", "").add(button("progress-link", label, move || app.go(route.clone())))
        })
        .collect();
    (!rows.is_empty()).then(|| section(app, debrief::STEPS, el("ol", "prose").add(rows)))
}
