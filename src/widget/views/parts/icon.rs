//! Small marks that go with words, drawn as SVG; never the only carrier of a meaning.

use crate::dom::{El, svg};

/// What a mark shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyph {
    /// A tick: right, done, covered.
    Tick,
    /// A cross: wrong, missing.
    Cross,
    /// A half-filled circle: partly.
    Half,
    /// An empty circle: not yet.
    Circle,
    /// An arrow onwards, in reading direction.
    Arrow,
    /// An arrow up.
    Up,
    /// An arrow down.
    Down,
    /// A clock.
    Clock,
    /// A triangle with a mark: take care.
    Warning,
}

/// A mark as large as the text beside it, hidden from assistive technology.
pub fn icon(glyph: Glyph) -> El {
    let path = match glyph {
        Glyph::Tick => "M3.5 8.5l3 3 6-7",
        Glyph::Cross => "M4 4l8 8M12 4l-8 8",
        Glyph::Half => "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11M8 3v10M10 4v8M12 5.5v5",
        Glyph::Circle => "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11",
        Glyph::Arrow => "M3 8h10M9 4l4 4-4 4",
        Glyph::Up => "M8 13V3M4 7l4-4 4 4",
        Glyph::Down => "M8 3v10M4 9l4 4 4-4",
        Glyph::Clock => "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11M8 5v3.2l2 1.6",
        Glyph::Warning => "M8 2.5l6 11H2zM8 6.5v3M8 11.6v.2",
    };
    svg("svg", if glyph == Glyph::Arrow { "icon directed" } else { "icon" })
        .attr("viewBox", "0 0 16 16")
        .attr("aria-hidden", "true")
        .add(svg("path", "").attr("d", path))
}
