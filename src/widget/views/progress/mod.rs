//! Progress: where the learner stands.

use interview_practice_core::messages::progress;
use leptos::prelude::*;

use super::parts::heading;
use crate::app::App;

/// The progress view.
#[component]
pub fn ProgressView() -> impl IntoView {
    heading(1, "", App::current().say(progress::STAND))
}
