//! Which steps of a well-built answer are there: a story's four, a design's seven, an explanation's four.
//!
//! Steps are recognised by the phrases that people use for them, so a step may be missed when it is taken silently. English only.

use alloc::vec::Vec;

use super::delivery::ends_at;
use super::feedback::Span;
use crate::content::QuestionKind;
use crate::text::{Word, sentences, words};

/// A step of a well-built answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Step {
    // A story.
    Situation,
    Task,
    Action,
    Result,
    // A design.
    Requirements,
    Estimates,
    Interface,
    Data,
    Scaling,
    TradeOffs,
    Failure,
    // An explanation.
    Definition,
    Mechanism,
    Example,
    Contrast,
}

/// A step with the first sentence that takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepFinding {
    /// Which step.
    pub step: Step,
    /// The sentence, or `None` when the step was not found.
    pub evidence: Option<Span>,
}

/// The steps of an answer of the question's kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Structure {
    /// Every step of the kind, in the usual order.
    pub steps: Vec<StepFinding>,
    /// How often the speaker says "I", "my", "me".
    pub first_person: u32,
    /// How often the speaker says "we", "our", "us".
    pub we: u32,
    /// Sentences about results that hold a number.
    pub figures: Vec<Span>,
}

/// Phrases, parted by commas.
type Cues = &'static str;

const STORY: [(Step, Cues); 4] = [
    (
        Step::Situation,
        "when i was, when i worked, at my, at the time, in my last, in my previous, in my current, \
         our team, my team, the team, we had, there was, we were, the company, last year, a year ago, \
         years ago, the project, our company, i worked at, i was working, \
         the hardest, i was the, at a company, at an online, at a startup, at a start up, at a bank, \
         the constraint",
    ),
    (
        Step::Task,
        "my task, my job, my role, my goal, the goal, our goal, the aim, i was responsible, \
         responsible for, i was asked, asked me, i had to, we had to, i needed, we needed, \
         the challenge, the problem was, the task, i led, i owned, as tech lead, as the lead, was to",
    ),
    (
        Step::Action,
        "i decided, i designed, i built, i wrote, i implemented, i proposed, i suggested, i started, \
         i began, i set up, i measured, i ran, i met, i talked, i spoke, i asked, i listened, \
         i introduced, i created, i made, i took, i led, i organised, i organized, i explained, \
         i paired, i prepared, i split, i moved, i added, i chose, i worked with, i broke, \
         i refactored, i migrated, i benchmarked, i reviewed, i showed, i first, first i, then i, so i, \
         i then, i also",
    ),
    (
        Step::Result,
        "as a result, the result, in the end, resulted in, reduced, increased, improved, cut, saved, \
         dropped, fell, grew, rose, went down, went up, we shipped, we delivered, was delivered, \
         the outcome, i learned, i learnt, learned that, today, since then, finally, now owns, \
         per cent, percent, went from, months later, weeks later",
    ),
];

const DESIGN: [(Step, Cues); 7] = [
    (
        Step::Requirements,
        "requirement, requirements, clarify, use case, use cases, assume, assumption, assumptions, \
         first i would ask, i would ask, functional, non functional, scope, who uses, what we need, \
         what do we need",
    ),
    (
        Step::Estimates,
        "a second, per second, a day, per day, a month, per month, million, billion, estimate, \
         estimates, qps, requests, gigabytes, terabytes, terabyte, gb, tb, peak, back of the envelope, \
         numbers",
    ),
    (
        Step::Interface,
        "api, endpoint, endpoints, interface, post, get, rest, rpc, grpc, graphql, websocket, \
         websockets, request returns, status code",
    ),
    (
        Step::Data,
        "data model, table, tables, schema, database, key value, sql, nosql, primary key, index, \
         column, columns, stores, stored, store the, document store, postgresql, cassandra, dynamodb",
    ),
    (
        Step::Scaling,
        "scale, scales, scaling, shard, sharded, sharding, partition, partitioned, cache, caching, \
         redis, cdn, load balancer, replica, replicas, horizontally, queue, queues, fan out, \
         bottleneck, bottlenecks, read heavy",
    ),
    (
        Step::TradeOffs,
        "trade off, trade offs, tradeoff, tradeoffs, versus, instead of, rather than, downside, \
         drawback, the price, at the cost, the cost is, i prefer, on the other hand, in exchange, \
         would rather, compared with, compared to, alternative",
    ),
    (
        Step::Failure,
        "fail, fails, failure, failures, failed, outage, down, retry, retries, redundancy, redundant, \
         failover, fall back, fallback, monitor, monitoring, alert, alerts, zones, zone, available, \
         availability, circuit breaker, backup, degrade, recover",
    ),
];

const EXPLANATION: [(Step, Cues); 4] = [
    (
        Step::Definition,
        "is a, is an, is the, are the, means, refers to, defined as, stands for, describes, is what, \
         says that, states that, is when, is called, has its own",
    ),
    (
        Step::Mechanism,
        "because, by, so that, works, when, therefore, which means, this means, in order to, \
         as soon as, since, then, that way, causes, leads to, so the",
    ),
    (
        Step::Example,
        "for example, for instance, such as, e g, an example, say, imagine, suppose, take a, like a, \
         think of, in practice, a web server, consider",
    ),
    (
        Step::Contrast,
        "whereas, while, unlike, in contrast, by contrast, but, compared with, compared to, \
         on the other hand, the difference, differ, differs, however, instead, rather than, than, \
         the price, trade off",
    ),
];

const ME: [&str; 7] = ["i", "i'm", "i've", "i'd", "my", "me", "myself"];
const US: [&str; 6] = ["we", "we're", "we've", "we'd", "our", "us"];

impl Structure {
    pub(crate) fn find(answer: &str, kind: QuestionKind) -> Option<Self> {
        let steps: &[(Step, Cues)] = match kind {
            QuestionKind::Behavioural => &STORY,
            QuestionKind::SystemDesign => &DESIGN,
            QuestionKind::Concept => &EXPLANATION,
            QuestionKind::Technical | QuestionKind::Motivation => return None,
        };
        let found = words(answer);
        let ranges: Vec<(Span, usize, usize)> = sentences(answer)
            .into_iter()
            .map(|(start, end)| {
                (
                    Span { start, end },
                    found.partition_point(|word| word.start < start),
                    found.partition_point(|word| word.start < end),
                )
            })
            .collect();
        let first =
            |cues: Cues| ranges.iter().find(|(_, from, to)| holds(&found, *from, *to, cues)).map(|(span, ..)| *span);
        let result = STORY.last().map_or("", |(_, cues)| *cues);
        let figures =
            ranges.iter().filter(|(_, from, to)| has_number(&found, *from, *to) && holds(&found, *from, *to, result));
        Some(Self {
            steps: steps.iter().map(|&(step, cues)| StepFinding { step, evidence: first(cues) }).collect(),
            first_person: count(&found, &ME),
            we: count(&found, &US),
            figures: figures.map(|(span, ..)| *span).take(20).collect(),
        })
    }
}

fn holds(found: &[Word], from: usize, to: usize, cues: Cues) -> bool {
    (from..to).any(|at| cues.split(", ").any(|cue| ends_at(found, at, cue).is_some()))
}

fn has_number(found: &[Word], from: usize, to: usize) -> bool {
    let written =
        ["half", "twice", "double", "doubled", "halved", "hundred", "thousand", "million", "third", "quarter"];
    found
        .get(from..to)
        .unwrap_or_default()
        .iter()
        .any(|word| word.folded.starts_with(|c: char| c.is_ascii_digit()) || written.contains(&word.folded.as_str()))
}

fn count(found: &[Word], listed: &[&str]) -> u32 {
    u32::try_from(found.iter().filter(|word| listed.contains(&word.folded.as_str())).count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(answer: &str, kind: QuestionKind) -> Vec<Step> {
        let structure = Structure::find(answer, kind).unwrap();
        structure.steps.into_iter().filter(|finding| finding.evidence.is_some()).map(|finding| finding.step).collect()
    }

    #[test]
    fn a_story_shows_its_steps() {
        let story = "At my last company the checkout kept breaking. My task was to make releases safe. I built a canary step. Deployments went from two hours to ten minutes.";
        assert_eq!(steps(story, QuestionKind::Behavioural), [Step::Situation, Step::Task, Step::Action, Step::Result]);
        let structure = Structure::find(story, QuestionKind::Behavioural).unwrap();
        assert_eq!((structure.first_person, structure.we, structure.figures.len()), (3, 0, 0));
        assert_eq!(steps("We are good people.", QuestionKind::Behavioural), []);
    }

    #[test]
    fn figures_in_results_are_shown() {
        let structure =
            Structure::find("We cut the time by 90 %. There were 4 of us.", QuestionKind::Behavioural).unwrap();
        assert_eq!(structure.figures, [Span { start: 0, end: 24 }]);
    }

    #[test]
    fn designs_and_explanations_have_steps_of_their_own() {
        assert_eq!(
            steps("First I would clarify the use cases. About 40 writes a second.", QuestionKind::SystemDesign),
            [Step::Requirements, Step::Estimates]
        );
        assert_eq!(
            steps("A thread is a path through a program, whereas a process owns memory.", QuestionKind::Concept),
            [Step::Definition, Step::Contrast]
        );
        assert!(Structure::find("Any.", QuestionKind::Motivation).is_none());
    }
}
