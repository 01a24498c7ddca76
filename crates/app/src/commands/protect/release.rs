//! A release and the certificates in it → for each indicator whether they hold, and how many of its hidden cells they open.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::Result;
use disclosure::Opened;
use domain::{Atlas, Cell, Site};
use publication::{Checkable, CheckableCrosstabs, IndicatorData, Rules, checkable, checkable_crosstabs};
use rayon::prelude::*;
use serde::Serialize;

use crate::failure::Outcome;
use crate::{Desk, Format, output};

/// What was found of one indicator. A cell is open to somebody when two tables that they hold possible differ there by the width.
#[derive(Serialize)]
pub struct CheckedIndicator {
    /// Its name in addresses.
    pub indicator: String,
    /// Hidden cells, those of curves too.
    pub hidden: usize,
    /// Of these, cells that are open to whoever has the release and its rules.
    pub open: usize,
    /// Of these, cells that are open to whoever knows too that the place of every child is known; nothing where no table reads that way.
    pub open_if_places_known: Option<usize>,
    /// The same for whoever knows too that a child of whom the form is unknown has no known one.
    pub open_if_unknown_excludes: Option<usize>,
    /// The same for whoever knows both.
    pub open_if_both: Option<usize>,
    /// The first hidden cell that is not open: region and years.
    pub first_closed: Option<String>,
    /// Tables that were checked.
    pub tables: usize,
    /// Why they do not hold, if they do not.
    pub fault: Option<String>,
}

/// What was found of cross tables that count the same starts, over all years in which the same of them are told.
#[derive(Serialize)]
pub struct CheckedTables {
    /// Their names in addresses.
    pub tables: Vec<String>,
    /// Hidden cells of all of them.
    pub hidden: usize,
    /// Of these, cells that are open to whoever has these tables and the rules.
    pub open: usize,
    /// Whole tables that were checked.
    pub checked: usize,
    /// Why they do not hold, if they do not.
    pub fault: Option<String>,
}

/// What was found of a release.
pub struct CheckedRelease {
    /// Its version.
    pub version: String,
    /// Each indicator that hides something.
    pub indicators: Vec<CheckedIndicator>,
    /// Cross tables that hide something.
    pub crosstabs: Vec<CheckedTables>,
    rules: Option<Rules>,
}

/// Sums over a release.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sums {
    /// Hidden cells.
    pub hidden: usize,
    /// Of these, cells that are open.
    pub open: usize,
    /// Of these, cells that are open to whoever knows that every place is known, and that an unknown form excludes known ones.
    pub open_if_both: usize,
    /// Tables that were checked.
    pub tables: usize,
}

impl CheckedRelease {
    /// Everything together.
    pub fn sums(&self) -> Sums {
        let mut sums = Sums { hidden: 0, open: 0, open_if_both: 0, tables: 0 };
        for own in &self.indicators {
            sums.hidden += own.hidden;
            sums.open += own.open;
            sums.open_if_both += own.open_if_both.unwrap_or(0);
            sums.tables += own.tables;
        }
        for own in &self.crosstabs {
            sums.hidden += own.hidden;
            sums.open += own.open;
            // A table of the country knows no places, and each start has one code.
            sums.open_if_both += own.open;
            sums.tables += own.checked;
        }
        sums
    }

    /// Why certificates do not hold, the first of them.
    pub fn fault(&self) -> Option<&str> {
        let of_tables = self.crosstabs.iter().filter_map(|own| own.fault.as_deref());
        self.indicators.iter().filter_map(|own| own.fault.as_deref()).chain(of_tables).next()
    }
}

#[derive(Serialize)]
struct Answer {
    release: String,
    rules: Option<Rules>,
    holds: bool,
    hidden: usize,
    open: usize,
    open_if_both: usize,
    indicators: Vec<CheckedIndicator>,
    crosstabs: Vec<CheckedTables>,
}

/// Checks every indicator of a release, with whole numbers only and none of the code that solved the certificates.
///
/// # Errors
/// When the folder is no sound release.
pub fn check_release(folder: &Path, desk: &mut Desk) -> Result<CheckedRelease> {
    let (release, found) = checkable(folder)?;
    let bar = desk.progress.bar("checking certificates", found.len() as u64);
    let atlas = Atlas::netherlands();
    let one = |own: &Checkable| {
        let checked = check(own, &atlas);
        bar.inc(1);
        checked
    };
    let mut indicators: Vec<CheckedIndicator> = found.par_iter().map(one).collect();
    bar.finish_and_clear();
    indicators.extend(release.indicators().iter().filter_map(|data| without(data, &found)));
    let mut crosstabs: Vec<CheckedTables> = Vec::new();
    for own in checkable_crosstabs(folder, &release)? {
        let own = check_tables(own);
        match crosstabs.iter_mut().find(|other| other.tables == own.tables) {
            Some(other) => other.add(own),
            None => crosstabs.push(own),
        }
    }
    let rules = found.first().map(|own| Rules::of(&own.policy));
    Ok(CheckedRelease { version: release.version, indicators, crosstabs, rules })
}

fn check_tables(own: CheckableCrosstabs) -> CheckedTables {
    let hidden = own.told.iter().map(disclosure::ToldCrosstab::hidden).sum();
    let none = CheckedTables { tables: own.slugs, hidden, open: 0, checked: 0, fault: None };
    let Some(certificates) = own.certificates else { return none };
    match disclosure::opened_crosstabs(&own.told, &certificates, &own.policy) {
        Ok(found) => CheckedTables { open: found.open, checked: found.tables, ..none },
        Err(error) => CheckedTables { fault: Some(format!("{} {}: {error}", none.tables.join(" with "), own.when)), ..none },
    }
}

impl CheckedTables {
    fn add(&mut self, other: CheckedTables) {
        self.hidden += other.hidden;
        self.open += other.open;
        self.checked += other.checked;
        self.fault = self.fault.take().or(other.fault);
    }

    fn line(&self) -> String {
        format!("{}: {} of {} hidden cells open ({} tables)", self.tables.join(" with "), self.open, self.hidden, self.checked)
    }
}

impl CheckedIndicator {
    fn of(indicator: &str, opened: &Opened, fault: Option<String>) -> CheckedIndicator {
        CheckedIndicator {
            indicator: indicator.to_owned(),
            hidden: opened.hidden,
            open: opened.open,
            open_if_places_known: opened.open_if_places_known,
            open_if_unknown_excludes: opened.open_if_unknown_excludes,
            open_if_both: opened.open_if_both,
            first_closed: opened.closed.first().map(|site| format!("{} {}", site.region, site.span)),
            tables: opened.tables,
            fault,
        }
    }
}

/// Hidden cells of an indicator in a release without any certificates.
fn without(data: &IndicatorData, found: &[Checkable]) -> Option<CheckedIndicator> {
    let slug = &data.definition.slug;
    let is_hidden = |(site, _, cell): (Site, _, Cell<u64>)| (cell == Cell::Hidden).then_some(site);
    let closed: Vec<Site> = data.cells().filter_map(is_hidden).collect();
    let has_none = !closed.is_empty() && !found.iter().any(|own| own.slug == *slug);
    has_none.then(|| CheckedIndicator::of(slug, &Opened { hidden: closed.len(), closed, ..Opened::default() }, None))
}

fn check(own: &Checkable, atlas: &Atlas) -> CheckedIndicator {
    match disclosure::opened(&own.told, &own.certificates, atlas, &own.policy) {
        Ok(opened) => CheckedIndicator::of(&own.slug, &opened, None),
        Err(error) => {
            let opened = Opened { hidden: own.told.hidden(), ..Opened::default() };
            CheckedIndicator::of(&own.slug, &opened, Some(format!("{}: {error}", own.slug)))
        }
    }
}

pub(super) fn run(folder: &Path, desk: &mut Desk) -> Result<Outcome> {
    let found = check_release(folder, desk)?;
    let (Sums { hidden, open, open_if_both, .. }, holds) = (found.sums(), found.fault().is_none());
    let CheckedRelease { version, indicators, crosstabs, rules } = found;
    let answer = Answer { release: version, rules, holds, hidden, open, open_if_both, indicators, crosstabs };
    match desk.format {
        Format::Json => output::json(&answer)?,
        Format::Text => output::text(&in_words(&answer))?,
    }
    // Hidden cells without certificates are told; only certificates that do not hold are a refusal.
    Ok(if answer.holds { Outcome::Done } else { Outcome::Refused })
}

fn in_words(answer: &Answer) -> String {
    let mut text = String::new();
    if let Some(Rules { country, veilig_thuis, municipality, base, width, hides_almost_all }) = answer.rules {
        let rest = if hides_almost_all { "hidden" } else { "shown" };
        let _written = writeln!(
            text,
            "rules: thresholds {country} (country), {veilig_thuis} (Veilig Thuis region), {municipality} (municipality); rounded to {base}; all but a few {rest}; open by {width}"
        );
    }
    for own in &answer.indicators {
        let _written = match &own.fault {
            Some(fault) => writeln!(text, "does not hold: {fault}"),
            None => writeln!(text, "{}", line(own)),
        };
    }
    for own in &answer.crosstabs {
        let _written = match &own.fault {
            Some(fault) => writeln!(text, "does not hold: {fault}"),
            None => writeln!(text, "{}", own.line()),
        };
    }
    let Answer { release, open, hidden, open_if_both, .. } = answer;
    let _written = writeln!(
        text,
        "release {release}: {open} of {hidden} hidden cells are proven open; {open_if_both} also to whoever knows that every place is known and that \"form unknown\" excludes the other forms"
    );
    text
}

fn line(own: &CheckedIndicator) -> String {
    let CheckedIndicator { indicator, hidden, open, tables, .. } = own;
    let known = |number: usize| format!("{number} also to whoever knows that every place is known");
    let both = own.open_if_places_known.map_or_else(|| "no table has every place known".to_owned(), known);
    let closed = own.first_closed.as_ref().map(|site| format!("; first one not proven: {site}")).unwrap_or_default();
    format!("{indicator}: {open} of {hidden} hidden cells open, {both} ({tables} tables){closed}")
}
