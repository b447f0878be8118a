//! The calendar heat map: what was reviewed on each day of the last year.

use std::rc::Rc;

use interview_practice_core::messages::review;
use interview_practice_core::progress::{DayState, date_of_day};
use interview_practice_core::review::heat_map;

use super::super::super::parts::figure;
use crate::app::App;
use crate::dom::{El, el, svg};

/// The weeks shown, the last of them the present one.
const WEEKS: i32 = 53;
/// The side of a day's square with the gap behind it, and where the squares begin below the months' names.
const CELL: i32 = 7;
const TOP: i32 = 13;
/// From how many reviewed memories on a day is a shade darker.
const SHADES: [u32; 4] = [1, 10, 25, 50];

/// The chart with its sentence; `None` when nothing was reviewed within a year.
pub fn days(app: App) -> Option<El> {
    let now = app.now();
    let today = now.day();
    // 1970 began on a Thursday; columns begin on Mondays.
    let weekday = (today + 3).rem_euclid(7);
    let count = u16::try_from((WEEKS - 1) * 7 + weekday + 1).unwrap_or(1);
    let days: Rc<Vec<(i32, DayState)>> = Rc::new(app.memory(|memory| heat_map(memory.state(), now, count))?);
    let active = days.iter().filter(|(_, day)| day.reviews > 0).count();
    if active == 0 {
        return None;
    }
    let drawn = Rc::clone(&days);
    let chart = move || el("div", "stack tight").add(el("div", "review-days").add(map(app, &drawn))).add(legend(app));
    let table = move || by_month(app, &days);
    let says = el("p", "").add(app.count(review::BY_DAY_SAYS, active));
    Some(el("div", "stack tight").add(says).add(figure::figure(app, chart, table)))
}

fn shade(reviews: u32) -> usize {
    SHADES.iter().filter(|least| reviews >= **least).count()
}

/// A square as a part of a path: one path a shade takes a fifth of the nodes that one element a day would.
fn square(path: &mut String, x: i32, y: i32) {
    for part in ["M", &x.to_string(), " ", &y.to_string(), "h6v6h-6z"] {
        path.push_str(part);
    }
}

fn map(app: App, days: &[(i32, DayState)]) -> El {
    let mut paths: [String; SHADES.len() + 1] = Default::default();
    let mut months = Vec::new();
    let mut free = 0;
    for (n, (day, state)) in (0..).zip(days) {
        let left = n / 7 * CELL;
        if let Some(path) = paths.get_mut(shade(state.reviews)) {
            square(path, left, TOP + n % 7 * CELL);
        }
        // A month is named above the week that it begins in, where there is room.
        if date_of_day(*day).2 == 1 && left >= free && left < (WEEKS - 3) * CELL {
            months.push(figure::text(left, 9, "start", &app.month(*day, false)));
            free = left + 3 * CELL;
        }
    }
    let map = figure::drawing(
        "days",
        "",
        WEEKS * CELL,
        TOP + 7 * CELL,
        app.say(review::BY_DAY),
        app.say(review::BY_DAY_ABOUT),
    );
    let shades = ["shade-0", "shade-1", "shade-2", "shade-3", "shade-4"];
    let drawn = paths.iter().zip(shades).filter(|(path, _)| !path.is_empty());
    map.add(drawn.map(|(path, class)| svg("path", class).attr("d", path)).collect::<Vec<_>>()).add(months)
}

fn legend(app: App) -> El {
    let squares = svg("svg", "review-legend-squares").attr("viewBox", "0 0 34 6").attr("aria-hidden", "true");
    let shades = (0..).step_by(7).zip(["shade-0", "shade-1", "shade-2", "shade-3", "shade-4"]);
    let squares = squares.add(shades.map(|(left, class)| figure::rect(class, left, 0, 6, 6)).collect::<Vec<_>>());
    el("p", "review-shades small muted").add(app.say(review::LESS)).add(squares).add(app.say(review::MORE))
}

fn by_month(app: App, days: &[(i32, DayState)]) -> El {
    // The first day of each month shown, with how many days were active, what was reviewed, and the seconds.
    let mut months: Vec<(i32, [u32; 3])> = Vec::new();
    for (day, state) in days {
        let (_, _, of_month) = date_of_day(*day);
        if of_month == 1 || months.is_empty() {
            months.push((*day, [0; 3]));
        }
        if let Some((_, sums)) = months.last_mut() {
            let [active, reviews, seconds] = sums;
            *active += u32::from(state.reviews > 0);
            *reviews = reviews.saturating_add(state.reviews);
            *seconds = seconds.saturating_add(state.seconds);
        }
    }
    let rows = months.iter().rev().filter(|(_, [active, ..])| *active > 0);
    let rows = rows
        .map(|(day, [active, reviews, seconds])| {
            figure::row(
                &app.month(*day, true),
                &[*active, *reviews, seconds.div_ceil(60)].map(|number| number.to_string()),
            )
        })
        .collect();
    figure::table(
        app,
        "review-table",
        &[review::MONTH, review::ACTIVE_DAYS, review::RECALLED_THINGS, review::TIME],
        rows,
    )
}
