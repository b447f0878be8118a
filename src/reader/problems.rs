//! What the core finds wrong in a pack, in words for its author: what, and the mend.

use interview_practice_core::content::{FORMAT, FORMAT_VERSION, MAX_DEPTH, ProblemKind};

use crate::finding::{quoted, shown};

/// The message and the mend of a problem.
pub(crate) fn words(kind: &ProblemKind) -> (String, String) {
    match kind {
        ProblemKind::OtherFormat(found) => {
            (format!("the format is {}, not `{FORMAT}`", quoted(found)), "give a compiled pack".to_owned())
        }
        ProblemKind::NewerVersion(found) => (
            format!("the format's version is {found}, this release reads up to {FORMAT_VERSION}"),
            "update this program, or build the pack with this release".to_owned(),
        ),
        ProblemKind::Empty(what) => (format!("{what} is empty"), "write it".to_owned()),
        ProblemKind::DuplicateId(id) => (
            format!("the id `{id}` stands here a second time"),
            "choose another; a former id (`was=...`) counts as well".to_owned(),
        ),
        ProblemKind::UnknownId { what, id, nearest: None } => (
            format!("there is no {what} `{id}`"),
            format!("write the id of {} {what} of this pack, or take it out", article(what)),
        ),
        ProblemKind::UnknownId { what, id, nearest: Some(near) } => {
            (format!("there is no {what} `{id}`: did you mean `{near}`?"), format!("write `{near}`"))
        }
        ProblemKind::TooDeep => {
            (format!("the text nests deeper than {MAX_DEPTH} levels"), "make it flatter".to_owned())
        }
        ProblemKind::RubricOrder => {
            ("the levels of the rubric do not rise".to_owned(), "number them from the lowest to the highest".to_owned())
        }
        ProblemKind::Count { what, found, least, most } => {
            let wanted = if least == most { least.to_string() } else { format!("{least} to {most}") };
            (format!("{found} {what}, where there must be {wanted}"), "add or take out some".to_owned())
        }
        ProblemKind::SameText(text) => {
            (format!("{} stands here twice", quoted(&shown(text))), "make the two differ".to_owned())
        }
        ProblemKind::Unexplained => {
            ("a wrong choice without an explanation".to_owned(), "say in an indented paragraph below it why".to_owned())
        }
        ProblemKind::NothingInside => (
            "the pack has no guide section, no question and no quiz item".to_owned(),
            "write one under `## Guide`, `## Questions` or `## Quiz`".to_owned(),
        ),
    }
}

fn article(what: &str) -> &'static str {
    if what.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}
