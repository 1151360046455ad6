//! (to be written)
pub struct Interview;
