//! The report: what the answers showed, part by part and question by question, with the places that show it.

use alloc::string::String;
use alloc::vec::Vec;

use super::coverage::{coverage, is_judged, turns_of};
use super::manner::Manner;
use super::session::{Ending, Interview};
use super::turn::{Ask, How, Left, Why};
use crate::coach::Band;
use crate::content::{Assessment, Pack, RubricLevel};

/// What parts two answers in the transcript.
const GAP: &str = "\n\n";
/// What counts for nothing towards a level, in thousandths: about half of what model answers to other questions of the first pack
/// are credited with.
const COMMON: u16 = 200;

/// A place in the transcript: offsets of its first byte and of the one after its last.
pub type Place = (u32, u32);

/// What there is to say of an interview. Durations are in milliseconds; those of the turns add up to those of the questions, those to
/// those of the parts, and those to the time used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The length that was chosen, in minutes.
    pub minutes: u16,
    /// The time that counted.
    pub used: u32,
    /// The time paused.
    pub paused: u64,
    /// How many pauses.
    pub pauses: u16,
    /// The time away beyond what counted.
    pub away: u64,
    /// Why it ended.
    pub ending: Ending,
    /// Each assessment that was chosen, in the order of their turns.
    pub parts: Vec<Part>,
    /// Each opening question, in the order in which they were asked.
    pub questions: Vec<Asked>,
    /// The name under which the transcript is kept, once it is.
    pub text: Option<String>,
}

/// How one assessment went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The assessment, by id.
    pub assessment: String,
    /// The level that the coach sees; `None` when nothing could be judged.
    pub level: Option<u8>,
    /// The learner's own verdict; it stands.
    pub own: Option<u8>,
    /// How much of what was asked for was said, in thousandths.
    pub share: u16,
    /// The time spent on it.
    pub spent: u32,
}

/// How one opening question and what followed went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The place of its assessment among the parts.
    pub part: u8,
    /// The question, by id.
    pub question: String,
    /// Whether there was anything to judge.
    pub judged: bool,
    /// How much of it was said, in thousandths.
    pub share: u16,
    /// Each of its points.
    pub points: Vec<PointResult>,
    /// The pitfalls that the answers stepped into.
    pub pitfalls: Vec<PitfallResult>,
    /// Everything asked about it, the opening first.
    pub turns: Vec<TurnResult>,
    /// Why it was left.
    pub left: Left,
}

/// What became of a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointResult {
    /// The point, by id.
    pub point: String,
    /// The best that was heard of it.
    pub band: Band,
    /// Whether it took a follow-up.
    pub prompted: bool,
    /// The sentence that shows it.
    pub evidence: Option<Place>,
}

/// A pitfall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PitfallResult {
    /// The pitfall, by id.
    pub pitfall: String,
    /// Whether the interviewer challenged it.
    pub challenged: bool,
    /// The words that show it.
    pub evidence: Option<Place>,
}

/// One question and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TurnResult {
    /// What was asked.
    pub ask: Ask,
    /// Why.
    pub why: Why,
    /// How long it took.
    pub spent: u32,
    /// In which manner it was answered.
    pub manner: Manner,
    /// How it was answered.
    pub how: How,
    /// Whether the learner was encouraged after a silence.
    pub nudged: bool,
    /// The answer's place in the transcript.
    pub answer: Place,
    /// The names of its recordings, with commas between.
    pub recording: Option<String>,
}

/// How a competency came out over the questions that exercise it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skill {
    /// The competency, by id.
    pub competency: String,
    /// The mean share of its questions, in thousandths.
    pub share: u16,
    /// How many questions were judged.
    pub questions: u16,
}

impl Interview {
    /// All answers, one after another: what the places of a report speak of.
    #[must_use]
    pub fn transcript(&self) -> String {
        let mut text = String::new();
        for turn in self.turns() {
            if !turn.answer.is_empty() {
                text.push_str(&turn.answer);
                text.push_str(GAP);
            }
        }
        text.truncate(text.trim_end().len());
        text
    }

    /// What there is to say of the interview, as far as it has come.
    #[must_use]
    pub fn report(&self, pack: &Pack) -> Report {
        let mut offsets: Vec<u32> = Vec::with_capacity(self.turns().len());
        let mut at = 0_u32;
        for turn in self.turns() {
            offsets.push(at);
            if !turn.answer.is_empty() {
                at += size(turn.answer.len()) + size(GAP.len());
            }
        }
        let shifted = |turn: usize, (start, end): Place| {
            let base = offsets.get(turn).copied().unwrap_or(0);
            (end > start).then_some((base + start, base + end))
        };
        let mut questions: Vec<Asked> = Vec::new();
        for opening in self.turns().iter().filter(|turn| turn.ask == Ask::Opening) {
            questions.push(self.asked(pack, opening.part, &opening.question, &shifted, &offsets));
        }
        let parts = (0_u8..).zip(self.parts()).map(|(place, id)| part(pack, id, place, &questions)).collect();
        Report {
            minutes: self.minutes(),
            used: self.clock().used(),
            paused: self.clock().paused(),
            pauses: self.clock().pauses(),
            away: self.clock().away(),
            ending: self.ending().unwrap_or(Ending::Learner),
            parts,
            questions,
            text: None,
        }
    }

    fn asked(
        &self,
        pack: &Pack,
        part: u8,
        id: &str,
        shifted: &dyn Fn(usize, Place) -> Option<Place>,
        offsets: &[u32],
    ) -> Asked {
        let question = pack.question(id);
        let turns: Vec<TurnResult> = turns_of(self.turns(), id)
            .map(|(place, turn)| {
                let start = offsets.get(place).copied().unwrap_or(0);
                TurnResult {
                    ask: turn.ask.clone(),
                    why: turn.why.clone(),
                    spent: turn.to - turn.from,
                    manner: turn.manner,
                    how: turn.how,
                    nudged: turn.nudged,
                    answer: (start, start + size(turn.answer.len())),
                    recording: turn.recording.clone(),
                }
            })
            .collect();
        let points = question.map(|question| coverage(question, self.turns())).unwrap_or_default();
        let mut pitfalls: Vec<PitfallResult> = Vec::new();
        for (place, turn) in turns_of(self.turns(), id) {
            for stepped in &turn.stepped {
                if pitfalls.iter().all(|known| known.pitfall != stepped.pitfall) {
                    pitfalls.push(PitfallResult {
                        pitfall: stepped.pitfall.clone(),
                        challenged: turns
                            .iter()
                            .any(|turn| matches!(&turn.why, Why::Pitfall(id) if *id == stepped.pitfall)),
                        evidence: shifted(place, stepped.evidence),
                    });
                }
            }
        }
        Asked {
            part,
            question: id.into(),
            judged: question.is_some_and(|question| is_judged(question, self.turns())),
            share: question.and_then(|question| self.share_of(question)).unwrap_or(0),
            points: points
                .into_iter()
                .map(|point| PointResult {
                    evidence: point.evidence.and_then(|(turn, place)| shifted(turn, place)),
                    point: point.point,
                    band: point.band,
                    prompted: point.prompted,
                })
                .collect(),
            pitfalls,
            left: turns_of(self.turns(), id).filter_map(|(_, turn)| turn.left).last().unwrap_or(Left::Ended),
            turns,
        }
    }
}

fn part(pack: &Pack, id: &str, place: u8, questions: &[Asked]) -> Part {
    let mine = || questions.iter().filter(|asked| asked.part == place);
    let judged = mine().filter(|asked| asked.judged);
    let (sum, count) = judged.fold((0_u32, 0_u32), |(sum, count), asked| (sum + u32::from(asked.share), count + 1));
    let share = u16::try_from(sum.checked_div(count).unwrap_or(0)).unwrap_or(1000);
    let spent = mine().flat_map(|asked| &asked.turns).fold(0_u32, |sum, turn| sum.saturating_add(turn.spent));
    let level = pack.assessment(id).filter(|_| count > 0).and_then(|assessment| level(assessment, share));
    Part { assessment: id.into(), level, own: None, share, spent }
}

/// The rubric's level for a share in thousandths: above what any two answers of a trade have in common, each level is as wide as the
/// others.
pub(super) fn level(assessment: &Assessment, share: u16) -> Option<u8> {
    let levels = assessment.rubric.len();
    let told = usize::from(share.saturating_sub(COMMON));
    let place = (told * levels / usize::from(1000 - COMMON)).min(levels.checked_sub(1)?);
    let mut order: Vec<u8> = assessment.rubric.iter().map(|step| step.level).collect();
    order.sort_unstable();
    order.dedup();
    order.get(place).copied()
}

fn size(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

impl Part {
    /// What the rubric says of a level.
    #[must_use]
    pub fn anchor<'p>(&self, pack: &'p Pack, level: u8) -> Option<&'p RubricLevel> {
        pack.assessment(&self.assessment)?.rubric.iter().find(|step| step.level == level)
    }

    /// The verdict that stands: the learner's own, else the coach's.
    #[must_use]
    pub fn verdict(&self) -> Option<u8> {
        self.own.or(self.level)
    }
}

impl Report {
    /// The questions of a part.
    pub fn questions_of(&self, part: usize) -> impl Iterator<Item = &Asked> {
        self.questions.iter().filter(move |asked| usize::from(asked.part) == part)
    }

    /// The competencies that judged questions exercise, in the pack's order, with how they came out.
    #[must_use]
    pub fn skills(&self, pack: &Pack) -> Vec<Skill> {
        let mut skills: Vec<Skill> = Vec::new();
        for competency in &pack.competencies {
            let shares = self
                .questions
                .iter()
                .filter(|asked| asked.judged)
                .filter(|asked| {
                    pack.question(&asked.question).is_some_and(|known| known.competencies.contains(&competency.id))
                })
                .fold((0_u32, 0_u32), |(sum, count), asked| (sum + u32::from(asked.share), count + 1));
            if let Some(share) = shares.0.checked_div(shares.1) {
                skills.push(Skill {
                    competency: competency.id.as_str().into(),
                    share: u16::try_from(share).unwrap_or(1000),
                    questions: u16::try_from(shares.1).unwrap_or(u16::MAX),
                });
            }
        }
        skills
    }

    /// Cuts a place out of the transcript.
    #[must_use]
    pub fn quote(transcript: &str, (start, end): Place) -> &str {
        let at = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
        transcript.get(at(start)..at(end)).unwrap_or_default()
    }
}
