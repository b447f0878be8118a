//! An interview beside earlier ones, and what to do next.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::report::{Asked, PointResult, Report};
use super::wording;
use crate::coach::Band;
use crate::content::{Pack, Section};
use crate::messages::{self, Language, debrief};

/// How an interview differs from the ones before.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Change {
    /// How many interviews there were before.
    pub earlier: usize,
    /// Each assessment of this interview that was judged before, against the last time.
    pub parts: Vec<PartChange>,
    /// How many points of questions that were asked again are covered now and were not the last time.
    pub gained: usize,
    /// How many were covered then and are not now.
    pub lost: usize,
}

/// How an assessment differs from the last time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartChange {
    /// The assessment, by id.
    pub assessment: String,
    /// The verdict that stood the last time, and the one that stands now.
    pub verdict: (u8, u8),
    /// The share of what was asked for, in thousandths, the last time and now.
    pub share: (u16, u16),
}

/// Compares a report with earlier ones, oldest first. What was renamed in the pack since is known by its present id.
#[must_use]
pub fn compare(now: &Report, earlier: &[Report], pack: &Pack) -> Change {
    let assessment = |id: &str| pack.assessment(id).map_or_else(|| id.to_string(), |known| known.id.to_string());
    let question = |id: &str| pack.question(id).map_or_else(|| id.to_string(), |known| known.id.to_string());
    let point = |of: &str, id: &str| {
        pack.question(of).and_then(|known| known.point(id)).map_or_else(|| id.to_string(), |known| known.id.to_string())
    };
    let parts = now
        .parts
        .iter()
        .filter_map(|part| {
            let before = earlier.iter().rev().flat_map(|report| &report.parts).find(|known| {
                assessment(&known.assessment) == assessment(&part.assessment) && known.verdict().is_some()
            })?;
            Some(PartChange {
                assessment: part.assessment.clone(),
                verdict: (before.verdict()?, part.verdict()?),
                share: (before.share, part.share),
            })
        })
        .collect();
    let mut change = Change { earlier: earlier.len(), parts, gained: 0, lost: 0 };
    for asked in &now.questions {
        let before = earlier.iter().rev().flat_map(|report| &report.questions);
        let Some(before) = before.into_iter().find(|known| question(&known.question) == question(&asked.question))
        else {
            continue;
        };
        let of = &asked.question;
        for heard in &asked.points {
            let same = |known: &&PointResult| point(of, &known.point) == point(of, &heard.point);
            let then = before.points.iter().find(same).map(|known| known.band);
            match (then, heard.band) {
                (Some(Band::Missing | Band::Partly), Band::Covered) => change.gained += 1,
                (Some(Band::Covered), Band::Missing | Band::Partly) => change.lost += 1,
                _ => {}
            }
        }
    }
    change
}

impl Change {
    /// In words, a sentence each.
    #[must_use]
    pub fn sentences(&self, pack: &Pack, language: Language) -> Vec<String> {
        let mut lines = alloc::vec![debrief::COUNT.count(language, self.earlier)];
        let percent = |thousandths: u16| messages::percent(language, f64::from(thousandths) / 1000.0);
        for part in &self.parts {
            let title = pack.assessment(&part.assessment).map_or(part.assessment.as_str(), |known| &known.title);
            let (before, now) = part.verdict;
            let values = [("assessment", title), ("before", &before.to_string()), ("now", &now.to_string())];
            lines.push(debrief::COMPARED_PART.fill(language, &values));
            let values = [("assessment", title), ("before", &percent(part.share.0)), ("now", &percent(part.share.1))];
            lines.push(debrief::COMPARED_SHARE.fill(language, &values));
        }
        if self.gained > 0 {
            lines.push(debrief::GAINED.count(language, self.gained));
        }
        if self.lost > 0 {
            lines.push(debrief::LOST.count(language, self.lost));
        }
        lines
    }
}

/// Something to do after an interview, which opens in one step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextStep {
    /// Practise a question again, above all the point that was missing.
    Practise {
        /// The question, by id.
        question: String,
        /// A point that was not covered, by id.
        point: Option<String>,
    },
    /// Take a quiz on a competency, by id.
    Quiz(String),
    /// Read a section of the guide.
    Read {
        /// The section, by id.
        section: String,
        /// The competency that it is read for, by id.
        competency: String,
    },
    /// Take another interview on an assessment, by id.
    Interview(String),
}

impl NextStep {
    /// In words.
    #[must_use]
    pub fn sentence(&self, pack: &Pack, language: Language) -> String {
        let fill = |message: messages::Message, name: &str, value: &str| message.fill(language, &[(name, value)]);
        match self {
            Self::Practise { question, point: open } => {
                let known = pack.question(question);
                let start = if open.is_some() { debrief::STEP_PRACTISE } else { debrief::STEP_PRACTISE_NEW };
                let mut text = [start.text(language), ": ", known.map_or(question, |known| &known.prompt)].concat();
                if let Some(open) = known.zip(open.as_ref()).and_then(|(known, open)| wording::point(known, open)) {
                    text.push_str(" (");
                    text.push_str(&fill(debrief::STEP_POINT, "point", open));
                    text.push(')');
                }
                text
            }
            Self::Quiz(id) => fill(debrief::STEP_QUIZ, "skill", pack.competency(id).map_or(id, |known| &known.name)),
            Self::Read { section, .. } => {
                fill(debrief::STEP_READ, "section", pack.section(section).map_or(section, |known| &known.title))
            }
            Self::Interview(id) => {
                fill(debrief::STEP_INTERVIEW, "assessment", pack.assessment(id).map_or(id, |known| &known.title))
            }
        }
    }
}

/// How many next steps there are at most.
const STEPS: usize = 3;

/// Three things to do next: what went worst first, no thing twice. Fewer only where the pack has no more to offer.
#[must_use]
pub fn next_steps(report: &Report, pack: &Pack) -> Vec<NextStep> {
    let mut steps: Vec<NextStep> = Vec::new();
    let mut worst: Vec<&Asked> =
        report.questions.iter().filter(|asked| pack.question(&asked.question).is_some()).collect();
    worst.sort_by_key(|asked| (!asked.judged, asked.share));
    let mut practise = worst.iter().map(|asked| NextStep::Practise {
        question: asked.question.clone(),
        point: asked
            .points
            .iter()
            .filter(|point| point.band != Band::Covered)
            .min_by_key(|point| point.band)
            .map(|point| point.point.clone()),
    });
    steps.extend(practise.next());
    let mut skills = report.skills(pack);
    skills.sort_by_key(|skill| skill.share);
    let asks = |competency: &str| {
        pack.items.iter().any(|item| item.competencies.iter().any(|id| *id == competency))
            || pack.practice_questions().any(|question| question.competencies.iter().any(|id| *id == competency))
    };
    let quiz = skills.iter().find(|skill| asks(&skill.competency));
    steps.extend(quiz.map(|skill| NextStep::Quiz(skill.competency.clone())));
    // A section for a competency that the quiz does not take care of, if there is one.
    let section =
        skills.iter().filter(|skill| quiz.is_none_or(|quiz| quiz.competency != skill.competency)).chain(quiz).find_map(
            |skill| {
                let about = |section: &&Section| section.competencies.iter().any(|id| *id == skill.competency.as_str());
                let section = pack.guide.iter().find(about)?;
                Some(NextStep::Read { section: section.id.as_str().into(), competency: skill.competency.clone() })
            },
        );
    steps.extend(section);
    steps.extend(practise.by_ref().take(STEPS.saturating_sub(steps.len())));
    let weakest = report.parts.iter().min_by_key(|part| (part.verdict(), part.share));
    if steps.len() < STEPS {
        steps.extend(weakest.map(|part| NextStep::Interview(part.assessment.clone())));
    }
    if steps.len() < STEPS {
        let fresh = pack
            .practice_questions()
            .find(|question| report.questions.iter().all(|asked| question.id != asked.question.as_str()));
        let fresh = fresh.map(|question| NextStep::Practise { question: question.id.as_str().into(), point: None });
        steps.extend(fresh);
    }
    steps.truncate(STEPS);
    steps
}
