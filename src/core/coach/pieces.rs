//! An answer cut where evidence begins and ends, for showing it.

use alloc::vec::Vec;

use super::feedback::Span;

/// A part of the answer, with all that it is evidence for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands in the answer.
    pub span: Span,
    /// What it is evidence for, in order; empty for what lies between.
    pub shows: Vec<usize>,
    /// Those of `shows` whose evidence ends with this piece.
    pub ends: Vec<usize>,
}

/// Cuts an answer of `length` bytes at the ends of the spans, each of which comes with the number of what it shows. The pieces hold the
/// whole answer once, in order; spans may overlap.
#[must_use]
pub fn pieces(length: usize, evidence: &[(Span, usize)]) -> Vec<Piece> {
    let mut cuts: Vec<usize> = evidence.iter().flat_map(|(span, _)| [span.start, span.end]).collect();
    cuts.extend([0, length]);
    cuts.retain(|&cut| cut <= length);
    cuts.sort_unstable();
    cuts.dedup();
    let parts = cuts.iter().zip(cuts.iter().skip(1));
    parts
        .map(|(&start, &end)| {
            let over = |span: &Span| span.start <= start && end <= span.end;
            let mut shows: Vec<usize> =
                evidence.iter().filter(|(span, _)| over(span)).map(|&(_, number)| number).collect();
            shows.sort_unstable();
            shows.dedup();
            let goes_on =
                |number: usize| evidence.iter().any(|(span, of)| *of == number && over(span) && span.end > end);
            let ends = shows.iter().copied().filter(|&number| !goes_on(number)).collect();
            Piece { span: Span { start, end }, shows, ends }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use proptest::prelude::*;

    fn span(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    #[test]
    fn overlapping_evidence_is_cut_and_each_end_is_told_once() {
        let cut = pieces(10, &[(span(2, 6), 0), (span(4, 10), 1), (span(2, 6), 2)]);
        let expected = [
            (span(0, 2), vec![], vec![]),
            (span(2, 4), vec![0, 2], vec![]),
            (span(4, 6), vec![0, 1, 2], vec![0, 2]),
            (span(6, 10), vec![1], vec![1]),
        ];
        assert_eq!(cut, expected.map(|(span, shows, ends)| Piece { span, shows, ends }));
    }

    proptest! {
        #[test]
        fn the_pieces_hold_the_whole_answer_once(length in 0_usize..60, ends in proptest::collection::vec((0_usize..70, 0_usize..70, 0_usize..5), 0..8)) {
            let evidence: Vec<(Span, usize)> = ends.iter().map(|&(a, b, of)| (span(a.min(b), a.max(b)), of)).collect();
            let cut = pieces(length, &evidence);
            prop_assert_eq!(cut.iter().map(|piece| piece.span.end - piece.span.start).sum::<usize>(), length);
            prop_assert!(cut.windows(2).all(|pair| pair[0].span.end == pair[1].span.start));
        }
    }
}
