//! From the state to the text.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::super::bytes::{Writer, seal};
use super::super::clock::Now;
use super::super::event::{Mode, Score, Target, Verdict};
use super::super::segment;
use super::super::state::{AttemptState, Card, ItemState, QuestionState, State};
use super::bits::{BitWriter, RAW};
use super::topic::{self, List};
use super::{
    CHECKPOINT, Checkpoint, HASH, HOUR, Hash, MORNING, Names, Precision, SALT, bits_within, of_section, stability_of,
};
use crate::review::fsrs::{Phase, Rating};

/// What is kept.
#[derive(Debug, Clone, Copy)]
struct Detail {
    interviews: bool,
    /// How many of the last sessions.
    sessions: usize,
    /// How many of the last days.
    days: usize,
    /// Whether moments are kept by the hour, not the day.
    hours: bool,
    precision: Precision,
    /// Whether it is kept how often something was answered.
    counts: bool,
    /// Whether places in the guide are kept.
    guide: bool,
    /// Of what is remembered, how many eighths: those due first.
    eighths: usize,
    run: bool,
}

/// From everything to next to nothing, each step without what was needed least.
fn details() -> impl Iterator<Item = Detail> {
    let mut detail = Detail {
        interviews: true,
        sessions: usize::MAX,
        days: usize::MAX,
        hours: true,
        precision: Precision::Fine,
        counts: true,
        guide: true,
        eighths: 8,
        run: true,
    };
    let steps: [fn(&mut Detail); 19] = [
        |_| {},
        |detail| detail.interviews = false,
        |detail| detail.hours = false,
        |detail| detail.sessions = 10,
        |detail| detail.days = 28,
        |detail| detail.precision = Precision::Middle,
        |detail| detail.precision = Precision::Coarse,
        |detail| detail.counts = false,
        |detail| detail.sessions = 0,
        |detail| detail.days = 0,
        |detail| detail.guide = false,
        |detail| detail.eighths = 7,
        |detail| detail.eighths = 6,
        |detail| detail.eighths = 5,
        |detail| detail.eighths = 4,
        |detail| detail.eighths = 3,
        |detail| detail.eighths = 2,
        |detail| detail.run = false,
        |detail| detail.eighths = 0,
    ];
    steps.into_iter().map(move |step| {
        step(&mut detail);
        detail
    })
}

impl Checkpoint {
    /// The checkpoint as a text of at most `most` characters; empty when not even the least finds room in it.
    #[must_use]
    pub fn write(&self, names: &Names, most: usize) -> String {
        let mut known: Option<(Precision, Hash)> = None;
        for detail in details() {
            let hash = match known {
                Some((precision, hash)) if precision == detail.precision => hash,
                _ => self.hash(names, detail.precision),
            };
            known = Some((detail.precision, hash));
            let text = [CHECKPOINT, &seal(self.bytes(names, hash, detail))].concat();
            if text.len() <= most {
                return text;
            }
        }
        String::new()
    }

    fn hash(&self, names: &Names, precision: Precision) -> Hash {
        let targets = Targets::of(&self.state, 8);
        let texts: Vec<String> = targets.all().map(|(target, _)| target.to_string()).collect();
        names.hash(texts.iter().map(String::as_str), precision.hash())
    }

    fn bytes(&self, names: &Names, hash: Hash, detail: Detail) -> Vec<u8> {
        let state = &self.state;
        let targets = Targets::of(state, detail.eighths);
        let asked = targets
            .questions
            .iter()
            .filter_map(|(target, _, card)| Some((target.question()?.into(), card.as_ref()?.last.now.at)));
        let asked = asked.collect();
        let mut form = Form { writer: BitWriter::new(), hash, detail, from: 0, offset: 0, span: 0, asked };
        form.writer.bits(RAW, names.pack, 16);
        form.moments(state, &targets);
        form.writer.number(RAW, state.answered, 8);
        form.writer.number(topic::REST, count(state.settings.len()), 1);
        for (name, value) in &state.settings {
            form.writer.bytes(topic::REST, name.as_bytes());
            form.writer.bytes(topic::REST, value.as_bytes());
        }
        form.writer.bytes(topic::RUN, if detail.run { &self.run } else { &[] });
        // Questions first: their points were mostly reviewed with them.
        form.sorted(List::Questions, &targets.questions, Form::question);
        form.sorted(List::Points, &targets.points, Form::point);
        form.sorted(List::Items, &targets.items, Form::item);
        form.writer.number(topic::REST, count(state.suspended.len()), 0);
        for target in &state.suspended {
            form.hash(&target.to_string());
        }
        form.writer.number(topic::REST, count(state.buried.len()), 0);
        for (target, day) in &state.buried {
            form.hash(&target.to_string());
            form.writer.signed(RAW, *day - form.first_day(), 5);
        }
        form.guide(state);
        form.days(state);
        form.sessions(state);
        form.interviews(state);
        form.writer.finish()
    }
}

/// Something remembered: what is known of it, and its memory.
type Remembered<'s, T> = (Target, Option<T>, Option<&'s Card>);

/// Everything remembered, by its kind.
struct Targets<'s> {
    items: Vec<Remembered<'s, &'s ItemState>>,
    points: Vec<Remembered<'s, Verdict>>,
    questions: Vec<Remembered<'s, &'s QuestionState>>,
}

impl<'s> Targets<'s> {
    /// Those due first, so many eighths of all.
    fn of(state: &'s State, eighths: usize) -> Self {
        let mut all: BTreeSet<Target> = state.cards.keys().cloned().collect();
        all.extend(state.items.keys().map(|name| Target::Item(name.clone())));
        let mut verdicts = BTreeMap::new();
        for (name, question) in &state.questions {
            if question.known() > 0 {
                all.insert(Target::Question(name.clone()));
            }
            verdicts.extend(question.points.iter().map(|(point, verdict)| (Target::point(name, point), *verdict)));
        }
        all.extend(verdicts.keys().cloned());
        let due = |target: &Target| state.cards.get(target).map_or(i64::MIN, |card| card.memory.due());
        let mut all: Vec<Target> = all.into_iter().collect();
        if eighths < 8 {
            all.sort_by_cached_key(|target| (due(target), target.clone()));
            all.truncate(all.len() * eighths / 8);
        }
        let mut targets = Self { items: Vec::new(), points: Vec::new(), questions: Vec::new() };
        for target in all {
            let card = state.cards.get(&target);
            match &target {
                Target::Item(name) => {
                    let item = state.items.get(name.as_str());
                    targets.items.push((target, item, card));
                }
                Target::Point(_) => {
                    let verdict = verdicts.get(&target).copied();
                    targets.points.push((target, verdict, card));
                }
                Target::Question(name) => {
                    let question = state.questions.get(name.as_str());
                    targets.questions.push((target, question, card));
                }
            }
        }
        targets
    }

    fn all(&self) -> impl Iterator<Item = (&Target, Option<&'s Card>)> {
        let items = self.items.iter().map(|(target, _, card)| (target, *card));
        let points = self.points.iter().map(|(target, _, card)| (target, *card));
        items.chain(points).chain(self.questions.iter().map(|(target, _, card)| (target, *card)))
    }
}

/// A checkpoint that is being written.
struct Form {
    writer: BitWriter,
    hash: Hash,
    detail: Detail,
    /// The first hour of all in local time, counted from 1970.
    from: i64,
    /// By how many milliseconds local time is ahead.
    offset: i64,
    /// How many bits a moment has.
    span: u32,
    /// The questions that are kept and when each was last reviewed.
    asked: Vec<(String, i64)>,
}

impl Form {
    /// How moments are written: from when on, how fine, in which local time.
    fn moments(&mut self, state: &State, targets: &Targets<'_>) {
        let mut all: Vec<Now> = targets.all().filter_map(|(_, card)| card.map(|card| card.last.now)).collect();
        all.extend(targets.items.iter().filter_map(|(_, item, _)| Some(item.as_ref()?.last_at)));
        all.extend(
            targets.questions.iter().filter_map(|(_, question, _)| Some(question.as_ref()?.attempts.last()?.now)),
        );
        if self.detail.guide {
            all.extend(state.sections.values().map(|section| section.last_at));
        }
        let newest = all.iter().max_by_key(|now| now.at);
        let quarters = newest.map_or(0, |now| i32::from(now.offset_minutes)) / 15;
        self.offset = i64::from(quarters) * 15 * 60_000;
        // Not before 1970, even of local time.
        self.from = all.iter().map(|now| self.hour(now.at)).min().unwrap_or(MORNING).max(MORNING);
        let last = newest.map_or(0, |now| self.moment_of(now.at));
        self.span = 32 - last.leading_zeros();
        self.writer.bits(RAW, self.hash.bits - HASH.0, 4);
        self.writer.bits(RAW, self.hash.salt.unwrap_or(0), SALT);
        self.writer.flag(RAW, self.detail.hours);
        self.writer.flag(RAW, self.detail.counts);
        let precision = Precision::ALL.iter().position(|one| *one == self.detail.precision);
        self.writer.bits(RAW, count(precision.unwrap_or(0)), 2);
        self.writer.bits(RAW, u32::try_from(self.from).unwrap_or(0), 32);
        self.writer.bits(RAW, self.span, 5);
        self.writer.signed(RAW, quarters, 4);
    }

    /// The hour of local time.
    fn hour(&self, at: i64) -> i64 {
        (at + self.offset).div_euclid(HOUR)
    }

    /// Hours or days since the first.
    fn moment_of(&self, at: i64) -> u32 {
        let moment = if self.detail.hours {
            self.hour(at) - self.from
        } else {
            (self.hour(at) - MORNING).div_euclid(24) - i64::from(self.first_day())
        };
        u32::try_from(moment).unwrap_or(0) & (u32::MAX >> 1)
    }

    fn moment(&mut self, at: i64) {
        let moment = self.moment_of(at);
        self.writer.bits(topic::MOMENT, moment, self.span);
    }

    /// A moment within so many days, as a power of two; of several days the first counts, whatever day the checkpoint begins on.
    fn moment_within(&mut self, at: i64, power: u32) {
        if power == 0 || self.detail.hours {
            return self.moment(at);
        }
        let first = i64::from(self.first_day());
        let spans = ((first + i64::from(self.moment_of(at))) >> power) - (first >> power);
        self.writer.bits(topic::moment(power), u32::try_from(spans).unwrap_or(0), bits_within(self.span, power));
    }

    /// The local day of the first moment.
    fn first_day(&self) -> i32 {
        i32::try_from((self.from - MORNING).div_euclid(24)).unwrap_or(0)
    }

    fn hash(&mut self, text: &str) {
        self.writer.bits(RAW, self.hash.of(text), self.hash.bits);
    }

    /// A list by its hashes, which are written as what they differ by.
    fn sorted<T: Copy>(
        &mut self,
        list: List,
        remembered: &[Remembered<'_, T>],
        write: impl Fn(&mut Self, &Target, Option<T>, Option<&Card>),
    ) {
        let mut hashed: Vec<(u32, &Remembered<'_, T>)> =
            remembered.iter().map(|one| (self.hash.of(&one.0.to_string()), one)).collect();
        hashed.sort_by_key(|one| one.0);
        // Two with one hash could not be told apart when read.
        hashed.dedup_by_key(|one| one.0);
        let count = count(hashed.len());
        self.writer.number(RAW, count, 6);
        // On average so far apart.
        let low = (1_u32 << self.hash.bits).checked_div(count).map_or(0, |gap| gap.max(1).ilog2()).saturating_sub(1);
        let mut before = 0;
        for (hash, (target, known, card)) in hashed {
            self.writer.number(list.gap(), hash - before, low);
            before = hash;
            write(self, target, *known, *card);
        }
    }

    fn score(&mut self, score: Score, rating: Option<Rating>) {
        let full = score == Score::FULL;
        self.writer.flag(topic::full(rating), full);
        if !full {
            let left_out = self.detail.precision.score();
            let step = (u32::from(score.in_thousandths()) * 32 / 1000) >> left_out;
            self.writer.bits(topic::score(rating), step, 5 - left_out);
        }
    }

    fn card(&mut self, list: List, target: &Target, card: Option<&Card>) {
        self.writer.flag(list.kept(), card.is_some());
        let Some(card) = card else { return };
        let once = card.reviews <= 1;
        self.writer.flag(list.once(), once);
        let rating = card.last.rating;
        let grade = Rating::ALL.iter().position(|one| *one == rating);
        self.writer.bits(list.rating(once), count(grade.unwrap_or(0)), 2);
        let mut power = 0;
        if !once {
            let memory = &card.memory;
            let (bits, steps) = self.detail.precision.stability();
            let stability = step((libm::log2(memory.stability) + 10.0) * steps, bits);
            self.writer.bits(topic::stability(rating), stability, bits);
            if list == List::Items {
                power = self.detail.precision.days(stability_of(stability, steps));
            }
            let (bits, sevenths) = self.detail.precision.difficulty();
            let difficulty = step((memory.difficulty - 1.0) * 7.0 / f64::from(sevenths), bits);
            self.writer.bits(topic::difficulty(rating), difficulty, bits);
            let phase = match memory.phase {
                Phase::Learning(0) => 0,
                Phase::Learning(_) => 1,
                Phase::Review => 2,
                Phase::Relearning(_) => 3,
            };
            self.writer.bits(topic::phase(rating), phase, 2);
            if self.detail.counts {
                self.writer.number(list.reviews(), card.reviews - 2, 1);
                self.writer.number(topic::lapses(card.reviews), card.lapses, 0);
            }
        }
        let at = card.last.now.at;
        // Of a point that the reader's pack does not have the question is not known either, so this is always said.
        let with = (list == List::Points).then(|| {
            let question = target.question()?;
            let (_, asked) = self.asked.iter().find(|(name, _)| name == question)?;
            (self.moment_of(*asked) == self.moment_of(at)).then_some(())
        });
        if let Some(with) = with {
            self.writer.flag(topic::WITH_QUESTION, with.is_some());
        }
        if with.flatten().is_none() {
            self.moment_within(at, power);
        }
    }

    /// How often a memory was reviewed, as far as it is kept.
    fn reviews(&self, card: Option<&Card>) -> u32 {
        card.map_or(0, |card| if self.detail.counts { card.reviews } else { card.reviews.min(2) })
    }

    fn item(&mut self, target: &Target, item: Option<&ItemState>, card: Option<&Card>) {
        self.card(List::Items, target, card);
        if card.is_none() {
            self.moment(item.map_or(0, |item| item.last_at.at));
        }
        let last = item.map_or(Score::NONE, |item| item.last);
        self.score(last, card.map(|card| card.last.rating));
        let full = last == Score::FULL;
        let reviews = self.reviews(card);
        // A memory may be of something that was only rated.
        let (attempts, right, streak) = item.map_or((0, 0, 0), |item| (item.attempts, item.right, item.streak));
        let single = (attempts, right, streak) == (1, full.into(), full.into());
        self.writer.flag(topic::single(reviews), single);
        if !single {
            let attempts = if self.detail.counts { attempts } else { attempts.min(2) };
            self.writer.number(topic::attempts(reviews), attempts, 1);
            if self.detail.counts {
                self.writer.number(topic::right(attempts), right, 1);
                self.writer.number(topic::streak(right, full), streak, 1);
            }
        }
    }

    fn point(&mut self, target: &Target, verdict: Option<Verdict>, card: Option<&Card>) {
        self.card(List::Points, target, card);
        let place = Verdict::ALL.iter().position(|known| Some(*known) == verdict);
        self.writer.bits(topic::verdict(card.map(|card| card.last.rating)), count(place.unwrap_or(3)), 2);
    }

    fn question(&mut self, target: &Target, question: Option<&QuestionState>, card: Option<&Card>) {
        self.card(List::Questions, target, card);
        let known = question.map_or(0, QuestionState::known);
        self.writer.number(topic::known(self.reviews(card)), known, 1);
        if let Some(AttemptState { now, attempt, .. }) = question.and_then(|question| question.attempts.last()) {
            let same = card.is_some_and(|card| self.moment_of(card.last.now.at) == self.moment_of(now.at));
            if card.is_some() {
                self.writer.flag(topic::SAME, same);
            }
            if !same {
                self.moment(now.at);
            }
            let mode = Mode::ALL.iter().position(|mode| *mode == attempt.mode);
            self.writer.bits(topic::MODE, count(mode.unwrap_or(0)), 2);
            let left_out = self.detail.precision.seconds();
            self.writer.number(topic::SECONDS, attempt.seconds >> left_out, 7 - left_out);
        }
    }

    fn guide(&mut self, state: &State) {
        let sections = if self.detail.guide { state.sections.len() } else { 0 };
        self.writer.number(topic::REST, count(sections), 2);
        for (name, section) in state.sections.iter().take(sections) {
            self.hash(&of_section(name));
            self.score(section.position, None);
            self.writer.flag(topic::SECTION, section.through);
            self.moment(section.last_at.at);
        }
    }

    fn days(&mut self, state: &State) {
        let skipped = state.days.len().saturating_sub(self.detail.days);
        self.writer.number(topic::REST, count(state.days.len() - skipped), 3);
        let mut before = self.first_day();
        for (day, done) in state.days.iter().skip(skipped) {
            self.writer.signed(topic::REST, *day - before, 1);
            before = *day;
            let numbers = [done.answered, done.reviews, done.asked, done.tested, done.kept, done.seconds];
            for ((topic, low), number) in (topic::DAY..).zip([3, 3, 2, 2, 2, 9]).zip(numbers) {
                self.writer.number(topic, number, low);
            }
        }
    }

    fn sessions(&mut self, state: &State) {
        let skipped = state.sessions.len().saturating_sub(self.detail.sessions);
        self.writer.number(topic::REST, count(state.sessions.len() - skipped), 2);
        for session in state.sessions.iter().skip(skipped) {
            self.writer.bytes(topic::REST, session.start.view.as_bytes());
            self.second(session.now.at);
            self.writer.number(topic::SESSION, session.answered, 3);
            self.writer.flag(topic::SESSION, session.end.is_some());
            if let Some((now, end)) = &session.end {
                self.second(now.at);
                self.writer.bits(RAW, end.score.in_thousandths().into(), 10);
                self.writer.number(topic::SESSION, end.answered, 3);
                self.writer.number(topic::SESSION, end.seconds, 8);
            }
        }
    }

    fn interviews(&mut self, state: &State) {
        let kept = if self.detail.interviews { state.interviews.len() } else { 0 };
        self.writer.number(topic::REST, count(kept), 0);
        for (_, now, report) in state.interviews.iter().take(kept) {
            self.second(now.at);
            let mut bytes = Writer::default();
            segment::write_value(report, &mut bytes);
            self.writer.bytes(topic::REST, &bytes.bytes);
        }
    }

    /// A moment to the second.
    fn second(&mut self, at: i64) {
        let seconds = at / 1000;
        self.writer.bits(RAW, (seconds >> 32) as u32, 8);
        self.writer.bits(RAW, seconds as u32, 32);
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The nearest step that so many bits have room for.
fn step(number: f64, bits: u32) -> u32 {
    // Clamped into range before the cast; what is no number becomes 0.
    libm::rint(number).clamp(0.0, f64::from((1_u32 << bits) - 1)) as u32
}
