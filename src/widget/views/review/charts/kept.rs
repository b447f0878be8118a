//! Retention against what is aimed at, week by week.

use std::rc::Rc;

use interview_practice_core::messages::review;
use interview_practice_core::review::{Retention, retention, weekly_retention};

use super::super::super::parts::{figure, percent};
use crate::app::App;
use crate::dom::{El, el};

const WEEKS: u8 = 12;
const WIDTH: i32 = 324;
const TOP: i32 = 20;
const BASE: i32 = 106;

/// The chart with its sentence.
pub fn kept(app: App) -> Option<El> {
    let now = app.now();
    let (month, weeks) =
        app.memory(|memory| (retention(memory.state(), now), weekly_retention(memory.state(), now, WEEKS)))?;
    let Some(share) = month.share() else {
        return Some(el("p", "muted").add(app.say(review::KEPT_NOTHING)));
    };
    let values = [("share", &*app.percent(share)), ("target", &app.percent(month.target))];
    let says = el("p", "").add(app.fill(review::KEPT_SAYS, &values));
    let weeks = Rc::new(weeks);
    let drawn = Rc::clone(&weeks);
    let chart = move || draw(app, &drawn, month.target);
    let table = move || {
        let rows = weeks.iter().filter_map(|(day, week)| {
            let share = app.percent(week.share()?);
            Some(figure::row(&app.day(*day, false), &[week.tested.to_string(), share, app.percent(week.target)]))
        });
        figure::table(
            app,
            "review-table review-kept",
            &[review::WEEK, review::ASKED, review::SHARE, review::AIM],
            rows.collect(),
        )
    };
    Some(el("div", "stack tight").add(says).add(figure::figure(app, chart, table)))
}

/// Bars from nothing to all, a week each, with the aim as a line across.
fn draw(app: App, weeks: &[(i32, Retention)], target: f64) -> El {
    let height = |share: f64| i32::from(percent(share)) * (BASE - TOP) / 100;
    let mut chart =
        figure::drawing("kept", "review-chart", WIDTH, 124, app.say(review::KEPT), app.say(review::KEPT_ABOUT))
            .add(figure::rect("chart-line", 0, BASE, WIDTH, 1));
    for (n, (_, week)) in (0..).zip(weeks) {
        if let Some(share) = week.share() {
            let (left, high) = (n * 27 + 2, height(share).max(1));
            chart = chart.add(figure::rect("chart-bar", left, BASE - high, 22, high)).add(figure::text(
                left + 11,
                BASE - high - 6,
                "middle",
                &percent(share).to_string(),
            ));
        }
    }
    let first = weeks.first().map(|(day, _)| app.day(*day, false)).unwrap_or_default();
    chart
        .add(figure::rect("chart-aim", 0, BASE - height(target), WIDTH, 2))
        .add(figure::text(0, 121, "start", &first))
        .add(figure::text(WIDTH, 121, "end", app.say(review::TODAY)))
}
