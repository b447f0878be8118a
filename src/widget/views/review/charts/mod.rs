//! How memory fares, drawn: what is to come, what was done, how much is kept. Each chart has its table.

mod coming;
mod days;
mod kept;

pub use coming::coming;
pub use days::days;
pub use kept::kept;
