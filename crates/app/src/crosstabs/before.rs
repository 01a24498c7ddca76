//! What earlier releases told of cross tables. A year that was told once is told again as it was: what is told anew of the same starts would make a difference that
//! nobody protected, and a figure that stays says nothing new.

use std::path::Path;

use anyhow::{Context, Result};
use domain::When;
use publication::{Bilingual, Crosstab, CrosstabNumbers, CrosstabYear, Ledger, OverlapTable, OverlapYear, Release, Rules, State};

/// Releases that readers may have by now, the oldest first.
#[derive(Default)]
pub struct Before {
    releases: Vec<(Release, bool)>,
}

/// What was told of one table and year.
pub enum Once<'a> {
    /// Nothing.
    Never,
    /// These numbers, first by the release of this version.
    Again(&'a CrosstabNumbers, &'a str),
    /// Something that cannot be told again: its release was withdrawn, or the table or the rules are others now. Named by that version.
    NotAgain(&'a str),
}

impl Before {
    /// Everything that was proposed before a version in a folder of releases.
    ///
    /// # Errors
    /// When the ledger or a release of it cannot be read.
    pub fn read(releases: &Path, version: &str) -> Result<Before> {
        let ledger = Ledger::open(releases)?;
        let earlier = ledger.releases().into_iter().map(|own| own.version).take_while(|own| own != version);
        let one = |own: String| {
            let release = ledger.read(&own).with_context(|| format!("cannot read release {own}"))?;
            Ok((release, ledger.state(&own) == Some(State::Withdrawn)))
        };
        Ok(Before { releases: earlier.map(one).collect::<Result<_>>()? })
    }

    /// Codes that these releases had in a dimension of a table, those that hold others left out.
    pub fn codes<'a>(&'a self, id: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let tables = self.releases.iter().flat_map(|(release, _)| &release.crosstabs).filter(move |table| table.definition().id == id);
        tables.flat_map(Crosstab::dimensions).flat_map(|axis| axis.leaves().map(|code| (axis.name.as_str(), code)))
    }

    /// What was told of a year of this table. It can stand where it went by the rules of today, and neither the release that carries it nor the one that told it first was
    /// withdrawn.
    pub fn of(&self, like: &Crosstab, when: When, rules: Rules) -> Once<'_> {
        let is_withdrawn = |version: &str| self.releases.iter().any(|(release, withdrawn)| *withdrawn && release.version == version);
        let mut last = Once::Never;
        for (release, withdrawn) in &self.releases {
            let own = release.crosstabs.iter().find(|table| table.definition().id == like.definition().id);
            let Some((table, own, numbers)) = own.and_then(|table| told(table, when)) else { continue };
            let first = own.from.as_deref().unwrap_or(&release.version);
            let may_stand = !withdrawn && !is_withdrawn(first) && table.asks_as(like) && release.rules == Some(rules);
            last = match (may_stand, last) {
                (true, _) => Once::Again(numbers, first),
                (false, Once::Never | Once::NotAgain(_)) => Once::NotAgain(&release.version),
                (false, again @ Once::Again(..)) => again,
            };
        }
        last
    }

    /// Tables of lists that were told once stay inside: another one beside it would make a difference.
    pub fn keep_in(&self, overlaps: Vec<OverlapYear>) -> Vec<OverlapYear> {
        let told = |year: i16| {
            let is_it = |own: &OverlapYear<_>| own.year == year && matches!(own.table, OverlapTable::Shown(_));
            self.releases.iter().rev().find(|(release, _)| release.overlaps.iter().any(is_it)).map(|(release, _)| &release.version)
        };
        let one = |own: OverlapYear| match told(own.year).filter(|_| matches!(own.table, OverlapTable::Shown(_))) {
            Some(version) => OverlapYear { table: OverlapTable::Withheld(told_in(version)), ..own },
            None => own,
        };
        overlaps.into_iter().map(one).collect()
    }
}

fn told(table: &Crosstab, when: When) -> Option<(&Crosstab, &CrosstabYear, &CrosstabNumbers)> {
    let own = table.year(when)?;
    Some((table, own, own.numbers()?))
}

/// Why a table stays inside of which an earlier release told that year.
pub fn told_in(version: &str) -> Bilingual {
    Bilingual::new(
        format!("De cijfers hierover staan in publicatie {version}. Een bijgewerkt cijfer ernaast zou een kind kunnen verraden."),
        format!("The figures of this stand in release {version}. An updated figure beside them could give a child away."),
    )
}

/// Why a table stays inside of a year of which others that count the same starts were told before.
pub fn told_by_others() -> Bilingual {
    Bilingual::new(
        "Hierover is eerder een andere tabel van dezelfde keren gepubliceerd. Deze ernaast zou een kind kunnen verraden.",
        "Another table of the same times was published before. This one beside it could give a child away.",
    )
}
