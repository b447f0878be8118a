//! The forecast: what comes back on each of the next thirty days.

use interview_practice_core::messages::review;
use interview_practice_core::review::{FORECAST_DAYS, forecast};

use super::super::super::parts::figure;
use super::super::look;
use crate::app::App;
use crate::dom::{El, el};

const WIDTH: i32 = 320;
const TOP: i32 = 14;
const BASE: i32 = 104;

/// The chart with its sentence; `None` when nothing comes back within thirty days.
pub fn coming(app: App) -> Option<El> {
    let (today, counts): (i32, [u32; FORECAST_DAYS]) =
        look(app, |state, now, known| (now.day(), forecast(state, now, known)));
    let total: u32 = counts.iter().sum();
    if total == 0 {
        return None;
    }
    let chart = move || {
        let most = counts.iter().copied().max().unwrap_or(1).max(1);
        let mut drawn = figure::drawing(
            "coming",
            "review-chart",
            WIDTH,
            122,
            app.say(review::COMING),
            app.say(review::COMING_ABOUT),
        )
        .add(figure::rect("chart-line", 0, BASE, WIDTH, 1));
        for (n, count) in (0..).zip(counts) {
            let left = n * WIDTH / 30 + 1;
            let height = i32::try_from(i64::from(count) * i64::from(BASE - TOP) / i64::from(most)).unwrap_or(0);
            if count > 0 {
                let height = height.max(2);
                drawn = drawn.add(figure::rect("chart-bar", left, BASE - height, 8, height));
            }
            // The highest bar names its number, so that the others can be read against it.
            if count == most
                && counts.iter().position(|other| *other == most).is_some_and(|first| Ok(n) == i32::try_from(first))
            {
                let anchor = if n < 2 {
                    "start"
                } else if n > 27 {
                    "end"
                } else {
                    "middle"
                };
                drawn = drawn.add(figure::text(left + if n < 2 { 0 } else { 4 }, TOP - 4, anchor, &count.to_string()));
            }
        }
        drawn
            .add(figure::text(0, 119, "start", app.say(review::TODAY)))
            .add(figure::text(WIDTH / 2, 119, "middle", &app.day(today + 14, false)))
            .add(figure::text(WIDTH, 119, "end", &app.day(today + 29, false)))
    };
    let table = move || {
        let rows = (0..).zip(counts).filter(|(_, count)| *count > 0);
        let rows = rows.map(|(n, count)| figure::row(&app.day(today + n, false), &[count.to_string()])).collect();
        figure::table(app, "review-table", &[review::DAY, review::COMES_BACK], rows)
    };
    let says = el("p", "").add(app.count(review::COMING_SAYS, total as usize));
    Some(el("div", "stack tight").add(says).add(figure::figure(app, chart, table)))
}
