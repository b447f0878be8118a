//! What a session came to, and what to do next.

use alloc::string::String;
use alloc::vec::Vec;

use super::{ItemBank, Session};
use crate::content::{Id, Pack};

/// The result of a session.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// How many items the session had.
    pub items: usize,
    /// How many were answered.
    pub answered: usize,
    /// How many of these were fully right.
    pub correct: usize,
    /// The mean score of those answered, from 0 to 1; 0 when none was.
    pub score: f64,
    /// By competency, in the pack's order; only those that came up.
    pub competencies: Vec<CompetencyResult>,
    /// The ids of items answered but not fully right, in the order asked.
    pub missed: Vec<String>,
    /// What to do next, the most useful first; never empty.
    pub next: Vec<Advice>,
}

/// How a competency fared.
#[derive(Debug, Clone, PartialEq)]
pub struct CompetencyResult {
    /// The competency.
    pub competency: Id,
    /// How many answered items tested it.
    pub answered: usize,
    /// How many of these were fully right.
    pub correct: usize,
    /// Their mean score, from 0 to 1.
    pub score: f64,
}

/// A next step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Advice {
    /// Ask this session's missed items again.
    RepeatMissed {
        /// How many there are.
        items: usize,
    },
    /// Practise answering this question: its items went worst.
    Practise {
        /// The question.
        question: Id,
    },
    /// Read this section of the guide: it speaks of what went wrong.
    Read {
        /// The section.
        section: Id,
    },
    /// Nothing was missed: another session.
    Another,
}

/// Points lost on something, to find what lost most.
struct Losses<'a>(Vec<(&'a Id, f64)>);

impl<'a> Losses<'a> {
    fn add(&mut self, id: &'a Id, lost: f64) {
        match self.0.iter_mut().find(|(other, _)| *other == id) {
            Some((_, sum)) => *sum += lost,
            None => self.0.push((id, lost)),
        }
    }

    /// What lost most; of equals the first.
    fn worst(&self) -> Option<&'a Id> {
        let mut worst: Option<(&'a Id, f64)> = None;
        for (id, lost) in &self.0 {
            if *lost > worst.map_or(0.0, |(_, most)| most) {
                worst = Some((id, *lost));
            }
        }
        worst.map(|(id, _)| id)
    }
}

impl Session {
    /// What the session came to so far.
    #[must_use]
    pub fn summary(&self, bank: &ItemBank<'_>) -> Summary {
        let pack = bank.pack;
        let mut summary = Summary {
            items: self.len(),
            answered: 0,
            correct: 0,
            score: 0.0,
            competencies: Vec::new(),
            missed: Vec::new(),
            next: Vec::new(),
        };
        let mut results: Vec<(usize, usize, f64)> = alloc::vec![(0, 0, 0.0); pack.competencies.len()];
        let (mut questions, mut sections) = (Losses(Vec::new()), Losses(Vec::new()));
        for (id, given) in self.answers() {
            let Some(given) = given else { continue };
            summary.answered += 1;
            summary.correct += usize::from(given.correct);
            summary.score += given.score;
            if !given.correct {
                summary.missed.push(id.into());
            }
            let Some(item) = bank.present(id, self.seed()) else { continue };
            for (competency, result) in pack.competencies.iter().zip(&mut results) {
                if item.competencies.contains(&competency.id) {
                    result.0 += 1;
                    result.1 += usize::from(given.correct);
                    result.2 += given.score;
                }
            }
            let lost = 1.0 - given.score;
            let question = item.question.as_ref().and_then(|id| pack.question(id.as_str()));
            if let Some(question) = question.filter(|question| question.assessment.is_none()) {
                questions.add(&question.id, lost);
            }
            for section in sections_of(pack, item.section.as_ref(), item.question.as_ref(), &item.competencies) {
                sections.add(section, lost);
            }
        }
        if summary.answered > 0 {
            summary.score /= number(summary.answered);
        }
        summary.competencies = pack
            .competencies
            .iter()
            .zip(results)
            .filter(|(_, (answered, ..))| *answered > 0)
            .map(|(competency, (answered, correct, sum))| CompetencyResult {
                competency: competency.id.clone(),
                answered,
                correct,
                score: sum / number(answered),
            })
            .collect();
        if !summary.missed.is_empty() {
            // Repeating pays once there is enough to repeat; a single slip is better met by practising its question.
            let repeat = Advice::RepeatMissed { items: summary.missed.len() };
            let practise = questions.worst().map(|id| Advice::Practise { question: id.clone() });
            let read = sections.worst().map(|id| Advice::Read { section: id.clone() });
            let weak = summary.score < 0.5;
            let order = if weak { [read, practise, Some(repeat)] } else { [practise, Some(repeat), read] };
            summary.next.extend(order.into_iter().flatten());
        } else {
            summary.next.push(Advice::Another);
        }
        summary
    }
}

/// The sections that speak of an item: its own, else the one that offers its question, else those on its competencies.
fn sections_of<'a>(pack: &'a Pack, section: Option<&Id>, question: Option<&Id>, competencies: &[Id]) -> Vec<&'a Id> {
    if let Some(section) = section.and_then(|id| pack.section(id.as_str())) {
        return alloc::vec![&section.id];
    }
    if let Some(section) = question.and_then(|id| pack.guide.iter().find(|section| section.questions.contains(id))) {
        return alloc::vec![&section.id];
    }
    let speaks = |section: &&crate::content::Section| section.competencies.iter().any(|id| competencies.contains(id));
    pack.guide.iter().filter(speaks).map(|section| &section.id).collect()
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
