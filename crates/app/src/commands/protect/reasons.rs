//! Which rules hide which cells: for the house, never beside what is published.

use std::path::Path;

use anyhow::{Context, Result};
use disclosure::crossing::{CrossingError, Rule};
use serde::Serialize;

use super::read::Input;
use super::wire;
use crate::failure::wrong_use;
use crate::output;

/// Why cells of some tables may not be told by themselves.
pub(super) struct Reasons {
    rules: Vec<String>,
    /// Per table and rule: whether it hides each cell.
    hidden: Vec<Vec<Vec<bool>>>,
}

/// How many cells a rule hides.
#[derive(Serialize)]
pub(super) struct ByRule {
    rule: String,
    cells: usize,
}

impl Reasons {
    /// Asks every rule about every table.
    ///
    /// # Errors
    /// When a rule lacks what it asks for.
    pub(super) fn of(rules: &[Rule], tables: &[Input]) -> Result<Reasons> {
        let asked = |table: &Input| -> Result<Vec<Vec<bool>>, CrossingError> {
            rules.iter().map(|rule| rule.hides(&table.counts, table.contributions.as_ref())).collect()
        };
        let hidden = tables.iter().map(asked).collect::<Result<_, _>>().map_err(|error| wrong_use(error.to_string()))?;
        Ok(Reasons { rules: rules.iter().map(ToString::to_string).collect(), hidden })
    }

    /// Per table: whether any of the rules hides each cell.
    pub(super) fn primary(&self, tables: &[Input]) -> Vec<Vec<bool>> {
        let any = |(table, hidden): (&Input, &Vec<Vec<bool>>)| {
            let cells = 0..table.counts.values().len();
            cells.map(|cell| hidden.iter().any(|own| own[cell])).collect()
        };
        tables.iter().zip(&self.hidden).map(any).collect()
    }

    /// Cells that each rule hides, of all tables; a cell may be hidden by several.
    pub(super) fn by_rule(&self, tables: &[Input]) -> Vec<ByRule> {
        let published = || tables.iter().enumerate().flat_map(|(table, input)| input.published().map(move |cell| (table, cell)));
        let cells = |rule: usize| published().filter(|(table, cell)| self.hidden[*table][rule][*cell]).count();
        self.rules.iter().enumerate().map(|(rule, text)| ByRule { rule: text.clone(), cells: cells(rule) }).collect()
    }

    /// Writes `reasons.csv`, and `reasons-2.csv` and on for linked tables: every cell that a rule hides, with the rules.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub(super) fn write(&self, folder: &Path, tables: &[Input]) -> Result<()> {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        for (number, (input, hidden)) in tables.iter().zip(&self.hidden).enumerate() {
            let crossing = input.counts.crossing();
            output::streamed(&folder.join(wire::numbered("reasons", number)), |file| {
                let mut writer = csv::WriterBuilder::new().delimiter(input.separator).from_writer(file);
                writer.write_record(crossing.dimensions().iter().map(|dimension| dimension.name()).chain(["rules"]))?;
                for cell in input.published() {
                    let rules: Vec<&str> =
                        self.rules.iter().zip(hidden).filter(|(_, own)| own[cell]).map(|(rule, _)| rule.as_str()).collect();
                    if !rules.is_empty() {
                        writer.write_record(crossing.texts(cell).chain([rules.join(" ").as_str()]))?;
                    }
                }
                Ok(writer.flush()?)
            })?;
        }
        Ok(())
    }
}

impl ByRule {
    /// In words.
    pub(super) fn words(&self) -> String {
        format!("  {}: {}", self.rule, self.cells)
    }
}
