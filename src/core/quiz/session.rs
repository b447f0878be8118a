//! A quiz session: a value that goes on item by item and can be stored at any step.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::{Deserialize, Serialize};

use super::{Feedback, Grade, History, ItemBank, PresentedItem, Response, Settings, grade, plan};

/// The first byte of a stored session: its form.
const FORM: u8 = 1;

/// The longest id of an item that a stored session may hold, in bytes.
const MAX_ID: usize = 320;

/// A session of quiz items.
///
/// It holds ids and responses, no texts: with the same pack and seed the same items are shown again. Each step answers or leaves the
/// current item, then goes on:
///
/// ```
/// use interview_practice_core::content::Pack;
/// use interview_practice_core::quiz::{History, ItemBank, Session, Settings};
///
/// fn all_right(pack: &Pack) -> f64 {
///     let bank = ItemBank::new(pack);
///     let mut session = Session::plan(&bank, &Settings::default(), &History::default(), 7);
///     while let Some(item) = session.current(&bank) {
///         session.answer(&bank, &item.right_response()).ok();
///         session.advance();
///     }
///     session.summary(&bank).score
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Session {
    settings: Settings,
    seed: u64,
    entries: Vec<Entry>,
    /// The place of the current item; past the last when the session is over.
    at: usize,
    /// How many items were dropped because the pack no longer has them.
    gone: u16,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Entry {
    id: String,
    given: Option<Given>,
}

/// An answer that was given, with how it was judged then: a later edit of the pack does not change it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Given {
    /// What was answered, fitted to the item; `None` for an answer of another kind than the item's.
    pub response: Option<Response>,
    /// From 0 to 1.
    pub score: f64,
    /// Whether all of it was right.
    pub correct: bool,
}

/// Why an answer was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerError {
    /// The session is over.
    Over,
    /// The current item was already answered and its solution shown.
    Answered,
    /// The pack no longer has the current item: call [`Session::fit`].
    Gone,
}

impl fmt::Display for AnswerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Over => "the session is over: start another",
            Self::Answered => "this item is already answered: go on to the next",
            Self::Gone => "the pack no longer has this item: fit the session to the pack",
        })
    }
}

impl core::error::Error for AnswerError {}

/// Bytes that are no stored session of this release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DamagedSession;

impl fmt::Display for DamagedSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the stored session cannot be read: start another")
    }
}

impl core::error::Error for DamagedSession {}

impl Session {
    /// Chooses items for the settings; [`Session::len`] is less than asked for when fewer match, and 0 when none does.
    #[must_use]
    pub fn plan(bank: &ItemBank<'_>, settings: &Settings, history: &History, seed: u64) -> Self {
        let entries = plan::plan(bank, settings, history, seed);
        Self {
            settings: settings.clone(),
            seed,
            entries: entries.into_iter().map(|id| Entry { id, given: None }).collect(),
            at: 0,
            gone: 0,
        }
    }

    /// A session of exactly these items, in this order; ids that the pack does not know are left out. For reviews, and for repeating
    /// what was missed.
    #[must_use]
    pub fn of(bank: &ItemBank<'_>, ids: &[String], settings: &Settings, seed: u64) -> Self {
        let entries = ids
            .iter()
            .take(usize::from(Settings::MAX_LENGTH))
            .map(|id| Entry { id: id.clone(), given: None })
            .collect();
        let mut session = Self { settings: settings.clone(), seed, entries, at: 0, gone: 0 };
        session.fit(bank);
        session
    }

    /// How many items match the settings, counted up to `limit`: what a view can say before the learner starts.
    #[must_use]
    pub fn available(bank: &ItemBank<'_>, settings: &Settings, history: &History, limit: usize) -> usize {
        plan::available(bank, settings, history, limit)
    }

    /// What was asked for.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The seed of its order and its items.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// How many items it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it has no items.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The place of the current item, from 0; the number of items when the session is over.
    #[must_use]
    pub fn position(&self) -> usize {
        self.at
    }

    /// How many items it lost because the pack was edited.
    #[must_use]
    pub fn gone(&self) -> usize {
        usize::from(self.gone)
    }

    /// Whether the current item is the last one.
    #[must_use]
    pub fn at_last(&self) -> bool {
        self.at + 1 == self.entries.len()
    }

    /// Whether there is no current item any more.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.at >= self.entries.len()
    }

    /// The ids of its items, with the answers given so far.
    pub fn answers(&self) -> impl Iterator<Item = (&str, Option<&Given>)> {
        self.entries.iter().map(|entry| (entry.id.as_str(), entry.given.as_ref()))
    }

    /// The current item. `None` when the session is over, or when the pack was exchanged without [`Session::fit`].
    #[must_use]
    pub fn current(&self, bank: &ItemBank<'_>) -> Option<PresentedItem> {
        bank.present(&self.entries.get(self.at)?.id, self.seed)
    }

    /// The answer given to the current item, if it has one: after a reload, too.
    #[must_use]
    pub fn given(&self) -> Option<&Given> {
        self.entries.get(self.at)?.given.as_ref()
    }

    /// Whether the current item waits for an answer. Where feedback comes at the end, an answer may still be changed.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.is_over() && (self.settings.feedback == Feedback::AtEnd || self.given().is_none())
    }

    /// Answers the current item and stays there, so that the view can show the grade.
    ///
    /// # Errors
    /// When the session is over, when the item was already answered and feedback is given at once, and when the pack no longer has
    /// the item.
    pub fn answer(&mut self, bank: &ItemBank<'_>, response: &Response) -> Result<Grade, AnswerError> {
        if self.is_over() {
            return Err(AnswerError::Over);
        }
        if !self.is_open() {
            return Err(AnswerError::Answered);
        }
        let item = self.current(bank).ok_or(AnswerError::Gone)?;
        let grade = grade(&item, response);
        if let Some(entry) = self.entries.get_mut(self.at) {
            entry.given = Some(Given { response: response.fitted(&item), score: grade.score, correct: grade.correct });
        }
        Ok(grade)
    }

    /// Goes on to the next item, answered or not; past the last one the session is over.
    pub fn advance(&mut self) {
        self.at = (self.at + 1).min(self.entries.len());
    }

    /// Goes back to the item before, where feedback comes at the end and the session is not over.
    pub fn back(&mut self) {
        if self.settings.feedback == Feedback::AtEnd && !self.is_over() {
            self.at = self.at.saturating_sub(1);
        }
    }

    /// Ends the session here; items without an answer stay unanswered.
    pub fn finish(&mut self) {
        self.at = self.entries.len();
    }

    /// Each item that the pack still has, as it was shown, with the answer and how it is judged: what a review of the session shows.
    pub fn review<'s>(
        &'s self,
        bank: &'s ItemBank<'_>,
    ) -> impl Iterator<Item = (PresentedItem, Option<(&'s Given, Grade)>)> {
        self.entries.iter().filter_map(|entry| {
            let item = bank.present(&entry.id, self.seed)?;
            let given = entry.given.as_ref().map(|given| {
                let judged = grade(&item, given.response.as_ref().unwrap_or(&Response::Gaps(Vec::new())));
                (given, judged)
            });
            Some((item, given))
        })
    }

    /// Drops unanswered items that the pack no longer has, and returns how many they were. To be called once after a session was
    /// read back; what was answered stays, and counts, also when what was chosen goes by another id now.
    pub fn fit(&mut self, bank: &ItemBank<'_>) -> usize {
        for entry in &mut self.entries {
            let response = entry.given.as_mut().and_then(|given| given.response.as_mut());
            if let (Some(response), Some(item)) = (response, bank.pack.item(&entry.id)) {
                response.rename(item);
            }
        }
        let mut at = self.at;
        let mut place = 0;
        let before = self.entries.len();
        self.entries.retain(|entry| {
            let kept = entry.given.is_some() || bank.present(&entry.id, self.seed).is_some();
            if !kept && place < self.at {
                at -= 1;
            }
            place += 1;
            kept
        });
        // An answered item that can no longer be shown cannot be the current one.
        while self.entries.get(at).is_some_and(|entry| bank.present(&entry.id, self.seed).is_none()) {
            at += 1;
        }
        self.at = at.min(self.entries.len());
        let dropped = before - self.entries.len();
        self.gone = self.gone.saturating_add(u16::try_from(dropped).unwrap_or(u16::MAX));
        dropped
    }

    /// Forgets what the learner typed, for a session that leaves the device; how it was judged stays.
    pub fn forget_words(&mut self) {
        for given in self.entries.iter_mut().filter_map(|entry| entry.given.as_mut()) {
            if matches!(given.response, Some(Response::Gaps(_))) {
                given.response = None;
            }
        }
    }

    /// The session in a compact form for storing; it belongs to this release.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        // Writing into a vector has no way to fail; an empty result would be refused by `decode`.
        postcard::to_extend(self, alloc::vec![FORM]).unwrap_or_default()
    }

    /// Reads a stored session; [`Session::fit`] it to the pack before going on.
    ///
    /// # Errors
    /// When the bytes are not of this release, damaged, or hold what no session can be.
    pub fn decode(bytes: &[u8]) -> Result<Self, DamagedSession> {
        let body = bytes.strip_prefix(&[FORM]).ok_or(DamagedSession)?;
        let session: Self = postcard::from_bytes(body).map_err(|_| DamagedSession)?;
        let sound = session.entries.len() <= usize::from(Settings::MAX_LENGTH)
            && session.at <= session.entries.len()
            && session.entries.iter().all(|entry| {
                entry.id.len() <= MAX_ID && entry.given.as_ref().is_none_or(|given| (0.0..=1.0).contains(&given.score))
            });
        if sound { Ok(session) } else { Err(DamagedSession) }
    }
}
