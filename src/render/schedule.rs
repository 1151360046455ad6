//! The plan of instalments as a table: what each is, and in words where it stands.

use super::screen::{Grid, Screen};
use super::texts::Texts;
use crate::domain::coded::args;
use crate::domain::statement::{RowState, ScheduleRow, Statement};

/// The table; nothing where it wasn't asked for.
pub fn schedule(texts: &Texts, statement: &Statement, screen: &mut Screen) {
    if statement.schedule.is_empty() {
        return;
    }
    screen.title(texts.t("statement.schedule-title"));
    let mut grid = Grid {
        head: ["number", "due", "principal", "interest", "charges", "state"]
            .map(|c| texts.t(&format!("statement.schedule.{c}")))
            .to_vec(),
        figures: vec![0, 2, 3, 4],
        ..Grid::default()
    };
    for planned in &statement.schedule {
        let row = &planned.row;
        grid.rows.push(vec![
            row.number.to_string(),
            row.due.to_string(),
            row.principal.grouped(),
            row.interest.grouped(),
            row.charges.grouped(),
            state(texts, planned),
        ]);
    }
    screen.grid(grid);
}

/// Where an instalment stands, in a word: never by colour alone.
fn state(texts: &Texts, planned: &ScheduleRow) -> String {
    let key = match planned.state {
        RowState::Paid => "paid",
        RowState::Overdue => "overdue",
        RowState::PartPaid => "part-paid",
        RowState::DueToday => "due-today",
        RowState::NotYetDue => "not-yet-due",
        RowState::CalledIn => "called-in",
        RowState::Ended => "ended",
    };
    let values = args([
        ("days", planned.days.to_string()),
        ("unpaid", planned.unpaid.grouped()),
    ]);
    texts.say(&format!("schedule.state.{key}"), values)
}
