//! The content model.
