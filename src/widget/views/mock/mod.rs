//! The mock interview: choosing, being asked, judging oneself, the report.
//!
//! The interviewer itself is the core's; here it is given the time, the answers and a place to be kept in, so that every step survives
//! a reload.

mod choose;
mod judge;
mod options;
mod print;
mod radar;
mod recording;
mod report;
mod run;
mod speaking;
mod transcript;
mod voices;

use std::cell::Cell;
use std::rc::Rc;

use interview_practice_core::interview::{History, Input, Interview, Report, Room, Stage};
use interview_practice_core::messages::{self, mock};
use interview_practice_core::progress::{EventId, Now};

use super::parts::{self, actions, primary};
use crate::app::{App, Prompts};
use crate::dom::{El, Signal, effect, el, memo};
use crate::hex;
use crate::route::{Route, ViewName};

/// The mark of an interview that has not ended.
const OPEN: &str = "open";
/// The mark of one that waits for the learner's own verdict.
const ENDED: &str = "ended";
/// The mark of a report that is being read.
const REPORT: &str = "report";
/// The shortest absence that is spoken of, in milliseconds; a hidden tab may be silent for a minute.
const ABSENCE: u64 = 90_000;
/// What stands for nothing.
const NONE: &str = "-";

/// Everything that a stage of the view works with.
#[derive(Clone, Copy)]
struct Desk {
    app: App,
    interview: Signal<Option<Interview>>,
    /// The event that started it.
    session: Signal<Option<EventId>>,
    /// The learner's own levels, part by part; 0 for none yet.
    own: Signal<Vec<u8>>,
    /// The report that is shown.
    shown: Signal<Option<Rc<Shown>>>,
    /// What the learner is told on coming back.
    note: Signal<Option<String>>,
}

/// A report on the screen.
struct Shown {
    report: Report,
    /// The event that keeps it.
    event: EventId,
    now: Now,
    /// The words of the answers, where they are at hand already.
    words: Option<String>,
}

/// What is on the screen.
#[derive(Clone, Copy, PartialEq)]
enum View {
    Choose,
    Opening,
    Asking,
    Judge,
    Report(EventId),
}

impl Desk {
    fn new(app: App) -> Self {
        Self {
            app,
            interview: Signal::new(None),
            session: Signal::new(None),
            own: Signal::new(Vec::new()),
            shown: Signal::new(None),
            note: Signal::new(None),
        }
    }

    /// Begins an interview over an assessment, or over all.
    fn begin(self, assessment: Option<&str>, minutes: u16, seed: Option<f64>) {
        let (app, pack) = (self.app, self.app.pack());
        let now = app.now();
        let history = app.with_state(|state| History::of(state, &pack, now));
        let chosen: Vec<String> = assessment.map(String::from).into_iter().collect();
        let Some(interview) = Interview::plan(&pack, &chosen, minutes, history, app.seed(seed)) else { return };
        let settings = [&interview.minutes().to_string(), " ", &interview.parts().join(" ")].concat();
        let items = interview.parts().len();
        let session = app.begin_session(ViewName::Mock, settings, interview.seed(), items);
        self.own.set(vec![0; interview.parts().len()]);
        self.session.set(session);
        self.shown.set(None);
        self.interview.set(Some(interview));
        self.keep();
    }

    /// Hands the interviewer what happens now.
    fn step(self, input: Input) {
        let pack = self.app.pack();
        let at = self.app.now().at;
        let kept = !matches!(input, Input::Tick);
        if matches!(input, Input::Answer | Input::Skip) {
            self.note.set(None);
        }
        let (before, times) = (self.stage(), self.times());
        self.interview.update(|slot| {
            if let Some(interview) = slot.take() {
                *slot = Some(interview.next(&Room { pack: &pack, neighbours: None }, at, input));
            }
        });
        self.tell_absence(times);
        let after = self.stage();
        if after == Some(Stage::Ended) && before != after {
            self.ended();
        }
        if kept || before != after {
            self.keep();
        }
    }

    fn stage(self) -> Option<Stage> {
        self.interview.peek_with(|interview| interview.as_ref().map(Interview::stage))
    }

    /// Tells the log and the host that it is over. One that ended before its first question leaves nothing.
    fn ended(self) {
        let Some(interview) = self.interview.peek() else { return };
        if interview.turns().is_empty() {
            return self.clear();
        }
        let report = interview.report(&self.app.pack());
        let judged: Vec<u16> = report.parts.iter().filter(|part| part.level.is_some()).map(|part| part.share).collect();
        let sum: f64 = judged.iter().map(|share| f64::from(*share)).sum();
        let score = sum / 1000.0 / judged.len().max(1) as f64;
        let (answered, seconds) = (interview.turns().len(), report.used / 1000);
        if let Some(session) = self.session.peek() {
            self.app.end_session(ViewName::Mock, session, score, answered, seconds, None);
        }
    }

    /// Keeps the interview for a reload.
    fn keep(self) {
        let text = self.interview.peek_with(|interview| {
            let interview = interview.as_ref()?;
            let mark = if interview.stage() == Stage::Ended { ENDED } else { OPEN };
            let session = self.session.peek().map_or(NONE.to_owned(), |id| id.to_string());
            let own = hex::encode(&self.own.peek());
            Some([mark, &hex::encode(&interview.encode()), &session, &own].join(" "))
        });
        if let Some(text) = text {
            self.app.save_place(ViewName::Mock.name(), &text);
        }
    }

    /// Forgets the interview.
    fn clear(self) {
        self.app.forget_place(ViewName::Mock.name());
        self.interview.set(None);
        self.shown.set(None);
    }

    /// Finds what was left at the last visit.
    fn find(self) {
        let Some(text) = self.app.place(ViewName::Mock.name()) else { return };
        let mut words = text.split(' ');
        match (words.next(), words.next()) {
            (Some(REPORT), Some(id)) => {
                if let Ok(id) = id.parse() {
                    self.show(id, None);
                }
            }
            (Some(OPEN | ENDED), Some(bytes)) => {
                let found = hex::decode(bytes).and_then(|bytes| Interview::decode(&bytes).ok());
                let Some(found) = found.filter(|interview| interview.fits(&self.app.pack())) else { return };
                self.session.set(words.next().and_then(|id| id.parse().ok()));
                let mut own = words.next().and_then(hex::decode).unwrap_or_default();
                own.resize(found.parts().len(), 0);
                self.own.set(own);
                self.interview.set(Some(found));
                self.step(Input::Tick);
            }
            _ => {}
        }
    }

    /// The time that counted so far, and the time away, in milliseconds.
    fn times(self) -> (u32, u64) {
        self.interview.peek_with(|interview| {
            interview.as_ref().map_or((0, 0), |interview| (interview.clock().used(), interview.clock().away()))
        })
    }

    /// Says how a time away counted: after a reload, or when the computer slept. Times before it come in.
    fn tell_absence(self, before: (u32, u64)) {
        let (used, away) = self.times();
        let counted = used.saturating_sub(before.0);
        let whole = away.saturating_sub(before.1).saturating_add(counted.into());
        if whole >= ABSENCE {
            let clock = |milliseconds: u64| messages::clock(u32::try_from(milliseconds / 1000).unwrap_or(u32::MAX));
            let values = [("time", &*clock(whole)), ("counted", &clock(counted.into()))];
            self.note.set(Some(self.app.fill(mock::AWAY, &values)));
        }
    }

    /// Shows a report that is kept in an event; `words` are those of the answers, where they are at hand.
    fn show(self, event: EventId, words: Option<String>) {
        let found = self.app.with_state(|state| {
            let (_, now, kept) = state.interviews.iter().find(|(id, ..)| *id == event)?;
            Some((*now, Report::from_value(kept)?))
        });
        let Some((now, report)) = found else { return };
        self.interview.set(None);
        self.shown.set(Some(Rc::new(Shown { report, event, now, words })));
        self.app.save_place(ViewName::Mock.name(), &[REPORT, &event.to_string()].join(" "));
    }
}

/// Whether an interview is on its way. Home asks, so this reads the mark alone.
pub fn is_open(app: App) -> bool {
    app.place(ViewName::Mock.name()).is_some_and(|text| text.split(' ').next() == Some(OPEN))
}

/// The mock interview view.
pub fn mock_view(app: App, route: &Route) -> El {
    let desk = Desk::new(app);
    let asked = (route.options.assessment.clone(), route.options.minutes, route.options.seed);
    let begins = route.begin && (asked.0.is_some() || asked.1.is_some() || asked.2.is_some());
    let begun = Cell::new(false);
    let stage = memo(move || {
        let shown = desk.shown.with(|shown| shown.as_ref().map(|shown| shown.event));
        match (shown, desk.interview.with(|interview| interview.as_ref().map(Interview::stage))) {
            (Some(event), _) => View::Report(event),
            (None, None) => View::Choose,
            (None, Some(Stage::Opening)) => View::Opening,
            (None, Some(Stage::Asking)) => View::Asking,
            (None, Some(Stage::Ended)) => View::Judge,
        }
    });
    el("div", "").live(move || match app.want_prompts() {
        Prompts::Away | Prompts::Coming => el("p", "muted").attr("role", "status").add(app.say(mock::LOADING)),
        Prompts::Failed => el("div", "stack")
            .add(el("p", "").attr("role", "status").add(app.say(mock::NOT_LOADED)))
            .add(actions(primary(app.say(mock::RETRY), move || app.retry_prompts()))),
        Prompts::Here => {
            if !begun.replace(true) {
                if begins {
                    let minutes = asked.1.and_then(|minutes| u16::try_from(minutes).ok()).unwrap_or(15);
                    desk.begin(asked.0.as_deref(), minutes, asked.2);
                } else {
                    desk.find();
                }
            }
            stages(desk, stage)
        }
    })
}

fn stages(desk: Desk, stage: Signal<View>) -> El {
    // A stage begins in the field for the answer, else at its heading.
    parts::stages(&["textarea", "[tabindex='-1']"], move || {
        match stage.get() {
            View::Choose => Some(choose::choose(desk)),
            View::Opening => Some(run::opening(desk)),
            View::Asking => Some(run::run(desk)),
            View::Judge => Some(judge::judge(desk)),
            View::Report(_) => report::report(desk),
        }
        .into()
    })
}

/// Keeps what is to be kept again and again: the clock, so that it is honest after a reload.
fn keep_clock(desk: Desk) {
    let seconds = memo(move || {
        desk.interview.with(|interview| interview.as_ref().map_or(0, |interview| interview.clock().used() / 10_000))
    });
    effect(move || {
        seconds.track();
        desk.keep();
    });
}
