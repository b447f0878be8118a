//! From the text to the state.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use super::super::bytes::{Reader, unseal};
use super::super::clock::{MAX_MILLIS, Now};
use super::super::event::{ActorId, Attempt, End, EventId, MAX_TEXT, Mode, Score, Start, Target, Verdict};
use super::super::name::Name;
use super::super::segment;
use super::super::state::{AttemptState, Card, DayState, ItemState, Review, SectionState, Session, State};
use super::super::value::MAX_DEPTH;
use super::bits::BitReader;
use super::{CHECKPOINT, Checkpoint, CheckpointError, HASH, HOUR, Known, Names};
use crate::review::fsrs::{Memory, Phase, Rating};

/// Who wrote the events that a checkpoint has forgotten.
const NOBODY: ActorId = ActorId(0);

impl Checkpoint {
    /// Reads a checkpoint. What the pack no longer has is left out; how much that is, is the second number beside the first, which counts
    /// what was taken in.
    ///
    /// # Errors
    /// When the text is damaged, of a newer form, or of another pack.
    pub fn read(text: &str, names: &Names) -> Result<(Self, usize, usize), CheckpointError> {
        let Some(sealed) = text.trim().strip_prefix(CHECKPOINT) else {
            let newer = text.strip_prefix("ip").and_then(|rest| rest.split_once('.'));
            let newer = newer.is_some_and(|(version, _)| version.parse::<u32>().is_ok_and(|version| version > 1));
            return Err(if newer { CheckpointError::Newer } else { CheckpointError::Damaged });
        };
        let bytes = unseal(sealed).ok_or(CheckpointError::Damaged)?;
        let mut reader = BitReader::new(&bytes);
        if reader.bits(16) != Some(names.pack) {
            return Err(CheckpointError::OtherPack);
        }
        Form::read(reader, names).ok_or(CheckpointError::Damaged)
    }
}

/// A checkpoint that is being read.
struct Form<'b, 'n> {
    reader: BitReader<'b>,
    names: BTreeMap<u32, Option<&'n Known>>,
    prepares: &'n BTreeMap<Name, Name>,
    bits: u32,
    hours: bool,
    counts: bool,
    from: i64,
    span: u32,
    offset_minutes: i16,
    state: State,
    taken: usize,
    unknown: usize,
}

impl<'b, 'n> Form<'b, 'n> {
    fn read(mut reader: BitReader<'b>, names: &'n Names) -> Option<(Checkpoint, usize, usize)> {
        let bits = reader.bits(4)? + HASH.0;
        let mut form = Self {
            bits,
            hours: reader.flag()?,
            counts: reader.flag()?,
            from: reader.bits(32)?.into(),
            span: reader.bits(5)?,
            offset_minutes: i16::try_from(reader.signed(4)?.checked_mul(15)?).ok()?.clamp(-1440, 1440),
            reader,
            names: names.by_hash(bits),
            prepares: &names.prepares,
            state: State::default(),
            taken: 0,
            unknown: 0,
        };
        form.state.answered = form.reader.number(8)?;
        for _ in 0..form.reader.number(1)? {
            let (name, value) = (form.text()?, form.text()?);
            if value.chars().count() <= MAX_TEXT {
                form.state.settings.insert(Name::new(&name).ok()?, value);
            }
        }
        let run = form.reader.bytes()?;
        form.sorted(Self::item)?;
        form.sorted(Self::point)?;
        form.sorted(Self::question)?;
        form.attempts();
        for _ in 0..form.reader.number(0)? {
            if let Some(target) = form.target()? {
                form.state.suspended.insert(target);
            }
        }
        for _ in 0..form.reader.number(0)? {
            let target = form.target()?;
            let day = form.reader.signed(5)?.checked_add(form.first_day())?;
            if let Some(target) = target {
                form.state.buried.insert(target, day);
            }
        }
        form.guide()?;
        form.days()?;
        form.sessions()?;
        form.interviews()?;
        Some((Checkpoint { state: form.state, run }, form.taken, form.unknown))
    }

    fn moment(&mut self) -> Option<Now> {
        let moment = i64::from(self.reader.bits(self.span)?);
        let hours = if self.hours { moment } else { moment * 24 };
        let at = self.from.checked_add(hours)?.checked_mul(HOUR)?;
        Some(Now { at: at.min(MAX_MILLIS), offset_minutes: self.offset_minutes })
    }

    fn first_day(&self) -> i32 {
        i32::try_from(self.from / 24).unwrap_or(0)
    }

    fn text(&mut self) -> Option<String> {
        String::from_utf8(self.reader.bytes()?).ok()
    }

    /// What a written hash stands for; `None` inside when the pack does not have it.
    fn target(&mut self) -> Option<Option<Target>> {
        let hash = self.reader.bits(self.bits)?;
        Some(self.known(hash))
    }

    fn known(&self, hash: u32) -> Option<Target> {
        match self.names.get(&hash).copied().flatten() {
            Some(Known::Target(target)) => Some(target.clone()),
            _ => None,
        }
    }

    fn sorted(&mut self, read: impl Fn(&mut Self, Option<Target>) -> Option<()>) -> Option<()> {
        let count = self.reader.number(6)?;
        let low = (1_u32 << self.bits).checked_div(count).map_or(0, |gap| gap.max(1).ilog2()).saturating_sub(1);
        let mut hash = 0_u32;
        for _ in 0..count {
            hash = hash.checked_add(self.reader.number(low)?)?;
            let target = self.known(hash);
            *if target.is_some() { &mut self.taken } else { &mut self.unknown } += 1;
            read(self, target)?;
        }
        Some(())
    }

    fn score(&mut self) -> Option<Score> {
        if self.reader.flag()? {
            return Some(Score::FULL);
        }
        // The middle of its step.
        Some(Score::thousandths(u16::try_from((self.reader.bits(5)? * 1000 + 500) / 32).ok()?))
    }

    fn card(&mut self, target: Option<&Target>) -> Option<Option<Now>> {
        if !self.reader.flag()? {
            return Some(None);
        }
        let first = self.reader.flag()?;
        let rating = *Rating::ALL.get(usize::try_from(self.reader.bits(2)?).ok()?)?;
        let now = self.moment()?;
        let retention = self.state.retention();
        let (mut memory, mut reviews, mut lapses) = (Memory::first(rating, now.at, retention), 1, 0);
        if !first {
            let stability = libm::exp2(f64::from(self.reader.bits(8)?) / 8.0 - 10.0);
            let difficulty = 1.0 + f64::from(self.reader.bits(6)?) / 7.0;
            let phase = match self.reader.bits(2)? {
                0 => Phase::Learning(0),
                1 => Phase::Learning(1),
                2 => Phase::Review,
                _ => Phase::Relearning(0),
            };
            memory = Memory::kept(phase, stability, difficulty, now.at, retention);
            reviews = 2;
            if self.counts {
                reviews = self.reader.number(1)?.saturating_add(2);
                lapses = self.reader.number(0)?;
            }
        }
        if let Some(target) = target {
            let last = Review { event: nobody(0), now, rating, before: None, retention };
            self.state.cards.insert(target.clone(), Card { memory, last, reviews, lapses });
        }
        Some(Some(now))
    }

    fn item(&mut self, target: Option<Target>) -> Option<()> {
        let last_at = match self.card(target.as_ref())? {
            Some(now) => now,
            None => self.moment()?,
        };
        let last = self.score()?;
        let full = u32::from(last == Score::FULL);
        let mut counts = (1, full, full);
        if !self.reader.flag()? {
            let attempts = self.reader.number(1)?;
            counts = if self.counts {
                (attempts, self.reader.number(1)?, self.reader.number(1)?)
            } else {
                (attempts, full, full)
            };
        }
        let Some(Target::Item(name)) = target else { return Some(()) };
        if counts.0 == 0 {
            return Some(());
        }
        let question = self.prepares.get(&name).cloned();
        if let Some(question) = &question {
            self.state.questions.entry(question.clone()).or_default().items.insert(name.clone());
        }
        let (attempts, right, streak) = counts;
        self.state.items.insert(name, ItemState { attempts, right, streak, last, last_at, question });
        Some(())
    }

    fn point(&mut self, target: Option<Target>) -> Option<()> {
        self.card(target.as_ref())?;
        let verdict = Verdict::ALL.get(usize::try_from(self.reader.bits(2)?).ok()?);
        let Some((Target::Point(name), verdict)) = target.zip(verdict) else { return Some(()) };
        let names = name.split_once('/').and_then(|(q, p)| Some((Name::new(q).ok()?, Name::new(p).ok()?)));
        if let Some((question, point)) = names {
            self.state.questions.entry(question).or_default().points.insert(point, *verdict);
        }
        Some(())
    }

    fn question(&mut self, target: Option<Target>) -> Option<()> {
        self.card(target.as_ref())?;
        let known = self.reader.number(1)?;
        let Some(earlier) = known.checked_sub(1) else { return Some(()) };
        let now = self.moment()?;
        let mode = *Mode::ALL.get(usize::try_from(self.reader.bits(2)?).ok()?)?;
        let seconds = self.reader.number(7)?;
        let Some(Target::Question(name)) = target else { return Some(()) };
        let question = self.state.questions.entry(name.clone()).or_default();
        question.earlier = earlier;
        let attempt = Attempt {
            session: None,
            question: name,
            mode,
            seconds,
            points: Vec::new(),
            pitfalls: Vec::new(),
            text: None,
        };
        question.attempts.push(AttemptState { event: nobody(0), now, attempt });
        Some(())
    }

    /// The last attempt at each question, by the last verdicts on its points.
    fn attempts(&mut self) {
        for question in self.state.questions.values_mut() {
            if let Some(last) = question.attempts.last_mut() {
                last.attempt.points = question.points.iter().map(|(name, verdict)| (name.clone(), *verdict)).collect();
            }
        }
    }

    fn guide(&mut self) -> Option<()> {
        for _ in 0..self.reader.number(2)? {
            let hash = self.reader.bits(self.bits)?;
            let section =
                SectionState { position: self.score()?, through: self.reader.flag()?, last_at: self.moment()? };
            if let Some(Known::Section(name)) = self.names.get(&hash).copied().flatten() {
                self.state.sections.insert(name.clone(), section);
            }
        }
        Some(())
    }

    fn days(&mut self) -> Option<()> {
        let mut day = self.first_day();
        for _ in 0..self.reader.number(3)? {
            day = day.checked_add(self.reader.signed(1)?)?;
            let done = DayState {
                answered: self.reader.number(3)?,
                reviews: self.reader.number(3)?,
                asked: self.reader.number(2)?,
                tested: self.reader.number(2)?,
                kept: self.reader.number(2)?,
                seconds: self.reader.number(9)?,
            };
            self.state.days.insert(day, done);
        }
        Some(())
    }

    fn sessions(&mut self) -> Option<()> {
        for number in 1..=self.reader.number(2)? {
            let view = Name::new(&self.text()?).ok()?;
            let (now, answered) = (self.second()?, self.reader.number(3)?);
            let id = nobody(number);
            let end = if self.reader.flag()? {
                let now = self.second()?;
                let score = Score::thousandths(u16::try_from(self.reader.bits(10)?).ok()?);
                Some((
                    now,
                    End { session: id, score, answered: self.reader.number(3)?, seconds: self.reader.number(8)? },
                ))
            } else {
                None
            };
            let start = Start { view, settings: String::new(), seed: 0 };
            self.state.add_session(Session { id, now, start, answered, end });
        }
        Some(())
    }

    fn interviews(&mut self) -> Option<()> {
        for number in 1..=self.reader.number(0)? {
            let now = self.second()?;
            let bytes = self.reader.bytes()?;
            let report = segment::read_value(&mut Reader::new(&bytes), MAX_DEPTH)?;
            self.state.interviews.push((nobody(number), now, report));
        }
        Some(())
    }

    fn second(&mut self) -> Option<Now> {
        let seconds = i64::from(self.reader.bits(8)?) << 32 | i64::from(self.reader.bits(32)?);
        Some(Now { at: (seconds * 1000).min(MAX_MILLIS), offset_minutes: self.offset_minutes })
    }
}

fn nobody(seq: u32) -> EventId {
    EventId { actor: NOBODY, seq }
}
