//! The end: the learner places the answers on the rubric's levels; the result is kept.

use interview_practice_core::messages::{self, Message, mock, practice};
use interview_practice_core::progress::{Kind, Value};

use super::super::parts::{Glyph, actions, heading, icon, primary};
use super::Interview;
use crate::app::App;
use crate::dom::{El, Signal, el};
use crate::route::ViewName;

/// Grading, and after it the result.
pub fn report(app: App, interview: Signal<Option<Interview>>) -> Option<El> {
    let now = interview.peek()?;
    let pack = app.pack();
    let assessment = pack.assessment(&now.assessment)?;
    let level: Signal<Option<u8>> = Signal::new(None);
    let levels: Vec<El> = assessment
        .rubric
        .iter()
        .map(|step| {
            let value = step.level;
            let input = el("input", "")
                .attr("type", "radio")
                .attr("name", "level")
                .on("change", move |_| level.set(Some(value)));
            let words = el("span", "")
                .add(el("strong", "").add(app.fill(mock::LEVEL, &[("n", &value.to_string())])))
                .add(" ")
                .add(el("span", "").attr("lang", &pack.language).add(step.text.as_str()));
            el("label", "item-choice").add(input).add(words)
        })
        .collect();
    let points: Vec<El> = now
        .openings
        .iter()
        .take(now.at.0 + 1)
        .filter_map(|id| pack.question(id))
        .map(|question| {
            let rows: Vec<El> = question.points.iter().map(|point| el("li", "").add(point.text.as_str())).collect();
            el("details", "").add(el("summary", "").add(question.prompt.as_str())).add(el("ul", "prose").add(rows))
        })
        .collect();
    let notes: Vec<El> = now
        .notes
        .iter()
        .filter(|note| !note.trim().is_empty())
        .map(|note| el("p", "practice-own card").add(note.as_str()))
        .collect();
    let section =
        |title: Message, inner: Vec<El>| el("section", "stack tight").add(heading(2, "", app.say(title))).add(inner);
    let used =
        app.fill(mock::USED, &[("used", &messages::clock(now.used)), ("total", &messages::clock(now.minutes * 60))]);
    let facts = [app.count(mock::QUESTIONS, now.asked as usize), used].join(" · ");
    let grade = vec![
        el("p", "muted small").add(app.say(mock::GRADE_ABOUT)),
        el("div", "item-choices").attr("role", "radiogroup").attr("aria-label", app.say(mock::GRADE)).add(levels),
    ];
    let points = vec![el("div", "").attr("lang", &pack.language).add(points)];
    let head = el("div", "stack tight").add(heading(1, "", app.say(mock::REPORT))).add(el("p", "muted").add(facts));
    Some(
        el("div", "mock stack loose")
            .add(head)
            .add(section(mock::POINTS, points))
            .add((!notes.is_empty()).then(|| section(practice::YOUR_ANSWER, notes)))
            .add(section(mock::GRADE, grade))
            .add(end(app, interview, level)),
    )
}

/// Saving, and then what was saved.
fn end(app: App, interview: Signal<Option<Interview>>, level: Signal<Option<u8>>) -> El {
    let problem: Signal<Option<Message>> = Signal::new(None);
    let saved = Signal::new(None::<String>);
    el("div", "stack tight").live(move || {
        if let Some(result) = saved.get() {
            let another = primary(app.say(mock::ANOTHER), move || interview.set(None));
            let words = el("p", "lead").attr("role", "status").add(icon(Glyph::Tick)).add([" ", &result].concat());
            return vec![el("div", "card stack tight").add(words).add(actions(another))];
        }
        let alert =
            el("p", "negative").attr("role", "alert").live(move || problem.get().map(|message| app.say(message)));
        let save = primary(app.say(mock::SAVE), move || match (level.peek(), interview.peek()) {
            (Some(level), Some(now)) => saved.set(Some(save(app, &now, level))),
            _ => problem.set(Some(mock::LEVEL_FIRST)),
        });
        vec![alert, actions(save)]
    })
}

/// Keeps the result, and words it.
fn save(app: App, now: &Interview, level: u8) -> String {
    let fields = [
        ("assessment", Value::text(&now.assessment)),
        ("level", Value::Int(level.into())),
        ("minutes", Value::Int(now.minutes.into())),
        ("seconds", Value::Int(now.used.into())),
        ("questions", Value::Int(now.asked.into())),
    ];
    app.record(Kind::Interview(Value::Map(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())));
    app.forget_place(ViewName::Mock.name());
    let pack = app.pack();
    let (title, total) =
        pack.assessment(&now.assessment).map_or(("", 0), |known| (known.title.as_str(), known.rubric.len()));
    app.fill(mock::REPORT_LEVEL, &[("assessment", title), ("n", &level.to_string()), ("total", &total.to_string())])
}
