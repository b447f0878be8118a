//! The points of assessment and the pitfalls as a checklist: what the coach found in each, and the learner's verdict, which counts.

use std::collections::BTreeMap;

use interview_practice_core::coach::{Band, Feedback, PointFinding};
use interview_practice_core::content::Question;
use interview_practice_core::messages::{coach, practice};
use interview_practice_core::progress::Verdict;

use super::super::parts::{Glyph, checked, heading, icon, quiet};
use super::coaching::{missing, quoted, verdict};
use super::own::{References, letter};
use crate::app::App;
use crate::dom::{El, Signal, el};

/// What the learner says of the answer, where it was said; for the rest, what the coach found counts.
#[derive(Clone, Copy)]
pub struct Judgement {
    /// Verdicts by point.
    pub verdicts: Signal<BTreeMap<String, Verdict>>,
    /// Whether a pitfall applies, by pitfall.
    pub pitfalls: Signal<BTreeMap<String, bool>>,
}

impl Judgement {
    /// Nothing said yet, or what was said before a reload.
    pub fn new(kept: Option<&str>) -> Self {
        let (mut verdicts, mut pitfalls) = (BTreeMap::new(), BTreeMap::new());
        for (what, id) in kept.unwrap_or_default().split(' ').filter_map(|part| part.split_once('=')) {
            if let Some(verdict) = Verdict::from_name(what) {
                verdicts.insert(id.to_owned(), verdict);
            } else {
                pitfalls.insert(id.to_owned(), what == "yes");
            }
        }
        Self { verdicts: Signal::new(verdicts), pitfalls: Signal::new(pitfalls) }
    }

    /// As a text that [`Judgement::new`] reads; follows both signals.
    pub fn to_text(self) -> String {
        let mut parts: Vec<String> = Vec::new();
        self.verdicts.with(|verdicts| parts.extend(verdicts.iter().map(|(id, said)| [said.name(), "=", id].concat())));
        self.pitfalls.with(|pitfalls| {
            parts.extend(pitfalls.iter().map(|(id, on)| [if *on { "yes=" } else { "no=" }, id].concat()));
        });
        parts.join(" ")
    }

    /// The verdict that counts for each point that has one; follows what the learner says.
    pub fn counting(self, feedback: Option<&Feedback>) -> BTreeMap<String, Verdict> {
        let found = feedback.into_iter().flat_map(|feedback| &feedback.points);
        let mut counting: BTreeMap<String, Verdict> =
            found.map(|finding| (finding.id.clone(), of_band(finding.band))).collect();
        counting.extend(self.verdicts.get());
        counting
    }

    /// The pitfalls that count.
    pub fn admitted(self, feedback: Option<&Feedback>) -> Vec<String> {
        let found = feedback.into_iter().flat_map(|feedback| &feedback.pitfalls);
        let mut admitted: BTreeMap<String, bool> = found.map(|finding| (finding.id.clone(), true)).collect();
        admitted.extend(self.pitfalls.peek());
        admitted.into_iter().filter(|(_, on)| *on).map(|(id, _)| id).collect()
    }
}

/// The verdict that a band stands for.
fn of_band(band: Band) -> Verdict {
    match band {
        Band::Covered => Verdict::Covered,
        Band::Partly => Verdict::Partly,
        Band::Missing => Verdict::Missing,
    }
}

/// What the coach found in an answer, with the way from each finding to its place.
#[derive(Clone, Copy)]
pub struct Findings<'a> {
    /// The findings.
    pub feedback: &'a Feedback,
    /// The answer that they are about.
    pub answer: &'a str,
    /// The way between findings and places.
    pub references: &'a References,
}

/// The points.
pub fn checklist(app: App, question: &Question, findings: Option<Findings<'_>>, judgement: Judgement) -> El {
    let rows: Vec<El> = question
        .points
        .iter()
        .enumerate()
        .map(|(number, point)| {
            let finding = findings.and_then(|findings| findings.feedback.points.get(number));
            let about = findings.zip(finding).map(|(findings, finding)| found(app, number, finding, findings));
            let row = point_row(
                app,
                number,
                point.id.as_str(),
                &point.text,
                finding.map(|found| found.band),
                about,
                judgement,
            );
            if let Some(findings) = findings {
                findings.references.set_row(number, &row);
            }
            row
        })
        .collect();
    let about = if findings.is_some() { coach::FILLED_IN } else { practice::CHECKLIST_ABOUT };
    el("section", "stack tight")
        .add(heading(2, "", app.say(practice::CHECKLIST)))
        .add(el("p", "muted small").add(app.say(about)))
        .add(el("div", "practice-points").add(rows))
}

/// What the coach says of a point, with the sentences that show it.
fn found(app: App, number: usize, finding: &PointFinding, findings: Findings<'_>) -> El {
    let about = el("div", "coach-found stack tight").add(verdict(app, finding));
    if finding.band == Band::Missing {
        return about.add(el("span", "small muted").add(app.say(missing(finding))));
    }
    let quotes: Vec<El> = finding.evidence.iter().map(|span| quoted(app, span.of(findings.answer))).collect();
    let show = findings.references.place(number).map(|place| show(app, number, place));
    about.add(quotes).add(show)
}

fn show(app: App, number: usize, place: El) -> El {
    let label = [app.say(coach::SHOW_IN_ANSWER), " (", &(number + 1).to_string(), ")"].concat();
    quiet(label, move || place.focus())
}

fn point_row(
    app: App,
    number: usize,
    id: &str,
    text: &str,
    band: Option<Band>,
    found: Option<El>,
    judgement: Judgement,
) -> El {
    let coach_says = band.map(of_band);
    let now = judgement.verdicts.peek_with(|verdicts| verdicts.get(id).copied()).or(coach_says);
    let options: Vec<El> = [
        (Verdict::Covered, practice::COVERED, Glyph::Tick),
        (Verdict::Partly, practice::PARTLY, Glyph::Half),
        (Verdict::Missing, practice::MISSING, Glyph::Circle),
    ]
    .into_iter()
    .map(|(verdict, label, glyph)| {
        let point = id.to_owned();
        let input = el("input", "")
            .attr("type", "radio")
            .attr("name", &["point-", id].concat())
            .flag("checked", now == Some(verdict))
            .on("change", move |_| {
                judgement.verdicts.update(|verdicts| {
                    verdicts.insert(point.clone(), verdict);
                });
            });
        el("label", "practice-verdict")
            .add(input)
            .add(el("span", "").add(icon(glyph)).add([" ", app.say(label)].concat()))
    })
    .collect();
    let point = id.to_owned();
    let overruled = coach_says.map(|said| {
        el("p", "small").attr("role", "status").live(move || {
            let own = judgement.verdicts.with(|verdicts| verdicts.get(&point).copied());
            own.filter(|own| *own != said).map(|_| app.say(coach::OVERRULED))
        })
    });
    let legend = el("legend", "")
        .add([&(number + 1).to_string(), ". "].concat())
        .add(el("span", "").attr("lang", &app.pack().language).add(text));
    el("fieldset", "practice-point")
        .attr("tabindex", "-1")
        .add(legend)
        .add(found)
        .add(el("div", "practice-verdicts").add(options))
        .add(overruled)
}

/// The pitfalls; those that the words show are ticked.
pub fn pitfalls(app: App, question: &Question, findings: Option<Findings<'_>>, judgement: Judgement) -> Option<El> {
    let stepped = |id: &str| {
        let findings = findings?;
        let finding = findings.feedback.pitfalls.iter().find(|finding| finding.id == id)?;
        Some((findings, finding))
    };
    let rows: Vec<El> = question
        .pitfalls
        .iter()
        .enumerate()
        .map(|(number, pitfall)| {
            let id = pitfall.id.to_string();
            let shown = stepped(&id);
            let said = judgement.pitfalls.peek_with(|said| said.get(&id).copied());
            let input = el("input", "").attr("type", "checkbox").flag("checked", said.unwrap_or(shown.is_some())).on(
                "change",
                move |event| {
                    judgement.pitfalls.update(|said| {
                        said.insert(id.clone(), checked(&event));
                    });
                },
            );
            let text = el("span", "").attr("lang", &app.pack().language).add(pitfall.text.as_str());
            let sign = shown.map(|_| el("span", "").add([&letter(number), ". "].concat()));
            let row = el("label", "practice-pitfall").add(input).add(el("span", "").add(sign).add(text));
            let Some((findings, finding)) = shown else { return row };
            findings.references.set_row(question.points.len() + number, &row.clone().attr("tabindex", "-1"));
            let quotes: Vec<El> = finding.evidence.iter().map(|span| quoted(app, span.of(findings.answer))).collect();
            el("div", "coach-pitfall").add(row).add(el("div", "small coach-found").add(quotes))
        })
        .collect();
    let any = findings.is_some_and(|findings| !findings.feedback.pitfalls.is_empty());
    let about = if any { coach::PITFALLS_FOUND } else { practice::PITFALLS_ABOUT };
    (!rows.is_empty()).then(|| {
        el("fieldset", "stack tight")
            .add(el("legend", "practice-legend").add(app.say(practice::PITFALLS)))
            .add(el("p", "muted small").add(app.say(about)))
            .add(el("div", "").add(rows))
    })
}
