//! Tables of banks, apps and lenders: cells, whole files, and what is stored of them.

mod cells;
mod command;
mod pages;
