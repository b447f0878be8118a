//! Packs in Markdown from anywhere: findings with a place, or a pack that can be written, and read again to the same.
#![no_main]

use interview_practice_core::content::binary;
use interview_practice_reader::{read_text, write};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let outcome = read_text("pack.md", text);
    for finding in &outcome.findings {
        assert!(finding.caret <= finding.excerpt.chars().count(), "a caret beyond its line");
        assert!(!finding.message.is_empty());
    }
    let Some(pack) = outcome.pack else {
        assert!(!outcome.findings.is_empty(), "refused without a finding");
        return;
    };
    assert_eq!(binary::decode(&binary::encode(&pack)).as_ref(), Ok(&pack));
    let written = write(&pack);
    let again = read_text("pack.md", &written).pack.expect("what was written can be read");
    assert_eq!(write(&again), written);
});
