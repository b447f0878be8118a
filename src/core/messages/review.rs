//! The review view.

use super::{messages, plurals};

messages! {}

plurals! {}
