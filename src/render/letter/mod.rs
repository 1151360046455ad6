//! A letter as a document: built once from the chosen clauses, written as plain text, a page to
//! print, a Word file, and a short version for online forms and chats.

mod chat;
mod columns;
mod document;
mod docx;
mod fill;
mod gloss;
mod html;
mod leading;
mod measure;
mod numbers;
mod online;
mod parts;
mod script;
mod sms;
mod text;

pub use chat::{CHAT_CHARACTERS, chat_parts};
pub use columns::{Columns, columns, lies_on_its_side};
pub use document::{Attachments, Block, Document};
pub use docx::{NotPacked, docx_bytes};
pub use fill::{Frame, Line, Span, Unfilled};
pub use gloss::{GlossFrame, gloss_text};
pub use html::html_page;
pub use leading::leading;
pub use measure::fixed_percent;
pub use numbers::with_numbers_masked;
pub use online::{ONLINE_CHARACTERS, online_parts};
pub use script::{Script, script};
pub use sms::{SMS_CHARACTERS, sms_parts};
pub use text::plain_text;
