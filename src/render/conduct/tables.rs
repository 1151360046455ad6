//! The figures as tables: by day, by lender, by number.

use super::Told;
use super::words::figures_row;
use crate::domain::evidence::masked_numbers;
use crate::render::screen::Grid;

impl Told<'_> {
    /// The figures by day, as a table.
    pub fn day_table(&self) -> Grid {
        let rows = self.count.days.iter().map(|day| {
            let mut row = vec![day.date.to_string()];
            row.extend(figures_row(&day.figures));
            row
        });
        self.table("day", rows.collect())
    }

    /// The figures by lender, with its agencies.
    pub fn lender_table(&self) -> Grid {
        let rows = self.count.lenders.iter().map(|lender| {
            let mut name = self.lender(lender.lender.as_deref());
            if !lender.agencies.is_empty() {
                let agencies: Vec<&str> = lender.agencies.iter().map(String::as_str).collect();
                let words = [("agencies", masked_numbers(&self.texts.listed(&agencies)))];
                name.push_str(&self.texts.say("conduct.agencies", words));
            }
            let mut row = vec![name];
            row.extend(figures_row(&lender.figures));
            row
        });
        self.table("lender", rows.collect())
    }

    /// The figures by the number that called, hidden but for its ends.
    pub fn number_table(&self) -> Grid {
        let rows = self.count.numbers.iter().map(|number| {
            let shown = number.number.as_deref().map(masked_numbers);
            let mut row = vec![shown.unwrap_or_else(|| self.texts.t("conduct.number-unknown"))];
            row.extend(figures_row(&number.figures));
            row
        });
        self.table("number", rows.collect())
    }

    fn table(&self, first: &str, rows: Vec<Vec<String>>) -> Grid {
        let columns = [
            first,
            "connected",
            "robot",
            "unanswered",
            "messages",
            "visits",
            "letters",
            "third-parties",
        ];
        let head = columns.map(|name| self.texts.t(&format!("conduct.column.{name}")));
        Grid {
            head: head.to_vec(),
            rows,
            figures: (1..columns.len()).collect(),
            wraps: vec![(0, 10)],
        }
    }
}
