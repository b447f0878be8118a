//! Shares and steps as bars; the number always stands beside them in words.

use leptos::prelude::*;

/// A bar filled to a share between 0 and 1. It repeats what the text beside it says, so it is hidden from assistive technology.
pub fn bar(share: f64) -> AnyView {
    let width = [&((share.clamp(0.0, 1.0) * 100.0) as u8).to_string(), "%"].concat();
    view! { class="ip", <span class="bar" aria-hidden="true"><span class="fill" style:inline-size=width></span></span> }
        .into_any()
}

/// Steps of a whole: a thin segmented bar under the words that say the same.
pub fn segments(label: String, done: usize, total: usize) -> AnyView {
    let parts = (0..total.min(60))
        .map(|n| {
            let class = if n < done { "segment done" } else { "segment" };
            view! { class="ip", <span class=class></span> }
        })
        .collect_view();
    view! { class="ip",
        <div class="steps">
            <p class="small muted">{label}</p>
            <div class="segments" aria-hidden="true">{parts}</div>
        </div>
    }
    .into_any()
}
