//! A heading whose level fits the page around the widget.

use leptos::prelude::*;

use crate::app::App;

/// A heading `depth` levels below the widget's own top heading (0), never beyond `h6`.
pub fn heading(depth: u8, class: &'static str, inner: impl IntoView) -> AnyView {
    let inner = inner.into_any();
    match App::current().heading_level.get_untracked().saturating_add(depth).min(6) {
        1 => view! { class="ip", <h1 class=class>{inner}</h1> }.into_any(),
        2 => view! { class="ip", <h2 class=class>{inner}</h2> }.into_any(),
        3 => view! { class="ip", <h3 class=class>{inner}</h3> }.into_any(),
        4 => view! { class="ip", <h4 class=class>{inner}</h4> }.into_any(),
        5 => view! { class="ip", <h5 class=class>{inner}</h5> }.into_any(),
        _ => view! { class="ip", <h6 class=class>{inner}</h6> }.into_any(),
    }
}
