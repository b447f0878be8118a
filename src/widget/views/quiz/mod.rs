//! The quiz: choose a session, answer item by item, see what came of it. Every step survives a reload.

mod running;
mod setup;
mod summary;

use interview_practice_core::content::{Id, ItemKind};
use interview_practice_core::progress::EventId;
use interview_practice_core::quiz::{History, ItemBank, ItemHistory, Session, Settings};

use super::parts;
use crate::app::App;
use crate::dom::{El, Signal, memo};
use crate::hex;
use crate::route::{Route, StartOptions, ViewName};

/// A session on its way, with what the log knows it by.
#[derive(Clone)]
pub struct Run {
    /// The session itself.
    pub session: Session,
    /// The event that started it.
    pub id: EventId,
    /// Seconds spent on it before the current item was shown.
    pub seconds: u32,
}

/// Where a view's run is kept between steps.
#[derive(Clone, Copy)]
pub struct Runs {
    app: App,
    view: ViewName,
    /// The run, if there is one.
    pub run: Signal<Option<Run>>,
}

impl Runs {
    /// The runs of a view, with the one that the learner left, if any.
    pub fn open(app: App, view: ViewName) -> Self {
        Self { app, view, run: Signal::new(Self::left(app, view)) }
    }

    /// The run that the learner left in a view, if any.
    pub fn left(app: App, view: ViewName) -> Option<Run> {
        let text = app.place(view.name())?;
        let mut parts = text.split(' ');
        let id = parts.next()?.parse().ok()?;
        let seconds = parts.next()?.parse().ok()?;
        let mut session = Session::decode(&hex::decode(parts.next()?)?).ok()?;
        session.fit(&ItemBank::new(&app.pack()));
        Some(Run { session, id, seconds })
    }

    /// Begins a session and keeps it.
    pub fn begin(self, session: Session) {
        if session.is_empty() {
            return;
        }
        let settings = hex::encode(&postcard::to_allocvec(session.settings()).unwrap_or_default());
        let begun = self.app.begin_session(self.view, settings, session.seed(), session.len());
        let Some(id) = begun else { return };
        self.keep(Run { session, id, seconds: 0 });
    }

    /// Keeps a step of the run.
    pub fn keep(self, run: Run) {
        let mark = if run.session.is_over() { "over" } else { OPEN };
        let text = [&run.id.to_string(), &run.seconds.to_string(), &hex::encode(&run.session.encode()), mark].join(" ");
        self.app.save_place(self.view.name(), &text);
        self.run.set(Some(run));
    }

    /// Ends the run: tells the log and the host. The run stays to show its summary.
    pub fn end(self, mut run: Run) {
        run.session.finish();
        let pack = self.app.pack();
        let summary = run.session.summary(&ItemBank::new(&pack));
        let items = u32::try_from(summary.items).ok();
        self.app.end_session(self.view, run.id, summary.score, summary.answered, run.seconds, items);
        self.keep(run);
    }

    /// Forgets the run.
    pub fn clear(self) {
        self.app.forget_place(self.view.name());
        self.run.set(None);
    }
}

/// The mark of a run that is not over.
pub const OPEN: &str = "open";

/// Whether the learner left a run in a view before its end. Home asks, so this reads the mark alone and not the session.
pub fn is_open(app: App, view: ViewName) -> bool {
    app.place(view.name()).is_some_and(|text| text.split(' ').nth(3) == Some(OPEN))
}

/// What the quiz needs to know of earlier answers.
pub fn history(app: App) -> History {
    app.with_state(|state| History {
        items: state
            .items
            .iter()
            .map(|(id, item)| {
                let known =
                    ItemHistory { attempts: item.attempts, last_score: item.last.share(), last_at: item.last_at.at };
                (id.to_string(), known)
            })
            .collect(),
    })
}

/// The settings that a caller of `start` asks for; what it leaves open stays as it is by default.
fn settings_of(options: &StartOptions, app: App) -> Settings {
    let pack = app.pack();
    let defaults = Settings::default();
    Settings {
        length: options
            .length
            .map(|length| u16::try_from(length).unwrap_or(u16::MAX).clamp(1, Settings::MAX_LENGTH))
            .unwrap_or(defaults.length),
        competencies: options
            .competencies
            .iter()
            .filter_map(|id| pack.competency(id))
            .map(|known| known.id.clone())
            .collect(),
        kinds: options.kinds.iter().filter_map(|name| ItemKind::from_name(name)).collect(),
        question: options.question.as_deref().and_then(|id| pack.question(id)).map(|question| question.id.clone()),
        section: options.question.as_deref().and_then(|id| pack.section(id)).map(|section| section.id.clone()),
        ..defaults
    }
}

/// Plans a session of these settings and begins it.
fn plan(app: App, runs: Runs, settings: &Settings, seed: Option<f64>) {
    let pack = app.pack();
    runs.begin(Session::plan(&ItemBank::new(&pack), settings, &history(app), app.seed(seed)));
}

/// The session that a caller of `start` asks for.
pub fn planned(app: App, options: &StartOptions) -> Session {
    let pack = app.pack();
    Session::plan(&ItemBank::new(&pack), &settings_of(options, app), &history(app), app.seed(options.seed))
}

/// The quiz view.
pub fn quiz_view(app: App, route: &Route) -> El {
    let runs = Runs::open(app, ViewName::Quiz);
    let asked = settings_of(&route.options, app);
    if route.begin {
        let session = planned(app, &route.options);
        if session.is_empty() {
            // A section that no item asks about, say: the learner chooses, and what they left waits.
            runs.run.set(None);
        }
        runs.begin(session);
    }
    stages(app, runs, move || setup::setup(app, runs, &asked))
}

/// What stands before a run, its items one by one, what comes after. What happens to an item while it stands is the business of
/// `running`.
pub fn stages(app: App, runs: Runs, before: impl Fn() -> El + 'static) -> El {
    let stage = memo(move || {
        runs.run
            .with(|run| run.as_ref().map(|run| (run.id, (!run.session.is_over()).then_some(run.session.position()))))
    });
    parts::stages(&["[tabindex='-1']"], move || {
        match stage.get() {
            None => Some(before()),
            Some((_, Some(_))) => running::running(app, runs),
            Some((_, None)) => Some(summary::summary(app, runs)),
        }
        .into()
    })
}

/// Starts a quiz on these items again.
fn repeat(app: App, runs: Runs, ids: &[String]) {
    let pack = app.pack();
    let settings = runs.run.peek_with(|run| run.as_ref().map(|run| run.session.settings().clone())).unwrap_or_default();
    runs.begin(Session::of(&ItemBank::new(&pack), ids, &settings, app.seed(None)));
}

/// Which competencies the pack has, for the set-up.
fn competencies(app: App) -> Vec<(Id, String)> {
    app.pack().competencies.iter().map(|competency| (competency.id.clone(), competency.name.clone())).collect()
}
