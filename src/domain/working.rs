//! The steps behind a figure, for `--explain`. Who doesn't ask for them pays nothing: a step is
//! made by a closure that [`Silent`] never calls.

use super::coded::Args;
use serde::Serialize;

/// One step: a code (words: `working.<code>`), the values it was made of, what came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Stable kebab-case code.
    pub code: &'static str,
    /// The values that went in, as exact text.
    pub args: Args,
    /// What came out.
    pub result: String,
}

/// Somewhere steps go.
pub trait Working {
    /// Notes a step; the closure is called only where steps are kept.
    fn note(&mut self, step: impl FnOnce() -> Step);

    /// Notes the step, if there is one to note; whether there is, is asked only where steps are kept.
    fn note_some(&mut self, step: impl FnOnce() -> Option<Step>);
}

/// Keeps nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Working for Silent {
    fn note(&mut self, _step: impl FnOnce() -> Step) {}
    fn note_some(&mut self, _step: impl FnOnce() -> Option<Step>) {}
}

/// Keeps every step, in order.
#[derive(Debug, Clone, Default)]
pub struct Recorded {
    /// The steps.
    pub steps: Vec<Step>,
}

impl Working for Recorded {
    fn note(&mut self, step: impl FnOnce() -> Step) {
        self.steps.push(step());
    }

    fn note_some(&mut self, step: impl FnOnce() -> Option<Step>) {
        self.steps.extend(step());
    }
}

/// A sink chosen while running.
#[derive(Debug, Clone)]
pub enum Sink {
    /// Keeps nothing.
    Silent,
    /// Keeps every step.
    Recorded(Recorded),
}

impl Sink {
    /// Keeping or not.
    pub fn keeping(keep: bool) -> Sink {
        if keep {
            Sink::Recorded(Recorded::default())
        } else {
            Sink::Silent
        }
    }

    /// What was kept.
    pub fn into_steps(self) -> Vec<Step> {
        match self {
            Sink::Silent => Vec::new(),
            Sink::Recorded(recorded) => recorded.steps,
        }
    }
}

impl Working for Sink {
    fn note(&mut self, step: impl FnOnce() -> Step) {
        match self {
            Sink::Silent => {}
            Sink::Recorded(recorded) => recorded.note(step),
        }
    }

    fn note_some(&mut self, step: impl FnOnce() -> Option<Step>) {
        match self {
            Sink::Silent => {}
            Sink::Recorded(recorded) => recorded.note_some(step),
        }
    }
}
