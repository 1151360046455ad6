//! Replaying the answers through the door's nodes.

use super::graph::{Door, DoorNode, DoorOption, Goto};
use super::record::{record_ids, record_of, record_question};
use crate::domain::visit::{Effect, Occasion, Outcome, Precision, Visit};
use crate::interview::answers::Answers;
use crate::interview::flow::{Flow, Kind, Path, Question};
use chrono::{NaiveDate, NaiveDateTime};

/// The flow at one door.
#[derive(Debug, Clone, Copy)]
pub struct DoorFlow<'d> {
    door: &'d Door,
    arrived: Option<NaiveDateTime>,
}

/// One screen on the way.
#[derive(Debug, Clone)]
pub struct Step<'d> {
    /// The node.
    pub node: &'d DoorNode,
    /// The question's id: the node's, with `.2`, `.3` when it is asked again.
    pub id: String,
    /// The options open to it, with their key (1 first). Keys never move.
    pub open: Vec<(usize, &'d DoorOption)>,
    /// The node and option that led here.
    pub from: Option<(&'d DoorNode, &'d DoorOption)>,
    /// The option chosen.
    pub chosen: Option<&'d DoorOption>,
}

/// The way through the nodes.
#[derive(Debug, Clone)]
pub struct Walk<'d> {
    /// Screens in order; only the last may be without an answer.
    pub steps: Vec<Step<'d>>,
    /// What the answers record, in order.
    pub effects: Vec<Effect>,
    /// Did it reach the record?
    pub ended: bool,
}

impl<'d> Walk<'d> {
    /// The screen that waits for an answer.
    pub fn waiting(&self) -> Option<&Step<'d>> {
        self.steps.last().filter(|s| s.chosen.is_none())
    }

    /// The gravest outcome so far.
    pub fn outcome(&self) -> Outcome {
        let met = self.effects.iter().filter_map(|e| e.outcome).max();
        met.unwrap_or(Outcome::Continue)
    }

    /// In which way the borrower was reached.
    pub fn occasion(&self) -> Occasion {
        let mut said = self.effects.iter().filter_map(|e| e.occasion);
        said.next_back().unwrap_or(Occasion::AtDoor)
    }

    /// Was this option chosen on the way?
    pub fn chosen_before(&self, node: &str, option: &str) -> bool {
        self.steps
            .iter()
            .any(|s| s.node.id == node && s.chosen.is_some_and(|o| o.id == option))
    }

    fn latest(&self, node: &str) -> Option<&'d DoorOption> {
        let mut of_node = self.steps.iter().rev().filter(|s| s.node.id == node);
        of_node.find_map(|s| s.chosen)
    }
}

/// A local time in China as the evidence log writes it.
pub fn canonical(time: NaiveDateTime) -> String {
    time.format("%Y-%m-%dT%H:%M:%S+08:00").to_string()
}

/// The id of a question asked for the `occurrence`th time (1 first).
pub fn question_id(node: &str, occurrence: usize) -> String {
    if occurrence <= 1 {
        node.to_owned()
    } else {
        format!("{node}.{occurrence}")
    }
}

/// The node's id and the occurrence of a question id.
pub fn base_id(id: &str) -> (&str, usize) {
    let numbered = id.rsplit_once('.').and_then(|(base, n)| {
        let n: usize = n.parse().ok()?;
        (n >= 2).then_some((base, n))
    });
    numbered.unwrap_or((id, 1))
}

impl<'d> DoorFlow<'d> {
    /// A visit that began at `arrived` (local time), or at a time nobody noted. With an unknown
    /// time the question about the hour is not raised: nothing is made of an hour nobody knows.
    pub fn new(door: &'d Door, arrived: Option<NaiveDateTime>) -> DoorFlow<'d> {
        DoorFlow { door, arrived }
    }

    /// The checked nodes.
    pub fn door(&self) -> &'d Door {
        self.door
    }

    /// The option that leads to the second screen of a node with this answer, and that screen's id.
    pub fn second_screen(
        &self,
        node: &'d DoorNode,
        answer: &str,
    ) -> Option<(&'d DoorOption, &'d str)> {
        node.continuations().find(|(_, to)| {
            let second = self.door.node(to);
            second.is_some_and(|n| n.option(answer).is_some())
        })
    }

    /// Replays the answers through the nodes. An answer that is not among the open options counts
    /// as not given.
    pub fn walk(&self, answers: &Answers) -> Walk<'d> {
        let mut walk = Walk {
            steps: Vec::new(),
            effects: Vec::new(),
            ended: false,
        };
        let mut at = self.asked_from(&self.door.start, &walk, answers);
        let mut from = None;
        while let Some(node) = at {
            let occurrence = walk.steps.iter().filter(|s| s.node.id == node.id).count() + 1;
            let id = question_id(&node.id, occurrence);
            let open: Vec<(usize, &DoorOption)> = node
                .options
                .iter()
                .enumerate()
                .filter(|(_, o)| !o.once || !walk.chosen_before(&node.id, &o.id))
                .map(|(i, o)| (i + 1, o))
                .collect();
            let chosen = answers
                .given(&id)
                .and_then(|given| open.iter().find(|(_, o)| o.id == given))
                .map(|(_, o)| *o);
            let again = chosen.is_some_and(|o| walk.chosen_before(&node.id, &o.id));
            walk.steps.push(Step {
                node,
                id,
                open,
                from,
                chosen,
            });
            let Some(option) = chosen else { break };
            let mut effect = option.effect.clone();
            if again && option.outcome_again.is_some() {
                effect.outcome = option.outcome_again;
            }
            walk.effects.push(effect);
            from = Some((node, option));
            match route(option, again, walk.outcome() >= Outcome::End) {
                Goto::End => {
                    walk.ended = true;
                    break;
                }
                Goto::Node(to) => at = self.asked_from(to, &walk, answers),
            }
        }
        walk
    }

    /// The node to ask, starting at `id` and passing over those that don't apply.
    fn asked_from(&self, id: &str, walk: &Walk<'d>, answers: &Answers) -> Option<&'d DoorNode> {
        let mut node = self.door.node(id)?;
        // The loader refuses a circle of passed-over nodes; the bound keeps even a wrong one finite.
        for _ in 0..self.door.nodes.len() {
            match &node.otherwise {
                Some(other) if !self.applies(node, walk, answers) => {
                    node = self.door.node(other)?;
                }
                _ => return Some(node),
            }
        }
        Some(node)
    }

    fn applies(&self, node: &DoorNode, walk: &Walk<'d>, answers: &Answers) -> bool {
        if let Some((question, wanted)) = &node.only_when {
            let latest = walk.latest(question);
            if !latest.is_some_and(|o| wanted.contains(&o.id)) {
                return false;
            }
        }
        if node.only_in_quiet_hours {
            let quiet = self
                .arrived
                .is_some_and(|t| self.door.quiet.contains(t.time()));
            return quiet || answers.given(&node.id).is_some();
        }
        true
    }

    /// The visit, once the way through the nodes has ended. `today` stands in for the day when
    /// neither the answers nor the clock say when it was.
    pub fn visit(&self, answers: &Answers, today: NaiveDate) -> Option<Visit> {
        let walk = self.walk(answers);
        if !walk.ended {
            return None;
        }
        let stamped = answers.iter().any(|a| a.at.is_some());
        let (occurred_at, precision) = match (answers.given("occurred_at"), self.arrived) {
            // The time of the first key, kept as it was offered.
            (Some(given), Some(t)) if stamped && given == canonical(t) => {
                (given.to_owned(), Precision::Exact)
            }
            (Some(given), _) if given.contains('T') => (given.to_owned(), Precision::About),
            (Some(given), _) => (given.to_owned(), Precision::Day),
            (None, Some(t)) => (canonical(t), Precision::Exact),
            (None, None) => (today.to_string(), Precision::Day),
        };
        let day = occurred_at.get(..10).and_then(|d| d.parse().ok());
        Some(Visit {
            on: day.unwrap_or(today),
            occurred_at,
            precision,
            effects: walk.effects,
            record: record_of(answers),
        })
    }
}

fn route(option: &DoorOption, again: bool, ended: bool) -> &Goto {
    let repeated = option.goto_again.as_ref().filter(|_| again);
    let closed = option.goto_when_ended.as_ref().filter(|_| ended);
    repeated.or(closed).unwrap_or(&option.goto)
}

impl Flow for DoorFlow<'_> {
    fn path(&self, answers: &Answers) -> Path {
        let walk = self.walk(answers);
        let mut questions: Vec<Question> = walk.steps.iter().map(door_question).collect();
        if !walk.ended {
            let next = questions.pop();
            return Path {
                asked: questions,
                next,
            };
        }
        let mut record = record_ids(walk.occasion()).map(record_question);
        let next = record.find(|q| {
            let answered = answers.get(&q.id).is_some();
            if answered {
                questions.push(q.clone());
            }
            !answered
        });
        Path {
            asked: questions,
            next,
        }
    }
}

fn door_question(step: &Step<'_>) -> Question {
    Question {
        id: step.id.clone(),
        text: format!("visit.door.{}", step.node.id),
        kind: Kind::Choice(step.open.iter().map(|(_, o)| o.id.clone()).collect()),
        required: true,
        unknown: false,
        private: false,
    }
}
