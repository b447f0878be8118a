//! Shares and steps as bars; the number always stands beside them in words.

use crate::dom::{El, el};

/// A bar filled to a share between 0 and 1. It repeats what the text beside it says, so it is hidden from assistive technology.
pub fn bar(share: f64) -> El {
    let width = [&percent(share).to_string(), "%"].concat();
    el("span", "bar").attr("aria-hidden", "true").add(el("span", "fill").style("inline-size", &width))
}

/// A share in whole percent.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=100 before the cast")]
pub fn percent(share: f64) -> u8 {
    (share.clamp(0.0, 1.0) * 100.0) as u8
}

/// Steps of a whole: a thin segmented bar under the words that say the same.
pub fn segments(label: &str, done: usize, total: usize) -> El {
    let parts: Vec<El> =
        (0..total.min(60)).map(|n| el("span", if n < done { "segment done" } else { "segment" })).collect();
    el("div", "steps")
        .attr("part", "steps")
        .add(el("p", "small muted").add(label))
        .add(el("div", "segments").attr("aria-hidden", "true").add(parts))
}
