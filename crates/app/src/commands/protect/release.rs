//! A release and the certificates in it → for each indicator whether they hold, and how many of its hidden cells they open.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::Result;
use domain::Atlas;
use publication::{Checkable, Release, checkable};
use rayon::prelude::*;
use serde::Serialize;

use crate::failure::Outcome;
use crate::{Desk, Format, output};

/// What was found of one indicator.
#[derive(Serialize)]
pub struct CheckedIndicator {
    /// Its name in addresses.
    pub indicator: String,
    /// Hidden cells, those of curves too.
    pub hidden: usize,
    /// Of these, cells of which two tables that fit differ by the width.
    pub open: usize,
    /// Tables that were checked.
    pub tables: usize,
    /// Why they do not hold, if they do not.
    pub fault: Option<String>,
}

#[derive(Serialize)]
struct Answer {
    release: String,
    holds: bool,
    hidden: usize,
    open: usize,
    indicators: Vec<CheckedIndicator>,
}

/// Checks every indicator of a release, with whole numbers only and none of the code that solved the certificates.
///
/// # Errors
/// When the folder is no sound release.
pub fn check_release(folder: &Path, desk: &mut Desk) -> Result<(Release, Vec<CheckedIndicator>)> {
    let (release, found) = checkable(folder)?;
    let bar = desk.progress.bar("checking certificates", found.len() as u64);
    let atlas = Atlas::netherlands();
    let one = |own: &Checkable| {
        let checked = check(own, &atlas);
        bar.inc(1);
        checked
    };
    let mut checked: Vec<CheckedIndicator> = found.par_iter().map(one).collect();
    bar.finish_and_clear();
    checked.extend(release.indicators().iter().filter_map(|data| without(data, &found)));
    Ok((release, checked))
}

/// Hidden cells of an indicator that has no certificates at all.
fn without(data: &publication::IndicatorData, found: &[Checkable]) -> Option<CheckedIndicator> {
    let slug = &data.definition.slug;
    let hidden = data.cells().filter(|(_, _, cell)| *cell == domain::Cell::Hidden).count();
    let has_none = hidden > 0 && !found.iter().any(|own| own.slug == *slug);
    has_none.then(|| CheckedIndicator { indicator: slug.clone(), hidden, open: 0, tables: 0, fault: None })
}

fn check(own: &Checkable, atlas: &Atlas) -> CheckedIndicator {
    let (found, fault) = match disclosure::opened(&own.told, &own.certificates, atlas, &own.policy) {
        Ok(opened) => (opened, None),
        Err(error) => (disclosure::Opened::default(), Some(format!("{}: {error}", own.slug))),
    };
    CheckedIndicator { indicator: own.slug.clone(), hidden: found.hidden, open: found.open, tables: found.tables, fault }
}

pub(super) fn run(folder: &Path, desk: &mut Desk) -> Result<Outcome> {
    let (release, indicators) = check_release(folder, desk)?;
    let sum = |pick: fn(&CheckedIndicator) -> usize| indicators.iter().map(pick).sum();
    let answer = Answer {
        holds: indicators.iter().all(|own| own.fault.is_none()),
        release: release.version,
        hidden: sum(|own| own.hidden),
        open: sum(|own| own.open),
        indicators,
    };
    match desk.format {
        Format::Json => output::json(&answer)?,
        Format::Text => output::text(&in_words(&answer))?,
    }
    Ok(if answer.holds && answer.open == answer.hidden { Outcome::Done } else { Outcome::Refused })
}

fn in_words(answer: &Answer) -> String {
    let mut text = String::new();
    for own in &answer.indicators {
        let _written = match &own.fault {
            Some(fault) => writeln!(text, "does not hold: {fault}"),
            None => writeln!(text, "{}: {} of {} hidden cells open ({} tables)", own.indicator, own.open, own.hidden, own.tables),
        };
    }
    let _written = writeln!(text, "release {}: {} of {} hidden cells are proven open", answer.release, answer.open, answer.hidden);
    text
}
