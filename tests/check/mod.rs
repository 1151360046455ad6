//! Papers: notices, requests for payment, agreements, and where to turn.

mod agreement;
mod channels;
mod command;
mod content;
mod notices;
mod payee;
