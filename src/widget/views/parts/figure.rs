//! A chart with the table that says the same.

use interview_practice_core::messages::{Message, progress};

use super::{actions, quiet};
use crate::app::App;
use crate::dom::{El, Signal, el, svg};

/// Shows a chart, or on demand the table in its place.
pub fn figure(app: App, chart: impl Fn() -> El + 'static, table: impl Fn() -> El + 'static) -> El {
    let as_table = Signal::new(false);
    let change = quiet((), move || as_table.update(|shown| *shown = !*shown))
        .live(move || app.say(if as_table.get() { progress::SHOW_CHART } else { progress::SHOW_TABLE }));
    let shown = el("div", "").live(move || if as_table.get() { table() } else { chart() });
    el("div", "stack tight").add(shown).add(actions(change))
}

/// An empty drawing of so many units with its name and description; `id` tells it from others in the same element.
pub fn drawing(id: &str, class: &str, width: i32, height: i32, title: &str, about: &str) -> El {
    let (name, description) = ([id, "-title"].concat(), [id, "-about"].concat());
    svg("svg", class)
        .attr("part", "chart")
        .attr("viewBox", &["0 0 ", &width.to_string(), " ", &height.to_string()].concat())
        .attr("direction", "ltr")
        .attr("role", "img")
        .attr("aria-labelledby", &[name.as_str(), " ", &description].concat())
        .add(svg("title", "").attr("id", &name).add(title))
        .add(svg("desc", "").attr("id", &description).add(about))
}

/// A text in a drawing. `anchor` is `start`, `middle` or `end`.
pub fn text(x: i32, y: i32, anchor: &str, words: &str) -> El {
    svg("text", "chart-name").attr("x", &x.to_string()).attr("y", &y.to_string()).attr("text-anchor", anchor).add(words)
}

/// A rectangle in a drawing.
pub fn rect(class: &str, x: i32, y: i32, width: i32, height: i32) -> El {
    let number = |n: i32| n.max(0).to_string();
    svg("rect", class)
        .attr("x", &number(x))
        .attr("y", &number(y))
        .attr("width", &number(width))
        .attr("height", &number(height))
}

/// A table with the names of its columns.
pub fn table(app: App, class: &str, columns: &[Message], rows: Vec<El>) -> El {
    let columns: Vec<El> =
        columns.iter().map(|message| el("th", "").attr("scope", "col").add(app.say(*message))).collect();
    el("table", class).add(el("thead", "").add(el("tr", "").add(columns))).add(el("tbody", "").add(rows))
}

/// A row: what it is about, then its cells.
pub fn row(head: &str, cells: &[String]) -> El {
    let cells: Vec<El> = cells.iter().map(|cell| el("td", "").add(cell.as_str())).collect();
    el("tr", "").add(el("th", "").attr("scope", "row").add(head)).add(cells)
}
