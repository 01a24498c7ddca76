//! What the numbers of a proof from outside stand for, and whether they, the regions and the rules can be at all. The file may be anybody's.

use std::collections::BTreeSet;

use domain::{AgeBand, Breakdown, Form, Measure, Outcome, RegionCode, RegionKind, Sex, Site};

use super::{AuditError, Release};
use crate::certificates::{Certificates, Numbering, Stretch, Told};
use crate::columns::Column;
use crate::proof::Atom;

/// Most tables of one indicator, and most counts of all of them: more is no proof, but a way to keep a checker busy.
const MOST_TABLES: usize = 1 << 16;
const MOST_COUNTS: usize = 1 << 24;

impl Release<'_> {
    /// Refuses rules that contradict themselves, regions nobody knows, steps that are no curve, stretches that no person can have, and too much.
    pub(super) fn check_readable(&self, told: &Told, proof: &Certificates) -> Result<(), AuditError> {
        let unreadable = |fault| Err(AuditError::Unreadable { fault });
        if self.policy.check().is_err() {
            return unreadable("rules that contradict themselves");
        }
        let others = || proof.tables.iter().flat_map(|around| &around.others);
        if proof.tables.len() + others().count() > MOST_TABLES {
            return unreadable("more than 65,536 tables of one indicator");
        }
        if proof.tables.iter().map(|around| &around.table).chain(others()).map(Vec::len).sum::<usize>() > MOST_COUNTS {
            return unreadable("more than 16,777,216 counts in the tables of one indicator");
        }
        self.check_told(told)?;
        self.check_numbering(&proof.numbering)
    }

    fn check_told(&self, told: &Told) -> Result<(), AuditError> {
        let unreadable = |fault| Err(AuditError::Unreadable { fault });
        let areas = self.areas();
        let is_known = |region: RegionCode| match region.kind() {
            RegionKind::Country => true,
            RegionKind::VeiligThuis => areas.contains(&region),
            RegionKind::Municipality => region.municipality().is_some_and(|own| self.atlas.veilig_thuis_of(own).is_some()),
            RegionKind::Youth => false,
        };
        if !told.cells.iter().all(|(site, ..)| is_known(site.region)) {
            return unreadable("a published region that the atlas does not know");
        }
        let mut sites: BTreeSet<Site> = BTreeSet::new();
        if !told.cells.iter().all(|(site, measure, _)| !sites.insert(*site) || *measure == Measure::Entered) {
            return unreadable("a site that does not begin with who entered");
        }
        let mut curves = BTreeSet::new();
        for (site, steps) in &told.steps {
            let rises = steps.windows(2).all(|pair| pair[0].through < pair[1].through);
            if steps.is_empty() || !rises || !sites.contains(site) || site.breakdown != Breakdown::All || !curves.insert(*site) {
                return unreadable("steps that are no curve");
            }
        }
        Ok(())
    }

    fn check_numbering(&self, numbering: &Numbering) -> Result<(), AuditError> {
        let unreadable = |fault| Err(AuditError::Unreadable { fault });
        let areas = self.areas();
        if !numbering.municipalities.iter().all(|code| self.atlas.veilig_thuis_of(*code).is_some()) {
            return unreadable("a municipality that the atlas does not know");
        }
        if !numbering.regions.iter().all(|region| areas.contains(region)) {
            return unreadable("a region that the atlas does not know");
        }
        for Stretch { outcome, first, last } in numbering.fine.iter().chain(&numbering.coarse) {
            if first > last {
                return unreadable("a stretch of days that ends before it begins");
            }
            if (*outcome == Outcome::Counted) != self.dues.is_empty() {
                return unreadable("an outcome that the release does not count");
            }
        }
        Ok(())
    }

    fn areas(&self) -> BTreeSet<RegionCode> {
        self.atlas.municipalities().iter().map(|entry| entry.veilig_thuis).collect()
    }

    /// What a number stands for.
    pub(super) fn atom(&self, numbering: &Numbering, number: u32) -> Result<Atom, AuditError> {
        let unreadable = || AuditError::Unreadable { fault: "a number that stands for nothing" };
        let atom = decoded(numbering, number as usize).ok_or_else(unreadable)?;
        if self.is_beyond_a_curve(atom) {
            return Err(AuditError::Unreadable { fault: "days beyond the last step of a curve that counts them" });
        }
        Ok(atom)
    }

    /// Whether a curve that counts these waits ends before they do: then none of its steps would count them.
    fn is_beyond_a_curve(&self, atom: Atom) -> bool {
        let Atom::Waits { area, breakdown: Breakdown::All, year, column, .. } = atom else { return false };
        let regions = [Some(RegionCode::COUNTRY), area].into_iter().flatten();
        let sites = regions.flat_map(|region| {
            let spans = self.sites.get(&(Breakdown::All, 0, region)).map_or(&[][..], Vec::as_slice);
            spans.iter().filter(move |(span, _)| span.holds(year)).map(move |(span, _)| Site::all(region, *span))
        });
        sites.filter_map(|site| self.steps.get(&site)).any(|ends| ends.last().is_none_or(|end| *end < column.last))
    }
}

fn decoded(numbering: &Numbering, number: usize) -> Option<Atom> {
    let Numbering { municipalities, regions, years, breakdowns, fine, coarse } = numbering;
    let mut rest = number;
    let places = municipalities.len().checked_mul(years.len())?;
    if rest < places {
        return Some(Atom::Entered { municipality: municipalities[rest / years.len()], year: years[rest % years.len()] });
    }
    rest -= places;
    for breakdown in breakdowns {
        let (areas, classes, stretches) = match breakdown {
            Breakdown::All => (regions.len() + 1, 1, fine),
            Breakdown::Form => (1, Form::ALL.len(), coarse),
            Breakdown::Sex => (regions.len() + 1, Sex::ALL.len(), coarse),
            Breakdown::Age => (regions.len() + 1, AgeBand::ALL.len(), coarse),
        };
        let size = areas.checked_mul(years.len())?.checked_mul(classes)?.checked_mul(stretches.len())?;
        if rest >= size {
            rest -= size;
            continue;
        }
        let (above, stretch) = (rest / stretches.len(), rest % stretches.len());
        let (above, class) = (above / classes, above % classes);
        let (area, year) = (above / years.len(), above % years.len());
        let Stretch { outcome, first, last } = stretches[stretch];
        let area = if *breakdown == Breakdown::Form { None } else { regions.get(area).copied() };
        let class = u8::try_from(class).ok()?;
        return Some(Atom::Waits { area, breakdown: *breakdown, class, year: years[year], column: Column { outcome, first, last } });
    }
    None
}
