//! Tests of the memory as a whole; the tests of single parts stand beside them.

pub mod arbitrary;
mod codec;
mod damage;
mod erasures;
mod exchange;
mod faults;
mod fold;
mod log;
mod pack;
mod size;
mod versions;
