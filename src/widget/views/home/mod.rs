//! Home: where you stand in one sentence, one obvious next step, then the ways in.
//!
//! It is there before anything else has come: it knows the pack's outline and the progress, and of the other views only the marks that
//! they leave of what was begun.

use interview_practice_core::content::Id;
use interview_practice_core::messages::{Message, home};

use super::parts::{blocks, button, heading, primary};
use crate::app::App;
use crate::dom::{El, el};
use crate::route::{Route, StartOptions, ViewName};

/// The home view.
pub fn home_view(app: App) -> El {
    let welcome = app.fill(home::WELCOME, &[("role", &app.outline().role)]);
    let ways: Vec<El> = ViewName::ALL
        .into_iter()
        .filter(|view| *view != ViewName::Home)
        .map(|view| {
            let about = app.say(match view {
                ViewName::Guide => home::ABOUT_GUIDE,
                ViewName::Quiz => home::ABOUT_QUIZ,
                ViewName::Practice => home::ABOUT_PRACTICE,
                ViewName::Review => home::ABOUT_REVIEW,
                ViewName::Mock => home::ABOUT_MOCK,
                ViewName::Home | ViewName::Progress => home::ABOUT_PROGRESS,
            });
            let label = vec![el("strong", "").add(app.view_name(view)), el("span", "muted small").add(about)];
            el("li", "").add(button("home-way", label, move || app.go(Route::to(view))).attr("part", "card"))
        })
        .collect();
    let stand = el("p", "lead prose").live(move || {
        app.revision.track();
        stand(app)
    });
    let step = el("div", "actions").live(move || {
        app.revision.track();
        let (label, route) = next_step(app);
        primary(app.say(label), move || app.go(route.clone()))
    });
    el("div", "stack loose")
        .add(el("div", "stack").add(heading(1, "home-welcome", welcome)).add(stand).add(step))
        .add(
            el("section", "stack tight")
                .add(heading(2, "", app.say(home::WAYS_IN)))
                .add(el("ul", "home-ways").add(ways)),
        )
        .add(about(app))
}

/// How much is due. Only the pack, which comes with the other views, tells what of it is still there; they will be wanted anyway.
fn due(app: App) -> usize {
    if app.totals().due > 0 {
        app.want_views();
    }
    app.totals().due as usize
}

/// Where the learner stands, in a sentence or two.
fn stand(app: App) -> String {
    let outline = app.outline();
    let items = app.with_state(|state| state.items.len());
    let practised = outline.questions.iter().filter(|id| is_practised(app, id)).count();
    if app.totals().answered == 0 {
        return app.say(home::STAND_NOTHING).to_owned();
    }
    let total = outline.questions.len().to_string();
    let mut sentence =
        home::STAND.fill(app.language.peek(), practised, &[("total", &total), ("items", &items.to_string())]);
    let due = due(app);
    if due > 0 {
        sentence.push(' ');
        sentence.push_str(&app.count(home::DUE, due));
    }
    sentence
}

/// What to do next: go on with what was begun; else what is due; else what was never tried.
fn next_step(app: App) -> (Message, Route) {
    if super::quiz::is_open(app, ViewName::Quiz) {
        return (home::CONTINUE_QUIZ, Route::to(ViewName::Quiz));
    }
    if app.place(ViewName::Review.name()).is_some() {
        return (home::CONTINUE_REVIEW, Route::to(ViewName::Review));
    }
    if super::mock::is_open(app) {
        return (home::CONTINUE_MOCK, Route::to(ViewName::Mock));
    }
    let outline = app.outline();
    let begun = app.place(ViewName::Practice.name());
    if let Some(id) =
        begun.filter(|id| super::practice::is_open(app, id) && outline.questions.iter().any(|one| one == id.as_str()))
    {
        return (home::CONTINUE_PRACTICE, Route::practise(&id));
    }
    let totals = app.totals();
    if due(app) > 0 {
        return (home::START_REVIEW, Route::to(ViewName::Review));
    }
    if totals.answered == 0 && outline.has_items {
        let options = StartOptions { length: Some(5), ..StartOptions::default() };
        return (home::START_QUIZ, Route::begin(ViewName::Quiz, options));
    }
    let untried = outline.questions.iter().find(|id| !is_practised(app, id));
    match untried {
        Some(id) => (home::PRACTISE_NEXT, Route::practise(id.as_str())),
        None if outline.has_items => (home::START_QUIZ, Route::to(ViewName::Quiz)),
        None => (home::READ_GUIDE, Route::to(ViewName::Guide)),
    }
}

fn is_practised(app: App, question: &Id) -> bool {
    app.with_state(|state| state.questions.get(question.as_str()).is_some_and(|known| !known.attempts.is_empty()))
}

/// What the pack is and whom it names.
fn about(app: App) -> El {
    let pack = app.outline();
    let credits: Vec<El> = pack.credits.iter().map(|credit| el("p", "").add(credit.as_str())).collect();
    let version = app.fill(home::VERSION, &[("version", &pack.version), ("updated", &pack.updated)]);
    let licence =
        (!pack.licence.is_empty()).then(|| el("p", "").add(app.fill(home::LICENCE, &[("licence", &pack.licence)])));
    el("details", "small").add(el("summary", "").add(app.say(home::CREDITS))).add(
        el("div", "prose muted")
            .add(el("div", "prose").attr("lang", &pack.language).add(blocks(&pack.summary, 2)).add(credits))
            .add(el("p", "").add(version))
            .add(licence),
    )
}
