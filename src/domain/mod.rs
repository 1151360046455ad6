//! Pure: what is true of a case. No clock, disk, terminal or printing; `as_of` is an argument.

pub mod accrual;
pub mod allocation;
pub mod annual_cost;
pub mod budget;
pub mod calendar;
pub mod case;
pub mod ceiling;
pub mod chain;
pub mod coded;
pub mod conduct;
pub mod evidence;
pub mod finding;
pub mod guide;
pub mod identifier;
pub mod law;
pub mod letter;
pub mod limitation;
pub mod loan;
pub mod money;
pub mod parameter;
pub mod plan;
pub mod rate;
pub mod schedule;
pub mod statement;
pub mod visit;
pub mod working;
