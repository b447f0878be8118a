//! What is due and what comes later, what is held back, how much is asked, and how memory fares.

use interview_practice_core::messages::{Message, review};
use interview_practice_core::progress::{Kind, Name, RETENTION, REVIEWS_A_DAY, Target};
use interview_practice_core::quiz::ItemBank;
use interview_practice_core::review::{due as all_due, leeches, next_day};

use super::super::parts::{actions, heading, primary, quiet, secondary, value};
use super::run::{Review, due, due_now};
use super::{charts, look, title};
use crate::app::App;
use crate::dom::{El, Signal, el};
use crate::route::{Route, ViewName};

/// How far ahead a learner may review.
const AHEAD_DAYS: i32 = 7;
/// How many more reviews are offered at a time once the day's limit is reached.
const SOME_MORE: u32 = 20;
/// How many leeches are named, worst first; once one is dealt with, the next takes its place.
const MOST_LEECHES: usize = 5;
/// The limits a day that are offered.
const LIMITS: [u32; 6] = [10, 20, 50, 100, 200, 500];
/// The retention that may be aimed at, in percent.
const AIMS: (u16, u16) = (70, 97);

/// The overview. It follows the progress, which other tabs and elements change too.
pub fn overview(app: App, review: Review) -> El {
    let now = el("div", "stack loose").live(move || {
        app.revision.track();
        let parts = [Some(ready(app, review)), held_back(app), set_aside(app)];
        parts.into_iter().flatten().collect::<Vec<El>>()
    });
    let memory = el("div", "stack loose").live(move || {
        app.revision.track();
        let parts = [
            charts::coming(app).map(|chart| section(app, review::COMING, chart)),
            charts::days(app).map(|chart| section(app, review::BY_DAY, chart)),
            charts::kept(app).map(|chart| section(app, review::KEPT, chart)),
        ];
        // Before anything was ever reviewed there is nothing to tell.
        let begun = app.with_state(|state| !state.cards.is_empty());
        begun.then(|| parts.into_iter().flatten().collect::<Vec<El>>())
    });
    el("div", "stack loose").add(now).add(choices(app)).add(memory)
}

fn section(app: App, title: Message, inner: El) -> El {
    el("section", "stack tight").add(heading(2, "", app.say(title))).add(inner)
}

/// What is due now and the way into it, or when the next comes.
fn ready(app: App, review: Review) -> El {
    let waiting = due(app, 0, 0);
    if !waiting.is_empty() {
        // Steps of minutes come early when nothing is due; the other views do not count them as due.
        let says = if due_now(app) == 0 { review::SOON_ALL } else { review::DUE_ALL };
        let of = |kind: fn(&Target) -> bool| waiting.iter().filter(|target| kind(target)).count();
        let kinds = [
            (of(|target| matches!(target, Target::Item(_))), review::DUE_ITEMS),
            (of(|target| matches!(target, Target::Question(_))), review::DUE_QUESTIONS),
            (of(|target| matches!(target, Target::Point(_))), review::DUE_POINTS),
        ];
        let facts: Vec<String> = kinds
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, message)| app.count(message, count))
            .collect();
        return el("div", "stack")
            .add(heading(1, "", app.say(review::TITLE)).attr("tabindex", "-1"))
            .add(el("p", "lead").add(app.count(says, waiting.len())))
            .add(el("p", "muted").add(facts.join(" · ")))
            .add(actions(primary(app.say(review::START), move || review.begin(0, 0))));
    }
    // What is due but held back by the limit.
    let (beyond, next) = look(app, |state, now, known| (all_due(state, now, known).len(), next_day(state, now, known)));
    let ahead = due(app, AHEAD_DAYS, 0).len();
    let today = app.now().day();
    let done_today = app.with_state(|state| state.days.get(&today).is_some_and(|day| day.reviews > 0));
    let words = match (done_today, review.ended.peek()) {
        (true, _) => review::DONE_TODAY,
        (false, true) => review::DONE,
        (false, false) => review::NOTHING,
    };
    let title = heading(1, "", app.say(words)).attr("tabindex", "-1");
    let begun = app.with_state(|state| !state.cards.is_empty());
    let about = match next {
        Some(day) => Some(app.fill(review::NEXT_DUE, &[("date", &app.day(day, true))])),
        None => (!begun).then(|| app.say(review::NOTHING_ABOUT).to_owned()),
    };
    let more = u32::try_from(beyond).unwrap_or(u32::MAX).min(SOME_MORE);
    let mut ways = Vec::new();
    if more > 0 {
        ways.push(secondary(app.count(review::GO_ON, more as usize), move || {
            let extra = done_beyond(app).saturating_add(more);
            review.begin(0, extra);
        }));
    } else if ahead > 0 {
        ways.push(secondary(app.say(review::AHEAD), move || review.begin(AHEAD_DAYS, 0)));
    }
    let quiz = move || app.go(Route::to(ViewName::Quiz));
    ways.push(if begun { quiet(app.say(review::TAKE_QUIZ), quiz) } else { primary(app.say(review::TAKE_QUIZ), quiz) });
    let words = el("div", "stack tight")
        .add(title)
        .add(about.map(|about| el("p", "muted prose").add(about)))
        .add((more > 0).then(|| el("p", "").add(app.count(review::BEYOND, beyond))))
        .add((more == 0 && ahead > 0).then(|| el("p", "").add(app.count(review::AHEAD_ABOUT, ahead))));
    // A host's words for an empty view stand in for ours only while nothing was ever done.
    let words = if begun { words } else { el("slot", "").attr("name", "empty").add(words) };
    el("div", "stack").attr("part", "empty").add(words).add(actions(ways))
}

/// How far today's reviews went beyond the limit already.
fn done_beyond(app: App) -> u32 {
    let today = app.now().day();
    app.with_state(|state| state.days.get(&today).map_or(0, |day| day.asked.saturating_sub(state.reviews_a_day())))
}

/// Targets as a list: what each is called, what is to be said of it, and what can be done.
fn list(app: App, rows: Vec<(Target, String)>, offer: impl Fn(&Target) -> Vec<El>) -> Option<El> {
    let pack = app.pack();
    let bank = ItemBank::new(&pack);
    let rows: Vec<El> = rows
        .into_iter()
        .filter_map(|(target, fact)| {
            let name = el("span", "").attr("lang", &pack.language).add(title(app, &pack, &bank, &target)?);
            let about = (!fact.is_empty()).then(|| el("span", "small muted").add(fact));
            Some(el("li", "review-row").add(el("div", "stack tight").add(name).add(about)).add(actions(offer(&target))))
        })
        .collect();
    (!rows.is_empty()).then(|| el("ul", "review-list").add(rows))
}

fn act(app: App, label: Message, kind: Kind) -> El {
    quiet(app.say(label), move || {
        app.record(kind.clone());
    })
}

/// What is forgotten again and again.
fn held_back(app: App) -> Option<El> {
    let found = look(app, |state, _, known| leeches(state, known));
    let rows = found
        .into_iter()
        .take(MOST_LEECHES)
        .map(|(target, lapses)| (target, app.count(review::LAPSES, lapses as usize)))
        .collect();
    let pack = app.pack();
    let list = list(app, rows, |target| {
        let question = target.question().filter(|id| pack.question(id).is_some());
        let practise = question.map(|id| {
            let route = Route::practise(id);
            quiet(app.say(review::IN_FULL), move || app.go(route.clone()))
        });
        practise.into_iter().chain([act(app, review::SUSPEND, Kind::Suspend(target.clone()))]).collect()
    })?;
    let about = el("p", "muted prose small").add(app.say(review::LEECHES_ABOUT));
    Some(section(app, review::LEECHES, el("div", "stack tight").add(about).add(list)))
}

/// What is not asked: suspended, or put off until tomorrow.
fn set_aside(app: App) -> Option<El> {
    let today = app.now().day();
    let rows: Vec<(Target, String)> = look(app, |state, _, known| {
        let buried = state.buried.iter().filter(|(target, day)| **day >= today && !state.suspended.contains(target));
        let buried = buried.map(|(target, _)| (target.clone(), app.say(review::UNTIL_TOMORROW).to_owned()));
        let suspended = state.suspended.iter().map(|target| (target.clone(), String::new()));
        suspended.chain(buried).filter(|(target, _)| known(target)).collect()
    });
    let count = rows.len();
    let list = list(app, rows, |target| vec![act(app, review::RESUME, Kind::Resume(target.clone()))])?;
    let title = [app.say(review::SET_ASIDE), " (", &count.to_string(), ")"].concat();
    Some(el("details", "").add(el("summary", "").add(title)).add(list))
}

/// How much a day, and how well.
fn choices(app: App) -> El {
    let (limit, aim) = app.with_state(|state| (state.reviews_a_day(), state.retention()));
    let set = move |name: &str, value: String| {
        if let Ok(name) = Name::new(name) {
            app.record(Kind::Setting { name, value });
        }
    };
    let mut limits: Vec<u32> = LIMITS.into_iter().chain([limit, u32::MAX]).collect();
    limits.sort_unstable();
    limits.dedup();
    let options: Vec<El> = limits
        .into_iter()
        .map(|number| {
            let text = number.to_string();
            let words = if number == u32::MAX { app.say(review::NO_LIMIT).to_owned() } else { text.clone() };
            el("option", "").attr("value", &text).flag("selected", number == limit).add(words)
        })
        .collect();
    let a_day = el("select", "").add(options).on("change", move |event| set(REVIEWS_A_DAY, value(&event)));
    // Whole percent, within what may be aimed at.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 70 and 97")]
    let percent = Signal::new((aim * 100.0 + 0.5) as u16);
    let read = |text: &str| text.parse::<u16>().unwrap_or(90).clamp(AIMS.0, AIMS.1);
    let slider = el("input", "")
        .attr("type", "range")
        .attr("min", &AIMS.0.to_string())
        .attr("max", &AIMS.1.to_string())
        .attr("value", &percent.peek().to_string())
        .live_attr("aria-valuetext", move || Some(app.percent(f64::from(percent.get()) / 100.0)))
        .attr("aria-describedby", "aim-about")
        .on("input", move |event| percent.set(read(&value(&event))))
        .on("change", move |event| set(RETENTION, (read(&value(&event)) * 10).to_string()));
    let shown = el("output", "").live(move || app.percent(f64::from(percent.get()) / 100.0));
    let label = |message, field: El| el("label", "review-choice").add(el("span", "").add(app.say(message))).add(field);
    el("details", "").add(el("summary", "").add(app.say(review::CHOICES))).add(
        el("div", "stack tight")
            .add(label(review::A_DAY, a_day))
            .add(el("div", "review-aim").add(label(review::AIM, slider)).add(shown))
            .add(el("p", "muted small").attr("id", "aim-about").add(app.say(review::AIM_ABOUT))),
    )
}
