//! From the state to the text.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::super::bytes::{Writer, seal};
use super::super::event::{Mode, Score, Target, Verdict};
use super::super::name::Name;
use super::super::segment;
use super::super::state::{AttemptState, Card, ItemState, QuestionState, State};
use super::bits::BitWriter;
use super::{CHECKPOINT, Checkpoint, HASH, HOUR, Names, hash, of_section};
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
        counts: true,
        guide: true,
        eighths: 8,
        run: true,
    };
    let steps: [fn(&mut Detail); 17] = [
        |_| {},
        |detail| detail.interviews = false,
        |detail| detail.sessions = 10,
        |detail| detail.sessions = 0,
        |detail| detail.days = 28,
        |detail| detail.days = 0,
        |detail| detail.hours = false,
        |detail| detail.counts = false,
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
        for detail in details() {
            let text = [CHECKPOINT, &seal(self.bytes(names, detail))].concat();
            if text.len() <= most {
                return text;
            }
        }
        String::new()
    }

    fn bytes(&self, names: &Names, detail: Detail) -> Vec<u8> {
        let state = &self.state;
        let targets = Targets::of(state, detail.eighths);
        let texts: Vec<String> = targets.all().map(|(target, _)| target.to_string()).collect();
        let bits = names.bits(texts.iter().map(String::as_str));
        let mut form = Form { writer: BitWriter::default(), bits, detail, from: 0, span: 0 };
        form.writer.bits(names.pack, 16);
        form.moments(state, &targets);
        form.writer.number(state.answered, 8);
        form.writer.number(count(state.settings.len()), 1);
        for (name, value) in &state.settings {
            form.writer.bytes(name.as_bytes());
            form.writer.bytes(value.as_bytes());
        }
        form.writer.bytes(if detail.run { &self.run } else { &[] });
        form.sorted(&targets.items, Form::item);
        form.sorted(&targets.points, Form::point);
        form.sorted(&targets.questions, Form::question);
        form.writer.number(count(state.suspended.len()), 0);
        for target in &state.suspended {
            form.writer.bits(hash(&target.to_string(), bits), bits);
        }
        form.writer.number(count(state.buried.len()), 0);
        for (target, day) in &state.buried {
            form.writer.bits(hash(&target.to_string(), bits), bits);
            form.writer.signed(*day - form.first_day(), 5);
        }
        form.guide(state);
        form.days(state);
        form.sessions(state);
        form.interviews(state);
        form.writer.bytes
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
    /// How many bits a name's hash has.
    bits: u32,
    detail: Detail,
    /// The first hour of all, counted from 1970.
    from: i64,
    /// How many bits a moment has.
    span: u32,
}

impl Form {
    /// How moments are written: from when on, how fine, in which local time.
    fn moments(&mut self, state: &State, targets: &Targets<'_>) {
        let mut all: Vec<i64> = targets.all().filter_map(|(_, card)| card.map(|card| card.last.now.at)).collect();
        all.extend(targets.items.iter().filter_map(|(_, item, _)| Some(item.as_ref()?.last_at.at)));
        all.extend(
            targets.questions.iter().filter_map(|(_, question, _)| Some(question.as_ref()?.attempts.last()?.now.at)),
        );
        if self.detail.guide {
            all.extend(state.sections.values().map(|section| section.last_at.at));
        }
        let newest = targets.all().filter_map(|(_, card)| card).map(|card| card.last.now).max_by_key(|now| now.at);
        let offset = newest.or_else(|| state.items.values().map(|item| item.last_at).max_by_key(|now| now.at));
        self.from = all.iter().min().map_or(0, |at| at.div_euclid(HOUR));
        let last = all.iter().max().map_or(0, |at| self.moment_of(*at));
        self.span = 32 - last.leading_zeros();
        self.writer.bits(self.bits - HASH.0, 4);
        self.writer.flag(self.detail.hours);
        self.writer.flag(self.detail.counts);
        self.writer.bits(u32::try_from(self.from).unwrap_or(0), 32);
        self.writer.bits(self.span, 5);
        self.writer.signed(offset.map_or(0, |now| i32::from(now.offset_minutes)) / 15, 4);
    }

    /// Hours or days since the first.
    fn moment_of(&self, at: i64) -> u32 {
        let hours = at.div_euclid(HOUR) - self.from;
        u32::try_from(if self.detail.hours { hours } else { hours / 24 }).unwrap_or(0) & (u32::MAX >> 1)
    }

    fn moment(&mut self, at: i64) {
        let moment = self.moment_of(at);
        self.writer.bits(moment, self.span);
    }

    /// A local day near the first moment, to count days from.
    fn first_day(&self) -> i32 {
        i32::try_from(self.from / 24).unwrap_or(0)
    }

    /// A list by its hashes, which are written as what they differ by.
    fn sorted<T: Copy>(&mut self, list: &[Remembered<'_, T>], write: impl Fn(&mut Self, Option<T>, Option<&Card>)) {
        let mut hashed: Vec<(u32, &Remembered<'_, T>)> =
            list.iter().map(|one| (hash(&one.0.to_string(), self.bits), one)).collect();
        hashed.sort_by_key(|one| one.0);
        // Two with one hash could not be told apart when read.
        hashed.dedup_by_key(|one| one.0);
        let count = count(hashed.len());
        self.writer.number(count, 6);
        // On average so far apart.
        let low = (1_u32 << self.bits).checked_div(count).map_or(0, |gap| gap.max(1).ilog2()).saturating_sub(1);
        let mut before = 0;
        for (hash, (_, known, card)) in hashed {
            self.writer.number(hash - before, low);
            before = hash;
            write(self, *known, *card);
        }
    }

    fn score(&mut self, score: Score) {
        self.writer.flag(score == Score::FULL);
        if score != Score::FULL {
            self.writer.bits(u32::from(score.in_thousandths()) * 32 / 1000, 5);
        }
    }

    fn card(&mut self, card: Option<&Card>) {
        self.writer.flag(card.is_some());
        let Some(card) = card else { return };
        self.writer.flag(card.reviews <= 1);
        let grade = Rating::ALL.iter().position(|rating| *rating == card.last.rating);
        self.writer.bits(count(grade.unwrap_or(0)), 2);
        self.moment(card.last.now.at);
        if card.reviews <= 1 {
            return;
        }
        let memory = &card.memory;
        self.writer.bits(step((libm::log2(memory.stability) + 10.0) * 8.0, 255), 8);
        self.writer.bits(step((memory.difficulty - 1.0) * 7.0, 63), 6);
        let phase = match memory.phase {
            Phase::Learning(0) => 0,
            Phase::Learning(_) => 1,
            Phase::Review => 2,
            Phase::Relearning(_) => 3,
        };
        self.writer.bits(phase, 2);
        if self.detail.counts {
            self.writer.number(card.reviews - 2, 1);
            self.writer.number(card.lapses, 0);
        }
    }

    fn item(&mut self, item: Option<&ItemState>, card: Option<&Card>) {
        self.card(card);
        if card.is_none() {
            self.moment(item.map_or(0, |item| item.last_at.at));
        }
        self.score(item.map_or(Score::NONE, |item| item.last));
        let full = u32::from(item.is_some_and(|item| item.last == Score::FULL));
        // A memory may be of something that was only rated.
        let (attempts, right, streak) = item.map_or((0, 0, 0), |item| (item.attempts, item.right, item.streak));
        let once = (attempts, right, streak) == (1, full, full);
        self.writer.flag(once);
        if !once {
            self.writer.number(if self.detail.counts { attempts } else { attempts.min(2) }, 1);
            if self.detail.counts {
                self.writer.number(right, 1);
                self.writer.number(streak, 1);
            }
        }
    }

    fn point(&mut self, verdict: Option<Verdict>, card: Option<&Card>) {
        self.card(card);
        let place = Verdict::ALL.iter().position(|known| Some(*known) == verdict);
        self.writer.bits(count(place.unwrap_or(3)), 2);
    }

    fn question(&mut self, question: Option<&QuestionState>, card: Option<&Card>) {
        self.card(card);
        self.writer.number(question.map_or(0, QuestionState::known), 1);
        if let Some(AttemptState { now, attempt, .. }) = question.and_then(|question| question.attempts.last()) {
            self.moment(now.at);
            let mode = Mode::ALL.iter().position(|mode| *mode == attempt.mode);
            self.writer.bits(count(mode.unwrap_or(0)), 2);
            self.writer.number(attempt.seconds, 7);
        }
    }

    fn guide(&mut self, state: &State) {
        let sections = if self.detail.guide { state.sections.len() } else { 0 };
        self.writer.number(count(sections), 2);
        for (name, section) in state.sections.iter().take(sections) {
            self.writer.bits(hash(&of_section(name), self.bits), self.bits);
            self.score(section.position);
            self.writer.flag(section.through);
            self.moment(section.last_at.at);
        }
    }

    fn days(&mut self, state: &State) {
        let skipped = state.days.len().saturating_sub(self.detail.days);
        self.writer.number(count(state.days.len() - skipped), 3);
        let mut before = self.first_day();
        for (day, done) in state.days.iter().skip(skipped) {
            self.writer.signed(*day - before, 1);
            before = *day;
            self.writer.number(done.answered, 3);
            self.writer.number(done.reviews, 3);
            self.writer.number(done.asked, 2);
            self.writer.number(done.tested, 2);
            self.writer.number(done.kept, 2);
            self.writer.number(done.seconds, 9);
        }
    }

    fn sessions(&mut self, state: &State) {
        let skipped = state.sessions.len().saturating_sub(self.detail.sessions);
        self.writer.number(count(state.sessions.len() - skipped), 2);
        for session in state.sessions.iter().skip(skipped) {
            self.name(&session.start.view);
            self.second(session.now.at);
            self.writer.number(session.answered, 3);
            self.writer.flag(session.end.is_some());
            if let Some((now, end)) = &session.end {
                self.second(now.at);
                self.writer.bits(end.score.in_thousandths().into(), 10);
                self.writer.number(end.answered, 3);
                self.writer.number(end.seconds, 8);
            }
        }
    }

    fn interviews(&mut self, state: &State) {
        let kept = if self.detail.interviews { state.interviews.len() } else { 0 };
        self.writer.number(count(kept), 0);
        for (_, now, report) in state.interviews.iter().take(kept) {
            self.second(now.at);
            let mut bytes = Writer::default();
            segment::write_value(report, &mut bytes);
            self.writer.bytes(&bytes.bytes);
        }
    }

    fn name(&mut self, name: &Name) {
        self.writer.bytes(name.as_bytes());
    }

    /// A moment to the second.
    fn second(&mut self, at: i64) {
        let seconds = at / 1000;
        self.writer.bits((seconds >> 32) as u32, 8);
        self.writer.bits(seconds as u32, 32);
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The nearest step from 0 to `most`.
fn step(number: f64, most: u32) -> u32 {
    // Clamped into range before the cast; what is no number becomes 0.
    libm::rint(number).clamp(0.0, f64::from(most)) as u32
}
