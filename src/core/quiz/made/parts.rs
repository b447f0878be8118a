//! What an item is made from, and its id.

use alloc::string::String;
use alloc::vec::Vec;

use super::super::Template;
use super::MAX_ID;
use crate::content::{Assessment, Competency, Concept, FollowUp, Id, Pack, Pitfall, Point, Question, Term};

/// The parts of the pack that an item is made from: those that its template asks for.
#[derive(Clone)]
pub(crate) struct Parts<'a> {
    pub(super) template: Template,
    pub(super) question: Option<&'a Question>,
    pub(super) point: Option<&'a Point>,
    pub(super) pitfall: Option<&'a Pitfall>,
    pub(super) follow_up: Option<&'a FollowUp>,
    pub(super) concept: Option<&'a Concept>,
    pub(super) assessment: Option<&'a Assessment>,
    pub(super) competencies: Vec<&'a Competency>,
    pub(super) terms: Vec<&'a Term>,
}

/// A kind of part, in the order in which a template's id names them.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Question,
    Point,
    Pitfall,
    FollowUp,
    Concept,
    /// A key concept of the question, or else a term of the glossary.
    ConceptOrTerm,
    Assessment,
    Competency,
    Term,
}

/// The parts that a template's ids name; the last may stand again and again where the template matches many.
fn expected(template: Template) -> &'static [Part] {
    match template {
        Template::Pitfall | Template::Weaken => &[Part::Question, Part::Pitfall],
        Template::Strength => &[Part::Question, Part::Point],
        Template::FollowUp => &[Part::Question, Part::FollowUp],
        Template::Digs => &[Part::Question, Part::FollowUp, Part::Point],
        Template::Challenge => &[Part::Question, Part::Pitfall, Part::FollowUp],
        Template::Listen => &[Part::Question, Part::Point, Part::Concept],
        Template::Strengthen => &[Part::Question],
        Template::Exercises => &[Part::Question, Part::Competency],
        Template::Skill | Template::MatchSkills => &[Part::Competency],
        Template::Term | Template::MatchTerms => &[Part::Term],
        Template::Meaning => &[Part::Term, Part::Term],
        Template::Levels => &[Part::Assessment],
        Template::Gap => &[Part::Question, Part::ConceptOrTerm],
    }
}

impl<'a> Parts<'a> {
    /// No parts yet.
    pub(super) fn of(template: Template) -> Self {
        Self {
            template,
            question: None,
            point: None,
            pitfall: None,
            follow_up: None,
            concept: None,
            assessment: None,
            competencies: Vec::new(),
            terms: Vec::new(),
        }
    }

    /// The parts that an id names, by their ids or former ids.
    pub(crate) fn find(pack: &'a Pack, id: &str) -> Option<Self> {
        if id.len() > MAX_ID {
            return None;
        }
        let (name, rest) = id.split_once(':')?;
        let mut parts = Self::of(Template::from_name(name)?);
        let expected = expected(parts.template);
        let many = matches!(parts.template, Template::MatchSkills | Template::MatchTerms);
        let mut count = 0;
        for id in rest.split('/') {
            let part = *expected.get(count).or_else(|| expected.last().filter(|_| many))?;
            parts.take(pack, part, id)?;
            count += 1;
        }
        (if many { (3..=8).contains(&count) } else { count == expected.len() }).then_some(parts)
    }

    fn take(&mut self, pack: &'a Pack, part: Part, id: &str) -> Option<()> {
        let named = |own: &Id, was: &[Id]| *own == id || was.iter().any(|was| *was == id);
        match part {
            Part::Question => self.question = Some(pack.question(id)?),
            Part::Point => self.point = Some(self.question?.point(id)?),
            Part::Pitfall => {
                self.pitfall = Some(self.question?.pitfalls.iter().find(|pitfall| named(&pitfall.id, &pitfall.was))?);
            }
            Part::FollowUp => {
                self.follow_up = Some(self.question?.follow_ups.iter().find(|other| named(&other.id, &other.was))?);
            }
            Part::Concept | Part::ConceptOrTerm => {
                self.concept = self.question?.concepts.iter().find(|concept| concept.id == id);
                if self.concept.is_none() {
                    return if part == Part::ConceptOrTerm { self.take(pack, Part::Term, id) } else { None };
                }
            }
            Part::Assessment => self.assessment = Some(pack.assessment(id)?),
            Part::Competency => self.competencies.push(pack.competency(id)?),
            Part::Term => self.terms.push(pack.glossary.iter().find(|term| term.id == id)?),
        }
        Some(())
    }

    /// The item's id, made of the present ids of its parts; `None` when it would be too long to keep.
    pub(crate) fn id(&self) -> Option<String> {
        let mut id = String::from(self.template.name());
        let question = self.question.map(|question| &question.id);
        let point = self.point.map(|point| &point.id);
        let pitfall = self.pitfall.map(|pitfall| &pitfall.id);
        let follow_up = self.follow_up.map(|follow_up| &follow_up.id);
        // The order in which `expected` names them: only a follow-up may stand on either side of a point.
        let [before, after] = if self.template == Template::Digs { [follow_up, None] } else { [None, follow_up] };
        let rest = [self.concept.map(|concept| &concept.id), self.assessment.map(|assessment| &assessment.id)];
        let single = [question, before, point, pitfall, after].into_iter().chain(rest).flatten();
        let many = self.competencies.iter().map(|c| &c.id).chain(self.terms.iter().map(|term| &term.id));
        for (n, part) in single.chain(many).enumerate() {
            id.push(if n == 0 { ':' } else { '/' });
            id.push_str(part.as_str());
        }
        (id.len() <= MAX_ID).then_some(id)
    }
}
