//! Earlier attempts at a question, and two of them side by side: what is newly covered, what no longer is.

use std::collections::BTreeMap;
use std::rc::Rc;

use interview_practice_core::content::Question;
use interview_practice_core::messages::{self, Message, coach, practice};
use interview_practice_core::progress::{AttemptState, Mode, Name, Verdict};

use super::super::parts::{heading, value};
use crate::app::App;
use crate::dom::{El, Kids, Signal, el};

/// How many earlier attempts are listed.
const LISTED: usize = 5;
/// How many attempts can be compared.
const COMPARED: usize = 20;

/// The answer on the screen as one side of a comparison.
pub struct Current {
    /// The verdicts that count, as they stand.
    pub verdicts: Rc<dyn Fn() -> BTreeMap<String, Verdict>>,
    /// What was written.
    pub text: String,
}

/// One side of a comparison.
struct Version {
    label: String,
    verdicts: Rc<dyn Fn() -> BTreeMap<String, Verdict>>,
    text: Text,
}

/// Where the text of an attempt is.
enum Text {
    Here(String),
    Kept(Name),
    None,
}

/// What became of this question before, and the comparison.
pub fn earlier(app: App, question: &Question, current: Option<Current>) -> Option<El> {
    let attempts = app.with_state(|state| {
        let known = state.questions.get(question.id.as_str());
        known.map(|known| known.attempts.clone()).unwrap_or_default()
    });
    let rows: Vec<El> =
        attempts.iter().rev().take(LISTED).map(|attempt| el("li", "").add(described(app, attempt))).collect();
    let title = heading(2, "", app.say(practice::EARLIER));
    (!rows.is_empty()).then(|| {
        el("section", "stack tight")
            .add(title)
            .add(el("ul", "").add(rows))
            .add(compare(app, question, &attempts, current))
    })
}

fn described(app: App, known: &AttemptState) -> String {
    let mode = app.say(match known.attempt.mode {
        Mode::Thought => practice::MODE_THOUGHT,
        Mode::Written => practice::MODE_WRITTEN,
        Mode::Spoken => practice::MODE_SPOKEN,
    });
    let values = [
        ("date", &*app.date(known.now)),
        ("share", &app.percent(known.attempt.share().unwrap_or_default())),
        ("mode", mode),
        ("time", &messages::clock(known.attempt.seconds)),
    ];
    app.fill(practice::ATTEMPT_OF, &values)
}

fn compare(app: App, question: &Question, attempts: &[AttemptState], current: Option<Current>) -> Option<El> {
    let skipped = attempts.len().saturating_sub(COMPARED);
    let mut versions: Vec<Version> = attempts
        .iter()
        .enumerate()
        .skip(skipped)
        .map(|(n, known)| {
            let points: BTreeMap<String, Verdict> =
                known.attempt.points.iter().map(|(id, verdict)| (id.to_string(), *verdict)).collect();
            Version {
                label: [&(n + 1).to_string(), ". ", &described(app, known)].concat(),
                verdicts: Rc::new(move || points.clone()),
                text: known.attempt.text.clone().map_or(Text::None, Text::Kept),
            }
        })
        .collect();
    if let Some(Current { verdicts, text }) = current {
        let label = app.say(coach::THIS_ANSWER).to_owned();
        versions.push(Version { label, verdicts, text: Text::Here(text) });
    }
    let last = versions.len().checked_sub(1).filter(|last| *last > 0)?;
    let chosen = Signal::new((last - 1, last));
    let versions = Rc::new(versions);
    let choices = el("div", "coach-choices")
        .add(choice(app, coach::COMPARE_EARLIER, &versions, last - 1, move |n| chosen.update(|pair| pair.0 = n)))
        .add(choice(app, coach::COMPARE_LATER, &versions, last, move |n| chosen.update(|pair| pair.1 = n)));
    let id = question.id.to_string();
    let result = el("div", "stack tight").attr("aria-live", "polite").live(move || {
        let (earlier, later) = chosen.get();
        let pack = app.pack();
        let (question, earlier, later) = (pack.question(&id)?, versions.get(earlier)?, versions.get(later)?);
        let texts = el("div", "practice-sides").add(vec![written(app, earlier), written(app, later)]);
        Some(el("div", "stack tight").add(changes(app, question, earlier, later)).add(texts))
    });
    Some(
        el("details", "")
            .add(el("summary", "").add(app.say(coach::COMPARE)))
            .add(el("div", "stack").add(choices).add(result)),
    )
}

fn choice(app: App, label: Message, versions: &[Version], first: usize, choose: impl Fn(usize) + 'static) -> El {
    let rows: Vec<El> = versions
        .iter()
        .enumerate()
        .map(|(n, version)| {
            let row = el("option", "").attr("value", &n.to_string()).flag("selected", n == first);
            row.add(version.label.as_str())
        })
        .collect();
    let select = el("select", "").add(rows).on("change", move |event| {
        if let Ok(n) = value(&event).parse() {
            choose(n);
        }
    });
    el("label", "stack tight").add(el("span", "small muted").add(app.say(label))).add(select)
}

/// What is covered in one and not in the other.
fn changes(app: App, question: &Question, earlier: &Version, later: &Version) -> Vec<El> {
    let (before, after) = ((earlier.verdicts)(), (later.verdicts)());
    let (mut gained, mut lost, mut open) = (Vec::new(), Vec::new(), Vec::new());
    for point in &question.points {
        let covered = |side: &BTreeMap<String, Verdict>| side.get(point.id.as_str()) == Some(&Verdict::Covered);
        match (covered(&before), covered(&after)) {
            (false, true) => gained.push(point.text.as_str()),
            (true, false) => lost.push(point.text.as_str()),
            (false, false) => open.push(point.text.as_str()),
            (true, true) => {}
        }
    }
    let row = |message, class, texts: &[&str]| el("p", class).add(app.fill(message, &[("list", &texts.join("; "))]));
    let mut rows = Vec::new();
    if !gained.is_empty() {
        rows.push(row(coach::NEWLY_COVERED, "coach-gained", &gained));
    }
    if !lost.is_empty() {
        rows.push(row(coach::NO_LONGER_COVERED, "", &lost));
    }
    if rows.is_empty() {
        rows.push(el("p", "").add(app.say(coach::NO_CHANGE)));
    }
    if !open.is_empty() {
        rows.push(row(coach::STILL_OPEN, "muted", &open));
    }
    rows
}

/// What was written in an attempt.
fn written(app: App, version: &Version) -> El {
    let label = heading(3, "small", version.label.as_str());
    let not_kept = move || Kids::from(el("p", "muted small").add(app.say(coach::TEXT_NOT_KEPT)));
    let own = |text: &str| Kids::from(el("p", "practice-own").attr("dir", "auto").add(text));
    let body = el("div", "");
    let body = match &version.text {
        Text::Here(text) if !text.trim().is_empty() => body.add(own(text)),
        Text::Kept(name) => {
            let text = app.kept_text(name);
            body.live(move || match text.get() {
                Some(Some(text)) => own(&text),
                Some(None) => not_kept(),
                None => Kids::default(),
            })
        }
        _ => body.add(not_kept()),
    };
    el("div", "card stack tight").add(label).add(body)
}
