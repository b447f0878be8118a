//! The quiz view.

use super::{messages, plurals};

messages! {}

plurals! {}
