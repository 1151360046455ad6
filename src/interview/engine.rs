//! (to be written)
/// stub
#[derive(Debug)]
pub struct Interview;
