//! The skills of an interview as a radar chart, with the same numbers as a table.

use interview_practice_core::interview::{Report, Skill};
use interview_practice_core::messages::debrief;

use super::report::section;
use crate::app::App;
use crate::dom::{El, el, svg};

/// The chart's half width, and the rim's radius.
const MIDDLE: f64 = 100.0;
const RIM: f64 = 78.0;

/// Chart and table; nothing when no question could be judged.
pub fn skills(app: App, report: &Report, before: Option<&Report>) -> Option<El> {
    let pack = app.pack();
    let skills = report.skills(&pack);
    if skills.is_empty() {
        return None;
    }
    let before: Vec<Skill> = before.map(|before| before.skills(&pack)).unwrap_or_default();
    let then =
        |skill: &Skill| before.iter().find(|known| known.competency == skill.competency).map(|known| known.share);
    let now: Vec<u16> = skills.iter().map(|skill| skill.share).collect();
    let then: Vec<Option<u16>> = skills.iter().map(then).collect();
    let chart =
        if now.len() >= 3 { chart(app, &now, &then) } else { el("p", "muted small").add(app.say(debrief::RADAR_FEW)) };
    let both = el("div", "mock-skills").add(chart).add(table(app, &skills, &then));
    Some(section(app, debrief::SKILLS, both))
}

/// Where a share stands on an axis, "x,y".
fn spot(axis: usize, axes: usize, radius: f64) -> (f64, f64) {
    let angle = std::f64::consts::TAU * axis as f64 / axes as f64 - std::f64::consts::FRAC_PI_2;
    let round = |number: f64| js_sys::Math::round(number * 10.0) / 10.0;
    (round(MIDDLE + radius * js_sys::Math::cos(angle)), round(MIDDLE + radius * js_sys::Math::sin(angle)))
}

fn outline(class: &str, radii: &[f64]) -> El {
    let corners: Vec<String> = radii
        .iter()
        .enumerate()
        .map(|(axis, radius)| {
            let (x, y) = spot(axis, radii.len(), *radius);
            [x.to_string(), y.to_string()].join(",")
        })
        .collect();
    svg("polygon", class).attr("points", &corners.join(" "))
}

fn chart(app: App, now: &[u16], then: &[Option<u16>]) -> El {
    let axes = now.len();
    let radius = |share: u16| RIM * f64::from(share) / 1000.0;
    let mut chart = svg("svg", "mock-radar")
        .attr("part", "chart")
        .attr("viewBox", "0 0 200 200")
        .attr("role", "img")
        .attr("aria-labelledby", "radar-title radar-about")
        .add(svg("title", "").attr("id", "radar-title").add(app.say(debrief::RADAR)))
        .add(svg("desc", "").attr("id", "radar-about").add(app.say(debrief::RADAR_ABOUT)));
    for ring in 1..=4_u8 {
        chart = chart.add(outline("radar-ring", &vec![RIM * f64::from(ring) / 4.0; axes]));
    }
    for axis in 0..axes {
        let (x, y) = spot(axis, axes, RIM);
        let line = svg("line", "radar-ring").attr("x1", "100").attr("y1", "100");
        let (name_x, name_y) = spot(axis, axes, RIM + 12.0);
        chart = chart.add(line.attr("x2", &x.to_string()).attr("y2", &y.to_string())).add(
            svg("text", "radar-name")
                .attr("x", &name_x.to_string())
                .attr("y", &(name_y + 4.0).to_string())
                .attr("text-anchor", "middle")
                .add((axis + 1).to_string()),
        );
    }
    let earlier: Option<Vec<f64>> = then.iter().map(|share| share.map(radius)).collect();
    let dashed = earlier.as_ref().map(|earlier| outline("radar-before", earlier));
    let radii: Vec<f64> = now.iter().map(|share| radius(*share)).collect();
    if let Some(dashed) = dashed {
        chart = chart.add(dashed);
    }
    chart = chart.add(outline("radar-now", &radii));
    for (axis, radius) in radii.iter().enumerate() {
        let (x, y) = spot(axis, axes, *radius);
        let dot = svg("circle", "radar-dot").attr("r", "3");
        chart = chart.add(dot.attr("cx", &x.to_string()).attr("cy", &y.to_string()));
    }
    let legend = earlier.map(|_| el("figcaption", "muted small").add(app.say(debrief::RADAR_BEFORE)));
    el("figure", "").add(chart).add(legend)
}

fn table(app: App, skills: &[Skill], then: &[Option<u16>]) -> El {
    let pack = app.pack();
    let percent = |share: u16| app.percent(f64::from(share) / 1000.0);
    let compared = then.iter().any(Option::is_some);
    let rows: Vec<El> = skills
        .iter()
        .zip(then)
        .enumerate()
        .map(|(axis, (skill, then))| {
            let name = pack.competency(&skill.competency).map_or(skill.competency.as_str(), |known| &known.name);
            let number = el("span", "muted").add([&(axis + 1).to_string(), " "].concat());
            let before = compared.then(|| el("td", "").add(then.map_or("–".to_owned(), percent)));
            // Not a column: in a narrow report it would leave no room for the name.
            let asked = [" · ", &app.count(debrief::QUESTIONS, skill.questions.into())].concat();
            el("tr", "")
                .add(
                    el("th", "")
                        .attr("scope", "row")
                        .add(number)
                        .add(el("span", "").attr("lang", &pack.language).add(name))
                        .add(el("span", "muted").add(asked)),
                )
                .add(el("td", "").add(percent(skill.share)))
                .add(before)
        })
        .collect();
    let mut columns = vec![debrief::SKILL, debrief::NOW];
    columns.extend(compared.then_some(debrief::BEFORE));
    let columns: Vec<El> =
        columns.into_iter().map(|message| el("th", "").attr("scope", "col").add(app.say(message))).collect();
    el("table", "").add(el("thead", "").add(el("tr", "").add(columns))).add(el("tbody", "").add(rows))
}
