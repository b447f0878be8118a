//! How the ids of made items are spelt: a template's name and the ids of what the item is made from, `template:part/part`.
//!
//! Progress keeps these ids for ever, so their form belongs to the content and not to the quiz that makes the items: whoever knows the
//! form can find the present id of an item that was made from something that has since been renamed.

/// A kind of thing that an id names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// An interview question.
    Question,
    /// A point of assessment of the question named before.
    Point,
    /// A pitfall of that question.
    Pitfall,
    /// A follow-up of that question.
    FollowUp,
    /// A key concept of that question.
    Concept,
    /// A key concept of that question, or else a term of the glossary.
    ConceptOrTerm,
    /// An assessment.
    Assessment,
    /// A competency.
    Competency,
    /// A term of the glossary.
    Term,
    /// An authored item.
    Item,
    /// A guide section.
    Section,
}

/// The things that the ids behind a template's name stand for, in order. The last may stand again and again where the template matches
/// many. Empty for a name that is no template's.
#[must_use]
pub fn things(template: &str) -> &'static [Thing] {
    use Thing::{Assessment, Competency, Concept, ConceptOrTerm, FollowUp, Pitfall, Point, Question, Term};
    match template {
        "pitfall" | "weaken" => &[Question, Pitfall],
        "strength" => &[Question, Point],
        "follow-up" => &[Question, FollowUp],
        "digs" => &[Question, FollowUp, Point],
        "challenge" => &[Question, Pitfall, FollowUp],
        "listen" => &[Question, Point, Concept],
        "strengthen" => &[Question],
        "exercises" => &[Question, Competency],
        "skill" | "match-skills" => &[Competency],
        "term" | "match-terms" => &[Term],
        "meaning" => &[Term, Term],
        "levels" => &[Assessment],
        "gap" => &[Question, ConceptOrTerm],
        _ => &[],
    }
}
