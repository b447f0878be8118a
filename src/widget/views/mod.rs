//! The views, a folder each: its code and its style sheet. `parts` holds the pieces that several share.

pub mod guide;
pub mod home;
pub mod mock;
pub mod parts;
pub mod practice;
pub mod progress;
pub mod quiz;
pub mod review;
pub mod shell;
