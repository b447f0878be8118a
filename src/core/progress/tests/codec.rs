//! Every form of an event gives it back, and damage is noticed.

use proptest::prelude::*;

use super::arbitrary::{event, events};
use crate::progress::names::{Names, PART};
use crate::progress::segment::{decode, encode, encode_record};
use crate::progress::{Event, Value};

proptest! {
    #[test]
    fn a_segment_reads_back(events in events(80)) {
        let mut names = Names::default();
        let line = encode(events.iter(), &mut names);
        let parts: Vec<String> = (0..names.len().div_ceil(PART)).map(|part| names.part(part)).collect();
        let names = Names::from_lines(parts.iter().map(String::as_str));
        let decoded = decode(&line, &names).unwrap();
        prop_assert!(decoded.whole);
        prop_assert_eq!(decoded.events, events);
    }

    #[test]
    fn a_record_reads_back_alone(event in event()) {
        let decoded = decode(&encode_record(&event), &Names::default()).unwrap();
        prop_assert_eq!(decoded.events, [event]);
    }

    #[test]
    fn plain_data_reads_back_through_json(event in event()) {
        let text = serde_json::to_string(&event.to_value()).unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(Event::from_value(value, "$"), Ok(event));
    }

    #[test]
    fn a_flipped_bit_never_passes(events in events(20), at: prop::sample::Index, bit in 0_u32..7) {
        let mut names = Names::default();
        let line = encode(events.iter(), &mut names);
        let mut bytes = line.into_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        let line = String::from_utf8(bytes).unwrap();
        prop_assert!(decode(&line, &names).is_err());
    }

    #[test]
    fn names_that_a_crash_lost_cost_only_what_needs_them(events in events(60), lost in 0_usize..40) {
        let mut names = Names::default();
        let line = encode(events.iter(), &mut names);
        let mut short = Names::default();
        for number in 0..u32::try_from(names.len().saturating_sub(lost)).unwrap() {
            let (first, second) = names.entry(number).unwrap();
            short.number(first, second);
        }
        let decoded = decode(&line, &short).unwrap();
        prop_assert_eq!(&decoded.events, &events[..decoded.events.len()]);
        prop_assert_eq!(decoded.whole, decoded.events.len() == events.len());
    }
}
