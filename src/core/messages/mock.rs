//! The mock view.

use super::{messages, plurals};

messages! {}

plurals! {}
