//! Nothing leaves the machine: shown on the dependencies, on the imports of the built binary, and
//! on traced runs. Each looks where the others can't.

#[cfg(target_os = "linux")]
mod binary;
mod dependencies;
pub mod traced;
