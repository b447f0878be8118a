//! Progress as a checkpoint: a few thousand characters for a host that keeps them (an LMS), and the way back.

use interview_practice_core::progress::{Checkpoint, CheckpointError, CheckpointNames};
use interview_practice_core::quiz::{ItemBank, Session};

use crate::app::App;
use crate::config::Storage;
use crate::hex;
use crate::memory::Counts;
use crate::views::quiz::OPEN;

/// Where the text is kept that this element's progress began on, for a widget to come: the log does not hold what led to it.
const BEGAN_ON: &str = "checkpoint";
/// The views whose sessions go along, as their places are named; one that is on its way, the first of these.
const VIEWS: [&str; 2] = ["quiz", "review"];

impl App {
    /// Where the learner stands, in at most so many characters. Empty only where not even the least finds room.
    pub fn export_checkpoint(self, most: usize) -> String {
        let state = self.with_state(Clone::clone);
        self.with_names(|names| Checkpoint { state, run: self.run() }.write(names, most))
    }

    /// Goes on from a checkpoint, where nothing is kept and nothing was done yet.
    ///
    /// # Errors
    /// With the cause, when it cannot be read or there is progress already; nothing is changed then.
    pub fn import_checkpoint(self, text: &str) -> Result<Counts, CheckpointError> {
        if self.settings(|config| config.storage != Storage::None) {
            return Err(CheckpointError::Kept);
        }
        let (checkpoint, added, rejected) = self.with_names(|names| Checkpoint::read(text, names))?;
        if self.memory_mut(|memory| memory.begin_on(checkpoint.state)) != Some(true) {
            return Err(CheckpointError::Occupied);
        }
        self.save_place(BEGAN_ON, text);
        self.resume(&checkpoint.run);
        self.changed();
        Ok(Counts { added, known: 0, rejected })
    }

    /// Whether an earlier widget of this element began on a checkpoint.
    pub fn began_on_checkpoint(self) -> bool {
        self.place(BEGAN_ON).is_some()
    }

    /// Goes on again from the checkpoint that an earlier widget of this element began on, as far as its names are known by now; `true` when
    /// there is one.
    pub fn return_to_checkpoint(self) -> bool {
        let text = self.place(BEGAN_ON);
        let read = text.and_then(|text| self.with_names(|names| Checkpoint::read(&text, names)).ok());
        let Some((checkpoint, ..)) = read else { return false };
        self.memory_mut(|memory| memory.return_to(checkpoint.state)).is_some()
    }

    fn with_names<T>(self, act: impl FnOnce(&CheckpointNames) -> T) -> T {
        let pack = self.pack();
        act(&CheckpointNames::of(&pack, ItemBank::new(&pack).all()))
    }

    /// The session on its way, without what was typed: the view's number, the event that began it and seconds, the session.
    fn run(self) -> Vec<u8> {
        let found = VIEWS.into_iter().enumerate().find_map(|(number, view)| {
            let text = self.place(view)?;
            let mut parts = text.split(' ');
            let (id, seconds) = (parts.next()?, parts.next()?);
            let mut session = Session::decode(&hex::decode(parts.next()?)?).ok()?;
            if session.is_over() {
                return None;
            }
            session.forget_words();
            let number = u8::try_from(number).ok()?;
            Some([&[number], id.as_bytes(), b" ", seconds.as_bytes(), b"\n", &session.encode()].concat())
        });
        found.unwrap_or_default()
    }

    fn resume(self, run: &[u8]) {
        let Some((&number, run)) = run.split_first() else { return };
        let mut parts = run.splitn(2, |&byte| byte == b'\n');
        let head = parts.next().and_then(|head| core::str::from_utf8(head).ok());
        if let (Some(head), Some(session), Some(view)) = (head, parts.next(), VIEWS.get(usize::from(number))) {
            // Whether it makes sense is seen when the view opens.
            self.save_place(view, &[head, &hex::encode(session), OPEN].join(" "));
        }
    }
}
