//! Former ids: what a pack says of ids that progress may still stand under (`was:`).

use alloc::collections::BTreeMap;

use super::event::{Attempt, Target};
use super::name::Name;
use crate::content::{Id, Pack};

/// The present names of things that were once called otherwise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Aliases {
    questions: BTreeMap<Name, Name>,
    /// By the present question and the former point, `question/point`.
    points: BTreeMap<Name, Name>,
    items: BTreeMap<Name, Name>,
    sections: BTreeMap<Name, Name>,
}

impl Aliases {
    pub fn of(pack: &Pack) -> Self {
        let mut aliases = Self::default();
        for question in &pack.questions {
            let id = Name::from(&question.id);
            note(&mut aliases.questions, &question.was, &id);
            for point in &question.points {
                for was in &point.was {
                    aliases.points.insert(Name::within(&id, &Name::from(was)), Name::from(&point.id));
                }
            }
        }
        for item in &pack.items {
            note(&mut aliases.items, &item.was, &Name::from(&item.id));
        }
        for section in &pack.guide {
            note(&mut aliases.sections, &section.was, &Name::from(&section.id));
        }
        // An id in use is never taken for a former one.
        for question in &pack.questions {
            aliases.questions.remove(question.id.as_str());
            for point in &question.points {
                aliases.points.remove(&Name::within(&Name::from(&question.id), &Name::from(&point.id)));
            }
        }
        for item in &pack.items {
            aliases.items.remove(item.id.as_str());
        }
        for section in &pack.guide {
            aliases.sections.remove(section.id.as_str());
        }
        aliases
    }

    pub fn question<'n>(&'n self, name: &'n Name) -> &'n Name {
        self.questions.get(name).unwrap_or(name)
    }

    pub fn item<'n>(&'n self, name: &'n Name) -> &'n Name {
        self.items.get(name).unwrap_or(name)
    }

    pub fn section<'n>(&'n self, name: &'n Name) -> &'n Name {
        self.sections.get(name).unwrap_or(name)
    }

    /// The present name of a point of a question that goes by its present name.
    fn point(&self, question: &Name, point: &Name) -> Name {
        if self.points.is_empty() {
            return point.clone();
        }
        self.points.get(&Name::within(question, point)).unwrap_or(point).clone()
    }

    /// The attempt with present names.
    pub fn attempt(&self, attempt: &Attempt) -> Attempt {
        let mut attempt = attempt.clone();
        attempt.question = self.question(&attempt.question).clone();
        for (point, _) in &mut attempt.points {
            *point = self.point(&attempt.question, point);
        }
        attempt
    }

    pub fn target(&self, target: &Target) -> Target {
        match target {
            Target::Question(name) => Target::Question(self.question(name).clone()),
            Target::Item(name) => Target::Item(self.item(name).clone()),
            Target::Point(name) => {
                let split = name.split_once('/').and_then(|(q, p)| Some((Name::new(q).ok()?, Name::new(p).ok()?)));
                let Some((question, point)) = split else { return target.clone() };
                let question = self.question(&question);
                Target::point(question, &self.point(question, &point))
            }
        }
    }
}

fn note(names: &mut BTreeMap<Name, Name>, was: &[Id], id: &Name) {
    for was in was {
        names.insert(Name::from(was), id.clone());
    }
}
