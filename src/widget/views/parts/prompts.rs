//! The mock interviews' prompts, which come in a file of their own, for views that show what the progress knows of them.

use interview_practice_core::messages::mock;

use crate::app::App;
use crate::dom::{El, el};

/// What to show while prompts that the progress speaks of are on their way; `None` when nothing is missing, or they cannot be had.
/// Whoever is being built follows their arrival.
pub fn awaited(app: App) -> Option<El> {
    app.awaits_prompts().then(|| el("p", "muted").attr("role", "status").add(app.say(mock::LOADING)))
}
