//! The few English words whose role the coach must know: structure words, negators, opposites, words of denial.

use alloc::string::String;
use alloc::vec::Vec;

use crate::text::stem;

const FUNCTION_WORDS: &str = include_str!("lexicon/function-words.txt");
const OPPOSITES: &str = include_str!("lexicon/opposites.txt");

/// What a word does in a sentence, as far as the coach needs to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    /// It says something: nouns, verbs, numbers, names.
    Content,
    /// It holds the sentence together.
    Function,
    /// It places things in space, time or relation.
    Place,
    /// It says no.
    Negator,
}

/// The word lists, sorted for searching. Built once for a question.
#[derive(Clone, Debug)]
pub(crate) struct Lexicon {
    roles: Vec<(&'static str, Role)>,
    opposites: Vec<(String, String)>,
}

impl Lexicon {
    /// The lists of a language: English, or nothing for others, where every word counts as content.
    pub(crate) fn new(english: bool) -> Self {
        let mut roles = Vec::new();
        let mut opposites = Vec::new();
        if english {
            let mut role = Role::Function;
            for line in entries(FUNCTION_WORDS) {
                match line {
                    "function" => role = Role::Function,
                    "place" => role = Role::Place,
                    "negator" => role = Role::Negator,
                    words => roles.extend(words.split_ascii_whitespace().map(|word| (word, role))),
                }
            }
            roles.sort_unstable_by_key(|&(word, _)| word);
            for (one, other) in entries(OPPOSITES).filter_map(|line| line.split_once(' ')) {
                let (one, other) = (stem(one), stem(other));
                opposites.push((other.clone(), one.clone()));
                opposites.push((one, other));
            }
            opposites.sort_unstable();
            opposites.dedup();
        }
        Self { roles, opposites }
    }

    pub(crate) fn role(&self, folded: &str) -> Role {
        self.roles
            .binary_search_by_key(&folded, |&(word, _)| word)
            .ok()
            .and_then(|at| self.roles.get(at))
            .map_or(if folded.ends_with("n't") { Role::Negator } else { Role::Content }, |&(_, role)| role)
    }

    /// Whether two stems say the contrary of each other.
    pub(crate) fn are_opposite(&self, one: &str, other: &str) -> bool {
        let listed = self.opposites.binary_search_by(|(a, b)| (a.as_str(), b.as_str()).cmp(&(one, other))).is_ok();
        listed || !self.opposites.is_empty() && (is_negated_form(one, other) || is_negated_form(other, one))
    }
}

/// `unsafe` of `safe`, `inconsistent` of `consistent`.
fn is_negated_form(long: &str, short: &str) -> bool {
    short.len() >= 4
        && long.strip_suffix(short).is_some_and(|prefix| {
            matches!(prefix, "un" | "in" | "im" | "il" | "ir" | "non" | "dis" | "de" | "mis" | "anti" | "a")
        })
}

fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Words after which a new clause begins, where a negation ends.
pub(crate) fn opens_clause(folded: &str) -> bool {
    matches!(
        folded,
        "but"
            | "because"
            | "so"
            | "although"
            | "though"
            | "however"
            | "whereas"
            | "while"
            | "which"
            | "unless"
            | "if"
            | "when"
            | "since"
            | "then"
            | "and"
            | "instead"
            | "rather"
    )
}

/// Words that call a statement true; with a negator before them they deny it.
pub(crate) fn calls_true(folded: &str) -> bool {
    matches!(
        folded,
        "true"
            | "right"
            | "correct"
            | "case"
            | "fact"
            | "accurate"
            | "think"
            | "believe"
            | "agree"
            | "say"
            | "claim"
            | "so"
    )
}

/// Words that call a statement false.
pub(crate) fn calls_false(folded: &str) -> bool {
    matches!(
        folded,
        "false"
            | "wrong"
            | "untrue"
            | "incorrect"
            | "myth"
            | "misconception"
            | "nonsense"
            | "mistaken"
            | "inaccurate"
            | "opposite"
            | "disagree"
    )
}

/// Words that may stand in a sentence which does nothing but deny ("all of that is completely wrong").
pub(crate) fn pads_denial(folded: &str) -> bool {
    matches!(
        folded,
        "just"
            | "simply"
            | "completely"
            | "totally"
            | "actually"
            | "all"
            | "above"
            | "said"
            | "course"
            | "plainly"
            | "entirely"
            | "statement"
            | "answer"
            | "everything"
            | "however"
            | "quite"
            | "really"
            | "simple"
            | "that's"
            | "it's"
            | "absolutely"
            | "clearly"
            | "at"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_roles() {
        let lexicon = Lexicon::new(true);
        assert_eq!(lexicon.role("the"), Role::Function);
        assert_eq!(lexicon.role("between"), Role::Place);
        assert_eq!(lexicon.role("mightn't"), Role::Negator);
        assert_eq!(lexicon.role("queue"), Role::Content);
        assert_eq!(Lexicon::new(false).role("the"), Role::Content);
    }

    #[test]
    fn opposites_are_known_either_way_and_by_their_prefix() {
        let lexicon = Lexicon::new(true);
        let opposite = |a: &str, b: &str| lexicon.are_opposite(&stem(a), &stem(b));
        assert!(opposite("faster", "slower") && opposite("slower", "faster"));
        assert!(opposite("consistent", "inconsistent"));
        assert!(!opposite("cache", "caching"));
    }

    #[test]
    fn every_line_of_the_lists_is_read() {
        assert!(entries(OPPOSITES).all(|line| line.split_ascii_whitespace().count() == 2));
        let roles = Lexicon::new(true).roles;
        assert!(roles.windows(2).all(|pair| pair[0].0 != pair[1].0), "a word has one role");
    }
}
