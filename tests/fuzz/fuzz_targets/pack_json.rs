//! Compiled packs from anywhere: findings, or a pack that survives its compact form and whose items can all be shown and graded.
#![no_main]

use interview_practice_core::content::binary;
use interview_practice_core::quiz::{ItemBank, grade};
use interview_practice_reader::read_json;
use libfuzzer_sys::fuzz_target;

/// Items looked at in one pack: made items multiply.
const ITEMS: usize = 200;

fuzz_target!(|text: &str| {
    let outcome = read_json("pack.json", text);
    let Some(pack) = outcome.pack else {
        assert!(!outcome.findings.is_empty(), "refused without a finding");
        return;
    };
    assert_eq!(binary::decode(&binary::encode(&pack)).as_ref(), Ok(&pack));
    let bank = ItemBank::new(&pack);
    for id in bank.ids().iter().take(ITEMS) {
        if let Some(item) = bank.present(id, 7) {
            assert!(grade(&item, &item.right_response()).correct, "{id}: the right response is not right");
        }
    }
});
