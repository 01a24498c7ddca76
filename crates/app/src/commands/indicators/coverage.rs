//! The coverage calendar of a plain file: `organisation_kind,municipality,from,through`, a row for each stretch without a gap.

use std::path::Path;

use anyhow::Result;
use domain::{Atlas, Coverage, Day, OrganisationKind};

use super::events::{Strangers, municipality};
use crate::commands::table::Table;
use crate::failure::wrong_use;

/// Reads a file. Two rows of one kind and municipality that do not touch leave a gap.
///
/// # Errors
/// When it cannot be read, misses a column, or a field is not what it should be.
pub fn read(path: &Path, atlas: &Atlas) -> Result<Coverage> {
    let table = Table::read(path)?;
    let [kind, place, from, through] = ["organisation_kind", "municipality", "from", "through"].map(|name| table.column(name));
    let (kind, place, from, through) = (kind?, place?, from?, through?);
    let mut coverage = Coverage::default();
    let mut strangers = Strangers::default();
    for row in 0..table.len() {
        let organisation = OrganisationKind::from_word(table.text(row, kind)).filter(|kind| *kind != OrganisationKind::Unknown);
        let organisation = organisation.ok_or_else(|| table.fault(row, kind, "a kind of organisation like provider or veilig-thuis"))?;
        let municipality = municipality(table.text(row, place)).ok_or_else(|| table.fault(row, place, "a municipality like GM0363"))?;
        strangers.look(municipality, row, atlas);
        let day = |column| Day::parse_iso(table.text(row, column)).ok_or_else(|| table.fault(row, column, "a day like 2023-01-31"));
        let (first, last) = (day(from)?, day(through)?);
        if last < first {
            return Err(wrong_use(format!("{}, line {}: 'through' lies before 'from'", table.name(), row + 2)));
        }
        coverage.add(organisation, municipality, first, last);
    }
    strangers.tell(&table);
    Ok(coverage)
}
