//! What is handed to somebody else: which entries leave together, under what numbers their files go,
//! where a complaint can go and where it went already.

mod destination;
mod exhibit;
mod filing;
mod selection;

pub use destination::{Destination, Level};
pub use exhibit::{Exhibit, exhibits};
pub use filing::{Filing, RECEIPT, TO, filings, news_since};
pub use selection::{has_numbers, numbers_in, together};
