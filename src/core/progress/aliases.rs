//! Former ids: what a pack says of ids that progress may still stand under (`was:`).

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use super::event::{Attempt, Target};
use super::name::Name;
use crate::content::made::{Thing, things};
use crate::content::{Id, Pack};

/// The present names of things that were once called otherwise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Aliases {
    /// By the former name; what belongs to a question goes by the present question and the former name, `question/point`.
    present: BTreeMap<(Thing, Name), Name>,
}

impl Aliases {
    pub fn of(pack: &Pack) -> Self {
        let mut all = Vec::new();
        for question in &pack.questions {
            let id = Name::from(&question.id);
            all.push((Thing::Question, None, &question.id, &question.was));
            let within = Some(id);
            let parts = question.points.iter().map(|part| (Thing::Point, &part.id, &part.was));
            let parts = parts.chain(question.pitfalls.iter().map(|part| (Thing::Pitfall, &part.id, &part.was)));
            let parts = parts.chain(question.follow_ups.iter().map(|part| (Thing::FollowUp, &part.id, &part.was)));
            let parts = parts.chain(question.concepts.iter().map(|part| (Thing::Concept, &part.id, &part.was)));
            all.extend(parts.map(|(thing, id, was)| (thing, within.clone(), id, was)));
        }
        let parts = pack.items.iter().map(|part| (Thing::Item, &part.id, &part.was));
        let parts = parts.chain(pack.guide.iter().map(|part| (Thing::Section, &part.id, &part.was)));
        let parts = parts.chain(pack.competencies.iter().map(|part| (Thing::Competency, &part.id, &part.was)));
        let parts = parts.chain(pack.assessments.iter().map(|part| (Thing::Assessment, &part.id, &part.was)));
        let parts = parts.chain(pack.glossary.iter().map(|part| (Thing::Term, &part.id, &part.was)));
        all.extend(parts.map(|(thing, id, was)| (thing, None, id, was)));
        let mut present = BTreeMap::new();
        for (thing, question, id, was) in &all {
            for was in was.iter() {
                present.insert((*thing, spelt(question.as_ref(), was)), Name::from(*id));
            }
        }
        // An id in use is never taken for a former one.
        if !present.is_empty() {
            for (thing, question, id, _) in &all {
                present.remove(&(*thing, spelt(question.as_ref(), id)));
            }
        }
        Self { present }
    }

    /// The present name of a thing that belongs to nothing else.
    fn of_thing(&self, thing: Thing, name: &Name) -> Name {
        self.present.get(&(thing, name.clone())).unwrap_or(name).clone()
    }

    /// The present name of a part of a question that goes by its present name.
    fn of_part(&self, thing: Thing, question: &Name, part: &Name) -> Name {
        self.present.get(&(thing, Name::within(question, part))).unwrap_or(part).clone()
    }

    pub fn question(&self, name: &Name) -> Name {
        self.of_thing(Thing::Question, name)
    }

    pub fn section(&self, name: &Name) -> Name {
        self.of_thing(Thing::Section, name)
    }

    /// The present name of an item: an author's by its own former ids, a made one by those of what it is made from.
    pub fn item(&self, name: &Name) -> Name {
        if self.present.is_empty() {
            return name.clone();
        }
        match name.split_once(':') {
            Some((template, parts)) => self.made(template, parts).unwrap_or_else(|| name.clone()),
            None => self.of_thing(Thing::Item, name),
        }
    }

    fn made(&self, template: &str, parts: &str) -> Option<Name> {
        let things = things(template);
        let mut spelt = String::from(template);
        let mut question: Option<Name> = None;
        for (n, part) in parts.split('/').enumerate() {
            let thing = *things.get(n).or_else(|| things.last())?;
            let part = Name::new(part).ok()?;
            let part = match (thing, &question) {
                (Thing::Question, _) => {
                    let present = self.question(&part);
                    question = Some(present.clone());
                    present
                }
                (Thing::ConceptOrTerm, Some(question)) => {
                    let concept = self.of_part(Thing::Concept, question, &part);
                    if concept == part { self.of_thing(Thing::Term, &part) } else { concept }
                }
                (Thing::Point | Thing::Pitfall | Thing::FollowUp | Thing::Concept, Some(question)) => {
                    self.of_part(thing, question, &part)
                }
                _ => self.of_thing(thing, &part),
            };
            spelt.push(if n == 0 { ':' } else { '/' });
            spelt.push_str(&part);
        }
        Name::new(&spelt).ok()
    }

    /// The attempt with present names.
    pub fn attempt(&self, attempt: &Attempt) -> Attempt {
        let mut attempt = attempt.clone();
        attempt.question = self.question(&attempt.question);
        for (point, _) in &mut attempt.points {
            *point = self.of_part(Thing::Point, &attempt.question, point);
        }
        for pitfall in &mut attempt.pitfalls {
            *pitfall = self.of_part(Thing::Pitfall, &attempt.question, pitfall);
        }
        attempt
    }

    pub fn target(&self, target: &Target) -> Target {
        match target {
            Target::Question(name) => Target::Question(self.question(name)),
            Target::Item(name) => Target::Item(self.item(name)),
            Target::Point(name) => {
                let split = name.split_once('/').and_then(|(q, p)| Some((Name::new(q).ok()?, Name::new(p).ok()?)));
                let Some((question, point)) = split else { return target.clone() };
                let question = self.question(&question);
                Target::point(&question, &self.of_part(Thing::Point, &question, &point))
            }
        }
    }
}

/// How a thing of the pack is looked up.
fn spelt(question: Option<&Name>, id: &Id) -> Name {
    let name = Name::from(id);
    question.map_or_else(|| name.clone(), |question| Name::within(question, &name))
}
