//! The progress view.

use super::{messages, plurals};

messages! {}

plurals! {}
