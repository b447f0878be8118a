//! What an item is made from, and its id.

use alloc::string::String;
use alloc::vec::Vec;

use super::super::Template;
use super::MAX_ID;
use crate::content::made::{Thing, things};
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
        let expected = things(parts.template.name());
        let many = matches!(parts.template, Template::MatchSkills | Template::MatchTerms);
        let mut count = 0;
        for id in rest.split('/') {
            let part = *expected.get(count).or_else(|| expected.last().filter(|_| many))?;
            parts.take(pack, part, id)?;
            count += 1;
        }
        (if many { (3..=8).contains(&count) } else { count == expected.len() }).then_some(parts)
    }

    fn take(&mut self, pack: &'a Pack, part: Thing, id: &str) -> Option<()> {
        let named = |own: &Id, was: &[Id]| *own == id || was.iter().any(|was| *was == id);
        match part {
            Thing::Question => self.question = Some(pack.question(id)?),
            Thing::Point => self.point = Some(self.question?.point(id)?),
            Thing::Pitfall => {
                self.pitfall = Some(self.question?.pitfalls.iter().find(|pitfall| named(&pitfall.id, &pitfall.was))?);
            }
            Thing::FollowUp => {
                self.follow_up = Some(self.question?.follow_ups.iter().find(|other| named(&other.id, &other.was))?);
            }
            Thing::Concept | Thing::ConceptOrTerm => {
                self.concept = self.question?.concepts.iter().find(|concept| named(&concept.id, &concept.was));
                if self.concept.is_none() {
                    return if part == Thing::ConceptOrTerm { self.take(pack, Thing::Term, id) } else { None };
                }
            }
            Thing::Assessment => self.assessment = Some(pack.assessment(id)?),
            Thing::Competency => self.competencies.push(pack.competency(id)?),
            Thing::Term => self.terms.push(pack.glossary.iter().find(|term| named(&term.id, &term.was))?),
            Thing::Item | Thing::Section => return None,
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
        // The order in which `things` names them: only a follow-up may stand on either side of a point.
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
