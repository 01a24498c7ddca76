//! The same checks on the tables that go along with a release: who has the release and these needs nothing else, and no trust in who made them.

use domain::{AgeBand, Atlas, Breakdown, Form, Sex, Site};

use super::{AuditError, Release, Sums, is_nowhere, value};
use crate::Policy;
use crate::certificates::{Certificates, Counts, Numbering, Stretch, Told};
use crate::columns::Column;
use crate::proof::Atom;

/// Most counts of one table, and the greatest: sums of them stay exact.
const MOST: usize = 1 << 20;
const GREATEST: i64 = 1 << 40;

/// What the tables of a proof open.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Opened {
    /// Hidden cells, those of curves too.
    pub hidden: usize,
    /// Of these, cells of which two tables that fit differ by the width.
    pub open: usize,
    /// Sites of the others, one for each.
    pub closed: Vec<Site>,
    /// Tables that were checked.
    pub tables: usize,
}

/// Checks with whole numbers that every table fits what is published, and counts the hidden cells that differ by the width between two of them. Of the
/// policy it uses thresholds, base, width and what is said of almost everyone.
///
/// # Errors
/// The first table that does not fit or cannot be read.
pub fn opened(told: &Told, proof: &Certificates, atlas: &Atlas, policy: &Policy) -> Result<Opened, AuditError> {
    let release = Release::read(told, atlas, policy);
    let mut spreads: Vec<Option<(i64, i64)>> = vec![None; release.cells.len()];
    let mut tables = 0;
    for around in &proof.tables {
        let base = release.sums(&proof.numbering, &around.table)?;
        let unknown_excludes = base.unknown_excludes();
        let places_known = !base.atoms.keys().any(is_nowhere);
        release.check_world(tables, &base, &Sums::default(), &base, unknown_excludes)?;
        release.check_untouched(&base)?;
        (0..spreads.len()).for_each(|cell| widen(&mut spreads[cell], value(&base.cells, &cell)));
        tables += 1;
        for changes in &around.others {
            let change = release.sums(&proof.numbering, changes)?;
            if places_known && change.atoms.keys().any(is_nowhere) {
                return Err(AuditError::NoTable { world: tables, fault: "starts of unknown place, where every place is known" });
            }
            release.check_world(tables, &base, &change, &change, unknown_excludes)?;
            change.cells.iter().for_each(|(cell, by)| widen(&mut spreads[*cell], value(&base.cells, cell) + by));
            tables += 1;
        }
    }
    Ok(release.count(&spreads, tables))
}

fn widen(spread: &mut Option<(i64, i64)>, value: i64) {
    let (least, greatest) = spread.unwrap_or((value, value));
    *spread = Some((least.min(value), greatest.max(value)));
}

impl Release<'_> {
    fn sums(&self, numbering: &Numbering, counts: &Counts) -> Result<Sums, AuditError> {
        if counts.len() > MOST {
            return Err(AuditError::Unreadable { fault: "too many counts" });
        }
        let mut sums = Sums::default();
        for (number, count) in counts {
            if count.abs() > GREATEST {
                return Err(AuditError::Unreadable { fault: "a count beyond 2^40" });
            }
            self.add(&mut sums, atom(numbering, *number)?, *count)?;
        }
        Ok(sums)
    }

    fn count(&self, spreads: &[Option<(i64, i64)>], tables: usize) -> Opened {
        let mut opened = Opened { tables, ..Opened::default() };
        let width = i64::try_from(self.policy.width).unwrap_or(i64::MAX);
        for (published, spread) in self.cells.iter().zip(spreads).filter(|(own, _)| own.cell == domain::Cell::Hidden) {
            opened.hidden += 1;
            if spread.is_some_and(|(least, greatest)| greatest - least >= width) {
                opened.open += 1;
            } else {
                opened.closed.push(published.site);
            }
        }
        opened
    }
}

/// What a number stands for.
fn atom(numbering: &Numbering, number: u32) -> Result<Atom, AuditError> {
    let Numbering { municipalities, regions, years, breakdowns, fine, coarse } = numbering;
    let unreadable = || AuditError::Unreadable { fault: "a number that stands for nothing" };
    let mut rest = number as usize;
    if rest < municipalities.len() * years.len() {
        return Ok(Atom::Entered { municipality: municipalities[rest / years.len()], year: years[rest % years.len()] });
    }
    rest -= municipalities.len() * years.len();
    for breakdown in breakdowns {
        let (areas, classes, stretches) = match breakdown {
            Breakdown::All => (regions.len() + 1, 1, fine),
            Breakdown::Form => (1, Form::ALL.len(), coarse),
            Breakdown::Sex => (regions.len() + 1, Sex::ALL.len(), coarse),
            Breakdown::Age => (regions.len() + 1, AgeBand::ALL.len(), coarse),
        };
        let size = areas * years.len() * classes * stretches.len();
        if rest >= size {
            rest -= size;
            continue;
        }
        let (above, stretch) = (rest / stretches.len(), rest % stretches.len());
        let (above, class) = (above / classes, above % classes);
        let (area, year) = (above / years.len(), above % years.len());
        let Stretch { outcome, first, last } = stretches[stretch];
        if first > last {
            return Err(AuditError::Unreadable { fault: "a stretch of days that ends before it begins" });
        }
        let area = if *breakdown == Breakdown::Form { None } else { regions.get(area).copied() };
        let class = u8::try_from(class).map_err(|_| unreadable())?;
        return Ok(Atom::Waits { area, breakdown: *breakdown, class, year: years[year], column: Column { outcome, first, last } });
    }
    Err(unreadable())
}
