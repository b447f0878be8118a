//! Buttons: one primary a view, secondary plain, quiet ones that read like links.

use crate::dom::{El, Kids, el};

/// The one thing to do next.
pub fn primary(label: impl Into<Kids>, act: impl Fn() + 'static) -> El {
    button("button primary", label, act).attr("part", "button primary")
}

/// Something else that can be done.
pub fn secondary(label: impl Into<Kids>, act: impl Fn() + 'static) -> El {
    button("button", label, act).attr("part", "button")
}

/// A way out or aside.
pub fn quiet(label: impl Into<Kids>, act: impl Fn() + 'static) -> El {
    button("button quiet", label, act).attr("part", "button quiet")
}

/// A button with classes of its own.
pub fn button(class: &str, label: impl Into<Kids>, act: impl Fn() + 'static) -> El {
    el("button", class).attr("type", "button").add(label).press(act)
}

/// The button that submits its form.
pub fn submit(label: impl Into<Kids>) -> El {
    el("button", "button primary").attr("type", "submit").attr("part", "button primary").add(label)
}

/// Buttons in a row.
pub fn actions(buttons: impl Into<Kids>) -> El {
    el("div", "actions").add(buttons)
}
