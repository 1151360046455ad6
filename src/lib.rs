//! menshen (门神): what is really owed, a request the household can keep, a check at the door,
//! and a log that nobody can later say was altered.
//!
//! The rooms, and who may use whom (a test reads the sources and refuses any other use):
//!
//! | room | what is in it | may use |
//! | --- | --- | --- |
//! | [`domain`] | pure: what is true of a case | nothing of ours |
//! | [`interview`] | pure: flows, answers, the engine, reading values as people write them | domain |
//! | [`render`] | pure: domain values and texts into tables, letters, JSON | domain |
//! | [`content`] | the dated rule book: bytes, raw shapes, checked catalogue | interview, domain |
//! | [`storage`] | the case folder, the log file, attachments, locks | domain |
//! | [`terminal`] | asking a person at a terminal, a pipe or nobody | interview, render |
//! | [`cli`] | one file a command, glue only | all of them |

pub mod cli;
pub mod content;
pub mod domain;
pub mod interview;
pub mod render;
pub mod storage;
pub mod terminal;
