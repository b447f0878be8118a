//! Judging an answer to a question that was made ready: stretch by stretch, target by target.

use alloc::vec::Vec;
use core::ops::Range;

use super::agreement::{Agreement, Answer};
use super::reading::{Reading, Segment};
use super::target::Target;
use super::{
    Band, Coach, Delivery, Doubt, Feedback, NextStep, Pitfall, PitfallFinding, Point, PointFinding, Share, Span,
    Structure,
};
use crate::text::{MAX_TEXT_BYTES, beginning};

/// An answer of up to so many words is judged as one; in a longer one a point is sought in stretches of sentences this long.
pub(super) const STRETCH: usize = 60;

// The weights below were chosen on the training sets (see the README); they are round numbers on purpose.
const ORDER: f64 = 0.15;
const PAIRS: f64 = 0.1;
const FOCUS: f64 = 0.15;
const LENGTH: f64 = 0.12;
/// A target of at least so many content words is never said fully by words out of its order: at most `UNORDERED` without any order,
/// and all of it once order and pairs together reach `1 / ORDER_NEEDED`.
const WORDS_WITH_ORDER: usize = 4;
const UNORDERED: f64 = 0.65;
const ORDER_NEEDED: f64 = 0.7;
/// What is left of a score when the words are in no order, or come again and again.
const SCRAMBLED: f64 = 0.6;
const REPETITIVE: f64 = 0.5;
/// Bands of a point's share; see the README for how often they are right.
const PARTLY_FROM: f64 = 0.45;
const COVERED_FROM: f64 = 0.74;
/// The same for points that their author linked to concepts; chosen on the first pack's own texts.
const COVERED_WITH_CONCEPTS: f64 = 0.65;
/// A point whose words are partly negated, so that less than this share of its coverage is left, is never covered.
const UNCONTRADICTED: f64 = 0.92;
/// Beside the concepts that the author linked to a point, the words of its text count this much.
const TEXT_BESIDE_CONCEPTS: f64 = 0.25;
/// A second sentence is shown when it says at least this part of what the first does.
const SECOND_SENTENCE: f64 = 0.5;
/// A pitfall is only named when hardly anything of it is missing.
const PITFALL_FROM: f64 = 0.8;

impl Coach {
    /// Judges an answer. The same answer always gets the same feedback, on every platform.
    ///
    /// Only the first [`MAX_TEXT_BYTES`] of the answer are looked at.
    #[must_use]
    pub fn assess(&self, answer: &str) -> Feedback {
        let text = beginning(answer, MAX_TEXT_BYTES);
        let read = Answer::new(text, &self.lexicon, &self.vocabulary, &self.asked, &self.targets, &self.names);
        let stretches = stretches_of(&read.reading);
        let points: Vec<PointFinding> = self
            .points
            .iter()
            .enumerate()
            .map(|(number, point)| self.find_point(number, point, &read, &stretches))
            .collect();
        let pitfalls = self
            .pitfalls
            .iter()
            .enumerate()
            .filter(|(_, pitfall)| pitfall.shows)
            .filter_map(|(number, pitfall)| self.find_pitfall(self.points.len() + number, pitfall, &read, &stretches))
            .collect();
        let whole = 0..read.reading.tokens.len();
        let model = self.targets.last().filter(|_| self.has_model).map(|target| {
            let agreement = read.agree(self.targets.len() - 1, target, &whole);
            let share = self.share_of(target, &agreement, &whole, &read, true);
            (agreement, share)
        });
        let score = self.score(&points, model.as_ref().map(|(_, share)| *share));
        let denied = points.iter().any(|point| point.denied)
            || model.as_ref().is_some_and(|(agreement, _)| is_denied(agreement));
        Feedback {
            score: Share::new(score),
            next: self.next_step(&points),
            structure: self.kind.filter(|_| self.english).and_then(|kind| Structure::find(text, kind)),
            delivery: Delivery::observe(text, self.english, self.suggested_seconds),
            doubts: self.doubts(answer, &read, denied),
            points,
            pitfalls,
        }
    }

    /// The raw share of a target that a stretch of the answer covers, 0..=1.
    fn share_of(
        &self,
        target: &Target,
        agreement: &Agreement,
        range: &Range<usize>,
        read: &Answer,
        whole: bool,
    ) -> f64 {
        let mut share = (agreement.bag + ORDER * agreement.order + PAIRS * agreement.pairs + FOCUS * agreement.focus)
            / (1.0 + ORDER + PAIRS + FOCUS);
        if whole && target.words > 0 && !range.is_empty() {
            let ratio = libm::log((range.len() + 1) as f64 / (target.words + 1) as f64);
            share += LENGTH * ratio.clamp(-2.0, 0.0);
        }
        if target.wanted.iter().filter(|wanted| wanted.content).count() >= WORDS_WITH_ORDER {
            let ordered = (ORDER_NEEDED * (agreement.order + agreement.pairs)).min(1.0);
            share = share.min(UNORDERED + (1.0 - UNORDERED) * ordered);
        }
        if read.reading.scrambled {
            share *= SCRAMBLED;
        }
        if read.repetitive {
            share *= REPETITIVE;
        }
        if agreement.bag <= 0.0 { 0.0 } else { share.clamp(0.0, 1.0) }
    }

    fn find_point(&self, number: usize, point: &Point, read: &Answer, stretches: &[Stretch]) -> PointFinding {
        let mut best: Option<(f64, Agreement, &Stretch)> = None;
        let none = PointFinding {
            id: point.id.clone(),
            band: Band::Missing,
            share: Share::default(),
            evidence: Vec::new(),
            denied: false,
        };
        let Some(target) = self.targets.get(number) else { return none };
        for stretch in stretches {
            let mut agreement = read.agree(number, target, &stretch.tokens);
            let mut share = self.share_of(target, &agreement, &stretch.tokens, read, false);
            if let Some(named) = concepts_named(&point.concepts, read, &stretch.tokens) {
                let with_concepts =
                    |text: f64| text.max(TEXT_BESIDE_CONCEPTS * text + (1.0 - TEXT_BESIDE_CONCEPTS) * named);
                agreement.bag = with_concepts(agreement.bag);
                share = with_concepts(share);
            }
            if best.as_ref().is_none_or(|(known, ..)| share > *known) {
                best = Some((share, agreement, stretch));
            }
        }
        let Some((share, agreement, stretch)) = best else { return none };
        let covered_from = if point.concepts.is_empty() { COVERED_FROM } else { COVERED_WITH_CONCEPTS };
        let band = if agreement.bag < PARTLY_FROM {
            Band::Missing
        } else if share >= covered_from && agreement.bag >= agreement.bag_undenied * UNCONTRADICTED {
            Band::Covered
        } else {
            Band::Partly
        };
        let denied = is_denied(&agreement);
        let evidence = evidence_of(read, number, target, stretch, &point.concepts);
        PointFinding {
            id: point.id.clone(),
            band: if denied { Band::Missing } else { band },
            share: Share::new(share),
            evidence,
            denied,
        }
    }

    fn find_pitfall(
        &self,
        number: usize,
        pitfall: &Pitfall,
        read: &Answer,
        stretches: &[Stretch],
    ) -> Option<PitfallFinding> {
        let target = self.targets.get(number)?;
        stretches.iter().find_map(|stretch| {
            let agreement = read.agree(number, target, &stretch.tokens);
            (agreement.bag >= PITFALL_FROM && !is_denied(&agreement)).then(|| PitfallFinding {
                id: pitfall.id.clone(),
                evidence: evidence_of(read, number, target, stretch, &[]),
            })
        })
    }

    fn score(&self, points: &[PointFinding], model: Option<f64>) -> f64 {
        let mean = points.iter().map(|point| point.share.value()).sum::<f64>() / points.len().max(1) as f64;
        match model {
            Some(model) if points.is_empty() => model,
            Some(model) => (mean + model) / 2.0,
            None => mean,
        }
    }

    fn next_step(&self, points: &[PointFinding]) -> Option<NextStep> {
        let open = points.iter().zip(&self.points).filter(|(finding, _)| finding.band != Band::Covered);
        open.min_by_key(|(finding, _)| (finding.band, finding.share))
            .map(|(finding, point)| NextStep { point: finding.id.clone(), follow_up: point.follow_up.clone() })
    }

    fn doubts(&self, answer: &str, read: &Answer, denied: bool) -> Vec<Doubt> {
        let mut doubts = Vec::new();
        if read.reading.scrambled {
            doubts.push(Doubt::Scrambled);
        }
        if read.repetitive {
            doubts.push(Doubt::Repetitive);
        }
        if denied {
            doubts.push(Doubt::Denied);
        }
        if read.only_asks() {
            doubts.push(Doubt::Echo);
        }
        if answer.len() > MAX_TEXT_BYTES {
            doubts.push(Doubt::CutOff);
        }
        doubts
    }
}

/// Tokens that are judged together, with the segments they come from.
#[derive(Clone, Debug)]
struct Stretch {
    tokens: Range<usize>,
    segments: Range<usize>,
}

fn stretches_of(reading: &Reading) -> Vec<Stretch> {
    let segments = &reading.segments;
    if reading.tokens.len() <= STRETCH {
        return alloc::vec![Stretch { tokens: 0..reading.tokens.len(), segments: 0..segments.len() }];
    }
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut end = 0;
    for (start, segment) in segments.iter().enumerate() {
        end = end.max(start + 1);
        while segments.get(end).is_some_and(|next| next.last - segment.first <= STRETCH) {
            end += 1;
        }
        let last = segments.get(end - 1).map_or(segment.last, |last| last.last);
        // One that ends where the one before did is part of it.
        if stretches.last().is_none_or(|before| before.tokens.end < last) {
            stretches.push(Stretch { tokens: segment.first..last, segments: start..end });
        }
    }
    stretches
}

/// Of the concepts that show a point, how much the stretch names: the square root of their mean; `None` without any. One name by the way
/// is half of a concept, since names are everyday words as often as not; people who speak about a thing name it again.
fn concepts_named(concepts: &[usize], read: &Answer, range: &Range<usize>) -> Option<f64> {
    let named = concepts.iter().map(|concept| match read.mentions_of(*concept, range) {
        0 => 0.0,
        1 => 0.5,
        2 => 0.8,
        _ => 1.0,
    });
    (!concepts.is_empty()).then(|| (named.sum::<f64>() / concepts.len() as f64).sqrt())
}

/// Whether what speaks for the target stands in statements that the answer calls false.
fn is_denied(agreement: &Agreement) -> bool {
    agreement.bag_undenied >= PARTLY_FROM && agreement.bag < agreement.bag_undenied * 0.7
}

/// The segments of the stretch that say most of the target, at most two, in order.
fn evidence_of(read: &Answer, number: usize, target: &Target, stretch: &Stretch, concepts: &[usize]) -> Vec<Span> {
    let gain = |segment: &Segment| -> f64 {
        let range = segment.first..segment.last;
        let found = read.agree(number, target, &range).best;
        let words: f64 = found
            .iter()
            .zip(&target.wanted)
            .filter(|(_, wanted)| wanted.content)
            .filter_map(|(best, wanted)| best.map(|(_, value)| value * if wanted.asked { 0.5 } else { 1.0 }))
            .sum();
        words + 2.0 * concepts.iter().filter(|concept| read.mentions_of(**concept, &range) > 0).count() as f64
    };
    let segments = read.reading.segments.get(stretch.segments.clone()).unwrap_or_default();
    let mut gains: Vec<(f64, Span)> =
        segments.iter().map(|segment| (gain(segment), Span { start: segment.start, end: segment.end })).collect();
    gains.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let most = gains.first().map_or(0.0, |(gain, _)| *gain);
    let mut evidence: Vec<Span> = gains
        .into_iter()
        .take(2)
        .filter(|(gain, _)| *gain > 0.0 && *gain >= most * SECOND_SENTENCE)
        .map(|(_, span)| span)
        .collect();
    evidence.sort_unstable();
    evidence
}
