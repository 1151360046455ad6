//! Asking a person: at a terminal, through a pipe, or nobody at all.
