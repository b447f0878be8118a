//! The four ratings, each with the day it leads to, and what was rated last.

use interview_practice_core::messages::{Message, review};
use interview_practice_core::review::alternatives;
use interview_practice_core::review::fsrs::{MINUTE, Memory, Rating, Wait};

use super::super::parts::{button, quiet, value};
use super::run::{Deed, Review};
use crate::app::App;
use crate::dom::{El, el};

/// The name of a rating.
pub fn name(rating: Rating) -> Message {
    match rating {
        Rating::Again => review::AGAIN,
        Rating::Hard => review::HARD,
        Rating::Good => review::GOOD,
        Rating::Easy => review::EASY,
    }
}

/// When a memory comes back: "in 10 minutes", "tomorrow", "in 11 days".
fn span(app: App, memory: &Memory) -> String {
    match memory.wait {
        Wait::Within(millis) => app.count(review::IN_MINUTES, usize::try_from(millis / MINUTE).unwrap_or(1)),
        Wait::Days(1) => app.say(review::TOMORROW).to_owned(),
        Wait::Days(days) => app.count(review::IN_DAYS, usize::try_from(days).unwrap_or(1)),
    }
}

/// The buttons. `suggested` follows what happened so far; `act` hears the choice.
pub fn buttons(
    app: App,
    outcomes: [(Rating, Memory); 4],
    suggested: impl Fn() -> Option<Rating> + Copy + 'static,
    act: impl Fn(Rating) + Copy + 'static,
) -> El {
    let today = app.now().day();
    let rows: Vec<El> = outcomes
        .into_iter()
        .enumerate()
        .map(|(n, (rating, memory))| {
            let key = (n + 1).to_string();
            let date = match memory.wait {
                Wait::Days(days) => app.day(today.saturating_add(days), days > 300),
                Wait::Within(_) => app.say(review::TODAY).to_owned(),
            };
            let mark = el("span", "review-mark small")
                .live(move || (suggested() == Some(rating)).then(|| app.say(review::SUGGESTED)));
            let label = vec![
                el("span", "review-name")
                    .add(el("kbd", "").attr("aria-hidden", "true").add(key.as_str()))
                    .add(app.say(name(rating))),
                el("span", "small").add(span(app, &memory)),
                el("span", "small muted").add(date),
                mark,
            ];
            button("review-rating", label, move || act(rating))
                .attr("part", "button")
                .attr("aria-keyshortcuts", &key)
                .live_attr("data-suggested", move || (suggested() == Some(rating)).then(String::new))
        })
        .collect();
    el("fieldset", "stack tight")
        .add(el("legend", "review-legend").add(app.say(review::HOW_WELL)))
        .add(el("div", "review-ratings").add(rows))
}

/// What was done last, with the ways to change it or take it back.
pub fn last(app: App, review: Review) -> El {
    el("div", "review-last").live(move || {
        let step = review.steps.with(|steps| steps.last().cloned())?;
        let words = match step.deed {
            Deed::Buried => app.say(review::LAST_BURIED).to_owned(),
            Deed::Suspended => app.say(review::LAST_SUSPENDED).to_owned(),
            Deed::Rated(rating, _) => {
                let memory = app.memory(|memory| memory.state().cards.get(&step.target).map(|card| card.memory));
                let date = memory.flatten().map(|memory| span(app, &memory)).unwrap_or_default();
                app.fill(review::LAST, &[("rating", app.say(name(rating))), ("date", &date)])
            }
        };
        let change = match step.deed {
            Deed::Rated(now, _) => Some(change(app, review, now)),
            Deed::Buried | Deed::Suspended => None,
        };
        let undo = quiet(app.say(review::UNDO), move || review.undo()).attr("aria-keyshortcuts", "u");
        Some(el("div", "actions").add(el("p", "small muted").attr("role", "status").add(words)).add(change).add(undo))
    })
}

fn change(app: App, review: Review, now: Rating) -> El {
    let options: Vec<El> = Rating::ALL
        .into_iter()
        .map(|rating| {
            el("option", "").attr("value", rating.name()).flag("selected", rating == now).add(app.say(name(rating)))
        })
        .collect();
    let choose = el("select", "").attr("aria-label", app.say(review::CHANGE)).add(options);
    choose.on("change", move |event| {
        if let Some(rating) = Rating::from_name(&value(&event)) {
            review.rerate(rating);
        }
    })
}

/// The outcomes of each rating in place of the last review of a target; `None` when it has none.
pub fn instead(app: App, target: &interview_practice_core::progress::Target) -> Option<[(Rating, Memory); 4]> {
    app.memory(|memory| memory.state().cards.get(target).map(alternatives)).flatten()
}
