//! Items about the role's competencies and about the levels of an assessment.

use alloc::vec::Vec;

use super::super::authored::{matching, ordering};
use super::super::{Body, ItemBank, Note, Template};
use super::choices::{Likeness, Offer, choose};
use super::{Made, Parts, groups, of_level, plain, side};
use crate::content::{Competency, Level, Pack};
use crate::random::Random;

/// What may be asked.
pub(super) fn parts<'a>(pack: &'a Pack, all: &mut Vec<Parts<'a>>) {
    for competency in &pack.competencies {
        all.push(Parts { competencies: alloc::vec![competency], ..Parts::of(Template::Skill) });
    }
    for level in [Level::MustHave, Level::Preferred] {
        for group in groups(&of_level(pack, level)) {
            all.push(Parts { competencies: group.to_vec(), ..Parts::of(Template::MatchSkills) });
        }
    }
    for assessment in pack.assessments.iter().filter(|assessment| (3..=8).contains(&assessment.rubric.len())) {
        all.push(Parts { assessment: Some(assessment), ..Parts::of(Template::Levels) });
    }
}

pub(super) fn make(bank: &ItemBank<'_>, parts: &Parts<'_>, random: &mut Random) -> Option<Made> {
    match parts.template {
        Template::Skill => {
            let competency = parts.competencies.first()?;
            let described = bank.lexicon().topic(&competency.description);
            let unnamed = |other: &Competency| bank.lexicon().topic(&other.name).apart(&described);
            let wrong = bank.pack.competencies.iter().filter(|other| other.id != competency.id && unnamed(other));
            let wrong = wrong.map(offer).collect();
            let choices = choose(bank.lexicon(), offer(competency), wrong, Likeness::Name, random)?;
            unnamed(competency).then(|| Made::about("", Body::Single(choices)).quoting(&competency.description))
        }
        Template::MatchSkills => {
            let left =
                parts.competencies.iter().map(|competency| side(competency.id.as_str(), plain(&competency.name)));
            let right = parts
                .competencies
                .iter()
                .map(|competency| side(competency.id.as_str(), plain(&competency.description)));
            Some(Made::about("", matching(left.collect(), right.collect(), random)))
        }
        Template::Levels => {
            let assessment = parts.assessment.filter(|assessment| (3..=8).contains(&assessment.rubric.len()))?;
            let steps = assessment.rubric.iter().enumerate().map(|(n, level)| {
                // Levels have no ids of their own; their place names them.
                side(&alloc::string::ToString::to_string(&(n + 1)), plain(&level.text))
            });
            Some(Made::about(&assessment.title, ordering(steps.collect(), random)))
        }
        _ => None,
    }
}

/// A competency's name, explained by its description.
pub(super) fn offer(competency: &Competency) -> Offer {
    Offer {
        id: competency.id.as_str().into(),
        text: plain(&competency.name),
        note: Note::Words(plain(&competency.description)),
    }
}
