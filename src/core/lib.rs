//! The pure core of `interview-practice`: what a role pack holds, how it is asked, judged, scheduled and remembered.
//!
//! Nothing here knows a browser, a clock, a random source or a storage: time, seeds and stores are handed in, so that the
//! same input gives the same output natively and in WebAssembly, byte for byte. Mathematics beyond the four operations
//! and the square root comes from `libm`.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        reason = "a test may fail loudly"
    )
)]

extern crate alloc;

pub mod coach;
pub mod content;
pub mod interview;
pub mod messages;
pub mod progress;
pub mod quiz;
pub mod random;
pub mod review;
pub mod text;
pub mod xapi;
