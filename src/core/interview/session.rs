//! The interview as a state machine.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::{Deserialize, Serialize};

use super::choice::{self, Step};
use super::clock::Clock;
use super::coverage::{coverage, share};
use super::history::History;
use super::manner::Manner;
use super::turn::{Ask, Finding, How, Left, Reaction, Stepped, Turn, Why};
use super::{GRACE, MINUTES_RANGE, QUIET, plan};
use crate::coach::{Coach, Neighbours, Span};
use crate::content::{Pack, Question};
use crate::random::Random;
use crate::text::beginning;

/// The first byte of a stored interview: its form.
const FORM: u8 = 1;
/// How much of one answer is kept, in bytes: a quarter of an hour of speech.
const MAX_ANSWER: usize = 12_000;
/// How much all answers may take together, in bytes.
const MAX_ANSWERS: usize = 70_000;

/// Where an interview stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// The interviewer has greeted, the clock waits.
    Opening,
    /// A question is asked.
    Asking,
    /// It is over.
    Ended,
}

/// Why it is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ending {
    /// The time was up.
    Time,
    /// The interviewer had no more to ask.
    Enough,
    /// The learner ended it.
    Learner,
}

impl Ending {
    /// Every ending.
    pub const ALL: [Self; 3] = [Self::Time, Self::Enough, Self::Learner];
}

/// What happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// The learner is ready: the clock starts and the first question is asked.
    Begin,
    /// What stands in the field for the answer now.
    Write(String),
    /// The learner begins to speak.
    Speak {
        /// The names of the recordings that are made of it, with commas between.
        recording: Option<String>,
    },
    /// The answer is done: what was written last, what was said, or nothing.
    Answer,
    /// The learner leaves the question.
    Skip,
    /// The clock is to stop.
    Pause,
    /// The clock is to go on.
    GoOn,
    /// Time goes by.
    Tick,
    /// The learner ends the interview; what was written last is taken.
    End,
}

/// What the interviewer works with.
#[derive(Clone, Copy)]
pub struct Room<'a> {
    /// The pack, with its interview prompts.
    pub pack: &'a Pack,
    /// The coach's resource, where it is at hand. An interview should be given the same from beginning to end.
    pub neighbours: Option<&'a Neighbours>,
}

/// A mock interview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interview {
    seed: u64,
    minutes: u16,
    /// The assessments in the order of their turns, by id.
    parts: Vec<String>,
    history: History,
    clock: Clock,
    stage: Stage,
    ending: Option<Ending>,
    draft: String,
    /// Whether the learner speaks.
    speaking: bool,
    turns: Vec<Turn>,
}

/// Bytes that are no stored interview of this release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DamagedInterview;

impl fmt::Display for DamagedInterview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the stored interview cannot be read: begin another")
    }
}

impl core::error::Error for DamagedInterview {}

impl Interview {
    /// An interview over the named assessments, or over all when none is named. `None` when the pack has no question for any of them.
    #[must_use]
    pub fn plan(pack: &Pack, assessments: &[String], minutes: u16, history: History, seed: u64) -> Option<Self> {
        let mut parts: Vec<String> = pack
            .assessments
            .iter()
            .filter(|known| {
                assessments.is_empty()
                    || assessments.iter().any(|id| pack.assessment(id).is_some_and(|named| named.id == known.id))
            })
            .filter(|known| plan::pool(pack, known).next().is_some())
            .take(usize::from(u8::MAX))
            .map(|known| String::from(known.id.as_str()))
            .collect();
        if parts.is_empty() {
            return None;
        }
        Random::named(seed, "parts").shuffle(&mut parts);
        // What is known to be weak comes first; equals keep their lot.
        parts.sort_by_key(|id| pack.assessment(id).map_or(0, |known| history.mean(&known.competencies)));
        let minutes = minutes.clamp(*MINUTES_RANGE.start(), *MINUTES_RANGE.end());
        Some(Self {
            seed,
            minutes,
            parts,
            history,
            clock: Clock::default(),
            stage: Stage::Opening,
            ending: None,
            draft: String::new(),
            speaking: false,
            turns: Vec::new(),
        })
    }

    /// The interview after an input at a moment, in milliseconds of any clock that goes on.
    #[must_use]
    pub fn next(mut self, room: &Room<'_>, at: i64, input: Input) -> Self {
        if self.stage == Stage::Ended {
            return self;
        }
        if self.stage == Stage::Asking {
            self.clock.tick(at, self.limit());
            let begun = self.speaking || !self.draft.trim().is_empty();
            let answers = matches!(input, Input::Answer | Input::Write(_));
            if self.clock.used() >= self.limit() || (self.left() == 0 && !begun && !answers) {
                self.take(room);
                self.finish(Ending::Time);
                return self;
            }
        }
        match (self.stage, input) {
            (Stage::Opening, Input::Begin) => {
                self.clock.start(at);
                self.stage = Stage::Asking;
                self.ask_opening(room);
            }
            (Stage::Opening, Input::End) => self.finish(Ending::Learner),
            (Stage::Asking, Input::Write(text)) => beginning(&text, MAX_ANSWER).clone_into(&mut self.draft),
            (Stage::Asking, Input::Speak { recording }) => {
                self.clock.go_on();
                self.speaking = true;
                if let Some(turn) = self.turns.last_mut()
                    && recording.is_some()
                {
                    turn.recording = recording;
                }
            }
            (Stage::Asking, Input::Answer) => {
                self.clock.go_on();
                self.answer(room);
            }
            (Stage::Asking, Input::Skip) => {
                self.clock.go_on();
                self.draft.clear();
                self.speaking = false;
                if let Some(turn) = self.turns.last_mut() {
                    turn.manner = Manner::Skipped;
                    turn.to = self.clock.used();
                }
                self.leave(room, Left::Skipped);
            }
            (Stage::Asking, Input::Pause) => self.clock.stop(),
            (Stage::Asking, Input::GoOn) => self.clock.go_on(),
            (Stage::Asking, Input::End) => {
                self.take(room);
                self.finish(Ending::Learner);
            }
            _ => {}
        }
        self
    }

    /// The most time that counts.
    fn limit(&self) -> u32 {
        self.total().saturating_add(GRACE)
    }

    /// The length, in milliseconds.
    #[must_use]
    pub fn total(&self) -> u32 {
        u32::from(self.minutes) * 60_000
    }

    /// What is left of the time, in milliseconds; the grace for finishing a thought not counted.
    #[must_use]
    pub fn left(&self) -> u32 {
        self.total().saturating_sub(self.clock.used())
    }

    fn answer(&mut self, room: &Room<'_>) {
        let silent = self.manner(room.pack) == Manner::Silent;
        let left = self.left();
        let Some(turn) = self.turns.last_mut() else { return };
        if silent && !turn.nudged && left > 0 {
            turn.nudged = true;
            return;
        }
        self.take(room);
        if self.left() == 0 {
            return self.finish(Ending::Time);
        }
        let question = self.turns.last().and_then(|turn| room.pack.question(&turn.question));
        match question.map_or(Step::Leave(Left::Nothing), |question| choice::after(self, question, room.pack)) {
            Step::Ask(ask, why) => {
                let Some(last) = self.turns.last() else { return };
                let next = Turn::new(last.part, &last.question.clone(), ask, why, self.clock.used());
                self.turns.push(next);
            }
            Step::Leave(left) => self.leave(room, left),
        }
    }

    /// How what was written or said last was given.
    fn how(&self) -> How {
        let recorded = self.turns.last().is_some_and(|turn| turn.recording.is_some());
        match (self.speaking, self.draft.trim().is_empty()) {
            (true, false) => How::Dictated,
            // A dictation that heard nothing leaves nothing to listen to.
            (true, true) if recorded => How::Aloud,
            _ => How::Typed,
        }
    }

    /// The manner of what was written or said last.
    fn manner(&self, pack: &Pack) -> Manner {
        let Some(turn) = self.turns.last() else { return Manner::Silent };
        let suggested = pack.question(&turn.question).map_or(120, |question| question.seconds);
        let spent = self.clock.used().saturating_sub(turn.from);
        Manner::of(&self.draft, self.how(), turn.ask == Ask::Opening, suggested, spent)
    }

    /// Takes what was written or said last as the answer to the current question, and has the coach look at it.
    fn take(&mut self, room: &Room<'_>) {
        let (how, manner) = (self.how(), self.manner(room.pack));
        self.speaking = false;
        let used: usize = self.turns.iter().map(|turn| turn.answer.len()).sum();
        let text = core::mem::take(&mut self.draft);
        let text = beginning(text.trim(), MAX_ANSWERS.saturating_sub(used).min(MAX_ANSWER));
        let Some(turn) = self.turns.last_mut() else { return };
        turn.answer = text.into();
        turn.how = how;
        turn.manner = manner;
        turn.to = self.clock.used();
        if text.is_empty() {
            return;
        }
        let Some(question) = room.pack.question(&turn.question) else { return };
        let feedback = Coach::for_question(question, room.pack, room.neighbours).assess(text);
        turn.found = feedback
            .points
            .iter()
            .map(|point| Finding {
                point: point.id.clone(),
                band: point.band,
                share: point.share.ten_thousandths(),
                evidence: place(point.evidence.first()),
            })
            .collect();
        turn.stepped = feedback
            .pitfalls
            .iter()
            .map(|pitfall| Stepped { pitfall: pitfall.id.clone(), evidence: place(pitfall.evidence.first()) })
            .collect();
    }

    fn leave(&mut self, room: &Room<'_>, left: Left) {
        if let Some(turn) = self.turns.last_mut() {
            turn.left = Some(left);
        }
        self.ask_opening(room);
    }

    fn ask_opening(&mut self, room: &Room<'_>) {
        match plan::opening(self, room.pack) {
            Some((part, question, why)) => {
                let turn = Turn::new(part, question.id.as_str(), Ask::Opening, why, self.clock.used());
                self.turns.push(turn);
            }
            None => self.finish(if self.left() == 0 { Ending::Time } else { Ending::Enough }),
        }
    }

    fn finish(&mut self, ending: Ending) {
        self.stage = Stage::Ended;
        self.ending = Some(ending);
        self.draft.clear();
        if let Some(turn) = self.turns.last_mut() {
            turn.to = self.clock.used();
            turn.left.get_or_insert(Left::Ended);
        }
    }

    /// The seed.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The length, in minutes.
    #[must_use]
    pub fn minutes(&self) -> u16 {
        self.minutes
    }

    /// The assessments in the order of their turns, by id.
    #[must_use]
    pub fn parts(&self) -> &[String] {
        &self.parts
    }

    /// What was known of the learner when it began.
    #[must_use]
    pub fn history(&self) -> &History {
        &self.history
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Where it stands.
    #[must_use]
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// Why it is over, once it is.
    #[must_use]
    pub fn ending(&self) -> Option<Ending> {
        self.ending
    }

    /// What was written last, and not answered yet.
    #[must_use]
    pub fn draft(&self) -> &str {
        &self.draft
    }

    /// Whether the learner has said nothing for so long that a human would encourage.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        let since = self.current().filter(|turn| !turn.nudged).map(|turn| self.clock.used().saturating_sub(turn.from));
        since.is_some_and(|since| since >= QUIET) && self.draft.trim().is_empty() && self.how() != How::Aloud
    }

    /// Every question so far; while a question is asked the last one is it.
    #[must_use]
    pub fn turns(&self) -> &[Turn] {
        &self.turns
    }

    /// The question that is asked now.
    #[must_use]
    pub fn current(&self) -> Option<&Turn> {
        self.turns.last().filter(|_| self.stage == Stage::Asking)
    }

    /// What the interviewer says before the current question, and a number that chooses among ways to say it.
    #[must_use]
    pub fn reaction(&self) -> (Reaction, usize) {
        let mut lot = Random::named(self.seed, "reaction");
        let number = self.turns.iter().fold(lot.number(), |number, _| number.rotate_left(7).wrapping_add(lot.number()));
        let number = usize::try_from(number >> 33).unwrap_or(0);
        let Some(turn) = self.turns.last() else { return (Reaction::Greeting, number) };
        let before = self.turns.len().checked_sub(2).and_then(|place| self.turns.get(place));
        let reaction = match (before, &turn.why) {
            _ if turn.nudged => Reaction::Encourage,
            (None, _) => Reaction::Greeting,
            (Some(_), Why::Pitfall(_)) => Reaction::Challenge,
            (Some(_), Why::Narrower(_)) => Reaction::Narrower,
            (Some(_), Why::Unread) => Reaction::Heard,
            (Some(_), Why::Further) => Reaction::Further,
            (Some(before), Why::Point(_)) if before.manner == Manner::Short => Reaction::More,
            (Some(_), Why::Point(_)) => Reaction::Dig,
            (Some(before), _) => match before.left {
                Some(Left::Silent) => Reaction::LeaveSilence,
                Some(Left::Unsure) => Reaction::LeaveUnsure,
                Some(Left::Long) => Reaction::Interrupt,
                Some(Left::Skipped) => Reaction::LeaveSkipped,
                Some(Left::Time) => Reaction::Time,
                _ if before.manner == Manner::Unsure => Reaction::LeaveUnsure,
                _ => Reaction::Thanks,
            },
        };
        (reaction, number)
    }

    /// How much of the last question that was left was said, in thousandths; `None` when nothing of it could be judged.
    pub(super) fn last_share(&self, pack: &Pack) -> Option<u16> {
        let last = self.turns.last()?;
        let question = pack.question(&last.question)?;
        self.share_of(question)
    }

    /// How much of a question was said, in thousandths; `None` when nothing of it could be judged.
    pub(super) fn share_of(&self, question: &Question) -> Option<u16> {
        super::coverage::is_judged(question, &self.turns)
            .then(|| share(&coverage(question, &self.turns), self.pitfalls_of(question)))
    }

    pub(super) fn pitfalls_of(&self, question: &Question) -> usize {
        let stepped = |id: &str| {
            super::coverage::turns_of(&self.turns, question.id.as_str())
                .any(|(_, turn)| turn.stepped.iter().any(|stepped| stepped.pitfall == id))
        };
        question.pitfalls.iter().filter(|pitfall| stepped(pitfall.id.as_str())).count()
    }

    /// Whether the pack still has what is asked now. To be asked once after an interview was read back.
    #[must_use]
    pub fn fits(&self, pack: &Pack) -> bool {
        self.parts.iter().all(|id| pack.assessment(id).is_some())
            && self.turns.last().is_none_or(|turn| {
                pack.question(&turn.question).is_some_and(|question| turn.ask.words(question).is_some())
            })
    }

    /// The interview in a compact form for storing; it belongs to this release.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        // Writing into a vector has no way to fail; an empty result would be refused by `decode`.
        postcard::to_extend(self, alloc::vec![FORM]).unwrap_or_default()
    }

    /// Reads a stored interview.
    ///
    /// # Errors
    /// When the bytes are not of this release, damaged, or hold what no interview can be.
    pub fn decode(bytes: &[u8]) -> Result<Self, DamagedInterview> {
        let body = bytes.strip_prefix(&[FORM]).ok_or(DamagedInterview)?;
        let interview: Self = postcard::from_bytes(body).map_err(|_| DamagedInterview)?;
        let turns = &interview.turns;
        let sound = MINUTES_RANGE.contains(&interview.minutes)
            && !interview.parts.is_empty()
            && interview.clock.used() <= interview.limit()
            && interview.draft.len() <= MAX_ANSWER
            && (interview.stage != Stage::Asking || !turns.is_empty())
            && (interview.stage == Stage::Opening || interview.clock.is_started() || turns.is_empty())
            && turns.iter().all(|turn| {
                turn.from <= turn.to
                    && turn.to <= interview.clock.used()
                    && usize::from(turn.part) < interview.parts.len()
                    && turn.found.iter().all(|found| is_within(&turn.answer, found.evidence))
                    && turn.stepped.iter().all(|stepped| is_within(&turn.answer, stepped.evidence))
            });
        if sound { Ok(interview) } else { Err(DamagedInterview) }
    }
}

fn is_within(answer: &str, (start, end): (u32, u32)) -> bool {
    let at = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
    answer.get(at(start)..at(end)).is_some()
}

fn place(span: Option<&Span>) -> (u32, u32) {
    span.and_then(|span| Some((u32::try_from(span.start).ok()?, u32::try_from(span.end).ok()?))).unwrap_or_default()
}
