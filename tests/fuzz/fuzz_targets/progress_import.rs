//! Exported progress from anywhere: refused with a reason, or taken in as a union that exports to the same again.
#![no_main]

use interview_practice_core::progress::{
    ActorId, Erased, Import, Log, MemoryStore, Now, Space, State, Value, fold,
};
use libfuzzer_sys::fuzz_target;

const PACK: &str = "pack";
const NOW: Now = Now { at: 1_700_000_000_000, offset_minutes: 60 };

fn open(store: &MemoryStore, actor: u64) -> Log {
    Log::open(Box::new(store.clone()), Space::new("key", PACK), ActorId(actor), "1").0
}

fn read(text: &str) -> Option<Import> {
    let document: Value = serde_json::from_str(text).ok()?;
    match Import::read(document, PACK, NOW) {
        Ok(import) => Some(import),
        Err(refused) => {
            assert!(refused.to_string().starts_with('$'), "a refusal names no place: {refused}");
            None
        }
    }
}

fuzz_target!(|text: &str| {
    // The same text as a record, as the mirror or another tab might hand it over.
    let mut other = open(&MemoryStore::default(), 3);
    other.absorb([text]);

    let Some(import) = read(text) else { return };
    let store = MemoryStore::default();
    let mut log = open(&store, 1);
    let preview = log.preview(&import);
    let done = log.import(&import, Erased::LeaveOut, NOW);
    assert_eq!((done.added, done.known), (preview.added, preview.known), "not what was foretold");
    assert_eq!(log.state(), &fold(&State::default(), log.events()));

    // A second time adds nothing, and what is exported reads back the same.
    assert_eq!(log.import(&import, Erased::LeaveOut, NOW).added, 0);
    let texts = import.texts().iter().map(|(name, text)| (name.to_string(), Value::text(text)));
    let texts = Value::Map(texts.collect());
    let exported = serde_json::to_string(&log.export(PACK).with_texts(&texts)).expect("plain data");
    let again = read(&exported).expect("what was exported can be imported");
    assert_eq!(again.texts(), import.texts());
    let mut elsewhere = open(&MemoryStore::default(), 2);
    elsewhere.import(&again, Erased::LeaveOut, NOW);
    assert_eq!(elsewhere.events(), log.events());

    // Everything reached the store.
    assert!(log.is_saved());
    assert_eq!(open(&store, 4).events(), log.events());
});
