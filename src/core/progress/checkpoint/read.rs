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
use super::bits::{BitReader, RAW};
use super::topic::{self, List};
use super::{
    CHECKPOINT, Checkpoint, CheckpointError, FIRST_FORM, HASH, HOUR, Hash, Known, MORNING, Names, Precision, SALT,
    bits_within, midst, stability_of,
};
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
        let text = text.trim();
        let (coded, sealed) = match (text.strip_prefix(CHECKPOINT), text.strip_prefix(FIRST_FORM)) {
            (Some(sealed), _) => (true, sealed),
            (_, Some(sealed)) => (false, sealed),
            _ => {
                let newer = text.strip_prefix("ip").and_then(|rest| rest.split_once('.'));
                let newer = newer.is_some_and(|(version, _)| version.parse::<u32>().is_ok_and(|version| version > 2));
                return Err(if newer { CheckpointError::Newer } else { CheckpointError::Damaged });
            }
        };
        let bytes = unseal(sealed).ok_or(CheckpointError::Damaged)?;
        let mut reader = if coded { BitReader::coded(&bytes) } else { BitReader::plain(&bytes) };
        if reader.bits(RAW, 16) != Some(names.pack) {
            return Err(CheckpointError::OtherPack);
        }
        Form::read(reader, coded, names).ok_or(CheckpointError::Damaged)
    }
}

/// A checkpoint that is being read.
struct Form<'b, 'n> {
    reader: BitReader<'b>,
    /// Whether it has the second form.
    coded: bool,
    names: BTreeMap<u32, Option<&'n Known>>,
    prepares: &'n BTreeMap<Name, Name>,
    bits: u32,
    hours: bool,
    counts: bool,
    precision: Precision,
    /// The first hour; in the second form, of local time.
    from: i64,
    span: u32,
    offset_minutes: i16,
    state: State,
    taken: usize,
    unknown: usize,
}

impl<'b, 'n> Form<'b, 'n> {
    fn read(mut reader: BitReader<'b>, coded: bool, names: &'n Names) -> Option<(Checkpoint, usize, usize)> {
        let bits = reader.bits(RAW, 4)? + HASH.0;
        let salt = if coded { Some(reader.bits(RAW, SALT)?) } else { None };
        let (hours, counts) = (reader.flag(RAW)?, reader.flag(RAW)?);
        let precision = if coded { usize::try_from(reader.bits(RAW, 2)?).ok()? } else { 0 };
        let mut form = Self {
            coded,
            names: names.by_hash(Hash { bits, salt }),
            prepares: &names.prepares,
            bits,
            hours,
            counts,
            precision: *Precision::ALL.get(precision)?,
            from: reader.bits(RAW, 32)?.into(),
            span: reader.bits(RAW, 5)?,
            offset_minutes: i16::try_from(reader.signed(RAW, 4)?.checked_mul(15)?).ok()?.clamp(-1440, 1440),
            reader,
            state: State::default(),
            taken: 0,
            unknown: 0,
        };
        form.state.answered = form.reader.number(RAW, 8)?;
        for _ in 0..form.reader.number(topic::REST, 1)? {
            let (name, value) = (form.text()?, form.text()?);
            if value.chars().count() <= MAX_TEXT {
                form.state.settings.insert(Name::new(&name).ok()?, value);
            }
        }
        let run = form.reader.bytes(topic::RUN)?;
        if coded {
            form.sorted(List::Questions, Self::question)?;
            form.sorted(List::Points, Self::point)?;
            form.sorted(List::Items, Self::item)?;
        } else {
            form.sorted(List::Items, Self::item)?;
            form.sorted(List::Points, Self::point)?;
            form.sorted(List::Questions, Self::question)?;
        }
        form.attempts();
        for _ in 0..form.reader.number(topic::REST, 0)? {
            if let Some(target) = form.target()? {
                form.state.suspended.insert(target);
            }
        }
        for _ in 0..form.reader.number(topic::REST, 0)? {
            let target = form.target()?;
            let day = form.reader.signed(RAW, 5)?.checked_add(form.first_day())?;
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
        let moment = i64::from(self.reader.bits(topic::MOMENT, self.span)?);
        match (self.coded, self.hours) {
            (_, true) => self.hour(self.from.checked_add(moment)?),
            (false, false) => self.hour(self.from.checked_add(moment * 24)?),
            (true, false) => self.day(i64::from(self.first_day()) + moment),
        }
    }

    /// A moment within so many days, as a power of two.
    fn moment_within(&mut self, power: u32) -> Option<Now> {
        if power == 0 || self.hours {
            return self.moment();
        }
        let spans = i64::from(self.reader.bits(topic::moment(power), bits_within(self.span, power))?);
        self.day(((i64::from(self.first_day()) >> power) + spans) << power)
    }

    /// The beginning of a local day.
    fn day(&self, day: i64) -> Option<Now> {
        self.hour(day * 24 + MORNING)
    }

    fn hour(&self, hour: i64) -> Option<Now> {
        let ahead = if self.coded { i64::from(self.offset_minutes) * 60_000 } else { 0 };
        let at = hour.checked_mul(HOUR)?.checked_sub(ahead)?;
        Some(Now { at: at.clamp(0, MAX_MILLIS), offset_minutes: self.offset_minutes })
    }

    /// The local day of the first moment; in the first form, one near it.
    fn first_day(&self) -> i32 {
        let hour = if self.coded { self.from - MORNING } else { self.from };
        i32::try_from(hour.div_euclid(24)).unwrap_or(0)
    }

    fn text(&mut self) -> Option<String> {
        String::from_utf8(self.reader.bytes(topic::REST)?).ok()
    }

    /// What a written hash stands for; `None` inside when the pack does not have it.
    fn target(&mut self) -> Option<Option<Target>> {
        let hash = self.reader.bits(RAW, self.bits)?;
        Some(self.known(hash))
    }

    fn known(&self, hash: u32) -> Option<Target> {
        match self.names.get(&hash).copied().flatten() {
            Some(Known::Target(target)) => Some(target.clone()),
            _ => None,
        }
    }

    fn sorted(&mut self, list: List, read: impl Fn(&mut Self, Option<Target>) -> Option<()>) -> Option<()> {
        let count = self.reader.number(RAW, 6)?;
        let low = (1_u32 << self.bits).checked_div(count).map_or(0, |gap| gap.max(1).ilog2()).saturating_sub(1);
        let mut hash = 0_u32;
        for _ in 0..count {
            hash = hash.checked_add(self.reader.number(list.gap(), low)?)?;
            let target = self.known(hash);
            *if target.is_some() { &mut self.taken } else { &mut self.unknown } += 1;
            read(self, target)?;
        }
        Some(())
    }

    fn score(&mut self, rating: Option<Rating>) -> Option<Score> {
        if self.reader.flag(topic::full(rating))? {
            return Some(Score::FULL);
        }
        let left_out = self.precision.score();
        let step = midst(self.reader.bits(topic::score(rating), 5 - left_out)?, left_out);
        // The middle of its step.
        Some(Score::thousandths(u16::try_from((step * 1000 + 500) / 32).ok()?))
    }

    /// When a point's question was last reviewed; of no consequence where the pack has no such point.
    fn asked(&self, point: Option<&Target>) -> Now {
        let name = point.and_then(Target::question).and_then(|name| Name::new(name).ok());
        let question = name.and_then(|name| self.state.cards.get(&Target::Question(name)));
        question.map_or(Now { at: 0, offset_minutes: self.offset_minutes }, |card| card.last.now)
    }

    /// The memory that comes next, if there is one. What belongs to a target that the pack does not have is read past.
    fn card(&mut self, list: List, target: Option<&Target>) -> Option<Option<Card>> {
        if !self.reader.flag(list.kept())? {
            return Some(None);
        }
        let once = self.reader.flag(list.once())?;
        let rating = self.reader.bits(list.rating(once), 2)?;
        let rating = *Rating::ALL.get(usize::try_from(rating).ok()?)?;
        let retention = self.state.retention();
        // In the first form the moment came before the rest.
        let early = if self.coded { None } else { Some(self.moment()?) };
        let (mut kept, mut reviews, mut lapses, mut power) = (None, 1, 0, 0);
        if !once {
            let (bits, steps) = self.precision.stability();
            let stability = stability_of(self.reader.bits(topic::stability(rating), bits)?, steps);
            if list == List::Items {
                power = self.precision.days(stability);
            }
            let (bits, sevenths) = self.precision.difficulty();
            let difficulty = 1.0 + f64::from(self.reader.bits(topic::difficulty(rating), bits)? * sevenths) / 7.0;
            let phase = match self.reader.bits(topic::phase(rating), 2)? {
                0 => Phase::Learning(0),
                1 => Phase::Learning(1),
                2 => Phase::Review,
                _ => Phase::Relearning(0),
            };
            kept = Some((phase, stability, difficulty));
            reviews = 2;
            if self.counts {
                reviews = self.reader.number(list.reviews(), 1)?.saturating_add(2);
                lapses = self.reader.number(topic::lapses(reviews), 0)?;
            }
        }
        let now = match early {
            Some(now) => now,
            None if list == List::Points && self.reader.flag(topic::WITH_QUESTION)? => self.asked(target),
            None => self.moment_within(power)?,
        };
        let memory = match kept {
            None => Memory::first(rating, now.at, retention),
            Some((phase, stability, difficulty)) => Memory::kept(phase, stability, difficulty, now.at, retention),
        };
        let last = Review { event: nobody(0), now, rating, before: None, retention };
        let card = Card { memory, last, reviews, lapses };
        if let Some(target) = target {
            self.state.cards.insert(target.clone(), card.clone());
        }
        Some(Some(card))
    }

    fn item(&mut self, target: Option<Target>) -> Option<()> {
        let card = self.card(List::Items, target.as_ref())?;
        let last_at = match &card {
            Some(card) => card.last.now,
            None => self.moment()?,
        };
        let reviews = card.as_ref().map_or(0, |card| card.reviews);
        let last = self.score(card.map(|card| card.last.rating))?;
        let full = last == Score::FULL;
        let mut counts = (1, u32::from(full), u32::from(full));
        if !self.reader.flag(topic::single(reviews))? {
            let attempts = self.reader.number(topic::attempts(reviews), 1)?;
            counts.0 = attempts;
            if self.counts {
                counts.1 = self.reader.number(topic::right(attempts), 1)?;
                counts.2 = self.reader.number(topic::streak(counts.1, full), 1)?;
            }
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
        let card = self.card(List::Points, target.as_ref())?;
        let verdict = self.reader.bits(topic::verdict(card.map(|card| card.last.rating)), 2)?;
        let verdict = Verdict::ALL.get(usize::try_from(verdict).ok()?);
        let Some((Target::Point(name), verdict)) = target.zip(verdict) else { return Some(()) };
        let names = name.split_once('/').and_then(|(q, p)| Some((Name::new(q).ok()?, Name::new(p).ok()?)));
        if let Some((question, point)) = names {
            self.state.questions.entry(question).or_default().points.insert(point, *verdict);
        }
        Some(())
    }

    fn question(&mut self, target: Option<Target>) -> Option<()> {
        let card = self.card(List::Questions, target.as_ref())?;
        let known = self.reader.number(topic::known(card.as_ref().map_or(0, |card| card.reviews)), 1)?;
        let Some(earlier) = known.checked_sub(1) else { return Some(()) };
        let reviewed = card.map(|card| card.last.now);
        let now = match reviewed {
            Some(now) if self.coded && self.reader.flag(topic::SAME)? => now,
            _ => self.moment()?,
        };
        let mode = *Mode::ALL.get(usize::try_from(self.reader.bits(topic::MODE, 2)?).ok()?)?;
        let left_out = self.precision.seconds();
        let seconds = self.reader.number(topic::SECONDS, 7 - left_out)?;
        let seconds = midst(seconds & u32::MAX >> left_out, left_out);
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
        for _ in 0..self.reader.number(topic::REST, 2)? {
            let hash = self.reader.bits(RAW, self.bits)?;
            let section = SectionState {
                position: self.score(None)?,
                through: self.reader.flag(topic::SECTION)?,
                last_at: self.moment()?,
            };
            if let Some(Known::Section(name)) = self.names.get(&hash).copied().flatten() {
                self.state.sections.insert(name.clone(), section);
            }
        }
        Some(())
    }

    fn days(&mut self) -> Option<()> {
        let mut day = self.first_day();
        for _ in 0..self.reader.number(topic::REST, 3)? {
            day = day.checked_add(self.reader.signed(topic::REST, 1)?)?;
            let mut numbers = (topic::DAY..).zip([3, 3, 2, 2, 2, 9]);
            let mut next = || numbers.next().and_then(|(topic, low)| self.reader.number(topic, low));
            let done = DayState {
                answered: next()?,
                reviews: next()?,
                asked: next()?,
                tested: next()?,
                kept: next()?,
                seconds: next()?,
            };
            self.state.days.insert(day, done);
        }
        Some(())
    }

    fn sessions(&mut self) -> Option<()> {
        for number in 1..=self.reader.number(topic::REST, 2)? {
            let view = Name::new(&self.text()?).ok()?;
            let (now, answered) = (self.second()?, self.reader.number(topic::SESSION, 3)?);
            let id = nobody(number);
            let end = if self.reader.flag(topic::SESSION)? {
                let now = self.second()?;
                let score = Score::thousandths(u16::try_from(self.reader.bits(RAW, 10)?).ok()?);
                let answered = self.reader.number(topic::SESSION, 3)?;
                Some((now, End { session: id, score, answered, seconds: self.reader.number(topic::SESSION, 8)? }))
            } else {
                None
            };
            let start = Start { view, settings: String::new(), seed: 0 };
            self.state.add_session(Session { id, now, start, answered, end });
        }
        Some(())
    }

    fn interviews(&mut self) -> Option<()> {
        for number in 1..=self.reader.number(topic::REST, 0)? {
            let now = self.second()?;
            let bytes = self.reader.bytes(topic::REST)?;
            let report = segment::read_value(&mut Reader::new(&bytes), MAX_DEPTH)?;
            self.state.interviews.push((nobody(number), now, report));
        }
        Some(())
    }

    fn second(&mut self) -> Option<Now> {
        let seconds = i64::from(self.reader.bits(RAW, 8)?) << 32 | i64::from(self.reader.bits(RAW, 32)?);
        Some(Now { at: (seconds * 1000).min(MAX_MILLIS), offset_minutes: self.offset_minutes })
    }
}

fn nobody(seq: u32) -> EventId {
    EventId { actor: NOBODY, seq }
}
