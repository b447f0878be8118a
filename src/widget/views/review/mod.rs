//! Review: what was missed or has not been seen for long comes back when it is due, one thing at a time.
//!
//! [`overview`] tells what is due and how memory fares, [`run`] is the way through it, [`ask`] one thing on the screen, [`rate`] its four
//! ratings; `charts` draws. What is asked, and when, is the core's to say; every answer goes into the log at once, so that a reload
//! goes on where the learner was.

mod ask;
mod charts;
mod overview;
mod rate;
mod run;

use interview_practice_core::content::Pack;
use interview_practice_core::progress::{Now, State, Target};
use interview_practice_core::quiz::ItemBank;

use super::parts::{self, awaited, item};
use crate::app::App;
use crate::dom::{El, el, memo};
use run::Review;
pub use run::due_now;

/// The review view. A prompt of the mock interviews that is due has to be here before it can be asked.
pub fn review_view(app: App) -> El {
    let coming = memo(move || {
        app.revision.track();
        app.awaits_prompts()
    });
    el("div", "").live(move || {
        coming.track();
        awaited(app).unwrap_or_else(|| stages(app))
    })
}

fn stages(app: App) -> El {
    let review = Review::open(app);
    let turn = memo(move || review.turn.get());
    parts::stages(&["[tabindex='-1']"], move || {
        turn.track();
        if review.is_running() { run::running(app, review) } else { overview::overview(app, review) }.into()
    })
}

/// What a target is called; `None` when the pack no longer has it.
fn title(app: App, pack: &Pack, bank: &ItemBank<'_>, target: &Target) -> Option<String> {
    match target {
        Target::Item(name) => Some(item::stem_text(app, &bank.present(name.as_str(), 0)?)),
        Target::Question(name) => Some(pack.question(name.as_str())?.prompt.clone()),
        Target::Point(name) => {
            let (question, point) = name.as_str().split_once('/')?;
            let question = pack.question(question)?;
            Some([question.prompt.as_str(), " · ", &question.point(point)?.text].concat())
        }
    }
}

/// Reads the state now, with what tells whether the pack still has a target.
fn look<T: Default>(app: App, read: impl FnOnce(&State, Now, &dyn Fn(&Target) -> bool) -> T) -> T {
    let (pack, now) = (app.pack(), app.now());
    let bank = ItemBank::new(&pack);
    app.with_state(|state| read(state, now, &|target| is_known(&pack, &bank, target)))
}

/// Whether the pack still has what a target is about.
fn is_known(pack: &Pack, bank: &ItemBank<'_>, target: &Target) -> bool {
    match target {
        Target::Item(name) => bank.present(name.as_str(), 0).is_some(),
        Target::Question(name) => pack.question(name.as_str()).is_some_and(|question| !question.points.is_empty()),
        Target::Point(name) => name.as_str().split_once('/').is_some_and(|(question, point)| {
            pack.question(question).is_some_and(|question| question.point(point).is_some())
        }),
    }
}
