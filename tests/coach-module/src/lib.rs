//! The coach as a small WebAssembly module, for the tests that hold it against the native command byte for byte, and for the benchmark.
//! Nothing of this is shipped. It has no imports, so a page runs it without any glue:
//!
//! 1. `input(n)` makes room for `n` bytes and says where; the page writes there.
//! 2. `load_neighbours()` takes them as the word neighbours; `judge()` takes them as one line of `coach --jsonl` and makes the line that
//!    answers it; `prepare()` takes such a line as the question for `assess()`, which judges its answer again at each call.
//! 3. `output()` and `output_length()` say where the answer is.

#![allow(unsafe_code, reason = "exported names have to be claimed as unique, which Rust calls unsafe")]

use std::cell::RefCell;

use interview_practice_core::coach::{Coach, Line, Neighbours};
use serde_json::Value;

#[derive(Default)]
struct Module {
    input: Vec<u8>,
    output: Vec<u8>,
    neighbours: Option<Neighbours>,
    prepared: Option<(Coach, String)>,
}

thread_local! {
    static MODULE: RefCell<Module> = RefCell::default();
}

/// Makes room for an input of so many bytes, and says where.
#[unsafe(no_mangle)]
pub extern "C" fn input(length: usize) -> *mut u8 {
    MODULE.with_borrow_mut(|module| {
        module.input = vec![0; length];
        module.input.as_mut_ptr()
    })
}

/// Where the output is.
#[unsafe(no_mangle)]
pub extern "C" fn output() -> *const u8 {
    MODULE.with_borrow(|module| module.output.as_ptr())
}

/// How many bytes the output has.
#[unsafe(no_mangle)]
pub extern "C" fn output_length() -> usize {
    MODULE.with_borrow(|module| module.output.len())
}

/// Takes the input as the word neighbours; 1 when it is whole.
#[unsafe(no_mangle)]
pub extern "C" fn load_neighbours() -> u32 {
    MODULE.with_borrow_mut(|module| {
        module.neighbours = Neighbours::from_bytes(&module.input).ok();
        u32::from(module.neighbours.is_some())
    })
}

/// Judges the input, a line of `coach --jsonl`; 1 when it is one.
#[unsafe(no_mangle)]
pub extern "C" fn judge() -> u32 {
    MODULE.with_borrow_mut(|module| {
        let Ok(line) = serde_json::from_slice::<Line<Value>>(&module.input) else { return 0 };
        let Ok(output) = serde_json::to_vec(&line.judge(module.neighbours.as_ref())) else { return 0 };
        module.output = output;
        1
    })
}

/// Makes the coach for the input, a line of `coach --jsonl`, and keeps it with the line's answer; 1 when it is one.
#[unsafe(no_mangle)]
pub extern "C" fn prepare() -> u32 {
    MODULE.with_borrow_mut(|module| {
        let Ok(line) = serde_json::from_slice::<Line<Value>>(&module.input) else { return 0 };
        module.prepared = Some((line.coach(module.neighbours.as_ref()), line.answer().to_owned()));
        1
    })
}

/// Judges the answer that was prepared, and gives its score in ten-thousandths.
#[unsafe(no_mangle)]
pub extern "C" fn assess() -> u32 {
    MODULE.with_borrow(|module| {
        let prepared = module.prepared.as_ref();
        prepared.map_or(0, |(coach, answer)| u32::from(coach.assess(answer).score.ten_thousandths()))
    })
}
