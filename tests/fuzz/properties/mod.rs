//! What must hold for any bytes whatever. The fuzz targets search for bytes for which it doesn't; the
//! tests replay what they kept.

pub mod case;
pub mod line;
pub mod log;
pub mod table;
pub mod typed;
