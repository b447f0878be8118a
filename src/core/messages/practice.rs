//! The practice view.

use super::{messages, plurals};

messages! {}

plurals! {}
