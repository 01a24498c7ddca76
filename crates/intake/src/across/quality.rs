//! The quality report: what a supplier would want to know about a delivery that has no error in it.

use super::series_break::{SeriesBreak, breaks};
use super::{Moved, Share};
use crate::findings::Report;
use crate::ledger::{Entry, Ledger, Tally};
use crate::rules::{Rule, Severity};

/// Quality of one delivery.
#[derive(Clone, Debug)]
pub struct Quality {
    /// Illogical combinations: rules about two or more fields together, and how often they were broken.
    pub combinations: Vec<(&'static Rule, u64)>,
    /// Rows that say the same record twice.
    pub doubled: u64,
    /// Records that came late; `None` without the previous delivery.
    pub late: Option<Late>,
    /// Share of rows in which a coded field says nothing, of the rows it is asked of.
    pub unknown: Vec<UnknownShare>,
    /// Codes whose share jumps, with the month.
    pub breaks: Vec<SeriesBreak>,
}

/// Records that started before the period and were not in the previous delivery, where they belonged.
#[derive(Clone, Debug)]
pub struct Late {
    /// The previous delivery.
    pub against: String,
    /// The records.
    pub records: Moved,
}

/// How often a coded field says nothing: empty, *unknown*, or a text outside its list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UnknownShare {
    /// The field.
    pub column: &'static str,
    /// Rows that say nothing, of those that are asked.
    pub share: Share,
}

impl Quality {
    /// The quality of a delivery, beside the previous one where there is one.
    pub(crate) fn of(report: &Report, now: &Ledger, before: Option<(&Report, &Ledger)>) -> Quality {
        let severe = report.causes.iter().filter(|cause| cause.rule.severity != Severity::Notice);
        let combinations = severe.filter(|cause| cause.rule.fields.len() > 1).map(|cause| (cause.rule, cause.count)).collect();
        let doubled = report.causes.iter().filter(|cause| cause.rule.code.contains("DOUBLED")).map(|cause| cause.count).sum();
        let mut unknown: Vec<_> = now.fields.iter().filter(|tally| tally.is_coded() && tally.rows > 0).map(unknown_share).collect();
        unknown.retain(|unknown| unknown.share.part > 0);
        unknown.sort_by_key(|unknown| std::cmp::Reverse(unknown.share.part));
        let series: Vec<_> =
            [Some((report, now)), before].into_iter().flatten().filter_map(|(report, ledger)| Some((ledger, report.period()?))).collect();
        Quality { combinations, doubled, late: before.and_then(|before| late(report, now, before)), unknown, breaks: breaks(&series) }
    }
}

fn unknown_share(tally: &Tally) -> UnknownShare {
    UnknownShare { column: tally.column, share: Share { part: tally.unknown, whole: tally.asked } }
}

/// Records of before the period that the previous delivery should have held.
fn late(report: &Report, now: &Ledger, (earlier, before): (&Report, &Ledger)) -> Option<Late> {
    let last = earlier.period()?.last_day();
    let is_late = |entry: &Entry| entry.told.as_ref().and_then(|told| told.start).is_some_and(|start| start <= last);
    let unknown = now.entries.iter().filter(|(key, entry)| is_late(entry) && !before.entries.contains_key(key));
    let is_later_period = report.period().is_some_and(|period| period.first_day() > last);
    is_later_period.then(|| Late { against: earlier.file.clone(), records: Moved::of(unknown.map(|(_, entry)| entry).collect()) })
}
